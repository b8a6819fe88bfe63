/**
 * Values that people enter, because no file that is read gives them: the two counts of a period (never a percentage alone), one
 * count, or days, with evidence. Here: what may be entered, and what a measure says on each day by what was entered.
 * Not here: who entered what and when (`store/entries`), and the door they come through (`server/measuring/enter-value.ts`).
 *
 * A value is of a whole period and stands from the last day of it, as a file's does from the day it was observed. On later days
 * it is carried, and says so; after cadence and grace it is stale (domain/metrics.md 2). A chart has one point per period that
 * was entered: a carried day is no measurement of its own, and repeating it would make runs that nobody measured.
 */
import type { Day } from '../kernel/time.ts';
import { carriedStretches, type CarriedStretch, type Rhythm } from './carried-value.ts';
import type { DailyValue } from './chart-model.ts';
import type { EnteredMeasure } from './define-metric.ts';
import { ageUnder, measurementUnder } from './measure.ts';
import type { Measurement } from './measurement.ts';

/** Of a share or a ratio numerator and denominator; of a count the numerator; of a duration the days. The others are null. */
export interface EnteredNumbers {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly days: number | null;
}

export interface EnteredPeriod {
  readonly fromOn: Day;
  /** Inclusive; the day from which the value stands. */
  readonly toOn: Day;
}

export interface EnteredValue extends EnteredPeriod, EnteredNumbers {}

/** Far beyond what anybody counts by hand, and still exact as a number. */
export const enteredMax = 1_000_000_000;

export type EntryFault =
  | 'percentage-alone'
  | 'numerator-missing'
  | 'denominator-not-asked'
  | 'days-missing'
  | 'days-not-asked'
  | 'not-a-count'
  | 'part-beyond-whole';

/** The first thing that is wrong with what a person wants to enter; null where it can be kept. */
export function faultOf({ kind }: Pick<EnteredMeasure, 'kind'>, { numerator, denominator, days }: EnteredNumbers): EntryFault | null {
  if (kind === 'duration') {
    if (days === null) return 'days-missing';
    if (numerator !== null || denominator !== null) return 'denominator-not-asked';
    return days >= 0 && days <= enteredMax ? null : 'not-a-count';
  }
  if (days !== null) return 'days-not-asked';
  if (numerator === null) return 'numerator-missing';
  if (kind === 'count' && denominator !== null) return 'denominator-not-asked';
  if (kind !== 'count' && denominator === null) return 'percentage-alone';
  if (!isCount(numerator) || (denominator !== null && !isCount(denominator))) return 'not-a-count';
  return kind === 'proportion' && denominator !== null && numerator > denominator ? 'part-beyond-whole' : null;
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= enteredMax;
}

/** Whether two periods have a day in common: then their values are not of different things (domain/metrics.md 5.1). */
export function overlap(left: EnteredPeriod, right: EnteredPeriod): boolean {
  return left.fromOn <= right.toOn && right.fromOn <= left.toOn;
}

/** What the numbers of a period say on its last day. */
export function enteredMeasurement(measure: EnteredMeasure, { numerator, denominator, days }: EnteredNumbers): Measurement {
  if (measure.kind === 'duration') return ageUnder([], measure, { days, rows: null });
  const measured = measurementUnder([], measure, { numerator: numerator ?? 0, denominator });
  return measure.unit === 'per-1000-fte' ? perThousand(measured) : measured;
}

const missing: Measurement = { state: 'not-measured', reason: 'no-data', reasons: ['entry-missing'] };

/** The two counts stay as they were entered. */
function perThousand(measured: Measurement): Measurement {
  if (measured.state !== 'measured') return measured;
  const { value, interval } = measured;
  return {
    ...measured,
    value: 1_000 * value,
    interval: interval === null ? null : { lower: 1_000 * interval.lower, upper: interval.upper === null ? null : 1_000 * interval.upper },
  };
}

/**
 * Day by day from `from` to `today`, equal days together.
 * @param values those that stand, of one measure in one scope, without days in common
 */
export function enteredStretches(
  rhythm: Rhythm,
  measure: EnteredMeasure,
  values: readonly EnteredValue[],
  days: { readonly from: Day; readonly today: Day },
): readonly CarriedStretch[] {
  const stated = values.map((value) => ({ on: value.toOn, measurement: enteredMeasurement(measure, value) }));
  return carriedStretches(stated, { ...rhythm, before: missing, carried: 'entry-carried', stale: 'entry-stale' }, days);
}

/** The days of a series as a chart takes them: only the days on which a period ended have a value of their own. */
export function chartedDays(days: readonly DailyValue[]): readonly DailyValue[] {
  return days.map((one) => {
    const { reasons, state } = one.measurement;
    const isOwn = state === 'measured' && !reasons.includes('entry-carried') && !reasons.includes('entry-stale');
    return isOwn ? one : { ...one, measurement: missing };
  });
}

/** Without the days before the first that has a value: what was withdrawn leaves none, and where nothing stands all are told. */
export function withoutUnentered(days: readonly DailyValue[]): readonly DailyValue[] {
  const first = days.findIndex(({ measurement }) => !measurement.reasons.includes('entry-missing'));
  return first <= 0 ? days : days.slice(first);
}

/** The value that counts on a day, and so the one a figure of that day rests on. */
export function valueOn<Value extends EnteredPeriod>(values: readonly Value[], day: Day): Value | null {
  return values.filter(({ toOn }) => toOn <= day).toSorted((a, b) => (a.toOn < b.toOn ? 1 : -1))[0] ?? null;
}
