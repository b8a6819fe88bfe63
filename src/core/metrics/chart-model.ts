/**
 * The chart of one measure as data: what the web draws, the API hands out and the verdict rests on. Built from the
 * daily values on reading; nothing here is stored.
 *
 * `stock`: the level is a plain line with its Wilson band and has no control limits; what is judged are the flows
 * (`flow-chart.ts`). `proportion`: the points themselves are judged, each summed over a whole, non-overlapping period, or,
 * where the value itself looks back, taken once a period. `values`: one figure a period that is no share (XmR).
 */
import type { Day } from '../kernel/time.ts';
import type { Period } from './chart-periods.ts';
import { isLevel, isOfPeriod, isStock, periodsOf } from './chart-periods.ts';
import type { NamedPanel } from './chart-signals.ts';
import { signalsOf } from './chart-signals.ts';
import type { Measurement, NotMeasuredReason, Standing } from './measurement.ts';
import { isAtLeast } from './measurement.ts';
import { provisionalFrom } from '../statistics/baseline.ts';
import type { ControlPanel } from '../statistics/control-panel.ts';
import { controlPanel, valuePanel } from '../statistics/control-panel.ts';
import type { ControlLimits } from '../statistics/p-chart.ts';
import type { FlowPanel, FlowPeriod } from '../statistics/flow-chart.ts';
import { flowPanels } from '../statistics/flow-chart.ts';
import type { ChartPeriod } from '../statistics/periods.ts';
import type { SignalRule } from '../statistics/signals.ts';
import { pointsPerFalseSignal, pointsPerFalseSignalOfRanges } from '../statistics/signals.ts';
import type { Assurance, Direction, Reading, Verdict } from '../statistics/verdict.ts';
import { assuranceOf, verdictOf } from '../statistics/verdict.ts';
import { wilsonInterval } from '../statistics/wilson.ts';

/**
 * How a measure is charted: by the flows of a stock, as events that fall in the period, or as a value that looks back over
 * about a period, of which each period takes its newest. `level`: the value alone, not judged; for an estimate of a stock,
 * whose units are not counted one by one, so that neither what came nor what went is known, and for a stock whose units move
 * in groups (support ends for a whole product on one day), where limits for single units would find signals in every group.
 * `whole-period`: a value that is of one whole period (a half-life), as its last day says; single values on an XmR chart.
 */
export type ChartForm = 'stock-proportion' | 'stock-count' | 'events' | 'window' | 'level' | 'whole-period';

export interface DailyValue {
  readonly day: Day;
  readonly measurement: Measurement;
  /** Units that entered and left the numerator on that day; null where unknown. */
  readonly gained: number | null;
  readonly lost: number | null;
}

/** Why other limits hold from a day on. All but the last are forced by what is counted; the last is a person's to sign. */
export type PhaseCause =
  | { readonly kind: 'new-source'; readonly source: string }
  /** Scores by another model: nothing is drawn or compared across it. */
  | { readonly kind: 'new-model'; readonly model: string }
  /** As a person said it: another source, method or population. */
  | { readonly kind: 'counted-otherwise'; readonly said: string }
  | { readonly kind: 'signed'; readonly signature: string };

export interface PhaseMark {
  readonly on: Day;
  readonly cause: PhaseCause;
}

/** Days on which a known cause held that will not come back. */
export interface SpecialCauseDays {
  readonly fromOn: Day;
  readonly toOn: Day;
}

export interface ChartRequest {
  readonly form: ChartForm;
  readonly period: ChartPeriod;
  readonly direction: Direction;
  /** In order of day, without repetition. For `events`: the value of each day, to be summed. */
  readonly days: readonly DailyValue[];
  readonly phaseMarks: readonly PhaseMark[];
  /** Periods that touch one of these are drawn and judged, and give no limits. */
  readonly specialCauses: readonly SpecialCauseDays[];
  /** Its period is still running: drawn, not judged. */
  readonly today: Day;
  readonly target: number | null;
}

export interface ChartPoint {
  readonly periodStartOn: Day;
  /** The day the value is of: the last measured day of the period, or its last day where nothing was measured. */
  readonly day: Day;
  readonly state: 'measured' | 'not-measured';
  readonly standing: Standing | null;
  /** Why there is no value. */
  readonly reason: NotMeasuredReason | null;
  readonly reasons: readonly string[];
  readonly value: number | null;
  /** The value is a bound: what was measured is more. Drawn as such, and not judged. */
  readonly isAtLeast: boolean;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Control limits of the point itself; null for a stock and below 12 points. */
  readonly centre: number | null;
  readonly limitLower: number | null;
  readonly limitUpper: number | null;
  readonly phase: number;
  /** False: running, not measured, the first load, or a change of sources. */
  readonly judged: boolean;
  readonly running: boolean;
  readonly isSpecialCause: boolean;
}

