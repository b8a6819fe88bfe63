/**
 * A control panel: one judged series (gained share, inflow, outflow, or a proportion itself) with its baseline per
 * phase, its limits and its signals. Pure assembly of p- and u-charts with `baseline.ts` and `signals.ts`.
 */
import type { Baseline } from './baseline.ts';
import { baselineOf } from './baseline.ts';
import type { ControlChart, ControlLimits } from './p-chart.ts';
import { pChart } from './p-chart.ts';
import type { JudgedPoint, Signal } from './signals.ts';
import { findSignals } from './signals.ts';
import { uChart } from './u-chart.ts';

/** What was counted in one or more whole periods; `denominator` is units for a share, exposure for a rate. */
export interface PanelCount {
  readonly numerator: number;
  readonly denominator: number;
  readonly phase: number;
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

/** @param counts in order of time; null is a gap */
export function controlPanel(kind: 'share' | 'rate', counts: readonly (PanelCount | null)[]): ControlPanel {
  const usable = counts.map((count) => (count === null || count.denominator <= 0 ? null : count));
  const phases = [...new Set(usable.flatMap((count) => (count === null ? [] : [count.phase])))];
  const limits: (ControlLimits | null)[] = counts.map(() => null);
  let newest: { baseline: Baseline; chart: ControlChart | null } = { baseline: baselineOf([]), chart: null };
  for (const phase of phases) {
    const own = usable.map((count) => (count?.phase === phase ? count : null));
    const baseline = baselineOf(own.flatMap((count, index) => (count === null ? [] : [index])));
    const chart = baseline.status === 'too-few' ? null : chartOf(kind, own, baseline.indexes);
    chart?.limits.forEach((limit, index) => {
      if (limit !== null) limits[index] = limit;
    });
    newest = { baseline, chart };
  }
  const points = usable.map((count, index) =>
    count === null ? null : { value: count.numerator / count.denominator, limits: limits[index] ?? null },
  );
  const judged = points.map((point, index): JudgedPoint | null =>
    point === null || point.limits === null ? null : { value: point.value, limits: point.limits, phase: usable[index]?.phase ?? 0 },
  );
  return {
    points,
    baseline: newest.baseline,
    scatter: newest.chart?.scatter ?? null,
    scaled: newest.chart?.scaled ?? false,
    signals: findSignals(judged),
  };
}

function chartOf(kind: 'share' | 'rate', counts: readonly (PanelCount | null)[], baseline: readonly number[]): ControlChart | null {
  return kind === 'share'
    ? pChart(counts, baseline)
    : uChart(
        counts.map((count) => (count === null ? null : { events: count.numerator, exposure: count.denominator })),
        baseline,
      );
}
