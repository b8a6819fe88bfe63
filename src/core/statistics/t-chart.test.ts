import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedPoint } from './signals.ts';
import { findSignalsBy, nelsonRules } from './signals.ts';
import { tChart } from './t-chart.ts';
import { xmrChart } from './xmr-chart.ts';

const seed = 20_261_122;
const gaps = [14, 3, 40, 22, 9, 61, 17, 5, 30, 12];
const allOf = (values: readonly unknown[]) => values.map((_, index) => index);

describe('the t chart', () => {
  it('is the XmR chart of the gaps to the power 1/3.6, in days again', () => {
    const chart = tChart(gaps, allOf(gaps));
    const transformed = xmrChart(
      gaps.map((gap) => Math.exp(Math.log(gap) / 3.6)),
      allOf(gaps),
    );
    const back = (y: number | undefined) => expect.closeTo(Math.exp(3.6 * Math.log(y ?? Number.NaN)), 6);
    expect(chart?.centre).toEqual(back(transformed?.centre));
    expect(chart?.limits[4]).toMatchObject({
      centre: back(transformed?.limits[4]?.centre),
      upper: back(transformed?.limits[4]?.upper),
      warnUpper: back(transformed?.limits[4]?.warnUpper),
      nearUpper: back(transformed?.limits[4]?.nearUpper),
      nearLower: back(transformed?.limits[4]?.nearLower),
      warnLower: back(transformed?.limits[4]?.warnLower),
    });
    expect(chart).toMatchObject({ scatter: null, scaled: false, jumps: [] });
  });

  it('never has a limit below 0, and holds an event on the same day', () => {
    const chart = tChart([0, 50, 0, 60, 2, 70], [0, 1, 2, 3, 4, 5]);
    expect(chart?.limits[0]?.lower).toBe(0);
    expect(chart?.centre).toBeGreaterThan(0);
  });

  it('has no limits at a gap in what is known, and is null without two neighbours', () => {
    expect(tChart([4, null, 5], [0, 2])).toBeNull();
    expect(tChart([4, 6, null, 5], [0, 1])?.limits.map((limits) => limits === null)).toEqual([false, false, true, false]);
  });

  it('shows an unusual jump', () => {
    const steady = Array.from({ length: 14 }, (_, index) => 10 + (index % 2));
    expect(tChart([...steady, 400], allOf(steady))?.jumps).toEqual([14]);
  });

  it('refuses a negative time', () => {
    expect(() => tChart([3, -1], [0, 1])).toThrow('never negative');
  });

  it('says the same in hours as in days, and as the transformed chart', () => {
    const found = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 30 });
    const signals = (values: readonly number[], limits: readonly (JudgedPoint['limits'] | null)[] | undefined) =>
      findSignalsBy(
        nelsonRules,
        values.map((value, index) => {
          const own = limits?.[index];
          return own ? { value, limits: own, phase: 0 } : null;
        }),
      );
    fc.assert(
      fc.property(found, (days) => {
        const hours = days.map((day) => day * 24);
        const inDays = tChart(days, allOf(days));
        expect(tChart(hours, allOf(days))?.centre).toBeCloseTo((inDays?.centre ?? 0) * 24, 6);
        // Off the limits by more than rounding, so that the last bit decides nothing.
        const clear = days.every((day) => {
          const own = inDays?.limits[0];
          return own === undefined || own === null || Object.values(own).every((limit) => Math.abs(day - limit) > 1e-6);
        });
        fc.pre(clear);
        const y = days.map((day) => day ** (1 / 3.6));
        const transformed = xmrChart(y, allOf(y), { lower: 0, upper: Infinity });
        expect(signals(days, inDays?.limits)).toEqual(signals(y, transformed?.limits));
      }),
      { seed, numRuns: 150 },
    );
    console.info(`t chart: 150 runs, seed ${seed}`);
  });
});
