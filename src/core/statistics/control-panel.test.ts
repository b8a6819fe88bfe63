import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PanelCount, PanelValue } from './control-panel.ts';
import { controlPanel, valuePanel } from './control-panel.ts';
import { pChart } from './p-chart.ts';
import { tChart } from './t-chart.ts';
import { uChart } from './u-chart.ts';
import { xmrChart } from './xmr-chart.ts';

const seed = 20_261_122;
const share = (numerator: number, phase = 0): PanelCount => ({ numerator, denominator: 200, phase });
/** Fourteen months about 12 of 200. */
const steady = [12, 9, 15, 11, 8, 13, 12, 14, 10, 11, 13, 9, 12, 11];
const places = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a control panel', () => {
  it('has no limits and no signal below twelve points, whatever they are', () => {
    const panel = controlPanel('share', [...steady.slice(0, 10).map((count) => share(count)), share(150)]);
    expect(panel.baseline).toMatchObject({ status: 'too-few', points: 11 });
    expect(panel.points.every((point) => point !== null && point.limits === null)).toBe(true);
    expect(panel.points[10]?.value).toBe(0.75);
    expect(panel).toMatchObject({ scatter: null, scaled: false, signals: [] });
    expect(controlPanel('share', [])).toMatchObject({ points: [], signals: [], baseline: { status: 'too-few', points: 0 } });
  });

  it('takes the limits of the p-chart of a share and of the u-chart of a rate', () => {
    const counts = steady.map((count) => share(count));
    expect(controlPanel('share', counts).points.map((point) => point?.limits)).toEqual(pChart(counts, places(14))?.limits);
    expect(controlPanel('share', counts).scatter).toBe(pChart(counts, places(14))?.scatter);
    const rates = uChart(
      counts.map(({ numerator, denominator }) => ({ events: numerator, exposure: denominator })),
      places(14),
    );
    expect(controlPanel('rate', counts).points.map((point) => point?.limits)).toEqual(rates?.limits);
  });

  it('freezes at twenty points: later ones are judged and move nothing', () => {
    const twenty = [...steady, ...steady].slice(0, 20).map((count) => share(count));
    const later = [...twenty, share(60), share(70), share(80)];
    const panel = controlPanel('share', later);
    expect(panel.baseline.status).toBe('frozen');
    expect(panel.points.slice(0, 20)).toEqual(controlPanel('share', twenty).points);
    expect(panel.signals.filter(({ rule }) => rule === 1).map(({ index }) => index)).toEqual([20, 21, 22]);
  });

  it('gives each phase limits of its own, and lets no run cross from one to the next', () => {
    const counts = [...steady.map((count) => share(count)), ...steady.map((count) => share(count * 4, 1))];
    const panel = controlPanel('share', counts);
    expect(panel.signals).toEqual([]);
    expect(panel.baseline).toMatchObject({ status: 'provisional', points: 14 });
    expect(panel.points[0]?.limits).toEqual(controlPanel('share', counts.slice(0, 14)).points[0]?.limits);
    expect(panel.points[14]?.limits).toEqual(controlPanel('share', counts.slice(14)).points[0]?.limits);
    // Without the phase the same points are two long runs.
    const unphased = controlPanel(
      'share',
      counts.map((count) => ({ ...count, phase: 0 })),
    );
    expect(unphased.signals.some(({ rule }) => rule === 2)).toBe(true);
  });

  it('keeps the old phase judged while the new one has too few points', () => {
    const panel = controlPanel('share', [...steady.map((count) => share(count)), share(90, 1), share(95, 1)]);
    expect(panel.points[13]?.limits).not.toBeNull();
    expect(panel.points[14]).toEqual({ value: 0.45, limits: null });
    expect(panel.baseline).toMatchObject({ status: 'too-few', points: 2 });
    expect(panel).toMatchObject({ scatter: null, scaled: false, signals: [] });
  });

  it('leaves a documented special cause out of the limits, and judges it all the same', () => {
    const counts = steady.map((count) => share(count));
    const marked: PanelCount[] = [...counts.slice(0, 7), { ...share(90), isSpecialCause: true }, ...counts.slice(7)];
    const panel = controlPanel('share', marked);
    const without = controlPanel('share', [...counts.slice(0, 7), null, ...counts.slice(7)]);
    expect(panel.points[0]?.limits).toEqual(without.points[0]?.limits);
    expect(panel.baseline.points).toBe(14);
    expect(panel.signals.map(({ rule, index }) => [rule, index])).toEqual([[1, 7]]);
    expect(panel.points[7]?.value).toBe(0.45);
    const unmarked = controlPanel(
      'share',
      marked.map((count) => ({ ...count, isSpecialCause: false })),
    );
    expect(unmarked.points[0]?.limits?.centre).toBeGreaterThan(panel.points[0]?.limits?.centre ?? 1);
  });

  it('passes over gaps and periods without units', () => {
    const counts = [
      ...steady.slice(0, 6).map((count) => share(count)),
      null,
      { numerator: 0, denominator: 0, phase: 0 },
      ...steady.slice(6).map((count) => share(count)),
    ];
    const panel = controlPanel('share', counts);
    expect(panel.points[6]).toBeNull();
    expect(panel.points[7]).toBeNull();
    expect(panel.baseline).toMatchObject({ points: 14, status: 'provisional' });
    expect(panel.points[8]?.limits?.centre).toBeCloseTo(160 / 2800, 12);
  });

  it('judges rates beside a gap', () => {
    const counts = steady.map((count) => share(count));
    const panel = controlPanel('rate', [...counts.slice(0, 7), null, ...counts.slice(7)]);
    expect(panel.points[7]).toBeNull();
    expect(panel.points[8]?.limits?.centre).toBeCloseTo(160 / 2800, 12);
  });

  it('lets half a run on either side of a boundary be no run, which without the boundary it is', () => {
    const high = [14, 13, 14, 13];
    const ending = [11, 12, 10, 11, 9, 12, 10, 11, 12, 10, ...high];
    const counts = (phase: number) => [
      ...ending.map((count) => share(count)),
      ...[...high, ...ending.slice(0, 10)].map((count) => share(count, phase)),
    ];
    expect(controlPanel('share', counts(1)).signals.filter(({ rule }) => rule === 2)).toEqual([]);
    expect(controlPanel('share', counts(0)).signals.filter(({ rule }) => rule === 2)).toHaveLength(1);
  });

  it('says that the limits carry σ_z', () => {
    const wild = [20, 70, 15, 82, 30, 64, 12, 75, 22, 60, 18, 66].map((count) => share(count));
    const panel = controlPanel('share', wild);
    expect(panel.scaled).toBe(true);
    expect(panel.scatter).toBeGreaterThan(1.2);
  });
});

