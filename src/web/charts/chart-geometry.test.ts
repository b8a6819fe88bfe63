import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import { bandAt, chartGeometry, niceScale } from './chart-geometry.ts';

const frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 };

/** A chart of these values; null is a period without one. */
function chartOf(values: readonly (number | null)[], limits: readonly (readonly [number, number] | null)[] = []): ChartModel {
  return {
    kind: 'p',
    period: 'month',
    points: values.map((value, index) => ({
      day: `2026-0${index + 1}-28`,
      periodStartOn: `2026-0${index + 1}-01`,
      state: value === null ? 'no-data' : 'measured',
      value,
      numerator: null,
      denominator: null,
      lower: null,
      upper: null,
      reasons: [],
      running: false,
      specialCause: false,
    })),
    centre: values.map(() => null),
    lower: values.map((_, index) => limits[index]?.[0] ?? null),
    upper: values.map((_, index) => limits[index]?.[1] ?? null),
    phases: [],
    signals: [],
    panels: [],
    expectedFalseSignals: 0,
    assurance: null,
    note: null,
  };
}

describe('chartGeometry', () => {
  test('the line breaks where nothing was measured', () => {
    const geometry = chartGeometry(chartOf([1, 2, null, 3, 4]), frame, 4);
    expect(geometry.line.match(/M/g)).toHaveLength(2);
    expect(geometry.gaps).toEqual([2]);
    expect(geometry.points.map((point) => point.index)).toEqual([0, 1, 3, 4]);
  });

  test('no line leads from scores of one model to those of another', () => {
    const phase = { fromIndex: 2, note: null, status: 'too-short' } as const;
    const begun = (cause: 'new-model' | 'new-source') =>
      chartGeometry({ ...chartOf([1, 2, 3, 4]), phases: [{ ...phase, cause }] }, frame, 4).line;
    expect(begun('new-model').match(/M/g)).toHaveLength(2);
    expect(begun('new-source').match(/M/g)).toHaveLength(1);
  });

  test('limits are stepped: each period has a left and a right end at its own height', () => {
    const { band } = chartGeometry(
      chartOf(
        [5, 5],
        [
          [4, 6],
          [2, 8],
        ],
      ),
      frame,
      4,
    );
    const corners = band.replace(/[MZ]/g, '').split('L');
    expect(corners).toHaveLength(8);
    const heights = corners.map((corner) => corner.split(' ')[1]);
    expect(heights[0]).toBe(heights[1]);
    expect(heights[2]).toBe(heights[3]);
    expect(heights[1]).not.toBe(heights[2]);
  });

  test('a period without limits leaves a hole in the band', () => {
    const { band } = chartGeometry(chartOf([5, 5, 5], [[4, 6], null, [4, 6]]), frame, 4);
    expect(band.match(/M/g)).toHaveLength(2);
  });

  test('for a stock the band is the interval of the value, and none where the value is missing', () => {
    const chart = chartOf([0.5, null]);
    const flow: ChartModel = { ...chart, kind: 'flow', points: chart.points.map((point) => ({ ...point, lower: 0.4, upper: 0.6 })) };
    expect(bandAt(flow, 0)).toEqual([0.4, 0.6]);
    expect(bandAt(flow, 1)).toBeNull();
  });

  test('of one point the axis holds the whole interval, which is drawn', () => {
    const chart = chartOf([null, 0.8]);
    const points = chart.points.map((point) => (point.value === null ? point : { ...point, lower: 0.7, upper: 0.87 }));
    for (const kind of ['p', 'run', 'flow'] as const) {
      const { ticks, intervals, y } = chartGeometry({ ...chart, kind, points }, frame, 4, 1);
      expect(ticks[0]).toBeLessThanOrEqual(0.7);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(0.87);
      expect(intervals).toEqual([{ index: 1, x: 75, top: y(0.87), bottom: y(0.7), isOpen: false }]);
    }
    const open = chartGeometry({ ...chart, points: points.map((point) => ({ ...point, upper: null })) }, frame, 4, 1);
    expect(open.intervals).toMatchObject([{ top: 0, isOpen: true }]);
  });

  test('an interval is not drawn where a band shows the expectation, nor of many points', () => {
    const within = (chart: ChartModel) => ({ ...chart, points: chart.points.map((point) => ({ ...point, lower: 1, upper: 9 })) });
    expect(chartGeometry(within(chartOf([5], [[4, 6]])), frame, 4).intervals).toEqual([]);
    expect(chartGeometry(within(chartOf([5, 5])), frame, 4).intervals).toHaveLength(2);
    expect(chartGeometry({ ...within(chartOf([5, 5])), kind: 'flow' }, frame, 4).intervals).toEqual([]);
    expect(chartGeometry(within(chartOf(Array.from({ length: 12 }, () => 5))), frame, 4).intervals).toEqual([]);
  });

  test('every point lies inside the frame, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 9 }), (values) => {
        for (const ticks of [0, 5]) {
          for (const { x, y } of chartGeometry(chartOf(values), frame, ticks).points) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(100);
            expect(y).toBeGreaterThanOrEqual(-1e-6);
            expect(y).toBeLessThanOrEqual(100 + 1e-6);
          }
        }
      }),
    );
  });

  test('values that differ by less than ticks can say lie at a height', () => {
    for (const { y } of chartGeometry(chartOf([999_999.123456, 999_999.1234560012]), frame, 5).points) expect(y).toBeLessThanOrEqual(100);
  });

  test('the pointer finds the period it is over', () => {
    const { indexAt, x } = chartGeometry(chartOf([1, 2, 3, 4]), frame, 4);
    expect([0, 1, 2, 3].map((index) => indexAt(x(index)))).toEqual([0, 1, 2, 3]);
    expect(indexAt(-5)).toBe(0);
    expect(indexAt(500)).toBe(3);
  });
});

test('niceScale covers the values with round ticks', () => {
  expect(niceScale([0, 0.182], 4).ticks).toEqual([0, 0.05, 0.1, 0.15, 0.2]);
  expect(niceScale([61, 96], 4).ticks).toEqual([60, 70, 80, 90, 100]);
  expect(niceScale([5, 5], 4).high).toBeGreaterThan(5);
});

test('niceScale has no tick between two whole numbers where the values are counts', () => {
  expect(niceScale([0, 1], 4, 1).ticks).toEqual([0, 1]);
  expect(niceScale([0, 9], 4, 1).ticks).toEqual([0, 5, 10]);
  expect(niceScale([0, 90], 4, 1).ticks).toEqual([0, 25, 50, 75, 100]);
  // Labels of shares have one decimal: 0 %, 0.1 %.
  expect(niceScale([0, 0.0001], 4, 0.001).ticks).toEqual([0, 0.001]);
});
