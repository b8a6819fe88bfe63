/**
 * Counts and gate facts → measurement: the one place where a number becomes a value with its standing.
 * Pure; the counts come from the store's day series, already cut to a scope.
 */
import { invariant } from '../kernel/invariant.ts';
import { poissonInterval } from '../statistics/poisson.ts';
import type { Interval } from '../statistics/wilson.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { MeasureKind } from './define-metric.ts';
import type { Gated, GateFacts, GateResult } from './gates.ts';
import { gateResults } from './gates.ts';
import type { Measurement } from './measurement.ts';

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
  const reasons = results.map(({ reason }) => reason);
  const effects = new Set(results.map(({ effect }) => effect));
  if (effects.has('no-data')) return { state: 'not-measured', reason: 'no-data', reasons };
  if (effects.has('gated')) {
    // What only marks a value is not why it is missing.
    return {
      state: 'not-measured',
      reason: 'gated',
      reasons: results.flatMap(({ reason, effect }) => (effect === 'gated' ? [reason] : [])),
    };
  }
  invariant((counts.denominator === null) === (measure.kind === 'count'), 'a count has no denominator, every other kind has one');
  if (counts.denominator === 0) return { state: 'not-measured', reason: measure.whenEmpty, reasons: ['nothing-in-population', ...reasons] };
  const { value, interval } = valueOf(measure.kind, counts);
  const standing = effects.has('stale') ? 'stale' : effects.has('warned') ? 'warned' : 'ok';
  return { state: 'measured', standing, value, ...counts, interval, reasons };
}

function valueOf(kind: MeasureKind, { numerator, denominator }: Counts): { readonly value: number; readonly interval: Interval | null } {
  if (denominator === null) return { value: numerator, interval: null };
  return {
    value: numerator / denominator,
    interval: kind === 'proportion' ? wilsonInterval(numerator, denominator) : poissonInterval(numerator, denominator),
  };
}