describe('a panel of values', () => {
  const values = (...of: readonly number[]): PanelValue[] => of.map((value) => ({ value, phase: 0 }));
  const xmr = [22, 25, 19, 24, 23, 27, 21, 26, 20, 24, 23, 22];

  it('is the XmR chart of values and the t chart of times between events', () => {
    const panel = valuePanel('value', values(...xmr));
    expect(panel.points.map((point) => point?.limits)).toEqual(xmrChart(xmr, places(12))?.limits);
    expect(panel.points.map((point) => point?.value)).toEqual(xmr);
    const gaps = valuePanel('gap', values(...xmr));
    expect(gaps.points.map((point) => point?.limits)).toEqual(tChart(xmr, places(12))?.limits);
    const bounded = valuePanel('value', values(...xmr), { lower: 18, upper: 28 });
    expect(bounded.points[0]?.limits).toMatchObject({ lower: 18, upper: 28 });
    expect(valuePanel('value', values(...xmr.slice(1)))).toMatchObject({ jumps: [], baseline: { status: 'too-few' } });
  });

  it('finds a value beyond the limits, and the jump to it apart', () => {
    const panel = valuePanel('value', values(...xmr, ...xmr.slice(0, 8), 60, 23));
    expect(panel.signals.map(({ rule, index }) => [rule, index])).toEqual([[1, 20]]);
    expect(panel.jumps).toEqual([20, 21]);
  });

  it('has no limits where no two of its points are neighbours', () => {
    const apart = xmr.flatMap((value) => [{ value, phase: 0 }, null]);
    const panel = valuePanel('value', apart);
    expect(panel.baseline.status).toBe('provisional');
    expect(panel.points.every((point) => point === null || point.limits === null)).toBe(true);
    expect(panel).toMatchObject({ jumps: [], signals: [] });
  });

  it('jumps at no boundary of phases and at no gap', () => {
    const second = xmr.map((value) => ({ value: value + 500, phase: 1 }));
    const panel = valuePanel('value', [...values(...xmr), ...second]);
    expect(panel.jumps).toEqual([]);
    expect(panel.points[12]?.limits?.centre).toBeCloseTo((panel.points[0]?.limits?.centre ?? 0) + 500, 9);
    expect(valuePanel('value', [...values(...xmr), null, ...values(60)]).jumps).toEqual([]);
    expect(valuePanel('value', [...values(...xmr), ...values(60)]).jumps).toEqual([12]);
  });

  it('leaves a documented special cause out of the limits', () => {
    const marked: PanelValue[] = [...values(...xmr), { value: 300, phase: 0, isSpecialCause: true }];
    const panel = valuePanel('value', marked);
    expect(panel.points[0]?.limits).toEqual(valuePanel('value', values(...xmr)).points[0]?.limits);
    expect(panel.signals.map(({ rule, index }) => [rule, index])).toEqual([[1, 12]]);
  });

  it('lists the jumps of all phases in order of time', () => {
    const jumpy = (phase: number): PanelValue[] => [...xmr, 90].map((value) => ({ value, phase }));
    expect(valuePanel('value', [...jumpy(1), ...jumpy(0)]).jumps).toEqual([12, 25]);
    // Phases that return, as no chart should have them, come in order all the same.
    const woven = [...jumpy(0).slice(0, 12), ...jumpy(1), ...jumpy(0).slice(11)];
    const { jumps } = valuePanel('value', woven);
    expect(jumps).toEqual(jumps.toSorted((a, b) => a - b));
    expect(jumps).toContain(24);
    expect(jumps).toContain(26);
  });
});

describe('the newest point', () => {
  it('never changes what was said of the points before it, once the baseline is frozen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 21, maxLength: 40 }), (numerators) => {
        const counts = numerators.map((count) => share(count));
        const [before, after] = [controlPanel('share', counts.slice(0, -1)), controlPanel('share', counts)];
        expect(after.points.slice(0, -1)).toEqual(before.points);
        const met = after.signals.filter(({ index }) => index < counts.length - 1);
        expect(met.map(({ rule, direction, from, index }) => [rule, direction, from, index])).toEqual(
          before.signals.map(({ rule, direction, from, index }) => [rule, direction, from, index]),
        );
      }),
      { seed, numRuns: 150 },
    );
    console.info(`newest point: 150 runs, seed ${seed}`);
  });
});
