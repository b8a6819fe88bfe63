import { describe, expect, it } from 'vitest';
import type { Day, Instant } from '../../kernel/time.ts';
import { addDays, daysBetween, endOfDay } from '../../kernel/time.ts';
import type { Filter } from '../../query/filter.ts';
import { evaluate } from '../../query/evaluate.ts';
import { recordKinds } from '../../records/registry.ts';
import { isOverdue } from '../populations.ts';
import { slaCompliance } from './metric.ts';

const timeZone = 'Europe/Amsterdam';
const [inTime, byDay] = slaCompliance.measures;

/** Days before `today` of the deadlines that the filter takes. */
function daysTaken(filter: Filter, today: Day, now: Instant): number[] {
  const days = Array.from({ length: 70 }, (_, index) => addDays(today, 5 - index));
  const context = { kind: recordKinds.finding, kinds: recordKinds, now, timeZone };
  return days
    .filter((dueOn) => evaluate(filter, { state: 'open', dueOn, closedInTime: false }, context))
    .map((dueOn) => daysBetween(dueOn, today));
}

describe('the window of VUL-05', () => {
  // In Amsterdam 29 March 2026 has 23 hours and 25 October 25.
  const days = ['2026-03-31', '2026-03-29', '2026-10-25', '2026-11-01', '2026-07-15'] as Day[];

  it.each(days)('is the thirty days before %s, at its end and at any moment during it', (today) => {
    const end = Date.parse(endOfDay(today, timeZone));
    for (const before of [0, 1, 3_600_000, 12 * 3_600_000, 22 * 3_600_000]) {
      const now = new Date(end - before).toISOString() as Instant;
      expect(daysTaken(inTime.denominator.filter, today, now)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
      expect(daysTaken(byDay.denominator.filter, today, now)).toEqual([1]);
    }
  });

  it('has no open finding in it that is not overdue, and the day a deadline passes is the same for both', () => {
    const today = '2026-03-31' as Day;
    for (const now of ['2026-03-31T10:00:00.000Z' as Instant, endOfDay(today, timeZone)]) {
      const overdue = daysTaken(isOverdue, today, now);
      expect(overdue[0]).toBe(1);
      expect(overdue).toEqual(expect.arrayContaining(daysTaken(inTime.denominator.filter, today, now)));
    }
  });
});
