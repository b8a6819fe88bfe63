/**
 * One figure over many: scores against fixed goalposts, averaged within a domain, joined across domains by a weighted geometric
 * mean, so that one weak domain cannot be bought off (metrics.md 7; OECD and JRC, "Handbook on Constructing Composite Indicators",
 * 2008, steps 5, 6 and 7). Goalposts come from the definition, never from a sample: the yardstick must not move with the others.
 * Not here: how much the figure rests on its choices (`sensitivity-band.ts`).
 */
import { invariant } from '../kernel/invariant.ts';

/** The order says which way is good. */
export interface Goalposts {
  readonly worst: number;
  readonly best: number;
}

/** @returns 0 at the worst and beyond, 1 at the best and beyond */
export function goalpostScore(value: number, { worst, best }: Goalposts): number {
  // Asked a hundred thousand times for one band: the message is made only where it is needed.
  if (worst === best) invariant(false, `goalposts lie apart, got ${worst} twice`);
  return Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

export interface Weighted {
  /** 0 … 1; null where there is none. */
  readonly score: number | null;
  /** Above 0; the whole need not be 1. */
  readonly weight: number;
}

export interface DomainScore {
  readonly score: number;
  /** How many metrics it rests on, of how many. */
  readonly used: number;
  readonly of: number;
}

/** Weighted mean of the metrics that have a score. @returns null when none has: a domain is not imputed */
export function domainScore(metrics: readonly Weighted[]): DomainScore | null {
  const scored = scoredOf(metrics);
  if (scored.length === 0) return null;
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  return { score: scored.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights, used: scored.length, of: metrics.length };
}

/** A domain at 0 would make the whole 0 whatever the others do (default of metrics.md 7). */
export const leastScore = 0.01;

/** Weighted geometric mean of the domains. @returns null when one has no score, or there is none */
export function compositeIndex(domains: readonly Weighted[]): number | null {
  const scored = scoredOf(domains);
  if (scored.length < domains.length || scored.length === 0) return null;
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  return Math.exp(scored.reduce((sum, { score, weight }) => sum + weight * Math.log(Math.max(leastScore, score)), 0) / weights);
}

function scoredOf(items: readonly Weighted[]): readonly { readonly score: number; readonly weight: number }[] {
  const scored: { readonly score: number; readonly weight: number }[] = [];
  for (const { score, weight } of items) {
    if (!(weight > 0)) invariant(false, `a weight is above 0, got ${weight}`);
    if (score === null) continue;
    if (!(score >= 0 && score <= 1)) invariant(false, `a score lies in 0 … 1, got ${score}`);
    scored.push({ score, weight });
  }
  return scored;
}
