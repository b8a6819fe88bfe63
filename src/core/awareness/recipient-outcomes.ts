/**
 * What became of one campaign's mail with each recipient: one line per person, whatever number of events (metrics.md 4.7: "unique" is
 * once per person and campaign, "delivered" is sent without what bounced or was held back). Not for anybody's eyes: figures are made of
 * it by `core/disclosure` alone.
 */
import type { Instant } from '../kernel/time.ts';
import { millisecondsOf } from '../kernel/time.ts';
import type { JudgedEvent } from './classify-events.ts';

/** Surest first: how sure it is that the recipient did it. `robot`: only machines did. */
export type Certainty = 'human' | 'unsure' | 'robot' | 'no';

export interface RecipientOutcome {
  /** Whatever stands for the person. */
  readonly recipient: string;
  readonly deliveredAt: Instant | null;
  readonly clicked: Certainty;
  readonly submitted: Certainty;
  readonly reported: boolean;
  /** Null also where the tool says that it was reported and not when. */
  readonly reportedAt: Instant | null;
}

interface Gathered {
  sentAt: Instant | null;
  deliveredAt: Instant | null;
  isLost: boolean;
  clicked: Certainty;
  submitted: Certainty;
  reported: boolean;
  reportedAt: Instant | null;
}

export interface CampaignOutcomes {
  /** Those to whom it was delivered. */
  readonly delivered: readonly RecipientOutcome[];
  readonly bounced: number;
  readonly quarantined: number;
}

/** @param judged events of one campaign */
export function recipientOutcomes(judged: readonly JudgedEvent[]): CampaignOutcomes {
  const people = new Map<string, Gathered>();
  const lost = { bounced: new Set<string>(), quarantined: new Set<string>() };
  for (const event of judged) {
    const { row } = event;
    const person = people.get(row.recipient) ?? nothingYet();
    people.set(row.recipient, person);
    if (row.event === 'bounced' || row.event === 'quarantined') {
      lost[row.event].add(row.recipient);
      person.isLost = true;
    } else take(person, event);
  }
  const delivered: RecipientOutcome[] = [];
  for (const [recipient, { sentAt, isLost, ...outcome }] of people) {
    if (isLost) continue;
    delivered.push({ recipient, ...outcome, deliveredAt: outcome.deliveredAt ?? sentAt });
  }
  for (const recipient of lost.quarantined) lost.bounced.delete(recipient);
  return { delivered, bounced: lost.bounced.size, quarantined: lost.quarantined.size };
}

function nothingYet(): Gathered {
  return { sentAt: null, deliveredAt: null, isLost: false, clicked: 'no', submitted: 'no', reported: false, reportedAt: null };
}

function take(person: Gathered, { row, verdict }: JudgedEvent): void {
  switch (row.event) {
    case 'sent':
      person.sentAt = earlier(person.sentAt, row.at);
      break;
    case 'delivered':
      person.deliveredAt = earlier(person.deliveredAt, row.at);
      break;
    case 'clicked':
      person.clicked = surer(person.clicked, verdict);
      break;
    case 'submitted':
      // Who enters data has been on the page.
      person.submitted = surer(person.submitted, verdict);
      person.clicked = surer(person.clicked, verdict);
      break;
    case 'reported':
      person.reported = true;
      person.reportedAt = earlier(person.reportedAt, row.at);
      break;
    default:
  }
}

const order: readonly Certainty[] = ['no', 'robot', 'unsure', 'human'];

function surer(one: Certainty, other: Certainty): Certainty {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Minutes from delivery to the report; null where either is unknown, and where the report came first (two clocks that differ). */
export function minutesToReport({ deliveredAt, reportedAt }: Pick<RecipientOutcome, 'deliveredAt' | 'reportedAt'>): number | null {
  if (deliveredAt === null || reportedAt === null || reportedAt < deliveredAt) return null;
  return (millisecondsOf(reportedAt) - millisecondsOf(deliveredAt)) / 60_000;
}
