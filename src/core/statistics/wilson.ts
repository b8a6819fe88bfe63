/**
 * Wilson score interval for a proportion (E. B. Wilson, JASA 1927;22:209–212), 95 %.
 * On a full census it describes the process behind the count, not a sampling error.
 */
import { invariant } from '../kernel/invariant.ts';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The 0.975 quantile of the standard normal distribution. */
export const normal95 = 1.959964;

/**
 * @param successes whole number, 0 … trials
 * @param trials whole number
 * @param quantile wider than 1.96 where more than counting makes figures vary: z² stands beside 1/n alone, so z·√φ is the interval of n/φ
 * @returns bounds in [0, 1]; null when there are no trials: 0 of 0 is not 0 %.
 */
export function wilsonInterval(successes: number, trials: number, quantile: number = normal95): Interval | null {
  invariant(
    Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials,
    `a proportion needs whole counts with 0 <= x <= n, got ${successes} of ${trials}`,
  );
  if (trials === 0) return null;
  const share = successes / trials;
  const z2 = quantile ** 2;
  const shrink = 1 + z2 / trials;
  const centre = (share + z2 / (2 * trials)) / shrink;
  const half = (quantile / shrink) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  // At the ends the formula gives exactly 0 and 1; rounding must not step over them.
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
