/**
 * What the curve of a month says, as a measurement (domain/metrics.md 4.4). A half-life that was not reached is a bound and says
 * so; where nobody was followed from the beginning there is no value, for a curve that begins in the middle is of the survivors.
 */
import { invariant } from '../kernel/invariant.ts';
import { standsAt } from '../statistics/survival.ts';
import type { ClosingTimes } from '../vulnerabilities/time-to-close.ts';
import type { SurvivalReading } from './define-metric.ts';
import type { GateResult } from './gates.ts';
import { refusedBy, standingOf, type Measurable } from './measure.ts';
import type { MeasuredInterval, Measurement, ReasonCode } from './measurement.ts';
import { atLeastReason } from './measurement.ts';

interface Told {
  readonly value: number;
  readonly interval: MeasuredInterval | null;
  /** How many findings it rests on: in the curve, or still followed at that age. */
  readonly rows: number;
  readonly isAtLeast?: true;
}

/** @param times of the findings of the month in the scope */
export function survivalUnder(
  results: readonly GateResult[],
  { survival, whenEmpty }: { readonly survival: SurvivalReading; readonly whenEmpty: Measurable['whenEmpty'] },
  times: ClosingTimes,
): Measurement {
  const refused = refusedBy(results);
  if (refused !== null) return refused;
  const reasons = results.map(({ reason }) => reason);
  const standing = standingOf(results);
  if (survival.of === 'followed' || survival.of === 'left-out') {
    const value = survival.of === 'followed' ? times.counted : times.prevalent;
    return { state: 'measured', standing, value, numerator: value, denominator: null, interval: null, reasons };
  }
  if (times.counted === 0) return { state: 'not-measured', reason: whenEmpty, reasons: ['nothing-in-population', ...reasons] };
  const told = survival.of === 'half-life' ? halfLifeOf(times) : closedOf(times, survival.byAge);
  if (told === null) return { state: 'not-measured', reason: 'group-too-small', reasons: ['followed-too-briefly', ...reasons] };
  const { value, interval, rows, isAtLeast } = told;
  const marked: readonly ReasonCode[] = isAtLeast === true ? [atLeastReason, ...reasons] : reasons;
  return { state: 'measured', standing, value, numerator: rows, denominator: null, interval, reasons: marked };
}

/** Up to the age at which the risk set runs empty the curve stands; beyond it, it is of those who got there. */
function halfLifeOf(times: ClosingTimes): Told | null {
  const { halfLife, longestAge, brokenAtAge, counted } = times;
  const followedTo = brokenAtAge ?? longestAge;
  const stands = (age: number | null): age is number => age !== null && standsAt(times, age);
  const upper = stands(halfLife.upper) ? halfLife.upper : null;
  if (stands(halfLife.age)) {
    const { age, lower } = halfLife;
    return { value: age, interval: lower === null ? null : { lower: Math.min(lower, age), upper }, rows: counted };
  }
  if (followedTo === 0) return null;
  const lower = stands(halfLife.lower) ? halfLife.lower : followedTo;
  return { value: followedTo, interval: { lower, upper: null }, rows: counted, isAtLeast: true };
}

function closedOf(times: ClosingTimes, byAge: number): Told | null {
  const share = times.closedBy.find(({ age }) => age === byAge);
  invariant(share !== undefined, 'every age that is told has its share');
  if (share.closed === null || !standsAt(times, byAge)) return null;
  return { value: share.closed, interval: share.interval, rows: share.atRisk };
}
