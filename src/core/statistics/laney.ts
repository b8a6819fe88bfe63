/**
 * Laney's correction for points that scatter more than counting alone explains.
 * D. B. Laney, Quality Engineering 2002;14:531–537: σ_z from the moving ranges of the standardised points.
 */

/** Mean moving range of two of a normal sample, in standard deviations. */
const movingRangeFactor = 1.128;

/**
 * Above this, counting alone does not explain the scatter and the limits are widened (metrics.md 5.1, default).
 * They are never narrowed, although 5.1 allows it below 0.8: from 12 to 20 points σ_z falls below 0.8 by chance in
 * every sixth chart in which nothing changes, and narrowing on that raised one false signal in 56 points instead of
 * the one in 92 that 5.2 promises (simulation in `false-signals.test.ts`).
 */
const scatterTooLarge = 1.2;

/**
 * @param standardised one z per point of the baseline, null for a gap; a range never spans a gap
 * @returns σ_z, or null when there is no pair of neighbours
 */
export function scatterOf(standardised: readonly (number | null)[]): number | null {
  let sum = 0;
  let pairs = 0;
  standardised.forEach((value, index) => {
    const before = index === 0 ? null : (standardised[index - 1] ?? null);
    if (value === null || before === null) return;
    sum += Math.abs(value - before);
    pairs += 1;
  });
  return pairs === 0 ? null : sum / pairs / movingRangeFactor;
}

/** By what the limits are multiplied: σ_z where it is too large for counting alone, else 1. */
export function limitFactor(scatter: number | null): number {
  return scatter !== null && scatter > scatterTooLarge ? scatter : 1;
}
