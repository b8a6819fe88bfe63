/**
 * Signals of a judged panel as the reader sees them: at the points of the chart, and read as better or worse. Not here:
 * how a signal is found (`core/statistics/signals.ts`).
 */
import type { ControlPanel } from '../statistics/control-panel.ts';
import type { Signal } from '../statistics/signals.ts';
import type { Direction } from '../statistics/verdict.ts';
import { readingOf } from '../statistics/verdict.ts';
import type { ChartPoint, ChartSignal, PanelName } from './chart-model.ts';

export interface NamedPanel {
  readonly name: PanelName;
  readonly panel: ControlPanel;
  readonly pooled: readonly { readonly first: number; readonly last: number }[];
  /** Of single values: places that lie unusually far from the one before. */
  readonly jumps?: readonly number[];
  readonly counts: readonly ({ readonly numerator: number; readonly denominator: number } | null)[];
}

export interface PlacedSignal {
  readonly signal: ChartSignal;
  readonly place: { readonly from: number; readonly to: number };
}

export function signalsOf(
  { name, panel, pooled }: NamedPanel,
  points: readonly ChartPoint[],
  direction: Direction,
): readonly PlacedSignal[] {
  const places = judgedPlaces(panel);
  return panel.signals.map((found: Signal) => {
    const from = pooled[found.from]?.first ?? found.from;
    const to = pooled[found.to]?.last ?? found.to;
    const movement = levelMovement(name, found.direction);
    const agrees = name === 'value' || levelMoved(points, from, to) === movement;
    return {
      signal: {
        panel: name,
        rule: found.rule,
        direction: found.direction,
        reading: agrees ? readingOf(movement, direction) : 'neutral',
        from,
        index: pooled[found.index]?.last ?? found.index,
        to,
      },
      place: { from: places[found.from] ?? 0, to: places[found.to] ?? 0 },
    };
  });
}

/**
 * Which way the level went over a signal. A flow may say that gains became fewer than they used to be while the level
 * still rises, only more slowly: that is a change, but nobody should read "worsening" over a rising line.
 */
function levelMoved(points: readonly ChartPoint[], from: number, to: number): 'up' | 'down' | null {
  const before = points.slice(0, from).findLast((point) => point.value !== null)?.value ?? null;
  const after = points[to]?.value ?? null;
  if (before === null || after === null || before === after) return null;
  return after > before ? 'up' : 'down';
}

/** More inflow lifts the level, more outflow lowers it. */
function levelMovement(name: PanelName, movement: 'up' | 'down'): 'up' | 'down' {
  if (name !== 'outflow') return movement;
  return movement === 'up' ? 'down' : 'up';
}

/** For each point of a panel its place among those that are not gaps. */
function judgedPlaces(panel: ControlPanel): readonly number[] {
  let place = -1;
  return panel.points.map((point) => (point === null ? place : (place += 1)));
}
