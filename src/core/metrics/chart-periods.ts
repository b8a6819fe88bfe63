/**
 * The days of a series as the periods of its chart: whole, non-overlapping, each with what is judged of it. Not here: limits,
 * signals and verdict (`chart-model.ts`).
 */
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { ChartPeriod } from '../statistics/periods.ts';
import { nextPeriodStart, periodDays, periodStartOf } from '../statistics/periods.ts';
import type { ChartForm, ChartRequest, DailyValue } from './chart-model.ts';
import { isAtLeast } from './measurement.ts';

/** Whether each period shows its newest value as it was measured. */
export function isLevel(form: ChartForm): boolean {
  return isStock(form) || form === 'level';
}

/** One value a whole period, that its last day gives: it is of the period and of nothing else. */
export function isOfPeriod(form: ChartForm): form is 'whole-period' {
  return form === 'whole-period';
}

export function isStock(form: ChartForm): form is 'stock-proportion' | 'stock-count' {
  return form === 'stock-proportion' || form === 'stock-count';
}

export interface Period {
  readonly startOn: Day;
  readonly days: number;
  readonly newest: DailyValue;
  readonly summed: { readonly numerator: number; readonly denominator: number } | null;
  readonly gained: number;
  readonly lost: number;
  readonly phase: number;
  readonly judged: boolean;
  readonly running: boolean;
  readonly isSpecialCause: boolean;
}

export function periodsOf({ days, period, phaseMarks, specialCauses, today, form }: ChartRequest): readonly Period[] {
  const byPeriod = new Map<Day, DailyValue[]>();
  for (const daily of days) {
    const start = periodStartOf(daily.day, period);
    const own = byPeriod.get(start);
    if (own === undefined) byPeriod.set(start, [daily]);
    else own.push(daily);
  }
  const firstMeasured = days.find(({ measurement }) => measurement.state === 'measured')?.day;
  // A figure that was published does not run on.
  const running = period === 'figure' ? null : periodStartOf(today, period);
  const periods: Period[] = [];
  for (const start of startsOf(days, period)) {
    const own = byPeriod.get(start) ?? [];
    const next = nextPeriodStart(start, period);
    const measured = own.filter(({ measurement }) => measurement.state === 'measured');
    const isOwn = isOfPeriod(form);
    const newest = isOwn ? own.find(({ day }) => day === addDays(next, -1)) : (measured.at(-1) ?? own.at(-1));
    // Of a period that still runs there is no value yet: what its days say is of the one before.
    if (newest === undefined || (isOwn && start === running)) continue;
    // What is counted became another within it: it is of neither phase. A signed phase begins with a whole period of its own.
    const marked = phaseMarks.some(({ on, cause }) => cause.kind !== 'signed' && on >= start && on < next);
    // The first measured period holds the first load: everything "gained" in it was there before anyone looked.
    const loads = isLevel(form) && (firstMeasured === undefined || firstMeasured >= start);
    periods.push({
      startOn: start,
      days: periodDays(start, period),
      newest,
      summed: isLevel(form) || isOwn ? null : summedOf(form === 'window' ? measured.slice(-1) : measured),
      gained: sumOf(own, ({ gained }) => gained),
      lost: sumOf(own, ({ lost }) => lost),
      phase: phaseMarks.filter(({ on }) => on < next).length,
      judged: (isOwn ? isValue(newest) : measured.length > 0) && start !== running && !marked && !loads,
      running: start === running,
      isSpecialCause: specialCauses.some(({ fromOn, toOn }) => fromOn < next && toOn >= start),
    });
  }
  return periods;
}

/** Of calendar periods all between the first day and the last, whether anything is of them or not; of figures the days that have one. */
function startsOf(days: readonly DailyValue[], period: ChartPeriod): readonly Day[] {
  if (period === 'figure') return days.map(({ day }) => day);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  const starts: Day[] = [];
  for (let start = periodStartOf(first, period); start <= last; start = nextPeriodStart(start, period)) starts.push(start);
  return starts;
}

/** What is known only to be more than that is neither judged nor averaged. */
function isValue({ measurement }: DailyValue): boolean {
  return measurement.state === 'measured' && !isAtLeast(measurement);
}

function summedOf(measured: readonly DailyValue[]): { readonly numerator: number; readonly denominator: number } | null {
  const sum = { numerator: 0, denominator: 0 };
  for (const { measurement } of measured) {
    if (measurement.state !== 'measured') continue;
    sum.numerator += measurement.numerator ?? 0;
    sum.denominator += measurement.denominator ?? 0;
  }
  return sum.denominator === 0 ? null : sum;
}

function sumOf(days: readonly DailyValue[], pick: (day: DailyValue) => number | null): number {
  return days.reduce((sum, day) => sum + (pick(day) ?? 0), 0);
}
