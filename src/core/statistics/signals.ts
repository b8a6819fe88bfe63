/**
 * Signal rules on a control chart: which points say "this is more than chance" (metrics.md 5.2). On are Nelson's
 * rules 1, 2 with the Western Electric run of 8, 3 and 5 (L. S. Nelson, J. Quality Technology 1984;16:237–239).
 * Not here: what a signal means for the reader (`verdict.ts`).
 *
 * Fine print: a point exactly on the centre neither extends nor breaks a run; equal neighbours neither extend nor
 * break a trend; nothing crosses a gap or a phase boundary.
 */
import type { ControlLimits } from './p-chart.ts';

export interface JudgedPoint {
  readonly value: number;
  readonly limits: ControlLimits;
  /** Runs end where this changes. */
  readonly phase: number;
}

/** 1 = beyond 3σ, 2 = eight on one side, 3 = six rising or falling, 5 = two of three beyond 2σ on one side. */
export type SignalRule = 1 | 2 | 3 | 5;

export interface Signal {
  readonly rule: SignalRule;
  /** Above the centre or rising; below it or falling. */
  readonly direction: 'up' | 'down';
  /** First point that belongs to it. */
  readonly from: number;
  /** The point at which the rule was met. */
  readonly index: number;
  /** Last point that belongs to it. */
  readonly to: number;
}

export const runLength = 8;
export const trendLength = 6;

/** About one false signal in so many points, for the four rules together (Champ & Woodall, Technometrics 1987;29:393–399). */
export const pointsPerFalseSignal = 92;

/** @returns signals in the order in which their rule was met; a run that goes on is one signal */
export function findSignals(points: readonly (JudgedPoint | null)[]): readonly Signal[] {
  const stretches = stretchesOf(points);
  return stretches
    .flatMap((stretch) => [...beyondLimits(stretch), ...longRuns(stretch), ...trends(stretch), ...twoOfThree(stretch)])
    .toSorted((a, b) => a.index - b.index || a.rule - b.rule);
}

interface Placed extends JudgedPoint {
  readonly index: number;
}

/** Neighbouring points of one phase, without gaps. */
function stretchesOf(points: readonly (JudgedPoint | null)[]): readonly (readonly Placed[])[] {
  const stretches: Placed[][] = [];
  let current: Placed[] = [];
  points.forEach((point, index) => {
    const last = current.at(-1);
    if (point === null || (last !== undefined && last.phase !== point.phase)) {
      if (current.length > 0) stretches.push(current);
      current = [];
    }
    if (point !== null) current.push({ ...point, index });
  });
  if (current.length > 0) stretches.push(current);
  return stretches;
}

function beyondLimits(stretch: readonly Placed[]): readonly Signal[] {
  return stretch.flatMap(({ value, limits, index }): Signal[] => {
    if (value > limits.upper) return [{ rule: 1, direction: 'up', from: index, index, to: index }];
    if (value < limits.lower) return [{ rule: 1, direction: 'down', from: index, index, to: index }];
    return [];
  });
}

function longRuns(stretch: readonly Placed[]): readonly Signal[] {
  const sided = stretch.filter((point) => point.value !== point.limits.centre);
  return runsOf(sided, (before, point) => sideOf(before) === sideOf(point))
    .filter((run) => run.length >= runLength)
    .map((run) => signalOf(2, sideOf(run[0] as Placed), run, runLength));
}

function trends(stretch: readonly Placed[]): readonly Signal[] {
  const moving = stretch.filter((point, index) => index === 0 || point.value !== stretch[index - 1]?.value);
  const signals: Signal[] = [];
  for (const direction of ['up', 'down'] as const) {
    const rises = (before: Placed, point: Placed) => (direction === 'up' ? point.value > before.value : point.value < before.value);
    for (const run of runsOf(moving, rises)) {
      if (run.length >= trendLength) signals.push(signalOf(3, direction, run, trendLength));
    }
  }
  return signals;
}

function twoOfThree(stretch: readonly Placed[]): readonly Signal[] {
  const signals: Signal[] = [];
  for (const direction of ['up', 'down'] as const) {
    const isBeyond = ({ value, limits }: Placed) => (direction === 'up' ? value > limits.warnUpper : value < limits.warnLower);
    let open: Signal | undefined;
    stretch.forEach((point, place) => {
      if (!isBeyond(point)) return;
      const partner = stretch.slice(Math.max(0, place - 2), place).find(isBeyond);
      if (partner === undefined) return;
      if (open !== undefined && partner.index <= open.to) {
        open = { ...open, to: point.index };
        signals[signals.length - 1] = open;
      } else {
        open = { rule: 5, direction, from: partner.index, index: point.index, to: point.index };
        signals.push(open);
      }
    });
  }
  return signals;
}

function sideOf(point: JudgedPoint): 'up' | 'down' {
  return point.value > point.limits.centre ? 'up' : 'down';
}

/** Longest stretches in which each neighbour continues the one before it. */
function runsOf(points: readonly Placed[], continues: (before: Placed, point: Placed) => boolean): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && continues(before, point)) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

function signalOf(rule: SignalRule, direction: 'up' | 'down', run: readonly Placed[], needed: number): Signal {
  const index = (place: number) => (run.at(place) as Placed).index;
  return { rule, direction, from: index(0), index: index(needed - 1), to: index(-1) };
}
