/**
 * Values that come now and then and stand until the next: what a person entered of a period, what was published of people. Each stands
 * from a day; on later days it is carried, and says so; after cadence and grace it is stale (domain/metrics.md 2).
 */
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { MetricDefinition } from './define-metric.ts';
import type { Measurement, ReasonCode } from './measurement.ts';

export interface StatedValue {
  /** The day from which it stands. */
  readonly on: Day;
  readonly measurement: Measurement;
}

export interface CarriedStretch {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly measurement: Measurement;
}

export type Rhythm = Pick<MetricDefinition, 'cadenceDays' | 'graceDays'>;

/** What days say that have no value of their own. */
export interface Carrying extends Rhythm {
  readonly before: Measurement;
  readonly carried: ReasonCode;
  readonly stale: ReasonCode;
}

/**
 * Day by day from `from` to `today`, equal days together.
 * @param values in any order, no two of one day
 */
export function carriedStretches(
  values: readonly StatedValue[],
  carrying: Carrying,
  { from, today }: { readonly from: Day; readonly today: Day },
): readonly CarriedStretch[] {
  const ordered = values.filter(({ on }) => on <= today).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const stretches: CarriedStretch[] = [];
  const say = (first: Day, last: Day, measurement: Measurement) => {
    const [start, end] = [first < from ? from : first, last > today ? today : last];
    if (start <= end) stretches.push({ from: start, to: end, measurement });
  };
  say(from, addDays(ordered[0]?.on ?? addDays(today, 1), -1), carrying.before);
  for (const [place, { on, measurement }] of ordered.entries()) {
    const next = ordered[place + 1];
    const until = next === undefined ? today : addDays(next.on, -1);
    const freshUntil = addDays(on, carrying.cadenceDays + carrying.graceDays);
    say(on, on, measurement);
    say(addDays(on, 1), freshUntil < until ? freshUntil : until, withReason(measurement, carrying.carried));
    if (freshUntil < until) say(addDays(freshUntil, 1), until, staleBy(measurement, carrying.stale));
  }
  return stretches;
}

function withReason(measurement: Measurement, reason: ReasonCode): Measurement {
  return { ...measurement, reasons: [reason, ...measurement.reasons] };
}

function staleBy(measurement: Measurement, reason: ReasonCode): Measurement {
  const marked = withReason(measurement, reason);
  return marked.state === 'measured' ? { ...marked, standing: 'stale' } : marked;
}
