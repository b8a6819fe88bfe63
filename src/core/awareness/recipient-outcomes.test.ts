import { expect, it } from 'vitest';
import { pseudonymOf } from '#test/support/phishing-campaign.ts';
import type { Instant } from '../kernel/time.ts';
import type { JudgedEvent } from './classify-events.ts';
import type { PhishingRow } from './phishing-row.ts';
import { recipientOutcomes } from './recipient-outcomes.ts';

function judged(who: string, event: PhishingRow['event'], minute: number, verdict: JudgedEvent['verdict'] = 'human'): JudgedEvent {
  const row: PhishingRow = {
    kind: 'phishing',
    itemNumber: 1,
    campaign: 'spring',
    recipient: pseudonymOf(who),
    recipientKind: 'email',
    event,
    at: `2026-03-03T08:${String(minute).padStart(2, '0')}:00.000Z` as Instant,
    address: null,
    knownScanner: null,
    method: null,
    link: null,
    linkPlace: 1,
    honeypot: null,
    confirmed: null,
  };
  return { row, verdict, rule: null };
}

it('counts a person once, by the surest of what was done', () => {
  const { delivered } = recipientOutcomes([
    judged('a', 'sent', 0),
    judged('a', 'clicked', 1, 'robot'),
    judged('a', 'clicked', 5, 'human'),
    judged('a', 'clicked', 6, 'unsure'),
    judged('a', 'reported', 9),
    judged('a', 'reported', 7),
  ]);
  expect(delivered).toEqual([
    {
      recipient: pseudonymOf('a'),
      deliveredAt: '2026-03-03T08:00:00.000Z',
      clicked: 'human',
      submitted: 'no',
      reported: true,
      reportedAt: '2026-03-03T08:07:00.000Z',
    },
  ]);
});

it('who enters data has clicked, also where the tool lost the click', () => {
  expect(recipientOutcomes([judged('a', 'submitted', 3)]).delivered[0]).toMatchObject({ clicked: 'human', submitted: 'human' });
});

it('delivered is sent without what bounced or was held back; opened means nothing', () => {
  const found = recipientOutcomes([
    judged('a', 'sent', 0),
    judged('b', 'sent', 0),
    judged('b', 'bounced', 1),
    judged('c', 'delivered', 0),
    judged('c', 'quarantined', 2),
    judged('c', 'bounced', 3),
    judged('d', 'opened', 4),
  ]);
  expect(found.delivered.map(({ recipient }) => recipient)).toEqual([pseudonymOf('a'), pseudonymOf('d')]);
  expect([found.bounced, found.quarantined]).toEqual([1, 1]);
  expect(found.delivered[1]).toMatchObject({ clicked: 'no', reported: false });
});
