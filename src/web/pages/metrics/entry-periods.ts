/** Which whole periods may be entered: those that are over, as the node accepts them. */
import { addDays, type Day } from '#core/kernel/time.ts';
import { nextPeriodStart, periodStartOf } from '#core/statistics/periods.ts';

export interface EntryPeriod {
  readonly fromOn: Day;
  readonly toOn: Day;
}

/** The last `count` months or quarters that are over on `today`, newest first. */
export function periodsThatAreOver(today: Day, period: 'month' | 'quarter', count: number): readonly EntryPeriod[] {
  const periods: EntryPeriod[] = [];
  let next = periodStartOf(today, period);
  while (periods.length < count) {
    const fromOn = periodStartOf(addDays(next, -1), period);
    periods.push({ fromOn, toOn: addDays(nextPeriodStart(fromOn, period), -1) });
    next = fromOn;
  }
  return periods;
}

/** The last day that a period may end on: one that is not over is refused. */
export function lastEntryDay(today: Day): Day {
  return addDays(today, -1);
}
