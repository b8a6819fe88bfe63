import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoments, deviationOf, differenceOfMeans, meanInterval, momentsOf } from './mean-interval.ts';

// Computed in Python: scipy.stats.t.interval, and scipy.stats.ttest_ind(equal_var=False).confidence_interval.
const now = [4, 5, 3, 4, 4, 2, 5, 5, 3, 4, 1, 4];
const before = [3, 3, 4, 2, 3, 4, 2, 3, 3, 5];

describe('a mean', () => {
  test('has the interval of Student', () => {
    const found = meanInterval(momentsOf(now));
    expect(found?.lower).toBeCloseTo(2.8845806453006575, 9);
    expect(found?.upper).toBeCloseTo(4.448752688032675, 9);
    expect(deviationOf(momentsOf(now))).toBeCloseTo(1.2309149097933274, 12);
  });

  test('of two values has one, by hand: 2 ± 12.706 · √2 / √2', () => {
    expect(deviationOf(momentsOf([1, 3]))).toBeCloseTo(Math.SQRT2, 12);
    expect(meanInterval(momentsOf([1, 3]))?.upper).toBeCloseTo(2 + 12.7062047, 6);
  });

  test('of one value, or of none, has none', () => {
    expect([meanInterval(momentsOf([4])), meanInterval(momentsOf([])), deviationOf(momentsOf([4]))]).toEqual([null, null, null]);
  });

  test('of equal values has no width', () => {
    expect(meanInterval(momentsOf(Array<number>(11).fill(1 / 3)))).toEqual({ lower: 1 / 3, upper: 1 / 3 });
  });

  test('moments of parts add up to those of the whole', () => {
    const values = fc.array(fc.double({ min: 1, max: 5, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [sum, whole] = [addMoments(momentsOf(one), momentsOf(other)), momentsOf([...one, ...other])];
        expect(sum.count).toBe(whole.count);
        expect(sum.mean).toBeCloseTo(whole.mean, 10);
        expect(sum.squares).toBeCloseTo(whole.squares, 8);
      }),
    );
  });
});

describe('a difference', () => {
  test('has the interval of Welch', () => {
    const found = differenceOfMeans(momentsOf(now), momentsOf(before));
    expect(found?.difference).toBeCloseTo(0.46666666666666634, 12);
    expect(found?.interval.lower).toBeCloseTo(-0.4914513106041578, 6);
    expect(found?.interval.upper).toBeCloseTo(1.4247846439374905, 6);
  });

  test('is said of two against two that vary alike, as SciPy has it', () => {
    const found = differenceOfMeans(momentsOf([1, 3]), momentsOf([2, 4]));
    expect(found?.interval.lower).toBeCloseTo(-7.0848698445933085, 8);
    expect(found?.interval.upper).toBeCloseTo(5.0848698445933085, 8);
  });

  test('is not said of a single value, nor where nobody differs', () => {
    expect(differenceOfMeans(momentsOf([4]), momentsOf(before))).toBeNull();
    expect(differenceOfMeans(momentsOf(before), momentsOf([4]))).toBeNull();
    expect(differenceOfMeans(momentsOf([4, 4]), momentsOf([3, 3]))).toBeNull();
  });
});
