/** The curve of what is still open as shapes in a box, with its two axes: one drawing for HTML and PDF, in ink and greys. */
import type { Drawing, Shape } from './draw-chart.ts';
import type { ReportClosing } from './report-document.ts';

/** A word of an axis, with the middle of its line at `y`. */
export interface AxisText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly at: 'start' | 'middle' | 'end';
}

export interface SurvivalDrawing extends Drawing {
  readonly texts: readonly AxisText[];
}

type Curve = NonNullable<ReportClosing['curve']>;

const [left, right, top, foot] = [34, 8, 5, 28];
/** Ages that have a mark on the axis, as far as there is room for their words. */
const tickAges = [30, 90, 180, 365, 545, 730, 1095, 1460, 1825, 2555, 3650];
const tickRoom = 22;

/** @param axis what the ages are in */
export function drawSurvival(curve: Curve, { width, height, axis }: { width: number; height: number; axis: string }): SurvivalDrawing {
  const x = (age: number) => left + (age / curve.lastAge) * (width - left - right);
  const y = (open: number) => top + (1 - open) * (height - top - foot);
  const across = (share: number) => `M${at(left, y(share))}L${at(width - right, y(share))}`;
  const ticks = ticksOf(curve.lastAge, x);
  const base = y(0);
  const shapes: Shape[] = [
    ...bandShape(curve, x, y),
    { kind: 'stroke', look: 'axis', path: [0.25, 0.75, 1].map(across).join('') },
    { kind: 'stroke', look: 'median', path: across(0.5) },
    { kind: 'stroke', look: 'centre', path: across(0) + ticks.map((age) => `M${at(x(age), base)}L${at(x(age), base + 3)}`).join('') },
    ...(curve.halfAge === null
      ? []
      : [{ kind: 'stroke', look: 'median', path: `M${at(x(curve.halfAge), y(0.5))}L${at(x(curve.halfAge), base)}` } as const]),
    { kind: 'stroke', look: 'line', path: line(curve, x, y) },
  ];
  return {
    width,
    height,
    shapes,
    texts: [
      ...[0, 0.25, 0.5, 0.75, 1].map((share) => ({ x: left - 4, y: y(share), text: `${share * 100}\u00a0%`, at: 'end' as const })),
      ...ticks.map((age) => ({ x: x(age), y: base + 8.5, text: String(age), at: 'middle' as const })),
      { x: width - right, y: base + 21, text: axis, at: 'end' },
    ],
  };
}

function ticksOf(lastAge: number, x: (age: number) => number): readonly number[] {
  const ticks = [0];
  for (const age of tickAges) if (age <= lastAge && x(age) - x(ticks.at(-1) ?? 0) >= tickRoom) ticks.push(age);
  return ticks;
}

/** Level between two closings, a step down at each, an end where nothing was followed for longer. */
function line({ steps, lastAge }: Curve, x: (age: number) => number, y: (open: number) => number): string {
  let open = 1;
  let path = `M${at(x(0), y(1))}`;
  for (const step of steps) {
    path += `L${at(x(step.age), y(open))}L${at(x(step.age), y(step.open))}`;
    open = step.open;
  }
  return `${path}L${at(x(lastAge), y(open))}`;
}

/** Between the ends of the interval, each held up to the next closing. */
function bandShape({ steps, lastAge }: Curve, x: (age: number) => number, y: (open: number) => number): readonly Shape[] {
  const path = steps
    .map(({ age, lower, upper }, place) => {
      const end = steps[place + 1]?.age ?? lastAge;
      if (lower === null || upper === null || end === age) return '';
      return `M${at(x(age), y(lower))}L${at(x(end), y(lower))}L${at(x(end), y(upper))}L${at(x(age), y(upper))}Z`;
    })
    .join('');
  return path === '' ? [] : [{ kind: 'fill', look: 'band', path, isEdged: false }];
}

const at = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;
