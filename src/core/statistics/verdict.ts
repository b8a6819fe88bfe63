/**
 * The word a board reads: is this a real change, and in which direction (metrics.md 5.4)? Only signals speak;
 * a single good month with common cause is not progress.
 */
import type { Day } from '../kernel/time.ts';
import type { ControlLimits } from './p-chart.ts';
import type { SignalRule } from './signals.ts';

/** `context`: no judgement. */
export type Direction = 'up' | 'down' | 'context';
export type Reading = 'better' | 'worse' | 'neutral';

/** A signal of a panel, in the order of that panel's judged points. */
export interface ReadSignal {
  readonly panel: string;
  readonly rule: SignalRule;
  readonly reading: Reading;
  /** Places among the points of its panel that are not gaps. */
  readonly from: number;
  readonly to: number;
  /** First day of the period in which the signal begins. */
  readonly fromOn: Day;
}

export interface JudgedPanel {
  readonly name: string;
  /** Place of its newest point among those that are not gaps; −1 when there is none. */
  readonly lastPlace: number;
  /** Points of the newest phase so far. */
  readonly phasePoints: number;
  /** The newest phase has enough points for limits. */
  readonly judged: boolean;
}

export type Verdict =
  | { readonly kind: 'improving' | 'worsening' | 'shift-no-direction'; readonly sinceOn: Day; readonly rules: readonly SignalRule[] }
  | { readonly kind: 'common-cause'; readonly points: number }
  | { readonly kind: 'too-early'; readonly points: number; readonly needed: number }
  /** Drawn without limits, whatever its length: see `ChartForm`. */
  | { readonly kind: 'not-judged' };

/** A signal speaks in the verdict while it reaches one of the last so many judged points; older ones stay marked in the chart. */
export const recentPoints = 3;

/** @param panels those of one chart; `signals` refer to them by name */
export function verdictOf(panels: readonly JudgedPanel[], signals: readonly ReadSignal[], needed: number): Verdict {
  const points = Math.max(0, ...panels.map((panel) => panel.phasePoints));
  if (!panels.some((panel) => panel.judged)) return { kind: 'too-early', points, needed };
  const lastPlace = new Map(panels.map((panel) => [panel.name, panel.lastPlace]));
  const active = signals.filter((signal) => signal.to > (lastPlace.get(signal.panel) ?? 0) - recentPoints);
  const newest = [...new Set(active.map((signal) => signal.panel))].map((panel) =>
    newestOf(active.filter((signal) => signal.panel === panel)),
  );
  const [first] = newest;
  if (first === undefined) return { kind: 'common-cause', points };
  const chains = newest.map((signal) => chainOf(signal, signals));
  const sinceOn = chains.map((chain) => chain.sinceOn).toSorted()[0] as Day;
  const rules = [...new Set(chains.flatMap((chain) => chain.rules))].toSorted((a, b) => a - b);
  // More comes in and more goes out: a change, but neither better nor worse.
  const readings = new Set(newest.map((signal) => signal.reading));
  if (readings.size > 1 || first.reading === 'neutral') return { kind: 'shift-no-direction', sinceOn, rules };
  return { kind: first.reading === 'better' ? 'improving' : 'worsening', sinceOn, rules };
}

/** Of signals of one panel the one that ends last; where two end together the worse one: no good news by tie-break. */
function newestOf(signals: readonly ReadSignal[]): ReadSignal {
  const order: Record<Reading, number> = { worse: 0, neutral: 1, better: 2 };
  return signals.toSorted((a, b) => b.to - a.to || order[a.reading] - order[b.reading])[0] as ReadSignal;
}

/** Signals of the same reading that overlap or follow one another are one change: it began with the first of them. */
function chainOf(newest: ReadSignal, signals: readonly ReadSignal[]): { readonly sinceOn: Day; readonly rules: readonly SignalRule[] } {
  const alike = signals
    .filter((signal) => signal.panel === newest.panel && signal.reading === newest.reading)
    .toSorted((a, b) => b.to - a.to);
  let from = newest.from;
  let sinceOn = newest.fromOn;
  const rules = new Set<SignalRule>();
  for (const signal of alike) {
    if (signal.to < from - 1) continue;
    rules.add(signal.rule);
    if (signal.from < from) {
      from = signal.from;
      sinceOn = signal.fromOn;
    }
  }
  return { sinceOn, rules: [...rules] };
}

export type Assurance = 'consistently-meets' | 'hit-and-miss' | 'consistently-misses';

/** What to expect against a target from the current limits, not from one lucky month. */
export function assuranceOf(limits: ControlLimits, target: number, direction: 'up' | 'down'): Assurance {
  const low = limits.lower >= target;
  const high = limits.upper <= target;
  if (low && high) return 'hit-and-miss';
  if (low) return direction === 'up' ? 'consistently-meets' : 'consistently-misses';
  if (high) return direction === 'up' ? 'consistently-misses' : 'consistently-meets';
  return 'hit-and-miss';
}

/** Which way a movement reads, given which way is good. */
export function readingOf(movement: 'up' | 'down', direction: Direction): Reading {
  if (direction === 'context') return 'neutral';
  return movement === direction ? 'better' : 'worse';
}
