/**
 * Counts and gate facts → measurement: the one place where a number becomes a value with its standing.
 * Pure; the counts come from the store's day series, already cut to a scope.
 */
import { invariant } from '../kernel/invariant.ts';
import type { TwoLists } from '../statistics/capture-recapture.ts';
import { estimateTotal } from '../statistics/capture-recapture.ts';
import { poissonInterval } from '../statistics/poisson.ts';
import type { Interval } from '../statistics/wilson.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { Estimate, MeasureKind } from './define-metric.ts';
import type { Gated, GateFacts, GateResult } from './gates.ts';
import { gateResults } from './gates.ts';
import type { Measurement, Standing } from './measurement.ts';

export interface Counts {
  readonly numerator: number;
  /** null for a count. */
  readonly denominator: number | null;
}

export interface Measurable {
  readonly kind: MeasureKind;
  readonly whenEmpty: 'no-data' | 'not-applicable';
}

export function measurementOf(definition: Gated, measure: Measurable, counts: Counts, facts: GateFacts): Measurement {
  return measurementUnder(gateResults(definition, facts), measure, counts);
}

/** The same where the gates were asked already: what they say does not depend on the counts. */
export function measurementUnder(results: readonly GateResult[], measure: Measurable, counts: Counts): Measurement {
  const refused = refusedBy(results);
  if (refused !== null) return refused;
  const reasons = results.map(({ reason }) => reason);
  invariant(isCounted(measure), 'an estimate is made of strata, an age of days');
  invariant((counts.denominator === null) === (measure.kind === 'count'), 'a count has no denominator, every other kind has one');
  if (counts.denominator === 0) return { state: 'not-measured', reason: measure.whenEmpty, reasons: ['nothing-in-population', ...reasons] };
  const { value, interval } = valueOf(measure.kind, counts);
  return { state: 'measured', standing: standingOf(results), value, ...counts, interval, reasons };
}

/** Whether the value follows from two counts, or from one. */
export function isCounted({ kind }: Pick<Measurable, 'kind'>): boolean {
  return kind === 'proportion' || kind === 'ratio' || kind === 'count';
}

/** @param strata what is on the two lists, in each of the strata of the estimate */
export function estimateUnder(
  results: readonly GateResult[],
  { estimate, whenEmpty }: { readonly estimate: Estimate; readonly whenEmpty: Measurable['whenEmpty'] },
  strata: readonly TwoLists[],
): Measurement {
  const refused = refusedBy(results);
  if (refused !== null) return refused;
  const reasons = results.map(({ reason }) => reason);
  const estimated = estimateTotal(strata);
  if (estimated.kind === 'nothing') return { state: 'not-measured', reason: whenEmpty, reasons: ['nothing-in-population', ...reasons] };
  if (estimated.kind === 'too-few') return { state: 'not-measured', reason: 'group-too-small', reasons: ['too-few-in-both', ...reasons] };
  const { total, interval, found } = estimated;
  const measured = { state: 'measured', standing: standingOf(results), reasons } as const;
  if (estimate.of === 'total') return { ...measured, value: total, numerator: found, denominator: null, interval };
  const first = strata.reduce((sum, stratum) => sum + stratum.first, 0);
  const share = { lower: first / interval.upper, upper: first / interval.lower };
  return { ...measured, value: first / total, numerator: first, denominator: total, interval: share };
}

/** @param age in days, of so many rows (null: of none in particular); null where there is nothing that has an age */
export function ageUnder(
  results: readonly GateResult[],
  { whenEmpty }: Pick<Measurable, 'whenEmpty'>,
  { days, rows }: { readonly days: number | null; readonly rows: number | null },
): Measurement {
  const refused = refusedBy(results);
  if (refused !== null) return refused;
  const reasons = results.map(({ reason }) => reason);
  if (days === null) return { state: 'not-measured', reason: whenEmpty, reasons: ['nothing-in-population', ...reasons] };
  return { state: 'measured', standing: standingOf(results), value: days, numerator: rows, denominator: null, interval: null, reasons };
}

export function refusedBy(results: readonly GateResult[]): Measurement | null {
  const refusing = (['no-data', 'gated'] as const).find((effect) => results.some((result) => result.effect === effect));
  if (refusing === undefined) return null;
  // What only marks a value is not why it is missing.
  return {
    state: 'not-measured',
    reason: refusing,
    reasons: results.flatMap(({ reason, effect }) => (effect === refusing ? [reason] : [])),
  };
}

export function standingOf(results: readonly GateResult[]): Standing {
  const effects = new Set(results.map(({ effect }) => effect));
  return effects.has('stale') ? 'stale' : effects.has('warned') ? 'warned' : 'ok';
}

function valueOf(kind: MeasureKind, { numerator, denominator }: Counts): { readonly value: number; readonly interval: Interval | null } {
  if (denominator === null) return { value: numerator, interval: null };
  return {
    value: numerator / denominator,
    interval: kind === 'proportion' ? wilsonInterval(numerator, denominator) : poissonInterval(numerator, denominator),
  };
}
