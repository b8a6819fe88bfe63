/**
 * Deadlines of findings (issue 2, stage C): opening + days of the policy then in force. A change of severity can
 * bring the deadline forward and never pushes it back. Not here: which policy a finding falls under (a filter).
 */
import type { Day, Instant } from '../kernel/time.ts';
import { addDays, dayOf } from '../kernel/time.ts';

export interface DueOnInput<Change extends { readonly at: Instant }> {
  readonly openedAt: Instant;
  /** The opening and each later change of this occurrence, in any order. */
  readonly changes: readonly Change[];
  /** Days the policy in force at `change.at` gives; null = no policy applies (nor to informational items). */
  readonly daysAt: (change: Change) => number | null;
  readonly timeZone: string;
}

/**
 * Each change proposes the opening day + its days, but not a day before the change itself: nobody can be late before
 * the rule applied, and a deadline set in a window long past would be missed by every report. The earliest proposal holds.
 * @returns the last day on which closing is in time; null when no policy ever applied.
 */
export function dueOnOf<Change extends { readonly at: Instant }>(input: DueOnInput<Change>): Day | null {
  const openedOn = dayOf(input.openedAt, input.timeZone);
  let dueOn: Day | null = null;
  for (const change of input.changes) {
    const days = input.daysAt(change);
    if (days === null) continue;
    const changedOn = dayOf(change.at, input.timeZone);
    const fromOpening = addDays(openedOn, days);
    const proposed = fromOpening < changedOn ? changedOn : fromOpening;
    if (dueOn === null || proposed < dueOn) dueOn = proposed;
  }
  return dueOn;
}

/** Closed no later than the end of the due day in the organisation's time zone; false while open or when nothing was due. */
export function closedInTime(closedAt: Instant | null, dueOn: Day | null, timeZone: string): boolean {
  return closedAt !== null && dueOn !== null && dayOf(closedAt, timeZone) <= dueOn;
}
