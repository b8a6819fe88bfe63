import { describe, expect, it } from 'vitest';
import { inventCampaign, pseudonymOf } from '#test/support/phishing-campaign.ts';
import type { Instant } from '../kernel/time.ts';
import { adjustedClickRate, holdsOf, reportTimes } from './campaign-figures.ts';
import { countRules, judgeEvents, robotRules } from './classify-events.ts';
import type { PhishingRow } from './phishing-row.ts';
import { recipientOutcomes } from './recipient-outcomes.ts';

const instant = (time: string) => `2026-03-03T${time}.000Z` as Instant;

/** `['clicked', '08:00:10', …]` of recipient `anna`, unless it says otherwise. */
function row(
  event: PhishingRow['event'],
  time: string | null,
  more: Partial<Omit<PhishingRow, 'recipient' | 'address'>> & { who?: string; from?: string } = {},
): PhishingRow {
  const { who = 'anna', from, ...rest } = more;
  return {
    kind: 'phishing',
    itemNumber: 1,
    campaign: 'spring',
    recipient: pseudonymOf(who),
    recipientKind: 'email',
    event,
    at: time === null ? null : time.includes('.') ? (`2026-03-03T${time}Z` as Instant) : instant(time),
    address: from === undefined ? null : pseudonymOf(from),
    knownScanner: null,
    method: null,
    link: null,
    linkPlace: 1,
    honeypot: null,
    confirmed: null,
    ...rest,
  };
}

const rules = (...rows: readonly PhishingRow[]) =>
  judgeEvents(rows)
    .filter(({ row: { event } }) => event === 'clicked' || event === 'submitted')
    .map(({ rule }) => rule);

describe('each rule, and what is just beside it', () => {
  const sent = row('delivered', '08:00:00');

  it('before delivery and up to two seconds after; at two seconds and a bit it is a person', () => {
    expect(rules(sent, row('clicked', '07:59:58'), row('clicked', '08:00:02'), row('clicked', '08:00:02.001'))).toEqual([
      'before-delivery',
      'before-delivery',
      null,
    ]);
  });

  it('the time of sending counts where no delivery is told', () => {
    expect(rules(row('sent', '08:00:00'), row('clicked', '08:00:01'))).toEqual(['before-delivery']);
  });

  it('known scanner, head request and honeypot, the surest first', () => {
    expect(
      rules(
        sent,
        row('clicked', '08:01:00', { knownScanner: 'gateway' }),
        row('clicked', '08:01:00', { method: 'head' }),
        row('clicked', '08:01:00', { honeypot: true, knownScanner: 'gateway' }),
      ),
    ).toEqual(['known-scanner', 'head-request', 'honeypot']);
  });

  it('all links of the mail within a second; one of two, or both in two seconds, is a person', () => {
    expect(
      rules(sent, row('clicked', '08:01:00', { link: pseudonymOf('1') }), row('clicked', '08:01:01', { link: pseudonymOf('2') })),
    ).toEqual(['all-links-at-once', 'all-links-at-once']);
    expect(
      rules(sent, row('clicked', '08:01:00', { link: pseudonymOf('1') }), row('clicked', '08:01:02', { link: pseudonymOf('2') })),
    ).toEqual([null, null]);
    expect(
      rules(sent, row('clicked', '08:01:00', { link: pseudonymOf('1') }), row('clicked', '08:01:00', { link: pseudonymOf('1') })),
    ).toEqual([null, null]);
  });

  it('one address for five recipients within ten seconds; four are colleagues behind one address', () => {
    const from = (count: number) =>
      Array.from({ length: count }, (_, place) => row('clicked', `08:01:0${place * 2}`, { who: `p${place}`, from: 'one' }));
    expect(rules(...from(5))).toEqual(Array.from({ length: 5 }, () => 'one-address-many'));
    expect(rules(...from(4))).toEqual([null, null, null, null]);
  });

  it('the desk opens what two people reported; the recipient, seen there before, stays a person', () => {
    const reported = ['anna', 'bert'].map((who) => row('reported', '08:05:00', { who }));
    expect(
      rules(...reported, row('clicked', '08:10:00', { from: 'desk' }), row('clicked', '08:12:00', { who: 'bert', from: 'desk' })),
    ).toEqual(['security-desk', 'security-desk']);
    expect(rules(...reported, row('clicked', '08:01:00', { from: 'ward' }), row('clicked', '08:10:00', { from: 'ward' }))).toEqual([
      null,
      null,
    ]);
    expect(rules(...reported, row('clicked', '08:10:00', { from: 'elsewhere' }), row('clicked', '08:11:00'))).toEqual([
      'after-report',
      'after-report',
    ]);
  });

  it('a whole hospital behind one address is no desk', () => {
    const reported = ['anna', 'bert'].map((who) => row('reported', '08:05:00', { who }));
    const others = Array.from({ length: 6 }, (_, place) => row('clicked', `08:0${place + 1}:30`, { who: `p${place}`, from: 'gate' }));
    const after = ['anna', 'bert'].map((who) => row('clicked', '08:10:00', { who, from: 'gate' }));
    expect(rules(...reported, ...others, ...after).slice(-2)).toEqual(['after-report', 'after-report']);
  });

  it('a page whose script saw no browser leaves it unsure; a tool without a script says nothing', () => {
    expect(rules(sent, row('clicked', '08:01:00', { confirmed: false }), row('clicked', '08:01:00', { confirmed: null }))).toEqual([
      'unconfirmed',
      null,
    ]);
  });

  it('without a time no rule of time is asked, and it is counted how often', () => {
    const judged = judgeEvents([sent, row('clicked', null), row('clicked', '08:01:00')]);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['human', 'human', 'human']);
    expect(countRules(judged).untimed).toBe(1);
  });
});

