/**
 * Signals as events that stay on record, and the shift that a person may sign as a new phase (metrics.md 5.3.3 and 5.3.5).
 * Not here: who signs and where it is kept (`server/measuring/sign-phase.ts`).
 */
import type { Day } from '../kernel/time.ts';
import type { SignalRule } from '../statistics/signals.ts';
import type { Reading } from '../statistics/verdict.ts';
import type { ChartModel, ChartSignal, PanelName } from './chart-model.ts';

/** A signal by its days instead of its places: those move when the chart begins earlier. */
export interface SignalEvent {
  readonly panel: PanelName;
  readonly rule: SignalRule;
  readonly direction: 'up' | 'down';
  readonly reading: Reading;
  /** First days of the periods in which it begins and in which its rule was met. */
  readonly fromOn: Day;
  readonly metOn: Day;
}

export function signalEvents(model: ChartModel): readonly SignalEvent[] {
  return model.signals.map(({ panel, rule, direction, reading, from, index }) => ({
    panel,
    rule,
    direction,
    reading,
    fromOn: startOf(model, from),
    metOn: startOf(model, index),
  }));
}

/** Whether today's chart says the same: the same rule of the same panel, in periods that overlap. */
export function isShown(event: Omit<SignalEvent, 'reading'>, model: ChartModel): boolean {
  return model.signals.some(
    (signal) =>
      signal.panel === event.panel &&
      signal.rule === event.rule &&
      signal.direction === event.direction &&
      startOf(model, signal.from) <= event.metOn &&
      startOf(model, signal.to) >= event.fromOn,
  );
}

export interface StandingShift {
  readonly panel: PanelName;
  readonly direction: 'up' | 'down';
  readonly reading: Reading;
  /** First day of the first period of the shift: where its phase begins. */
  readonly startsOn: Day;
  /** First day of the period in which the rule was met. */
  readonly metOn: Day;
}

/** A sustained shift (rule 2) that reaches the newest judged point of its panel; of several the one that began first. */
export function standingShift(model: ChartModel): StandingShift | null {
  const standing = model.signals.filter((signal) => signal.rule === 2 && signal.to === newestJudged(model, signal.panel));
  const first = standing.toSorted((a, b) => a.from - b.from)[0];
  if (first === undefined) return null;
  const { panel, direction, reading, from, index } = first;
  return { panel, direction, reading, startsOn: startOf(model, from), metOn: startOf(model, index) };
}

function newestJudged(model: ChartModel, name: ChartSignal['panel']): number | undefined {
  return model.panels.find((panel) => panel.name === name)?.points.findLast((point) => point !== null && point.centre !== null)?.last;
}

function startOf(model: ChartModel, index: number): Day {
  return model.points[index]?.periodStartOn as Day;
}
