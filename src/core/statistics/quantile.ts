/**
 * Quantiles by nearest rank: the least value that at least so many per cent of all values do not exceed, the inverse of the
 * empirical distribution (definition 1 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
 * Statistician 1996;50:361–365). It always is a value that occurs, also among few and among equal ones, and agrees with a
 * share: the 50 % quantile is at most x exactly where at least half is at most x.
 */
import { invariant } from '../kernel/invariant.ts';

export interface CountedValue {
  readonly value: number;
  readonly count: number;
}

/**
 * @param ascending least value first; counts of 0 are passed over
 * @param percent 1 to 100, whole
 * @returns null of nothing
 */
export function nearestRank(ascending: readonly CountedValue[], percent: number): number | null {
  invariant(Number.isInteger(percent) && percent >= 1 && percent <= 100, `a quantile is of 1 to 100 whole per cent, got ${percent}`);
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  // Whole numbers until the last step: 0.9 × 70 is not quite 63.
  const rank = Math.ceil((percent * total) / 100);
  let passed = 0;
  for (const { value, count } of ascending) {
    passed += count;
    if (count > 0 && passed >= rank) return value;
  }
  return null;
}
