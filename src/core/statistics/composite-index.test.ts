import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weighted } from './composite-index.ts';
import { compositeIndex, domainScore, goalpostScore } from './composite-index.ts';

const seed = 20_261_122;
const equal = (...scores: readonly (number | null)[]): Weighted[] => scores.map((score) => ({ score, weight: 1 }));

describe('the score against goalposts', () => {
  it('is 0 at the worst, 1 at the best, and no more beyond, whichever way is good', () => {
    const up = { worst: 0.2, best: 0.8 };
    expect([0.1, 0.2, 0.5, 0.8, 0.95].map((value) => goalpostScore(value, up))).toEqual([0, 0, expect.closeTo(0.5, 12), 1, 1]);
    const down = { worst: 90, best: 10 };
    expect([99, 90, 30, 10, 0].map((value) => goalpostScore(value, down))).toEqual([0, 0, 0.75, 1, 1]);
    expect(() => goalpostScore(1, { worst: 3, best: 3 })).toThrow('3 twice');
  });
});

describe('the score of a domain', () => {
  it('is the weighted mean of what has a score, with how many that were', () => {
    const metrics = [
      { score: 0.9, weight: 3 },
      { score: null, weight: 5 },
      { score: 0.5, weight: 1 },
    ];
    expect(domainScore(metrics)).toEqual({ score: expect.closeTo(0.8, 12), used: 2, of: 3 });
  });

  it('is null where none has one', () => {
    expect(domainScore([])).toBeNull();
    expect(domainScore(equal(null, null))).toBeNull();
    expect(domainScore(equal(0))).toEqual({ score: 0, used: 1, of: 1 });
  });
});

describe('the composite index', () => {
  it('of 0.8, 0.6, 0.9 and 0.3 is 0.600, where the plain mean is 0.650', () => {
    const domains = equal(0.8, 0.6, 0.9, 0.3);
    expect(compositeIndex(domains)?.toFixed(3)).toBe('0.600');
    expect(domainScore(domains)?.score.toFixed(3)).toBe('0.650');
  });

  it('is null when a domain is missing, and of nothing', () => {
    expect(compositeIndex(equal(0.8, null))).toBeNull();
    expect(compositeIndex([])).toBeNull();
  });

  it('takes a domain at 0 as 0.01: 0.1 with one at 1 beside it', () => {
    expect(compositeIndex(equal(0, 1))).toBeCloseTo(0.1, 12);
    expect(compositeIndex(equal(0.004, 1))).toBeCloseTo(0.1, 12);
    expect(compositeIndex(equal(0.0225, 1))).toBeCloseTo(0.15, 12);
  });

  it('refuses scores and weights without meaning', () => {
    expect(() => compositeIndex(equal(1.01))).toThrow('a score lies in');
    expect(() => compositeIndex(equal(-0.01))).toThrow('a score lies in');
    expect(() => domainScore([{ score: 0.5, weight: 0 }])).toThrow('a weight is above 0');
    expect(compositeIndex(equal(1))).toBe(1);
  });

  const domain = fc.record({ score: fc.double({ min: 0.01, max: 1, noNaN: true }), weight: fc.integer({ min: 1, max: 9 }) });

  it('lies between the least and the most, never above the plain mean, and weighs as repetition would', () => {
    fc.assert(
      fc.property(fc.array(domain, { minLength: 1, maxLength: 8 }), (domains) => {
        const index = compositeIndex(domains) ?? Number.NaN;
        const scores = domains.map(({ score }) => score);
        expect(index).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-12);
        expect(index).toBeLessThanOrEqual((domainScore(domains)?.score ?? 0) + 1e-12);
        const repeated = domains.flatMap(({ score, weight }) => Array.from({ length: weight }, () => ({ score, weight: 1 })));
        expect(compositeIndex(repeated)).toBeCloseTo(index, 9);
        expect(domainScore(repeated)?.score).toBeCloseTo(domainScore(domains)?.score ?? 0, 9);
        expect(compositeIndex(domains.toReversed())).toBeCloseTo(index, 12);
        const heavier = domains.map(({ score, weight }) => ({ score, weight: weight * 7 }));
        expect(compositeIndex(heavier)).toBeCloseTo(index, 12);
        const better = domains.map((one, place) => (place === 0 ? { ...one, score: (one.score + 1) / 2 } : one));
        expect(compositeIndex(better)).toBeGreaterThanOrEqual(index);
      }),
      { seed, numRuns: 300 },
    );
    console.info(`composite index: 300 runs, seed ${seed}`);
  });
});
