/**
 * Periods of a chart: quarters, months, and weeks from Monday (ISO 8601), one point per period and never per day; or each figure by
 * itself, where figures come when something is published (`figure`): then a point is of the day from which its figure stands.
 */
import type { Day } from '../kernel/time.ts';
import type { Language } from '../kernel/text.ts';
import { addDays, daysBetween } from '../kernel/time.ts';

export type ChartPeriod = 'quarter' | 'month' | 'week' | 'figure';

/** The first day of the period a day lies in. */
export function periodStartOf(day: Day, period: ChartPeriod): Day {
  if (period === 'figure') return day;
  if (period === 'month') return `${day.slice(0, 8)}01` as Day;
  if (period === 'quarter') {
    const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
    return `${day.slice(0, 5)}${String(month).padStart(2, '0')}-01` as Day;
  }
  const weekday = (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The first day of the period after the one that starts on `start`. */
export function nextPeriodStart(start: Day, period: ChartPeriod): Day {
  if (period === 'figure') return addDays(start, 1);
  if (period === 'week') return addDays(start, 7);
  return periodStartOf(addDays(start, period === 'month' ? 31 : 93), period);
}

export function periodDays(start: Day, period: ChartPeriod): number {
  return daysBetween(start, nextPeriodStart(start, period));
}

/** `Q2 2026`, in Dutch `2e kwartaal 2026`. @param day any day of it */
export function quarterText(day: Day, language: Language): string {
  const quarter = Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1;
  return language === 'nl' ? `${quarter}e kwartaal ${day.slice(0, 4)}` : `Q${quarter} ${day.slice(0, 4)}`;
}
