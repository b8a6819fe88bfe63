/**
 * Differences of proportions: two (before and after), and two of two (what changed here beside what changed there), with intervals from
 * the Wilson limits of their parts.
 * Two: R. G. Newcombe, Statistics in Medicine 1998;17:873–890, method 10. Any sum: the same squaring and adding, G. Y. Zou and A. Donner,
 * Statistics in Medicine 2008;27:1693–1702. An interval of `p ± z·SE` has no width where nobody did it, and leaves −1 … 1.
 *
 * People of one department change together: by counting people alone an interval is too narrow. `dispersionOfChanges` says how much
 * more the changes of single departments scatter than counting explains (Pearson's χ² over its degrees of freedom: P. McCullagh and
 * J. A. Nelder, "Generalized Linear Models", 1989, 4.5), and `judgingQuantile` widens by it, with Student's t because it is known from
 * so few departments (S. G. Donald and K. Lang, Review of Economics and Statistics 2007;89:221–233). Never narrower than counting.
 */
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';
import { normal95, wilsonInterval } from './wilson.ts';

export interface Counted {
  readonly numerator: number;
  readonly denominator: number;
}

/** In shares of 1: 0.04 is four percentage points. */
export interface Difference {
  readonly estimate: number;
  readonly interval: Interval;
}

/** One of two proportions minus the other; null where one is of nothing. @param quantile see `wilsonInterval` */
export function proportionDifference(one: Counted, other: Counted, quantile: number = normal95): Difference | null {
  return signedSum([one], [other], quantile);
}

/** Before and after, of who was reached and who was not. */
export interface FourCounts {
  readonly reached: BeforeAfter;
  readonly others: BeforeAfter;
}

export interface BeforeAfter {
  readonly before: Counted;
  readonly after: Counted;
}

/** How much more those reached changed than the others; null where one of the four is of nothing. */
export function differenceInDifferences({ reached, others }: FourCounts, quantile: number = normal95): Difference | null {
  return signedSum([reached.after, others.before], [reached.before, others.after], quantile);
}

function signedSum(added: readonly Counted[], taken: readonly Counted[], quantile: number): Difference | null {
  let [estimate, below, above] = [0, 0, 0];
  const parts = [...added.map((part) => [part, 1] as const), ...taken.map((part) => [part, -1] as const)];
  for (const [{ numerator, denominator }, sign] of parts) {
    const limits = wilsonInterval(numerator, denominator, quantile);
    if (limits === null) return null;
    const share = numerator / denominator;
    const [down, up] = [share - limits.lower, limits.upper - share];
    estimate += sign * share;
    below += (sign > 0 ? down : up) ** 2;
    above += (sign > 0 ? up : down) ** 2;
  }
  return { estimate, interval: { lower: estimate - Math.sqrt(below), upper: estimate + Math.sqrt(above) } };
}

export interface Dispersion {
  /** How many times the variance that counting gives; about 1 where departments differ by chance alone. */
  readonly factor: number;
  /** Departments less arms. */
  readonly degrees: number;
}

/**
 * Of the changes of departments around the change of their arm.
 *
 * @param arms departments by arm; empty ones do not count
 * @returns null where no arm has a second department: nothing says how much they scatter
 */
export function dispersionOfChanges(arms: readonly (readonly BeforeAfter[])[]): Dispersion | null {
  let [squares, degrees] = [0, 0];
  for (const arm of arms) {
    const groups = arm.filter(({ before, after }) => before.denominator > 0 && after.denominator > 0);
    if (groups.length === 0) continue;
    degrees += groups.length - 1;
    const [before, after] = [pooled(groups.map((group) => group.before)), pooled(groups.map((group) => group.after))];
    const [was, is] = [before.numerator / before.denominator, after.numerator / after.denominator];
    for (const group of groups) {
      const variance = (was * (1 - was)) / group.before.denominator + (is * (1 - is)) / group.after.denominator;
      const change = group.after.numerator / group.after.denominator - group.before.numerator / group.before.denominator;
      // Nobody, or everybody, in all of them: they do not scatter.
      if (variance > 0) squares += (change - (is - was)) ** 2 / variance;
    }
  }
  return degrees === 0 ? null : { factor: squares / degrees, degrees };
}

export function pooled(parts: readonly Counted[]): Counted {
  return parts.reduce(
    (sum, { numerator, denominator }) => ({ numerator: sum.numerator + numerator, denominator: sum.denominator + denominator }),
    { numerator: 0, denominator: 0 },
  );
}

/**
 * The quantile to judge a difference by.
 *
 * @param dispersion measured; null: taken to be `assumedFactor`
 * @param assumedFactor a design effect, 1 or more
 */
export function judgingQuantile(dispersion: Dispersion | null, assumedFactor: number): number {
  invariant(assumedFactor >= 1, `a design effect is 1 or more, got ${assumedFactor}`);
  if (dispersion === null) return normal95 * Math.sqrt(assumedFactor);
  return Math.max(normal95, student95(dispersion.degrees) * Math.sqrt(dispersion.factor));
}

/** The 0.975 quantile of Student's t. */
export function student95(degrees: number): number {
  return tQuantile(0.975, degrees);
}

/** The gap between two arms in one test. */
export interface GapPoint {
  /** In any unit of time; the slope is per one of it. */
  readonly at: number;
  readonly reached: Counted;
  readonly others: Counted;
}

/**
 * How fast the gap between the arms moved before anything was done: least squares weighted by what counting gives, the shares of the
 * weights drawn in by a half (so that nobody of fifty has a weight). Near 0 does not prove that the trends would have stayed parallel.
 *
 * @returns null with fewer than two points in time
 */
export function gapSlope(points: readonly GapPoint[], quantile: number = normal95): Difference | null {
  const known = points.filter(({ reached, others }) => reached.denominator > 0 && others.denominator > 0);
  const gaps = known.map(({ at, reached, others }) => ({
    at,
    gap: reached.numerator / reached.denominator - others.numerator / others.denominator,
    weight: 1 / (drawnInVariance(reached) + drawnInVariance(others)),
  }));
  const total = gaps.reduce((sum, { weight }) => sum + weight, 0);
  const centre = gaps.reduce((sum, { at, weight }) => sum + at * weight, 0) / total;
  const spread = gaps.reduce((sum, { at, weight }) => sum + weight * (at - centre) ** 2, 0);
  if (!(spread > 1e-9 * total)) return null;
  const estimate = gaps.reduce((sum, { at, gap, weight }) => sum + weight * (at - centre) * gap, 0) / spread;
  const half = quantile / Math.sqrt(spread);
  return { estimate, interval: { lower: estimate - half, upper: estimate + half } };
}

function drawnInVariance({ numerator, denominator }: Counted): number {
  const share = (numerator + 0.5) / (denominator + 1);
  return (share * (1 - share)) / denominator;
}
