/**
 * Laney's correction for points that scatter more than counting alone explains.
 * D. B. Laney, Quality Engineering 2002;14:531–537: σ_z from the moving ranges of the standardised points.
 */
import { meanOf, movingRangesOf, rangePerSigma } from './moving-range.ts';

/**
 * Above this, counting alone does not explain the scatter and the limits are widened (metrics.md 5.1, default).
 * They are never narrowed, although 5.1 allows it below 0.8: from 12 to 20 points σ_z falls below 0.8 by chance in
 * every sixth chart in which nothing changes, and narrowing on that raised one false signal in 56 points instead of
 * the one in 92 that 5.2 promises (simulation in `false-signals.test.ts`).
 */
const scatterTooLarge = 1.2;

/**
 * What the width of the limits rests on. `counting`: on counts alone (p, u). `scatter`: on σ_z, whatever it is (p′, u′).
 * `wider`: on counting, and on σ_z where that is clearly the wider one; this is what charts take.
 */
export type LimitBasis = 'counting' | 'scatter' | 'wider';

/**
 * @param standardised one z per point of the baseline, null for a gap; a range never spans a gap
 * @returns σ_z, or null when there is no pair of neighbours
 */
export function scatterOf(standardised: readonly (number | null)[]): number | null {
  const mean = meanOf(movingRangesOf(standardised).flatMap((range) => (range === null ? [] : [range])));
  return mean === null ? null : mean / rangePerSigma;
}

/** By what the limits are multiplied. */
export function limitFactor(scatter: number | null, basis: LimitBasis): number {
  if (scatter === null || basis === 'counting') return 1;
  return basis === 'scatter' || scatter > scatterTooLarge ? scatter : 1;
}
