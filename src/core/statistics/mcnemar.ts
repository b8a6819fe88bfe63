/**
 * McNemar's test, exact: among units present on both days, did more change one way than the other?
 * Q. McNemar, Psychometrika 1947;12:153–157, with the two-sided binomial test for any number of discordant pairs
 * (the chi-square approximation saves nothing here and is wrong where pairs are few).
 */
import binomial from '@stdlib/stats-base-dists-binomial';
import { invariant } from '../kernel/invariant.ts';

/**
 * @param gained units not counted on the first day and counted on the second; `lost` the other way round
 * @returns two-sided p-value; 1 when nothing changed
 */
export function mcnemarPValue(gained: number, lost: number): number {
  invariant(Number.isInteger(gained) && Number.isInteger(lost) && gained >= 0 && lost >= 0, `counts of pairs, got ${gained} and ${lost}`);
  const discordant = gained + lost;
  if (discordant === 0) return 1;
  return Math.min(1, 2 * binomial.cdf(Math.min(gained, lost), discordant, 0.5));
}
