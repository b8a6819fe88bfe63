import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { describe, expect, it } from 'vitest';
import type { IndexedDomain } from './sensitivity-band.ts';
import { indexWithBand } from './sensitivity-band.ts';

const seed = 20_261_122;

/** Xorshift, as bytes: the same on every machine. */
function bytesFrom(start: number): (count: number) => Uint8Array {
  let state = start;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state & 0xff;
    });
}

const share = { worst: 0, best: 1 };
const domainsOf = (width: number, ...values: readonly (number | null)[]): IndexedDomain[] =>
  values.map((value) => ({
    weight: 1,
    metrics: [
      {
        value,
        interval: value === null || width === 0 ? null : { lower: value - width, upper: value + width },
        goalposts: share,
        weight: 1,
      },
    ],
  }));

function banded(domains: readonly IndexedDomain[], draws?: number) {
  const found = indexWithBand(domains, bytesFrom(seed), draws);
  if (found === null) throw new Error('no index');
  return { ...found, width: found.band.upper - found.band.lower };
}

describe('the sensitivity band of a composite index', () => {
  it('holds the index of the worked example, and the same chance gives the same band', () => {
    const found = banded(domainsOf(0, 0.8, 0.6, 0.9, 0.3));
    expect(found.index.toFixed(3)).toBe('0.600');
    expect(found.band.lower).toBeLessThan(found.index);
    expect(found.band.upper).toBeGreaterThan(found.index);
    expect(banded(domainsOf(0, 0.8, 0.6, 0.9, 0.3))).toEqual(found);
    console.info(`index 0.600: band ${found.band.lower.toFixed(3)} to ${found.band.upper.toFixed(3)}, 1,000 draws, seed ${seed}`);
  });

  it('is null when a domain has no measured metric', () => {
    expect(indexWithBand(domainsOf(0, 0.8, null), bytesFrom(seed))).toBeNull();
    expect(() => indexWithBand(domainsOf(0, 0.8), bytesFrom(seed), 0)).toThrow('needs draws');
    expect(() => indexWithBand(domainsOf(0, 0.8), bytesFrom(seed), 1.5)).toThrow('needs draws');
  });

  it('of alike domains comes from the goalposts alone: weights change nothing', () => {
    // Worst and best each move by up to 0.1: at 0.5 the score lies within (0.5 ∓ 0.1) / 1.0 … and both ends move it alike.
    const one = banded(domainsOf(0, 0.5));
    expect(one.band.lower).toBeGreaterThan(0.4);
    expect(one.band.upper).toBeLessThan(0.6);
    expect(one.width).toBeGreaterThan(0.1);
    expect(banded(domainsOf(0, 0.5, 0.5, 0.5, 0.5)).width).toBeLessThan(one.width);
  });

  it('follows what the goalposts allow: uniform moves of a tenth at either end', () => {
    // (0.5 − w) / (1 + b − w), w and b uniform in ∓ 0.1: its 5th and 95th percentile by summing over a fine grid.
    const grid = Array.from({ length: 200 }, (_, place) => -0.1 + (0.2 * (place + 0.5)) / 200);
    const all = grid.flatMap((worst) => grid.map((best) => (0.5 - worst) / (1 + best - worst))).toSorted((a, b) => a - b);
    const { band } = banded(domainsOf(0, 0.5), 4000);
    expect(band.lower).toBeCloseTo(all[Math.floor(all.length * 0.05)] ?? 0, 2);
    expect(band.upper).toBeCloseTo(all[Math.floor(all.length * 0.95)] ?? 0, 2);
  });

  it('widens with the distance between domains: weights draw them apart', () => {
    expect(banded(domainsOf(0, 0.9, 0.2)).width).toBeGreaterThan(banded(domainsOf(0, 0.5, 0.5)).width);
  });

  it('draws weights as Dirichlet around the chosen ones: of two equal ones with the spread of a beta of 25 and 25', () => {
    // At both ends of the goalposts the score is held by them, so that only the weights move it: 0.01 and 1 give 0.01^w.
    const ends: IndexedDomain[] = [-5, 5].map((value) => ({
      weight: 3,
      metrics: [{ value, interval: null, goalposts: share, weight: 1 }],
    }));
    const { index, band } = banded(ends, 6000);
    expect(index).toBeCloseTo(0.1, 12);
    // Beta(25, 25): 5 % and 95 % at 0.3846 and 0.6154 (SciPy 1.17).
    expect(Math.log(band.upper) / Math.log(0.01)).toBeCloseTo(0.3846, 2);
    expect(Math.log(band.lower) / Math.log(0.01)).toBeCloseTo(0.6154, 2);
  });

  it('widens with the interval of a value, on the side on which it is wide', () => {
    const narrow = banded(domainsOf(0, 0.5, 0.5));
    expect(banded(domainsOf(0.2, 0.5, 0.5)).width).toBeGreaterThan(narrow.width * 1.3);
    const upwards: IndexedDomain[] = [
      { weight: 1, metrics: [{ value: 0.5, interval: { lower: 0.5, upper: 0.9 }, goalposts: share, weight: 1 }] },
    ];
    const downwards: IndexedDomain[] = [
      { weight: 1, metrics: [{ value: 0.5, interval: { lower: 0.1, upper: 0.5 }, goalposts: share, weight: 1 }] },
    ];
    const plain = banded(domainsOf(0, 0.5));
    expect(banded(upwards).band.upper).toBeGreaterThan(plain.band.upper + 0.1);
    expect(Math.abs(banded(upwards).band.lower - plain.band.lower)).toBeLessThan(0.04);
    expect(banded(downwards).band.lower).toBeLessThan(plain.band.lower - 0.1);
    expect(Math.abs(banded(downwards).band.upper - plain.band.upper)).toBeLessThan(0.04);
  });

  it('draws a value from its 95 % interval as from a normal one', () => {
    // Interval ∓ 0.3 about 0.5 and goalposts as above, by summing over a grid of normal quantiles and uniform moves.
    const moves = Array.from({ length: 40 }, (_, place) => -0.1 + (0.2 * (place + 0.5)) / 40);
    const values = Array.from({ length: 200 }, (_, place) => 0.5 + (0.3 / 1.959964) * normalQuantile((place + 0.5) / 200, 0, 1));
    const all = values
      .flatMap((value) => moves.flatMap((worst) => moves.map((best) => Math.min(1, (value - worst) / (1 + best - worst)))))
      .toSorted((a, b) => a - b);
    const { band } = banded(domainsOf(0.3, 0.5), 6000);
    expect(Math.abs(band.lower - (all[Math.floor(all.length * 0.05)] ?? 0))).toBeLessThan(0.01);
    expect(Math.abs(band.upper - (all[Math.floor(all.length * 0.95)] ?? 0))).toBeLessThan(0.01);
  });

  it('does not change with the unit of a metric, nor with where its scale begins', () => {
    const inUnit = (of: (share: number) => number): IndexedDomain[] => [
      {
        weight: 2,
        metrics: [
          { value: of(0.7), interval: { lower: of(0.6), upper: of(0.85) }, goalposts: { worst: of(0.1), best: of(0.9) }, weight: 1 },
          { value: of(0.4), interval: null, goalposts: { worst: of(0.2), best: of(0.95) }, weight: 2 },
        ],
      },
      ...domainsOf(0, 0.3),
    ];
    const own = banded(inUnit((share) => share));
    const scaled = banded(inUnit((share) => 40 + 250 * share));
    expect(scaled.index).toBeCloseTo(own.index, 12);
    expect(scaled.band.lower).toBeCloseTo(own.band.lower, 9);
    expect(scaled.band.upper).toBeCloseTo(own.band.upper, 9);
  });

  it('has a band whatever bytes chance gives', () => {
    for (const byte of [0, 255]) {
      const found = indexWithBand(domainsOf(0.1, 0.8, 0.6), (count) => new Uint8Array(count).fill(byte), 3);
      expect(found?.band.lower).toBeGreaterThan(0);
      expect(found?.band.upper).toBeLessThanOrEqual(1);
    }
  });

  it('leaves a metric without a value out of its domain, with its weight', () => {
    const [plain] = domainsOf(0.1, 0.6);
    const withGap: IndexedDomain = {
      weight: 1,
      metrics: [...(plain?.metrics ?? []), { value: null, interval: null, goalposts: share, weight: 8 }],
    };
    expect(banded([withGap]).index).toBeCloseTo(0.6, 12);
  });
});
