/**
 * Signal rules on a control chart: which points say "this is more than chance" (metrics.md 5.2). Charts take Nelson's rules 1,
 * 2 with the Western Electric run of 8, 3 and 5. Whole here as well: the eight of L. S. Nelson, J. Quality Technology
 * 1984;16:237–239, and the four of Western Electric, "Statistical Quality Control Handbook", 1956.
 * Not here: what a signal means for the reader (`verdict.ts`).
 *
 * Fine print: a point exactly on the centre neither extends nor breaks a run; equal neighbours neither extend nor
 * break a trend; beyond is strictly beyond; nothing crosses a gap or a phase boundary.
 */
import type { ControlLimits } from './p-chart.ts';

export interface JudgedPoint {
  readonly value: number;
  readonly limits: ControlLimits;
  /** Runs end where this changes. */
  readonly phase: number;
}

/**
 * In Nelson's numbering: 1 = beyond 3σ, 2 = so many on one side, 3 = six rising or falling, 4 = fourteen alternating,
 * 5 = two of three beyond 2σ on one side, 6 = four of five beyond 1σ on one side, 7 = fifteen within 1σ,
 * 8 = eight beyond 1σ on both sides.
 */
export type RuleNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Those that charts take. */
export type SignalRule = 1 | 2 | 3 | 5;

export type Movement = 'up' | 'down';

export interface Signal<Rule extends RuleNumber = SignalRule, Way extends Movement | null = Movement> {
  readonly rule: Rule;
  /** Above the centre or rising; below it or falling. Rules 4, 7 and 8 have none. */
  readonly direction: Way;
  /** First point that belongs to it. */
  readonly from: number;
  /** The point at which the rule was met. */
  readonly index: number;
  /** Last point that belongs to it. */
  readonly to: number;
}

export type AnySignal = Signal<RuleNumber, Movement | null>;

/** Chosen before looking. */
export interface RuleSet {
  readonly rules: readonly RuleNumber[];
  /** Of rule 2. */
  readonly runLength: number;
}

export const runLength = 8;
const trendLength = 6;
const alternationLength = 14;
const quietLength = 15;
const wildLength = 8;

export const chartRules: RuleSet = { rules: [1, 2, 3, 5], runLength };
export const westernElectricRules: RuleSet = { rules: [1, 2, 5, 6], runLength: 8 };
export const nelsonRules: RuleSet = { rules: [1, 2, 3, 4, 5, 6, 7, 8], runLength: 9 };

/**
 * About one false signal in so many points. C. W. Champ and W. H. Woodall (Technometrics 1987;29:393–399) give 91.75 for the four
 * rules of Western Electric; those that charts take, with the trend in place of four of five, come to the same
 * (`false-signals.test.ts`).
 */
export const pointsPerFalseSignal = 92;

/**
 * The same where the width of the limits is estimated from moving ranges (XmR, t, p′, u′): from 12 to 20 points it is off by a fifth
 * and more, so that an XmR chart of five years raises one in about 40 points, one of two years in 75 (`false-signals.test.ts`).
 */
export const pointsPerFalseSignalOfRanges = 40;

/** @returns signals in the order in which their rule was met; a run that goes on is one signal */
export function findSignals(points: readonly (JudgedPoint | null)[]): readonly Signal[] {
  const found = stretchesOf(points).flatMap((stretch) => [
    ...beyondLimits(stretch),
    ...longRuns(stretch, runLength),
    ...trends(stretch),
    ...twoOfThree(stretch),
  ]);
  return inOrder(found);
}

/** As `findSignals`, by a set of rules of one's choice. */
export function findSignalsBy({ rules, runLength: needed }: RuleSet, points: readonly (JudgedPoint | null)[]): readonly AnySignal[] {
  const finders: Record<RuleNumber, (stretch: readonly Placed[]) => readonly AnySignal[]> = {
    1: beyondLimits,
    2: (stretch) => longRuns(stretch, needed),
    3: trends,
    4: alternations,
    5: twoOfThree,
    6: fourOfFive,
    7: quietRuns,
    8: wildRuns,
  };
  return inOrder(stretchesOf(points).flatMap((stretch) => rules.flatMap((rule) => finders[rule](stretch))));
}

