/**
 * A control panel: one judged series (gained share, inflow, outflow, a proportion itself, single values, times between
 * events) with its baseline per phase, its limits and its signals. Pure assembly of the charts with `baseline.ts` and
 * `signals.ts`.
 */
import type { Baseline } from './baseline.ts';
import { baselineOf } from './baseline.ts';
import type { ControlChart, ControlLimits } from './p-chart.ts';
import { pChart } from './p-chart.ts';
import type { JudgedPoint, Signal } from './signals.ts';
import { findSignals } from './signals.ts';
import { tChart } from './t-chart.ts';
import { uChart } from './u-chart.ts';
import type { Interval } from './wilson.ts';
import { xmrChart } from './xmr-chart.ts';

/** What was counted in one or more whole periods; `denominator` is units for a share, exposure for a rate. */
export interface PanelCount {
  readonly numerator: number;
  readonly denominator: number;
  readonly phase: number;
  /** A documented special cause: drawn and judged, and left out of what gives the limits. */
  readonly isSpecialCause?: boolean;
}

/** One value of a whole period, or one time between two events. */
export interface PanelValue {
  readonly value: number;
  readonly phase: number;
  readonly isSpecialCause?: boolean;
}

export interface PanelPoint {
  readonly value: number;
  readonly limits: ControlLimits | null;
}

export interface ControlPanel {
  /** One per count handed in; null where that was null or its denominator 0. */
  readonly points: readonly (PanelPoint | null)[];
  /** Of the newest phase. */
  readonly baseline: Baseline;
  readonly scatter: number | null;
  readonly scaled: boolean;
  readonly signals: readonly Signal[];
}

export interface ValuePanel extends ControlPanel {
  /** Indexes of the points that lie unusually far from the one before: a jump, not a shift. */
  readonly jumps: readonly number[];
}

/** @param counts in order of time; null is a gap */
export function controlPanel(kind: 'share' | 'rate', counts: readonly (PanelCount | null)[]): ControlPanel {
  const usable = counts.map((count) => (count === null || count.denominator <= 0 ? null : count));
  const values = usable.map((count) => (count === null ? null : { ...count, value: count.numerator / count.denominator }));
  return assemble(values, (isOwn, baseline) => {
    const own = usable.map((count, index) => (isOwn(index) ? count : null));
    if (kind === 'share') return pChart(own, baseline);
    return uChart(
      own.map((count) => (count === null ? null : { events: count.numerator, exposure: count.denominator })),
      baseline,
    );
  });
}

/**
 * @param kind `value`: an XmR chart; `gap`: a t chart of times between rare events
 * @param values in order of time; null is a gap in the series
 * @param possible what a value can be; no limit is drawn outside it
 */
export function valuePanel(kind: 'value' | 'gap', values: readonly (PanelValue | null)[], possible?: Interval): ValuePanel {
  const jumps: number[] = [];
  const panel = assemble(values, (isOwn, baseline) => {
    const own = values.map((point, index) => (point !== null && isOwn(index) ? point.value : null));
    const chart = kind === 'value' ? xmrChart(own, baseline, possible) : tChart(own, baseline);
    if (chart !== null) jumps.push(...chart.jumps);
    return chart;
  });
  return { ...panel, jumps: jumps.toSorted((a, b) => a - b) };
}

/** @param chartOf gives the chart of one phase: which indexes are its own, and which of them give its limits */
function assemble(
  values: readonly (PanelValue | null)[],
  chartOf: (isOwn: (index: number) => boolean, baseline: readonly number[]) => ControlChart | null,
): ControlPanel {
  const phases = [...new Set(values.flatMap((point) => (point === null ? [] : [point.phase])))];
  const limits: (ControlLimits | null)[] = values.map(() => null);
  let newest: { baseline: Baseline; chart: ControlChart | null } = { baseline: baselineOf([]), chart: null };
  for (const phase of phases) {
    const isOwn = (index: number) => values[index]?.phase === phase;
    const baseline = baselineOf(
      values.flatMap((point, index) => (point === null || !isOwn(index) || point.isSpecialCause === true ? [] : [index])),
    );
    const chart = baseline.status === 'too-few' ? null : chartOf(isOwn, baseline.indexes);
    chart?.limits.forEach((limit, index) => {
      if (limit !== null) limits[index] = limit;
    });
    newest = { baseline, chart };
  }
  const points = values.map((point, index) => (point === null ? null : { value: point.value, limits: limits[index] ?? null }));
  const judged = points.map((point, index): JudgedPoint | null =>
    point === null || point.limits === null ? null : { value: point.value, limits: point.limits, phase: values[index]?.phase ?? 0 },
  );
  return {
    points,
    baseline: newest.baseline,
    scatter: newest.chart?.scatter ?? null,
    scaled: newest.chart?.scaled ?? false,
    signals: findSignals(judged),
  };
}
