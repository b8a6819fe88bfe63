import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank } from './quantile.ts';

const each = (...values: number[]) => values.map((value) => ({ value, count: 1 }));

describe('a quantile by nearest rank', () => {
  it('is null of nothing, and of counts that are all 0', () => {
    expect(nearestRank([], 50)).toBeNull();
    expect(nearestRank([{ value: 3, count: 0 }], 50)).toBeNull();
  });

  it('of one value is that value', () => {
    expect(nearestRank(each(17), 50)).toBe(17);
    expect(nearestRank(each(17), 90)).toBe(17);
  });

  it('of an even number is the lower of the two in the middle, and never a value between', () => {
    expect(nearestRank(each(1, 2, 30, 40), 50)).toBe(2);
  });

  it('of ten values the ninth is the 90 % quantile', () => {
    expect(nearestRank(each(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 90)).toBe(9);
    // 0.9 × 70 is a little more than 63 in floating point.
    expect(nearestRank([{ value: 1, count: 63 }, ...each(2, 3, 4, 5, 6, 7, 8)], 90)).toBe(1);
  });

  it('counts equal values each', () => {
    expect(
      nearestRank(
        [
          { value: 5, count: 3 },
          { value: 80, count: 3 },
        ],
        50,
      ),
    ).toBe(5);
    expect(
      nearestRank(
        [
          { value: 5, count: 2 },
          { value: 80, count: 3 },
        ],
        50,
      ),
    ).toBe(80);
  });

  it('is at most x exactly where that share is at most x', () => {
    const values = fc.array(fc.record({ value: fc.integer({ min: 0, max: 30 }), count: fc.integer({ min: 0, max: 4 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 30 }), (found, percent, x) => {
        const ascending = found.toSorted((a, b) => a.value - b.value);
        const total = ascending.reduce((sum, { count }) => sum + count, 0);
        const quantile = nearestRank(ascending, percent);
        if (total === 0) return quantile === null;
        const within = ascending.reduce((sum, { value, count }) => sum + (value <= x ? count : 0), 0);
        return (quantile ?? Infinity) <= x === within * 100 >= percent * total;
      }),
      { seed: 20_261_122 },
    );
  });
});
