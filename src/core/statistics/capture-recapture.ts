/**
 * How many are there really, from two lists that each miss some: Chapman's estimator (D. G. Chapman, 1951) with the variance
 * of G. A. F. Seber (1970). It holds where the lists are independent, nothing comes or goes in between, matching is right, and
 * within a stratum everything is as easy to find; so strata are estimated apart and added up (metrics.md 4.5).
 */
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';
import { normal95 } from './wilson.ts';

/** Of one stratum: how many either list holds, and how many both do. */
export interface TwoLists {
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

export interface EstimatedTotal {
  readonly kind: 'estimated';
  readonly total: number;
  readonly standardError: number;
  /** 95 %, and never below what was found. */
  readonly interval: Interval;
  /** On either list. */
  readonly found: number;
}

/** Fewer in both than this say next to nothing about what both miss (default of metrics.md 4.5). */
export const fewestInBoth = 7;

/**
 * @param strata those in which nothing was found at all are passed over
 * @returns `too-few`: a stratum has fewer than seven in both; `nothing`: no stratum has anything
 */
export function estimateTotal(strata: readonly TwoLists[]): EstimatedTotal | { readonly kind: 'too-few' } | { readonly kind: 'nothing' } {
  const filled = strata.filter(({ first, second }) => first + second > 0);
  if (filled.length === 0) return { kind: 'nothing' };
  if (filled.some(({ both }) => both < fewestInBoth)) return { kind: 'too-few' };
  let [total, variance, found] = [0, 0, 0];
  for (const stratum of filled) {
    const own = chapman(stratum);
    total += own.total;
    variance += own.variance;
    found += stratum.first + stratum.second - stratum.both;
  }
  const standardError = Math.sqrt(variance);
  const lower = Math.max(found, total - normal95 * standardError);
  return { kind: 'estimated', total, standardError, interval: { lower, upper: total + normal95 * standardError }, found };
}

function chapman({ first, second, both }: TwoLists): { readonly total: number; readonly variance: number } {
  invariant(both >= 0 && both <= Math.min(first, second), `both lists hold at most what either holds, got ${both} of ${first}, ${second}`);
  const product = (first + 1) * (second + 1);
  return {
    total: product / (both + 1) - 1,
    variance: (product * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2)),
  };
}