describe('a campaign of 20,000 with true robots', () => {
  const campaign = inventCampaign({ seed: 20_261_123, recipients: 20_000 });
  const rows = campaign.events.map(({ row: one }) => one);
  const judged = judgeEvents(rows);

  it('prints the confusion table of the rules against the truth: no more than 1 in 50 people is lost, no more than 1 in 20 robots counts', () => {
    const table = new Map<string, number>();
    campaign.events.forEach(({ truth }, place) => {
      if (truth === null) return;
      const key = `${truth} → ${judged[place]?.verdict}`;
      table.set(key, (table.get(key) ?? 0) + 1);
    });
    const byRule = countRules(judged).rules.map(({ rule, clicks, submissions }) => `${rule} ${clicks + submissions}`);
    console.log(
      `seed 20261123\n${[...table]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, count]) => `${key.padEnd(18)} ${count}`)
        .join('\n')}\nby rule: ${byRule.join(', ')}`,
    );
    const of = (key: string) => table.get(key) ?? 0;
    const people = of('human → human') + of('human → unsure') + of('human → robot');
    const robots = of('robot → human') + of('robot → unsure') + of('robot → robot');
    const desk = of('desk → human') + of('desk → unsure') + of('desk → robot');
    expect(robots).toBeGreaterThan(4_000);
    expect(of('human → robot') / people).toBeLessThan(0.02);
    expect(of('robot → human') / robots).toBeLessThan(0.05);
    expect(of('desk → robot') / desk).toBeGreaterThan(0.95);
  });

  it('the click rate is that of the truth with the rules, and nearly twice that without', () => {
    const { delivered } = recipientOutcomes(judged);
    const count = (measure: 'clicked' | 'clicked-or-unsure' | 'clicked-or-robot') =>
      delivered.filter((one) => holdsOf(one, measure)).length;
    expect(Math.abs(count('clicked') - campaign.trulyClicked) / campaign.trulyClicked).toBeLessThan(0.04);
    expect(count('clicked-or-unsure')).toBeGreaterThanOrEqual(campaign.trulyClicked * 0.99);
    expect(count('clicked-or-robot')).toBeGreaterThan(campaign.trulyClicked * 2);
  });

  it('every rule finds something, and the order of rows changes nothing', () => {
    expect(
      countRules(judged)
        .rules.filter(({ clicks, submissions }) => clicks + submissions === 0)
        .map(({ rule }) => rule),
    ).toEqual([]);
    expect(countRules(judged).rules.map(({ rule }) => rule)).toEqual(Object.keys(robotRules));
    const turned = judgeEvents(rows.toReversed()).toReversed();
    expect(turned.map(({ rule }) => rule)).toEqual(judged.map(({ rule }) => rule));
  });

  it('all of it is judged and counted in a second', () => {
    const before = process.cpuUsage();
    const outcomes = recipientOutcomes(judgeEvents(rows));
    reportTimes(outcomes, instant('20:00:00'));
    adjustedClickRate([]);
    const { user, system } = process.cpuUsage(before);
    console.log(
      `${rows.length} events of ${campaign.recipients} recipients judged and counted: ${((user + system) / 1_000).toFixed(0)} ms of processor`,
    );
    // A guard against the quadratic.
    expect(user + system).toBeLessThan(3_000_000);
  });
});
