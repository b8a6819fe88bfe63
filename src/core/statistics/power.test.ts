import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparisonPower,
  designEffect,
  detectableEffect,
  pairedPower,
  pairsNeeded,
  timesAsManyNeeded,
  twoProportionPeople,
  twoProportionPower,
  type ForeseenComparison,
} from './power.ts';

const arm = (share: number, people: number, design = 1) => ({ share, before: people, after: people, designEffect: design });
const foreseen = (people: number, others: number, degrees = 0, design = 1): ForeseenComparison => ({
  reached: arm(0.2, people, design),
  others: arm(0.2, others, design),
  degrees,
});

describe('power of two proportions', () => {
  it('is what the manual of R prints for power.prop.test', () => {
    expect(twoProportionPower([0.5, 0.75], [50, 50])).toBeCloseTo(0.74, 3);
    expect(twoProportionPeople([0.5, 0.75], 0.9)).toBeCloseTo(76.7, 1);
    expect(twoProportionPower([0.5, 0.8026141], [50, 50])).toBeCloseTo(0.9, 4);
  });

  it('is what SciPy gives for other shares, and for arms of different size', () => {
    expect(twoProportionPeople([0.2, 0.32])).toBeCloseTo(208.5567, 3);
    expect(twoProportionPeople([0.1, 0.05])).toBeCloseTo(434.432, 3);
    expect(twoProportionPower([0.2, 0.32], [120, 600])).toBeCloseTo(0.768194, 5);
  });

  it('is known without chance where nobody or everybody does it', () => {
    expect(twoProportionPower([0, 1], [20, 20])).toBe(1);
    expect(twoProportionPower([0, 0], [20, 20])).toBe(0);
    expect(twoProportionPeople([0.3, 0.3])).toBeNull();
  });

  it('grows with people and with the difference, and the number needed gives the power asked for', () => {
    const share = fc.double({ min: 0.05, max: 0.45, noNaN: true });
    const effect = fc.double({ min: 0.02, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(share, effect, fc.integer({ min: 10, max: 5_000 }), (before, more, people) => {
        const power = twoProportionPower([before, before + more], [people, people]);
        expect(twoProportionPower([before, before + more], [people + 1, people + 1])).toBeGreaterThanOrEqual(power);
        expect(twoProportionPower([before, before + more + 0.01], [people, people])).toBeGreaterThan(power - 1e-9);
        const needed = twoProportionPeople([before, before + more]) ?? expect.fail('the shares differ');
        expect(twoProportionPower([before, before + more], [needed, needed])).toBeCloseTo(0.8, 6);
        expect(twoProportionPeople([before, before + more], 0.8, 3)).toBeCloseTo(3 * needed, 6);
      }),
    );
  });
});

describe('power of pairs', () => {
  it('is Connor’s formula, by SciPy', () => {
    expect(pairsNeeded({ gained: 0.25, lost: 0.05 })).toBeCloseTo(56.4497, 3);
    expect(pairsNeeded({ gained: 0.1, lost: 0.3 }, 0.9)).toBeCloseTo(100.8539, 3);
    expect(pairsNeeded({ gained: 0.2, lost: 0.2 })).toBeNull();
  });

  it('with the number needed is the power asked for; where all that change change one way, fewer are needed', () => {
    const needed = pairsNeeded({ gained: 0.25, lost: 0.05 }) ?? 0;
    expect(pairedPower({ gained: 0.25, lost: 0.05 }, needed)).toBeCloseTo(0.8, 6);
    expect(pairsNeeded({ gained: 0.2, lost: 0 })).toBeLessThan(needed);
    expect(pairedPower({ gained: 1, lost: 0 }, 20)).toBe(1);
    expect(pairedPower({ gained: 0, lost: 0 }, 20)).toBe(0);
  });
});

describe('the design effect', () => {
  it('of 20 in every department and 0.05 is 1.95; of different sizes it is larger', () => {
    expect(designEffect([20, 20, 20], 0.05)).toBeCloseTo(1.95, 10);
    expect(designEffect([10, 20, 30], 0.05)).toBeCloseTo(1 + (1_400 / 60 - 1) * 0.05, 10);
    expect(designEffect([10, 20, 30], 0.05)).toBeGreaterThan(designEffect([20, 20, 20], 0.05));
  });

  it('is 1 for strangers, for departments of one, and for nobody', () => {
    expect(designEffect([40, 80], 0)).toBe(1);
    expect(designEffect([1, 1, 1], 0.5)).toBe(1);
    expect(designEffect([], 0.5)).toBe(1);
    expect(() => designEffect([10], 1.5)).toThrow('0 to 1');
    expect(() => designEffect([10], -0.1)).toThrow('0 to 1');
  });

  it('is the size of the department where all of one answer alike', () => {
    expect(designEffect([20, 20], 1)).toBe(20);
  });
});

describe('power of a difference in differences', () => {
  it('with one department in each arm is that of the normal approximation, by SciPy', () => {
    // 0.12 / √(0.16/200 + 0.2176/200 + 2 · 0.16/1000) = 2.5543; Φ(2.5543 − 1.959964).
    expect(comparisonPower(foreseen(200, 1_000), 0.12)).toBeCloseTo(0.7239, 3);
  });

  it('with departments that scatter is the mean over what their scatter can be, by SciPy', () => {
    const uneven = (degrees: number): ForeseenComparison => ({
      reached: { share: 0.2, before: 150, after: 300, designEffect: 1.8 },
      others: { share: 0.25, before: 900, after: 1_800, designEffect: 2.6 },
      degrees,
    });
    expect(comparisonPower(uneven(6), 0.12)).toBeCloseTo(0.3498452168991916, 6);
    expect(comparisonPower(uneven(0), 0.12)).toBeCloseTo(0.47147223571530156, 6);
  });

  it('is known without chance where counting leaves none: nobody does it, or everybody will', () => {
    const certain = { reached: arm(0, 50), others: arm(0, 50), degrees: 4 };
    expect([comparisonPower(certain, 0), comparisonPower(certain, 1)]).toEqual([0, 1]);
  });

  it('never falls with people, departments or the effect; nothing is seen of no effect more than once in forty', () => {
    const people = fc.integer({ min: 10, max: 3_000 });
    const effect = fc.double({ min: 0, max: 0.7, noNaN: true });
    fc.assert(
      fc.property(
        people,
        people,
        fc.integer({ min: 1, max: 40 }),
        effect,
        fc.double({ min: 1, max: 6, noNaN: true }),
        (own, theirs, degrees, size, design) => {
          const power = comparisonPower(foreseen(own, theirs, degrees, design), size);
          expect(power).toBeGreaterThanOrEqual(0);
          expect(power).toBeLessThanOrEqual(1);
          expect(comparisonPower(foreseen(own + 10, theirs, degrees, design), size)).toBeGreaterThanOrEqual(power - 1e-9);
          expect(comparisonPower(foreseen(own, theirs, degrees + 1, design), size)).toBeGreaterThanOrEqual(power - 1e-3);
          expect(comparisonPower(foreseen(own, theirs, degrees, design), size + 0.05)).toBeGreaterThanOrEqual(power - 1e-9);
          expect(comparisonPower(foreseen(own, theirs, degrees, design), 0)).toBeLessThanOrEqual(0.0251);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the least effect that is seen is seen with just that power, and none where there are too few people', () => {
    const least = detectableEffect(foreseen(300, 1_500, 12, 1.4), 1) ?? expect.fail('some effect is seen');
    expect(comparisonPower(foreseen(300, 1_500, 12, 1.4), least)).toBeCloseTo(0.8, 6);
    expect(detectableEffect(foreseen(300, 1_500, 12, 1.4), -1)).toBeLessThan(0.2);
    expect(detectableEffect(foreseen(10, 10, 1, 2), -1)).toBeNull();
    expect(detectableEffect({ ...foreseen(100, 100), reached: arm(1, 100) }, 1)).toBeNull();
  });

  it('as many times the people as it says give the power; no number is enough for no effect', () => {
    const times = timesAsManyNeeded(foreseen(100, 500, 10), 0.08) ?? expect.fail('a number is enough');
    expect(comparisonPower(foreseen(100 * times, 500 * times, 10), 0.08)).toBeCloseTo(0.8, 6);
    expect(timesAsManyNeeded(foreseen(100, 500, 10), 0)).toBeNull();
    expect(timesAsManyNeeded(foreseen(5_000, 5_000, 10), 0.2)).toBeLessThan(1);
  });

  it('refuses an effect beyond everybody', () => {
    expect(() => comparisonPower(foreseen(100, 100), 0.9)).toThrow('within 0 … 1');
    expect(() => comparisonPower(foreseen(100, 100), -0.3)).toThrow('within 0 … 1');
  });
});

it('a power of nought, of one or beyond is no power', () => {
  for (const power of [0, 1, -0.2, 1.2]) expect(() => twoProportionPeople([0.2, 0.3], power)).toThrow('a power lies between 0 and 1');
});
