import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { xmrChart, type XmrChart } from './xmr-chart.ts';

const seed = 20_261_122;
const example = [22, 25, 19, 24, 23, 27, 21, 26, 20, 24];
const allOf = (values: readonly unknown[]) => values.map((_, index) => index);

describe('the XmR chart', () => {
  let chart: XmrChart | null;
  beforeAll(() => {
    chart = xmrChart(example, allOf(example));
  });

  it('gives centre, mean range, limits and range limit of the worked example', () => {
    expect(chart?.centre).toBeCloseTo(23.1, 10);
    expect(chart?.meanRange.toFixed(3)).toBe('4.444');
    expect(chart?.limits[0]?.lower.toFixed(2)).toBe('11.28');
    expect(chart?.limits[0]?.upper.toFixed(2)).toBe('34.92');
    expect(chart?.rangeLimit.toFixed(2)).toBe('14.52');
    expect(chart?.ranges).toEqual([null, 3, 6, 5, 1, 4, 6, 5, 6, 4]);
    expect(chart?.jumps).toEqual([]);
    expect(chart).toMatchObject({ scatter: null, scaled: false });
  });

  it('sets a range beyond its limit aside once for the estimate, and shows it as a jump', () => {
    const values = [...example, 70];
    const jumpy = xmrChart(values, allOf(values));
    // The range of 46 is above 3.267 × 8.6: without it MR̄ is what it was, and the centre still has the point.
    expect(jumpy?.meanRange).toBeCloseTo(40 / 9, 10);
    expect(jumpy?.centre).toBeCloseTo((231 + 70) / 11, 10);
    expect(jumpy?.ranges.at(-1)).toBe(46);
    expect(jumpy?.jumps).toEqual([10]);
  });

  it('sets aside once only: what stands out among the rest stays', () => {
    // Ranges: 24 times 1, one of 8 and one of 100. At first only 100 is beyond 3.267 · 132/26; 8 would be beyond 3.267 · 32/25.
    const values = [...Array.from({ length: 25 }, (_, index) => index % 2), 8, 108];
    expect(xmrChart(values, allOf(values))?.meanRange).toBeCloseTo(32 / 25, 10);
  });

  it('has limits in proportion to their σ, none outside what the value can be', () => {
    const { centre, upper, warnUpper, nearUpper, lower, warnLower, nearLower } = chart?.limits[3] ?? { centre: Number.NaN };
    const sigma = 40 / 9 / 1.128;
    expect([upper, warnUpper, nearUpper].map((limit) => ((limit ?? 0) - centre) / sigma)).toEqual(
      [3, 2, 1].map((z) => expect.closeTo(z, 9)),
    );
    expect([lower, warnLower, nearLower].map((limit) => (centre - (limit ?? 0)) / sigma)).toEqual(
      [3, 2, 1].map((z) => expect.closeTo(z, 9)),
    );
    const bounded = xmrChart(example, allOf(example), { lower: 15, upper: 30 });
    expect(bounded?.limits[0]).toMatchObject({ lower: 15, upper: 30 });
    expect(bounded?.limits[0]?.nearUpper).toBe(nearUpper);
  });

  it('spans no gap: neither a range nor a jump', () => {
    const broken = xmrChart([1, 2, null, 90, 91, 92, 91, 92], [0, 1, 3, 4, 5, 6, 7]);
    expect(broken?.ranges).toEqual([null, 1, null, null, 1, 1, 1, 1]);
    expect(broken?.limits[2]).toBeNull();
    expect(broken?.jumps).toEqual([]);
  });

  it('has limits without width where nothing ever varied, and no jump', () => {
    const constant = xmrChart([7, 7, 7, 7], [0, 1, 2, 3]);
    expect(constant).toMatchObject({ centre: 7, meanRange: 0, rangeLimit: 0, jumps: [] });
    expect(constant?.limits[0]).toMatchObject({ lower: 7, upper: 7 });
  });

  it('is null without two neighbours', () => {
    expect(xmrChart([], [])).toBeNull();
    expect(xmrChart([4, null, 5, null], [0, 2])).toBeNull();
    expect(xmrChart([4, 5, 6], [0, 2])).toBeNull();
    expect(xmrChart([4, 5, 6], [0, 1])?.centre).toBe(4.5);
  });

  it('does not move when a point after the baseline arrives, and moves and stretches with the values', () => {
    const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 25 });
    fc.assert(
      fc.property(values, fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 9 }), (found, added, times) => {
        const own = xmrChart(found, allOf(found));
        const later = xmrChart([...found, added], allOf(found));
        expect(later?.limits[0]).toEqual(own?.limits[0]);
        const moved = xmrChart(
          found.map((value) => value * times + added),
          allOf(found),
        );
        expect(moved?.centre).toBeCloseTo((own?.centre ?? 0) * times + added, 6);
        expect(moved?.limits[0]?.upper).toBeCloseTo((own?.limits[0]?.upper ?? 0) * times + added, 6);
        expect(moved?.rangeLimit).toBeCloseTo((own?.rangeLimit ?? 0) * times, 6);
        expect(moved?.jumps).toEqual(own?.jumps);
      }),
      { seed, numRuns: 200 },
    );
    console.info(`XmR: 200 runs, seed ${seed}`);
  });
});
