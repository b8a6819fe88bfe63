/**
 * Means of what people score, with the interval of Student's t (W. S. Gosset, Biometrika 1908;6:1–25), and differences of two means by
 * B. L. Welch, Biometrika 1947;34:28–35. 95 %. From moments, which add up: of groups and of the whole.
 */
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';

export interface Moments {
  readonly count: number;
  /** 0 of nothing. */
  readonly mean: number;
  /** Of the squared distances to the mean. */
  readonly squares: number;
}

export const noMoments: Moments = { count: 0, mean: 0, squares: 0 };

/** Two passes: exact enough that equal values have no distance at all. */
export function momentsOf(values: readonly number[]): Moments {
  if (values.length === 0) return noMoments;
  const first = values[0] ?? 0;
  const mean = first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  return { count: values.length, mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

/** T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample Variance", The American Statistician 1983;37:242–247. */
export function addMoments(one: Moments, other: Moments): Moments {
  const count = one.count + other.count;
  if (count === 0) return noMoments;
  const distance = other.mean - one.mean;
  return {
    count,
    mean: one.mean + (distance * other.count) / count,
    squares: one.squares + other.squares + (distance ** 2 * one.count * other.count) / count,
  };
}

/** Of the values, not of their mean; null of fewer than two. */
export function deviationOf({ count, squares }: Moments): number | null {
  return count < 2 ? null : Math.sqrt(squares / (count - 1));
}

/** @returns null of fewer than two: one value says nothing of its spread */
export function meanInterval(moments: Moments): Interval | null {
  const deviation = deviationOf(moments);
  if (deviation === null) return null;
  const half = (t95(moments.count - 1) * deviation) / Math.sqrt(moments.count);
  return { lower: moments.mean - half, upper: moments.mean + half };
}

/** Later less earlier, of different people; null where one of them has fewer than two values, or neither any spread. */
export function differenceOfMeans(later: Moments, earlier: Moments): { readonly difference: number; readonly interval: Interval } | null {
  if (later.count < 2 || earlier.count < 2) return null;
  const [one, other] = [later, earlier].map(({ count, squares }) => squares / (count - 1) / count) as [number, number];
  if (one + other === 0) return null;
  const freedom = (one + other) ** 2 / (one ** 2 / (later.count - 1) + other ** 2 / (earlier.count - 1));
  const half = t95(freedom) * Math.sqrt(one + other);
  const difference = later.mean - earlier.mean;
  return { difference, interval: { lower: difference - half, upper: difference + half } };
}

function t95(freedom: number): number {
  invariant(freedom > 0, `a t distribution has degrees of freedom, got ${freedom}`);
  return tQuantile(0.975, freedom);
}
