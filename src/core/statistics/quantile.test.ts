import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank } from './quantile.ts';

/** The value itself, of values each with how many there are of it. */
function quantileOf(found: readonly (readonly [value: number, count: number])[], percent: number): number | null {
  const ascending = found.toSorted(([left], [right]) => left - right);
  const place = nearestRank(
    ascending.map(([, count]) => count),
    percent,
  );
  return place === null ? null : (ascending[place]?.[0] ?? Number.NaN);
}
const each = (...values: number[]) => values.map((value) => [value, 1] as const);

describe('a quantile by nearest rank', () => {
  it('is null of nothing, and of counts that are all 0', () => {
    expect(nearestRank([], 50)).toBeNull();
    expect(nearestRank([0, 0], 50)).toBeNull();
  });

  it('refuses what is no whole per cent of 1 to 100', () => {
    for (const percent of [0, 101, 50.5, -1]) expect(() => nearestRank([1], percent)).toThrow(`got ${percent}`);
    expect(nearestRank([1, 99], 1)).toBe(0);
    expect(nearestRank([1, 99], 100)).toBe(1);
  });

  it('of one value is that value', () => {
    expect(quantileOf(each(17), 50)).toBe(17);
    expect(quantileOf(each(17), 90)).toBe(17);
  });

  it('of an even number is the lower of the two in the middle, and never a value between', () => {
    expect(quantileOf(each(1, 2, 30, 40), 50)).toBe(2);
  });

  it('of ten values the ninth is the 90 % quantile', () => {
    expect(quantileOf(each(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 90)).toBe(9);
    // 0.9 × 70 is a little more than 63 in floating point.
    expect(quantileOf([[1, 63], ...each(2, 3, 4, 5, 6, 7, 8)], 90)).toBe(1);
  });

  it('counts equal values each, and passes over values of which there are none', () => {
    expect(
      quantileOf(
        [
          [5, 3],
          [80, 3],
        ],
        50,
      ),
    ).toBe(5);
    expect(
      quantileOf(
        [
          [5, 2],
          [80, 3],
        ],
        50,
      ),
    ).toBe(80);
    expect(nearestRank([0, 2, 0, 2], 50)).toBe(1);
    expect(nearestRank([0, 2, 0, 2], 100)).toBe(3);
  });

  it('is at most x exactly where that share is at most x', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 30 }), (found, percent, x) => {
        const total = found.reduce((sum, [, count]) => sum + count, 0);
        const quantile = quantileOf(found, percent);
        if (total === 0) return quantile === null;
        const within = found.reduce((sum, [value, count]) => sum + (value <= x ? count : 0), 0);
        return (quantile ?? Infinity) <= x === within * 100 >= percent * total;
      }),
      { seed: 20_261_122 },
    );
  });
});
