/** Where a curve of survival runs on the screen: level between two closings, a step down at each, an end where nothing was followed longer. */
import type { ClosingTimesJson } from '#contract/endpoints/closing-times.ts';
import type { Frame } from './chart-geometry.ts';

export type Curve = ClosingTimesJson['curves'][number];

export interface SurvivalGeometry {
  /** Days at the right edge. */
  readonly last: number;
  x(age: number): number;
  y(open: number): number;
  ageAt(x: number): number;
  line(curve: Curve): string;
  /** Between the ends of the 95 % interval; empty where there is none. */
  band(curve: Curve): string;
  /** Ages with a mark on the axis. */
  readonly ages: readonly number[];
}

const tickAges = [30, 90, 180, 365, 545, 730, 1095, 1460, 1825, 2555, 3650];
/** Between two marks of the axis. */
const tickPixels = 34;

export function survivalGeometry(curves: readonly Curve[], frame: Frame): SurvivalGeometry {
  const last = Math.max(1, ...curves.map(({ longestAge }) => longestAge));
  const width = Math.max(1, frame.width - frame.left - frame.right);
  const height = frame.height - frame.top - frame.bottom;
  const x = (age: number): number => round(frame.left + (age / last) * width);
  const y = (open: number): number => round(frame.top + (1 - open) * height);
  const ages = [0];
  for (const age of tickAges) if (age <= last && x(age) - x(ages.at(-1) ?? 0) >= tickPixels) ages.push(age);
  return {
    last,
    x,
    y,
    ageAt: (at) => Math.min(last, Math.max(0, Math.round(((at - frame.left) / width) * last))),
    line: ({ steps, longestAge, counted }) =>
      counted === 0 ? '' : `M${x(0)} ${y(1)}${steps.map(({ age, open }) => `H${x(age)}V${y(open)}`).join('')}H${x(longestAge)}`,
    band: (curve) => bandOf(curve, x, y),
    ages,
  };
}

function bandOf({ steps, longestAge }: Curve, x: (age: number) => number, y: (open: number) => number): string {
  const known = steps.filter(({ interval }) => interval !== null);
  const [first] = known;
  if (first === undefined) return '';
  // Where nothing is left open there is no interval: the band ends there.
  const end = steps.find(({ age, interval }) => interval === null && age > first.age)?.age ?? longestAge;
  const edge = (side: 'lower' | 'upper') => known.map(({ age, interval }) => [x(age), y(interval?.[side] ?? 0)] as const);
  const upper = edge('upper');
  const lower = edge('lower');
  const there = upper.map(([at, level], place) => (place === 0 ? `M${at} ${level}` : `H${at}V${level}`)).join('');
  const back = lower.toReversed().map(([at, level], place) => `${place === 0 ? `V${level}` : ''}H${at}${levelBefore(lower, place)}`);
  return `${there}H${x(end)}${back.join('')}Z`;
}

/** Going back, after a step comes the level of the step before it. */
function levelBefore(lower: readonly (readonly [number, number])[], place: number): string {
  const before = lower.at(-2 - place);
  return before === undefined || place === lower.length - 1 ? '' : `V${before[1]}`;
}

/** Share still open at an age; null beyond what was followed. */
export function openAt({ steps, longestAge, counted }: Curve, age: number): number | null {
  if (counted === 0) return null;
  const step = steps.findLast((one) => one.age <= age);
  if (age > longestAge && step?.open !== 0) return null;
  return step?.open ?? 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
