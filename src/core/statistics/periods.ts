/** Calendar periods of a chart: months, and weeks from Monday (ISO 8601). One point per period, never per day. */
import type { Day } from '../kernel/time.ts';
import { addDays, daysBetween } from '../kernel/time.ts';

export type ChartPeriod = 'month' | 'week';

/** The first day of the period a day lies in. */
export function periodStartOf(day: Day, period: ChartPeriod): Day {
  if (period === 'month') return `${day.slice(0, 8)}01` as Day;
  const weekday = (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The first day of the period after the one that starts on `start`. */
export function nextPeriodStart(start: Day, period: ChartPeriod): Day {
  return period === 'week' ? addDays(start, 7) : periodStartOf(addDays(start, 31), 'month');
}

export function periodDays(start: Day, period: ChartPeriod): number {
  return daysBetween(start, nextPeriodStart(start, period));
}
