import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stratum } from './standardisation.ts';
import { differenceInterval, standardise } from './standardisation.ts';
import { wilsonInterval } from './wilson.ts';

const seed = 20_261_122;
const weights = [0.25, 0.5, 0.25];
const strataOf = (...counts: readonly (readonly [number, number])[]): Stratum[] =>
  counts.map(([numerator, denominator], place) => ({ weight: weights[place] ?? 0, numerator, denominator }));

function standardised(strata: readonly Stratum[]) {
  const found = standardise(strata);
  if (found.kind !== 'standardised') throw new Error(found.kind);
  return found;
}

describe('direct standardisation', () => {
  it('weighs the shares of the strata, worked by hand', () => {
    const { value, variance } = standardised(strataOf([4, 40], [20, 200], [30, 60]));
    expect(value).toBeCloseTo(0.25 * 0.1 + 0.5 * 0.1 + 0.25 * 0.5, 12);
    expect(variance).toBeCloseTo(0.0625 * (0.09 / 40) + 0.25 * (0.09 / 200) + 0.0625 * (0.25 / 60), 12);
  });

  it('does not change when more is sent of what is easy: that is what it is for', () => {
    const before = standardised(strataOf([4, 40], [20, 200], [30, 60]));
    const after = standardised(strataOf([4, 40], [20, 200], [300, 600]));
    expect(after.value).toBeCloseTo(before.value, 12);
    expect(after.variance).toBeLessThan(before.variance);
  });

  it('passes over a stratum without weight', () => {
    const [one, two] = [
      { weight: 0.4, numerator: 5, denominator: 50 },
      { weight: 0.6, numerator: 9, denominator: 90 },
    ];
    expect(standardise([one, { weight: 0, numerator: 40, denominator: 40 }, two])).toEqual(standardise([one, two]));
  });

  it('is nothing where a stratum has fewer than thirty, and says which', () => {
    expect(standardise(strataOf([1, 30], [0, 29], [0, 0]))).toEqual({ kind: 'too-few', strata: [1, 2] });
    expect(standardise(strataOf([1, 30], [0, 30], [0, 30])).kind).toBe('standardised');
  });

  it('has an interval where nobody clicked at all', () => {
    const { value, variance, interval } = standardised(strataOf([0, 40], [0, 200], [0, 60]));
    expect([value, variance, interval.lower]).toEqual([0, 0, 0]);
    expect(interval.upper).toBeGreaterThan(0.01);
  });

  it('of one stratum has the Wilson interval', () => {
    const { interval } = standardised([{ weight: 1, numerator: 12, denominator: 240 }]);
    const wilson = wilsonInterval(12, 240);
    expect(interval.lower).toBeCloseTo(wilson?.lower ?? -1, 12);
    expect(interval.upper).toBeCloseTo(wilson?.upper ?? -1, 12);
  });

  it('refuses weights that do not add up to 1, or lie below 0', () => {
    expect(() => standardise(strataOf([1, 40], [1, 40]))).toThrow('add up to 1');
    expect(() =>
      standardise([
        { weight: 1.5, numerator: 1, denominator: 40 },
        { weight: -0.5, numerator: 1, denominator: 40 },
      ]),
    ).toThrow('add up to 1');
  });

  const stratum = fc.integer({ min: 30, max: 600 }).chain((count) => fc.tuple(fc.integer({ min: 0, max: count }), fc.constant(count)));

  it('lies in its interval and in 0 … 1, does not depend on order, and falls as one click fewer is counted', () => {
    fc.assert(
      fc.property(stratum, stratum, stratum, (one, two, three) => {
        const strata = strataOf(one, two, three);
        const { value, variance, interval } = standardised(strata);
        expect(interval.lower).toBeGreaterThanOrEqual(-1e-12);
        expect(interval.upper).toBeLessThanOrEqual(1 + 1e-12);
        expect(interval.lower).toBeLessThanOrEqual(value);
        expect(interval.upper).toBeGreaterThanOrEqual(value);
        const turned = standardised(strata.toReversed());
        expect(turned.value).toBeCloseTo(value, 12);
        expect(turned.variance).toBeCloseTo(variance, 12);
        expect(turned.interval.upper).toBeCloseTo(interval.upper, 12);
        const shares = [one, two, three].map(([numerator, denominator]) => numerator / denominator);
        expect(value).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(...shares) + 1e-12);
        if (one[0] > 0) expect(standardised(strataOf([one[0] - 1, one[1]], two, three)).value).toBeLessThan(value);
      }),
      { seed, numRuns: 300 },
    );
    console.info(`standardisation: 300 runs, seed ${seed}`);
  });

  it('holds the truth in about 95 of 100 simulated campaigns, few clicks among them', () => {
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 4_294_967_296;
    };
    const truth = [0.02, 0.06, 0.2];
    const campaigns = 2000;
    let held = 0;
    for (let campaign = 0; campaign < campaigns; campaign += 1) {
      const counts = truth.map((chance): [number, number] => {
        let clicks = 0;
        for (let mail = 0; mail < 60; mail += 1) if (random() < chance) clicks += 1;
        return [clicks, 60];
      });
      const { interval } = standardised(strataOf(...counts));
      if (interval.lower <= 0.085 && 0.085 <= interval.upper) held += 1;
    }
    console.info(`standardised 8.5 % held in ${held} of ${campaigns} campaigns, seed ${seed}`);
    expect(held / campaigns).toBeGreaterThan(0.94);
    expect(held / campaigns).toBeLessThan(0.98);
  });
});

const twoTests = () => [standardised(strataOf([12, 60], [9, 80], [2, 40])), standardised(strataOf([20, 70], [18, 90], [3, 50]))] as const;

describe('the difference of two standardised proportions', () => {
  it('has the distances to their own limits, squared and added, as NumPy has it', () => {
    const [now, before] = twoTests();
    const { lower, upper } = differenceInterval(now, before);
    expect(now.value - before.value).toBeCloseTo(-0.06767857142857144, 12);
    expect(lower).toBeCloseTo(-0.13747152389767398, 8);
    expect(upper).toBeCloseTo(0.006203476443130934, 8);
  });

  it('turns its sign when the two change places', () => {
    const [now, before] = twoTests();
    const [there, back] = [differenceInterval(now, before), differenceInterval(before, now)];
    expect(back.lower).toBeCloseTo(-there.upper, 12);
    expect(back.upper).toBeCloseTo(-there.lower, 12);
  });
});
