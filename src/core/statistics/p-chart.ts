/**
 * Control chart for a proportion x/n per period (p, and p′ after Laney): centre, 3σ limits and 2σ warning limits.
 * Limits vary with n and are drawn stepped, never averaged. Where n·p̄ or n·(1−p̄) is below 5 the exact binomial
 * quantiles stand in for the normal approximation (metrics.md 5.1).
 * Not here: which points make the baseline (`baseline.ts`) and what a signal is (`signals.ts`).
 */
import binomial from '@stdlib/stats-base-dists-binomial';
import { invariant } from '../kernel/invariant.ts';
import type { LimitBasis } from './laney.ts';
import { limitFactor, scatterOf } from './laney.ts';
import type { Interval } from './wilson.ts';

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a point is judged against; a value strictly outside is beyond. */
export interface ControlLimits {
  readonly centre: number;
  /** 3σ, or the quantiles 0.00135 and 0.99865. */
  readonly lower: number;
  readonly upper: number;
  /** 2σ, or the quantiles 0.02275 and 0.97725. */
  readonly warnLower: number;
  readonly warnUpper: number;
  /** 1σ, or the quantiles 0.15866 and 0.84134. */
  readonly nearLower: number;
  readonly nearUpper: number;
}

export interface ControlChart {
  readonly centre: number;
  /** One per point; null where the point is. */
  readonly limits: readonly (ControlLimits | null)[];
  /** σ_z of the baseline; null when it has no two neighbours. */
  readonly scatter: number | null;
  /** True when the limits carry σ_z (p′ or u′): the chart says so. */
  readonly scaled: boolean;
}

const tailBeyond3Sigma = 0.00135;
const tailBeyond2Sigma = 0.02275;
const tailBeyond1Sigma = 0.15866;
const fewestForNormal = 5;

/**
 * @param points in order of time; null is a gap
 * @param baseline indexes of the points that give centre and scatter
 * @param basis `counting` for a p-chart, `scatter` for p′
 * @returns null when the baseline holds no unit at all
 */
export function pChart(points: readonly (Share | null)[], baseline: readonly number[], basis: LimitBasis = 'wider'): ControlChart | null {
  const chosen = new Set(baseline);
  const base = points.map((point, index) => (chosen.has(index) && point !== null && point.denominator > 0 ? point : null));
  const numerator = base.reduce((sum, point) => sum + (point?.numerator ?? 0), 0);
  const denominator = base.reduce((sum, point) => sum + (point?.denominator ?? 0), 0);
  if (denominator === 0) return null;
  const centre = numerator / denominator;
  invariant(centre >= 0 && centre <= 1, `a share lies in 0 … 1, got ${numerator} of ${denominator}`);
  const spread = Math.sqrt(centre * (1 - centre));
  const scatter =
    spread === 0
      ? null
      : scatterOf(
          base.map((point) =>
            point === null ? null : (point.numerator / point.denominator - centre) / (spread / Math.sqrt(point.denominator)),
          ),
        );
  const factor = limitFactor(scatter, basis);
  const limits = points.map((point) => (point === null || point.denominator === 0 ? null : shareLimits(centre, point.denominator, factor)));
  return { centre, limits, scatter, scaled: factor !== 1 };
}

function shareLimits(centre: number, units: number, factor: number): ControlLimits {
  const few = units * centre < fewestForNormal || units * (1 - centre) < fewestForNormal;
  if (few && factor === 1) {
    const quantile = (chance: number) => binomial.quantile(chance, units, centre) / units;
    return {
      centre,
      lower: quantile(tailBeyond3Sigma),
      upper: quantile(1 - tailBeyond3Sigma),
      warnLower: quantile(tailBeyond2Sigma),
      warnUpper: quantile(1 - tailBeyond2Sigma),
      nearLower: quantile(tailBeyond1Sigma),
      nearUpper: quantile(1 - tailBeyond1Sigma),
    };
  }
  return sigmaLimits(centre, factor * Math.sqrt((centre * (1 - centre)) / units), { lower: 0, upper: 1 });
}

/** Limits at one, two and three σ from the centre, none of them outside what the value can be. */
export function sigmaLimits(centre: number, sigma: number, possible: Interval): ControlLimits {
  const below = (sigmas: number) => Math.max(possible.lower, centre - sigmas * sigma);
  const above = (sigmas: number) => Math.min(possible.upper, centre + sigmas * sigma);
  return {
    centre,
    lower: below(3),
    upper: above(3),
    warnLower: below(2),
    warnUpper: above(2),
    nearLower: below(1),
    nearUpper: above(1),
  };
}