export interface ChartPanelPoint {
  /** The chart's points it pools. */
  readonly first: number;
  readonly last: number;
  readonly value: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly centre: number | null;
  readonly limitLower: number | null;
  readonly limitUpper: number | null;
}

export interface ChartPanel {
  readonly name: PanelName;
  readonly points: readonly (ChartPanelPoint | null)[];
  readonly baseline: 'too-few' | 'provisional' | 'frozen';
  readonly baselinePoints: number;
  /** σ_z: how much more (above 1) the baseline scatters than counting alone explains. */
  readonly scatter: number | null;
  /** The limits are widened by σ_z; the chart says so. */
  readonly widened: boolean;
}

/** `value` is a proportion's own panel. */
export type PanelName = 'value' | FlowPanel['name'];

export interface ChartSignal {
  readonly panel: PanelName;
  readonly rule: SignalRule;
  readonly direction: 'up' | 'down';
  readonly reading: Reading;
  /** Indexes of the chart's points: where it begins, where the rule was met, where it ends so far. */
  readonly from: number;
  readonly index: number;
  readonly to: number;
}

export interface ChartModel {
  readonly kind: 'stock' | 'proportion' | 'values';
  readonly period: ChartPeriod;
  readonly direction: Direction;
  readonly points: readonly ChartPoint[];
  /** Of the newest phase; null when nothing was measured in it. */
  readonly median: number | null;
  /** Of each point the median of its phase, drawn alone while there are too few points to judge; null when nothing was measured. */
  readonly medians: readonly (number | null)[];
  readonly panels: readonly ChartPanel[];
  readonly phases: readonly { readonly index: number; readonly startsOn: Day; readonly cause: PhaseCause }[];
  readonly signals: readonly ChartSignal[];
  readonly verdict: Verdict;
  /** Of single values: indexes of the points that lie unusually far from the one before; a jump, not a shift (metrics.md 5.2). */
  readonly jumps: readonly number[];
  /** Against the target, from the newest limits; null without limits or target. */
  readonly assurance: Assurance | null;
  /** How many false signals to expect by chance among the judged points. */
  readonly expectedFalseSignals: number;
}

export function chartModel(request: ChartRequest): ChartModel {
  const periods = periodsOf(request);
  const panels = panelsOf(request.form, periods);
  const ownPanel = isLevel(request.form) ? undefined : panels[0]?.panel;
  const points = periods.map((period, index) => pointOf(period, ownPanel?.points[index]?.limits ?? null, request.form));
  const signals = panels.flatMap((entry) => signalsOf(entry, points, request.direction));
  const shown = panels.map((entry) => shownPanel(entry));
  const limits = ownPanel?.points.findLast((point) => point !== null && point.limits !== null)?.limits ?? null;
  const medians = mediansOf(points);
  return {
    kind: isLevel(request.form) ? 'stock' : isOfPeriod(request.form) ? 'values' : 'proportion',
    period: request.period,
    direction: request.direction,
    points,
    median: medians.at(-1) ?? null,
    medians,
    panels: shown,
    phases: phasesOf(periods, request.phaseMarks),
    signals: signals.map(({ signal }) => signal).toSorted((a, b) => a.index - b.index || a.rule - b.rule),
    verdict:
      request.form === 'level'
        ? { kind: 'not-judged' }
        : verdictOf(
            panels.map(({ name, panel }) => ({
              name,
              lastPlace: panel.points.filter((point) => point !== null).length - 1,
              phasePoints: panel.baseline.points,
              judged: panel.baseline.status !== 'too-few',
            })),
            signals.map(({ signal, place }) => ({ ...signal, ...place, fromOn: points[signal.from]?.periodStartOn as Day })),
            provisionalFrom,
          ),
    assurance:
      limits === null || request.target === null || request.direction === 'context'
        ? null
        : assuranceOf(limits, request.target, request.direction),
    jumps: panels.flatMap(({ jumps = [] }) => jumps),
    expectedFalseSignals: panels.reduce((sum, { panel }) => sum + falseSignalsIn(panel, isOfPeriod(request.form)), 0),
  };
}

/** Limits whose width is taken from moving ranges cry wolf more often. */
function falseSignalsIn(panel: ControlPanel, isOfRanges: boolean): number {
  const judged = panel.points.filter((point) => point !== null && point.limits !== null).length;
  return judged / (panel.scaled || isOfRanges ? pointsPerFalseSignalOfRanges : pointsPerFalseSignal);
}

function panelsOf(form: ChartForm, periods: readonly Period[]): readonly NamedPanel[] {
  if (form === 'level') return [];
  if (isOfPeriod(form)) return [valuesPanel(periods)];
  return isStock(form) ? stockPanels(form, periods) : [sharePanel(periods)];
}

function valuesPanel(periods: readonly Period[]): NamedPanel {
  const values = periods.map(({ judged, newest: { measurement }, phase, isSpecialCause }) =>
    judged && measurement.state === 'measured' ? { value: measurement.value, phase, isSpecialCause } : null,
  );
  const panel = valuePanel('value', values, noLessThanNothing);
  const pooled = periods.map((_, index) => ({ first: index, last: index }));
  return { name: 'value', panel, pooled, counts: periods.map(() => null), jumps: panel.jumps };
}

