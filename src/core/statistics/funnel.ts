/**
 * Funnel plot: my value against the group, by limits that depend on my own denominator instead of by rank.
 * D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 2005;24:1185–1202:
 * exact limits with interpolation, and wider ones where hospitals differ by more than sampling explains.
 * Not here: what leaves the hospital. These limits are drawn from the group's published centre and the own denominator alone.
 */
import binomial from '@stdlib/stats-base-dists-binomial';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import poissonCdf from '@stdlib/stats-base-dists-poisson-cdf';
import poissonQuantile from '@stdlib/stats-base-dists-poisson-quantile';
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';

export interface FunnelLimits {
  readonly centre: number;
  /** 95 %: one in twenty lies outside by chance. */
  readonly inner: Interval;
  /** 99.8 %: one in five hundred. */
  readonly outer: Interval;
}

const innerTail = 0.025;
const outerTail = 0.001;

/** Exact limits of a proportion. @param centre of the group, above 0 and below 1. @param units own denominator, whole. */
export function proportionFunnel(centre: number, units: number): FunnelLimits {
  requireProportion(centre, units);
  const limit = interpolated(
    (chance) => binomial.quantile(chance, units, centre),
    (events) => binomial.cdf(events, units, centre),
  );
  return limitsAt(centre, (chance) => Math.min(1, Math.max(0, limit(chance) / units)));
}

/** Exact limits of observed over expected. @param expected own expectation in events. @returns ratios: times `expected` they are events */
export function ratioFunnel(expected: number): FunnelLimits {
  invariant(expected > 0, `an expectation is above 0, got ${expected}`);
  const limit = interpolated(
    (chance) => poissonQuantile(chance, expected),
    (events) => poissonCdf(events, expected),
  );
  return limitsAt(1, (chance) => Math.max(0, limit(chance) / expected));
}

/** How much more hospitals differ than sampling explains: times the variance, or beside it. The campaign freezes which. */
export type Excess =
  | { readonly kind: 'none' }
  | { readonly kind: 'multiplicative'; readonly factor: number }
  | { readonly kind: 'additive'; readonly betweenVariance: number };

/** Normal limits of a proportion: with over-dispersion, and to check the exact ones. Not clamped: the check is in the tails. */
export function normalFunnel(centre: number, units: number, excess: Excess = { kind: 'none' }): FunnelLimits {
  requireProportion(centre, units);
  const sampling = (centre * (1 - centre)) / units;
  return limitsAt(centre, (chance) => centre + normalQuantile(chance, 0, 1) * Math.sqrt(variance(sampling, excess)));
}

function variance(sampling: number, excess: Excess): number {
  if (excess.kind === 'multiplicative') {
    invariant(excess.factor >= 1, `limits are never narrower than sampling, got a factor of ${excess.factor}`);
    return sampling * excess.factor;
  }
  return excess.kind === 'additive' ? sampling + excess.betweenVariance : sampling;
}

/** Normal limits of a directly standardised proportion. @param strata the group's shares with the own denominators */
export function standardisedFunnel(
  strata: readonly { readonly weight: number; readonly share: number; readonly units: number }[],
): FunnelLimits {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  invariant(Math.abs(total - 1) < 1e-9, `weights add up to 1, got ${total}`);
  const centre = strata.reduce((sum, { weight, share }) => sum + weight * share, 0);
  const spread = Math.sqrt(strata.reduce((sum, { weight, share, units }) => sum + (weight ** 2 * share * (1 - share)) / units, 0));
  return limitsAt(centre, (chance) => centre + normalQuantile(chance, 0, 1) * spread);
}

/** The least count reached with this chance, moved down by how far it overshoots: limits that rise with the denominator, not in steps. */
function interpolated(quantile: (chance: number) => number, cdf: (events: number) => number): (chance: number) => number {
  return (chance) => {
    const events = quantile(chance);
    return events - (cdf(events) - chance) / (cdf(events) - cdf(events - 1));
  };
}

function limitsAt(centre: number, limit: (chance: number) => number): FunnelLimits {
  return {
    centre,
    inner: { lower: limit(innerTail), upper: limit(1 - innerTail) },
    outer: { lower: limit(outerTail), upper: limit(1 - outerTail) },
  };
}

function requireProportion(centre: number, units: number): void {
  invariant(
    centre > 0 && centre < 1 && Number.isInteger(units) && units > 0,
    `a funnel needs a share and units, got ${centre} of ${units}`,
  );
}

/** `as-expected` for this size, `look-closer` beyond 95 %, `different` from the group beyond 99.8 %. */
export type FunnelZone = 'as-expected' | 'look-closer' | 'different';

/** @returns the zone and on which side of the centre; whether that is good is the metric's direction */
export function funnelZone(limits: FunnelLimits, value: number): { readonly zone: FunnelZone; readonly side: 'above' | 'below' | null } {
  const outside = ({ lower, upper }: Interval) => value < lower || value > upper;
  const side = value > limits.centre ? 'above' : 'below';
  if (outside(limits.outer)) return { zone: 'different', side };
  return outside(limits.inner) ? { zone: 'look-closer', side } : { zone: 'as-expected', side: null };
}