function inOrder<Found extends AnySignal>(signals: readonly Found[]): readonly Found[] {
  return signals.toSorted((a, b) => a.index - b.index || a.rule - b.rule);
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

function beyondLimits(stretch: readonly Placed[]): readonly Signal<1>[] {
  return stretch.flatMap(({ value, limits, index }): Signal<1>[] => {
    if (value > limits.upper) return [{ rule: 1, direction: 'up', from: index, index, to: index }];
    if (value < limits.lower) return [{ rule: 1, direction: 'down', from: index, index, to: index }];
    return [];
  });
}

function longRuns(stretch: readonly Placed[], needed: number): readonly Signal<2>[] {
  const sided = stretch.filter((point) => point.value !== point.limits.centre);
  return runsOf(sided, (before, point) => sideOf(before) === sideOf(point))
    .filter((run) => run.length >= needed)
    .map((run) => signalOf(2, sideOf(run[0] as Placed), run, needed));
}

function trends(stretch: readonly Placed[]): readonly Signal<3>[] {
  const moving = withoutRepeats(stretch);
  const signals: Signal<3>[] = [];
  for (const direction of ['up', 'down'] as const) {
    const rises = (before: Placed, point: Placed) => (direction === 'up' ? point.value > before.value : point.value < before.value);
    for (const run of runsOf(moving, rises)) {
      if (run.length >= trendLength) signals.push(signalOf(3, direction, run, trendLength));
    }
  }
  return signals;
}

/** A point that repeats the one before it says nothing about which way things go. */
function withoutRepeats(stretch: readonly Placed[]): readonly Placed[] {
  return stretch.filter((point, place) => point.value !== stretch[place - 1]?.value);
}

function alternations(stretch: readonly Placed[]): readonly Signal<4, null>[] {
  const moving = withoutRepeats(stretch);
  const signals: Signal<4, null>[] = [];
  let run = moving.slice(0, 1);
  moving.forEach((point, place) => {
    const [earlier, before] = [moving[place - 2], moving[place - 1]];
    if (before === undefined) return;
    const turns = earlier !== undefined && before.value > earlier.value !== point.value > before.value;
    if (!turns) {
      if (run.length >= alternationLength) signals.push(signalOf(4, null, run, alternationLength));
      run = [before];
    }
    run = [...run, point];
  });
  if (run.length >= alternationLength) signals.push(signalOf(4, null, run, alternationLength));
  return signals;
}

function twoOfThree(stretch: readonly Placed[]): readonly Signal<5>[] {
  return [
    ...mostOf(stretch, 5, 'up', 2, 3, ({ value, limits }) => value > limits.warnUpper),
    ...mostOf(stretch, 5, 'down', 2, 3, ({ value, limits }) => value < limits.warnLower),
  ];
}

function fourOfFive(stretch: readonly Placed[]): readonly Signal<6>[] {
  return [
    ...mostOf(stretch, 6, 'up', 4, 5, ({ value, limits }) => value > limits.nearUpper),
    ...mostOf(stretch, 6, 'down', 4, 5, ({ value, limits }) => value < limits.nearLower),
  ];
}

/** So many of so many neighbours on one side; where such groups share a point they are one signal. */
function mostOf<Rule extends RuleNumber>(
  stretch: readonly Placed[],
  rule: Rule,
  direction: Movement,
  needed: number,
  among: number,
  isBeyond: (point: Placed) => boolean,
): readonly Signal<Rule>[] {
  const signals: Signal<Rule>[] = [];
  stretch.forEach((point, place) => {
    if (!isBeyond(point)) return;
    const group = stretch.slice(Math.max(0, place + 1 - among), place + 1).filter(isBeyond);
    const [first] = group;
    if (first === undefined || group.length < needed) return;
    const open = signals.at(-1);
    if (open !== undefined && first.index <= open.to) signals[signals.length - 1] = { ...open, to: point.index };
    else signals.push({ rule, direction, from: first.index, index: point.index, to: point.index });
  });
  return signals;
}

function isNear({ value, limits }: JudgedPoint): boolean {
  return value >= limits.nearLower && value <= limits.nearUpper;
}

function quietRuns(stretch: readonly Placed[]): readonly Signal<7, null>[] {
  return runsOf(stretch, (before, point) => isNear(before) === isNear(point))
    .filter((run) => isNear(run[0] as Placed) && run.length >= quietLength)
    .map((run) => signalOf(7, null, run, quietLength));
}

/** All on one side is rule 2's to say: here both sides are needed, and the rule is met when both have been seen. */
function wildRuns(stretch: readonly Placed[]): readonly Signal<8, null>[] {
  return runsOf(stretch, (before, point) => isNear(before) === isNear(point)).flatMap((run) => {
    const first = run[0] as Placed;
    const crossed = run.findIndex((point) => sideOf(point) !== sideOf(first));
    if (isNear(first) || crossed < 0 || run.length < wildLength) return [];
    return [signalOf(8, null, run, Math.max(wildLength, crossed + 1))];
  });
}

function sideOf(point: JudgedPoint): Movement {
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

function signalOf<Rule extends RuleNumber, Way extends Movement | null>(
  rule: Rule,
  direction: Way,
  run: readonly Placed[],
  needed: number,
): Signal<Rule, Way> {
  const index = (place: number) => (run.at(place) as Placed).index;
  return { rule, direction, from: index(0), index: index(needed - 1), to: index(-1) };
}