/** Days, shares and counts; that a share is no more than all of it is left to its limits. */
const noLessThanNothing = { lower: 0, upper: Infinity };

function sharePanel(periods: readonly Period[]): NamedPanel {
  const counts = periods.map(({ judged, summed, phase, isSpecialCause }) =>
    judged && summed !== null ? { ...summed, phase, isSpecialCause } : null,
  );
  return {
    name: 'value',
    panel: controlPanel('share', counts),
    pooled: periods.map((_, index) => ({ first: index, last: index })),
    counts,
  };
}

function stockPanels(form: 'stock-proportion' | 'stock-count', periods: readonly Period[]): readonly NamedPanel[] {
  const flows = periods.map((period): FlowPeriod | null =>
    period.judged
      ? { gained: period.gained, lost: period.lost, exposure: period.days, phase: period.phase, isSpecialCause: period.isSpecialCause }
      : null,
  );
  return flowPanels(form === 'stock-proportion' ? 'proportion' : 'count', flows).map((panel) => ({
    name: panel.name,
    panel,
    pooled: panel.pooled,
    counts: panel.counts,
  }));
}

function pointOf(period: Period, limits: ControlLimits | null, form: ChartForm): ChartPoint {
  const { measurement } = period.newest;
  const base = {
    periodStartOn: period.startOn,
    day: period.newest.day,
    reasons: measurement.reasons,
    centre: limits?.centre ?? null,
    limitLower: limits?.lower ?? null,
    limitUpper: limits?.upper ?? null,
    phase: period.phase,
    judged: period.judged,
    running: period.running,
    isSpecialCause: period.isSpecialCause,
  };
  const empty = {
    state: 'not-measured' as const,
    standing: null,
    reason: 'not-applicable' as NotMeasuredReason,
    value: null,
    isAtLeast: false,
    lower: null,
    upper: null,
    numerator: null,
    denominator: null,
  };
  if (measurement.state === 'not-measured') return { ...base, ...empty, reason: measurement.reason };
  if (isLevel(form) || isOfPeriod(form)) {
    return {
      ...base,
      state: 'measured',
      standing: measurement.standing,
      reason: null,
      value: measurement.value,
      isAtLeast: isAtLeast(measurement),
      lower: measurement.interval?.lower ?? null,
      upper: measurement.interval?.upper ?? null,
      numerator: measurement.numerator,
      denominator: measurement.denominator,
    };
  }
  if (period.summed === null) return { ...base, ...empty };
  const { numerator, denominator } = period.summed;
  const interval = wilsonInterval(numerator, denominator);
  return {
    ...base,
    state: 'measured',
    standing: measurement.standing,
    reason: null,
    value: numerator / denominator,
    isAtLeast: false,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    numerator,
    denominator,
  };
}

function shownPanel({ name, panel, pooled, counts }: NamedPanel): ChartPanel {
  return {
    name,
    points: panel.points.map((point, index) => {
      const count = counts[index];
      const place = pooled[index];
      if (point === null || count === null || count === undefined || place === undefined) return null;
      return {
        ...place,
        value: point.value,
        numerator: count.numerator,
        denominator: count.denominator,
        centre: point.limits?.centre ?? null,
        limitLower: point.limits?.lower ?? null,
        limitUpper: point.limits?.upper ?? null,
      };
    }),
    baseline: panel.baseline.status,
    baselinePoints: panel.baseline.points,
    scatter: panel.scatter,
    widened: panel.scaled,
  };
}

function phasesOf(periods: readonly Period[], marks: readonly PhaseMark[]): ChartModel['phases'] {
  return marks.flatMap((mark) => {
    const index = periods.findLastIndex((period) => period.startOn <= mark.on);
    return index < 0 ? [] : [{ index, startsOn: mark.on, cause: mark.cause }];
  });
}

/** A special cause and the period that still runs are drawn beside it. */
function mediansOf(points: readonly ChartPoint[]): ChartModel['medians'] {
  const usual = points.filter(({ running, isSpecialCause }) => !running && !isSpecialCause);
  const byPhase = new Map(
    [...new Set(points.map(({ phase }) => phase))].map((phase) => [phase, medianWith(usual.filter((point) => point.phase === phase))]),
  );
  return points.map(({ phase }) => byPhase.get(phase) ?? null);
}

/** A bound stands for some greater value: where it matters which, there is no median. */
function medianWith(points: readonly ChartPoint[]): number | null {
  const valuesWith = (bound: (value: number) => number) =>
    points.flatMap(({ value, isAtLeast: isBound }) => (value === null ? [] : [isBound ? bound(value) : value]));
  const lowest = medianOf(valuesWith((value) => value));
  return medianOf(valuesWith(() => Infinity)) === lowest ? lowest : null;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
