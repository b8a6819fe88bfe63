/**
 * Quantiles by nearest rank: the least value that at least so many per cent of all values do not exceed, the inverse of the
 * empirical distribution (definition 1 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
 * Statistician 1996;50:361–365). It always is a value that occurs, also among few and among equal ones, and agrees with a
 * share: the 50 % quantile is at most x exactly where at least half is at most x.
 */
import { invariant } from '../kernel/invariant.ts';

/**
 * @param counts of the values in ascending order: how many there are of the least, of the next, …
 * @param percent 1 to 100, whole
 * @returns the place of the value among them; null of nothing
 */
export function nearestRank(counts: ArrayLike<number>, percent: number): number | null {
  invariant(Number.isInteger(percent) && percent >= 1 && percent <= 100, `a quantile is of 1 to 100 whole per cent, got ${percent}`);
  let total = 0;
  for (let place = 0; place < counts.length; place += 1) total += counts[place] ?? 0;
  if (total === 0) return null;
  // Whole numbers until the last step: 0.9 × 70 is not quite 63.
  const rank = Math.ceil((percent * total) / 100);
  let [place, passed] = [0, counts[0] ?? 0];
  while (passed < rank) {
    place += 1;
    passed += counts[place] ?? 0;
  }
  return place;
}
