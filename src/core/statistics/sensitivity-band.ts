/**
 * How much a composite index rests on its choices: drawn anew many times with weights around the chosen ones (Dirichlet), goalposts
 * moved by up to a tenth of their distance, and each value within its own interval; the band is the 5th to the 95th percentile
 * (metrics.md 7; A. Saltelli et al., "Global Sensitivity Analysis", 2008). The draws come from the caller's source of chance,
 * so that the same bytes give the same band.
 */
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { invariant } from '../kernel/invariant.ts';
import type { RandomBytes } from '../kernel/time.ts';
import type { Goalposts } from './composite-index.ts';
import { compositeIndex, domainScore, goalpostScore } from './composite-index.ts';
import { nearestRank } from './quantile.ts';
import type { Interval } from './wilson.ts';
import { normal95 } from './wilson.ts';

export interface IndexedMetric {
  readonly value: number | null;
  /** 95 %; null where the value has none and is taken as it is. */
  readonly interval: Interval | null;
  readonly goalposts: Goalposts;
  readonly weight: number;
}

export interface IndexedDomain {
  readonly metrics: readonly IndexedMetric[];
  readonly weight: number;
}

export interface IndexWithBand {
  readonly index: number;
  readonly band: Interval;
}

/** Each draw costs a gamma quantile per domain (default of metrics.md 7). */
const usualDraws = 1000;
const goalpostShare = 0.1;
/**
 * Sum of the Dirichlet parameters: with it a weight of 0.25 has a standard deviation of 0.06. Ours: the rule names no figure.
 */
const concentration = 50;

/** @returns null when a domain has no measured metric */
export function indexWithBand(domains: readonly IndexedDomain[], randomBytes: RandomBytes, draws = usualDraws): IndexWithBand | null {
  invariant(Number.isInteger(draws) && draws > 0, `a band needs draws, got ${draws}`);
  const index = indexOf(domains);
  if (index === null) return null;
  const random = uniformsFrom(randomBytes);
  const drawn = Array.from({ length: draws }, () => indexOf(disturbed(domains, random)) as number).toSorted((a, b) => a - b);
  const each = drawn.map(() => 1);
  const at = (percent: number) => drawn[nearestRank(each, percent) as number] as number;
  return { index, band: { lower: at(5), upper: at(95) } };
}

function indexOf(domains: readonly IndexedDomain[]): number | null {
  return compositeIndex(
    domains.map(({ metrics, weight }) => ({
      weight,
      score:
        domainScore(
          metrics.map((metric) => ({
            weight: metric.weight,
            score: metric.value === null ? null : goalpostScore(metric.value, metric.goalposts),
          })),
        )?.score ?? null,
    })),
  );
}

function disturbed(domains: readonly IndexedDomain[], random: () => number): readonly IndexedDomain[] {
  const weights = domains.reduce((sum, { weight }) => sum + weight, 0);
  return domains.map(({ metrics, weight }) => ({
    // Gamma draws, divided by their sum, are a Dirichlet draw; the index divides by the sum itself.
    weight: Math.max(Number.MIN_VALUE, gammaQuantile(random(), (concentration * weight) / weights, 1)),
    metrics: metrics.map((metric) => ({
      ...metric,
      value: valueWithin(metric, random),
      goalposts: movedGoalposts(metric.goalposts, random),
    })),
  }));
}

/** Half the draws on either side of the value, each side as wide as its half of the interval. */
function valueWithin({ value, interval }: IndexedMetric, random: () => number): number | null {
  if (value === null || interval === null) return value;
  const deviation = normalQuantile(random(), 0, 1) / normal95;
  return value + deviation * (deviation > 0 ? interval.upper - value : value - interval.lower);
}

function movedGoalposts({ worst, best }: Goalposts, random: () => number): Goalposts {
  const move = () => (2 * random() - 1) * goalpostShare * (best - worst);
  return { worst: worst + move(), best: best + move() };
}

/** Numbers above 0 and below 1, each of four bytes; asked for many at a time, for a band needs tens of thousands. */
function uniformsFrom(randomBytes: RandomBytes): () => number {
  let bytes: DataView = new DataView(new ArrayBuffer(0));
  let place = 0;
  return () => {
    if (place === bytes.byteLength) {
      const { buffer, byteOffset, byteLength } = randomBytes(4096);
      bytes = new DataView(buffer, byteOffset, byteLength);
      place = 0;
    }
    place += 4;
    return (bytes.getUint32(place - 4) + 0.5) / 4_294_967_296;
  };
}
