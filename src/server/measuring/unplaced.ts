/**
 * What a breakdown leaves out: an asset has one department, class and tier or none, so what no part counts is what has
 * none. The rest of the whole, and not a count of its own: so the parts and the rest add up on the day they are of.
 */
import { invariant } from '#core/kernel/invariant.ts';
import type { CountedMeasure } from '#core/metrics/define-metric.ts';
import type { GateResult } from '#core/metrics/gates.ts';
import { isCounted, measurementUnder } from '#core/metrics/measure.ts';
import type { Measurement } from '#core/metrics/measurement.ts';

export const placeKinds = ['department', 'class', 'tier'] as const;

/** @returns null where nothing is left, or where the whole has no value that could be divided */
export function unplacedMeasurement(measure: CountedMeasure, whole: Measurement, parts: readonly Measurement[]): Measurement | null {
  // Estimates and quantiles do not add up, nor do different texts, of which several parts may have the same.
  if (!isCounted(measure) || measure.countedBy !== undefined || whole.state !== 'measured' || whole.numerator === null) return null;
  const rest = (count: 'numerator' | 'denominator') =>
    // A part without a value had nothing to count: what closes a gate closes it for the whole as well.
    (whole[count] ?? 0) - parts.reduce((sum, part) => sum + (part.state === 'measured' ? (part[count] ?? 0) : 0), 0);
  const counts = { numerator: rest('numerator'), denominator: whole.denominator === null ? null : rest('denominator') };
  invariant(counts.numerator >= 0 && (counts.denominator ?? 0) >= 0, 'parts of a whole are no more than the whole');
  if (counts.numerator === 0 && (counts.denominator ?? 0) === 0) return null;
  const effect: GateResult['effect'] = whole.standing === 'stale' ? 'stale' : 'warned';
  const results = whole.reasons.map((reason) => ({ reason, effect }));
  return measurementUnder(results, measure, counts);
}
