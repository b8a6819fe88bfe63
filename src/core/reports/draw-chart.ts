/**
 * A chart of a report as shapes in a box: one drawing for HTML and PDF. Everything differs in form before it differs in
 * grey: lines by weight and dashes, marks by shape, the running period by a hollow point; there is no colour.
 */
import type { ReportChart } from './report-document.ts';

export const strokes = {
  line: { width: 1.4, dash: null, grey: 0.15 },
  centre: { width: 0.6, dash: null, grey: 0.45 },
  median: { width: 0.6, dash: [3, 2], grey: 0.45 },
  limit: { width: 0.5, dash: [1.5, 1.5], grey: 0.45 },
  target: { width: 0.7, dash: [6, 2, 1, 2], grey: 0.2 },
  reference: { width: 0.7, dash: [0.7, 2], grey: 0.2 },
  figure: { width: 2, dash: null, grey: 0.1 },
  phase: { width: 0.5, dash: [1, 3], grey: 0.5 },
  axis: { width: 0.4, dash: null, grey: 0.8 },
} as const;
export type StrokeLook = keyof typeof strokes;

export const fills = { band: 0.9, scale: 0.78, mark: 0.1, hollow: 1 } as const;
export type FillLook = keyof typeof fills;

export type Shape =
  | { readonly kind: 'stroke'; readonly look: StrokeLook; readonly path: string }
  | { readonly kind: 'fill'; readonly look: FillLook; readonly path: string; readonly isEdged: boolean };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

const margin = 5;

interface ScaleOf {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** From worst to best: a line from end to end with what lies between as a band, and the figure as an upright stroke. */
export function drawScale({ value, lower, upper }: ScaleOf, width: number, height: number): Drawing {
  const x = (figure: number) => 1 + Math.min(1, Math.max(0, figure)) * (width - 2);
  const middle = height / 2;
  const [top, foot] = [middle - height * 0.22, middle + height * 0.22];
  const [left, right] = [x(lower), Math.max(x(upper), x(lower) + 0.5)];
  const box = `M${at(left, top)}L${at(right, top)}L${at(right, foot)}L${at(left, foot)}Z`;
  const ends = [0, 1].map((end) => `M${at(x(end), middle - height * 0.3)}L${at(x(end), middle + height * 0.3)}`).join('');
  return {
    width,
    height,
    shapes: [
      { kind: 'fill', look: 'scale', path: box, isEdged: true },
      { kind: 'stroke', look: 'centre', path: `M${at(x(0), middle)}L${at(x(1), middle)}${ends}` },
      { kind: 'stroke', look: 'figure', path: `M${at(x(value), 0.5)}L${at(x(value), height - 0.5)}` },
    ],
  };
}

export function drawChart(chart: ReportChart, width: number, height: number): Drawing {
  const { points, limits } = chart;
  const step = (width - 2 * margin) / Math.max(1, points.length);
  const x = (index: number) => margin + (index + 0.5) * step;
  const [low, high] = domainOf(chart);
  const y = (value: number) => height - margin - ((value - low) / (high - low)) * (height - 2 * margin);
  const place: Place = { x, y, half: step / 2 };
  const across = (value: number) => `M${at(margin, y(value))}L${at(width - margin, y(value))}`;
  const band = points.map((point, index) => bandAt(chart, index));
  const stroke = (look: StrokeLook, path: string): Shape[] => (path === '' ? [] : [{ kind: 'stroke', look, path }]);
  const shapes: Shape[] = [
    ...bandShapes(band, place),
    ...chart.phases.flatMap((index) => stroke('phase', `M${at(x(index) - step / 2, margin)}L${at(x(index) - step / 2, height - margin)}`)),
    ...chart.references.flatMap((value) => stroke('reference', across(value))),
    ...(chart.target === null ? [] : stroke('target', across(chart.target))),
    ...stroke(
      chart.kind === 'run' ? 'median' : 'centre',
      steps(
        limits.map(({ centre }) => centre),
        place,
      ),
    ),
    ...stroke(
      'limit',
      steps(
        limits.map(({ lower }) => lower),
        place,
      ),
    ),
    ...stroke(
      'limit',
      steps(
        limits.map(({ upper }) => upper),
        place,
      ),
    ),
    ...stroke('line', line(chart, place)),
    ...stroke('line', arrows(chart, place)),
    ...newestPoint(chart, place),
    ...chart.signals.flatMap(({ index, reading }) => {
      const value = points[index]?.value;
      return value === null || value === undefined ? [] : [mark(x(index), y(value), reading)];
    }),
  ];
  return { width, height, shapes };
}

interface Place {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly half: number;
}

/** Of a stock the interval of its value; of what is judged itself, the limits. */
function bandAt({ kind, points, limits }: ReportChart, index: number): readonly [low: number, high: number] | null {
  const from = kind === 'proportion' || kind === 'values' ? limits[index] : points[index];
  return from === undefined || from.lower === null || from.upper === null ? null : [from.lower, from.upper];
}

function domainOf(chart: ReportChart): readonly [low: number, high: number] {
  const values = chart.points.flatMap(({ value }, index) => [
    ...(value === null ? [] : [value]),
    ...(bandAt(chart, index) ?? []),
    ...[chart.limits[index]?.centre ?? null].filter((centre) => centre !== null),
  ]);
  const lines = values.length === 0 ? [0, 1] : [...values, ...chart.references, ...(chart.target === null ? [] : [chart.target])];
  const low = Math.min(...lines);
  const high = Math.max(...lines);
  const spread = high - low > 1e-9 ? high - low : Math.max(Math.abs(high) * 0.1, 1e-3);
  return [low - spread * 0.08, high + spread * 0.08];
}

const at = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;

/** With a gap where nothing was measured, and where what was measured is only known to be more. */
function line({ points }: ReportChart, { x, y }: Place): string {
  let path = '';
  let follows = false;
  points.forEach(({ value, isAtLeast }, index) => {
    const isKnown = value !== null && isAtLeast !== true;
    if (isKnown) path += `${follows ? 'L' : 'M'}${at(x(index), y(value))}`;
    follows = isKnown;
  });
  return path;
}

/** An arrow upwards from every point that is a bound. */
function arrows({ points }: ReportChart, { x, y }: Place): string {
  return points
    .map(({ value, isAtLeast }, index) => {
      if (value === null || isAtLeast !== true) return '';
      const [across, foot, head] = [x(index), y(value) - 1.5, y(value) - 7];
      return `M${at(across, foot)}L${at(across, head)}M${at(across - 2, head + 2)}L${at(across, head)}L${at(across + 2, head + 2)}`;
    })
    .join('');
}

function steps(values: readonly (number | null)[], { x, y, half }: Place): string {
  let path = '';
  let follows = false;
  values.forEach((value, index) => {
    if (value !== null) path += `${follows ? 'L' : 'M'}${at(x(index) - half, y(value))}L${at(x(index) + half, y(value))}`;
    follows = value !== null;
  });
  return path;
}

/** Each period its own box: limits are stepped, never averaged. */
function bandShapes(band: readonly (readonly [number, number] | null)[], { x, y, half }: Place): readonly Shape[] {
  const path = band
    .map((ends, index) => {
      if (ends === null) return '';
      const [left, right] = [x(index) - half, x(index) + half];
      return `M${at(left, y(ends[0]))}L${at(right, y(ends[0]))}L${at(right, y(ends[1]))}L${at(left, y(ends[1]))}Z`;
    })
    .join('');
  return path === '' ? [] : [{ kind: 'fill', look: 'band', path, isEdged: false }];
}

/** Every measured period has a small point, so that one between two gaps is seen; the newest a larger one, hollow while it runs. */
function newestPoint({ points }: ReportChart, { x, y }: Place): readonly Shape[] {
  const last = points.findLastIndex(({ value }) => value !== null);
  return points.flatMap(({ value, running, isAtLeast }, index): Shape[] => {
    if (value === null) return [];
    const size = index === last ? 2.4 : 1.1;
    const isHollow = running || isAtLeast === true;
    return [
      { kind: 'fill', look: isHollow ? 'hollow' : 'mark', path: circle(x(index), y(value), isHollow ? 2.2 : size), isEdged: isHollow },
    ];
  });
}

/** Triangle worse, filled dot better, diamond neither: as in the words beside a verdict. */
function mark(x: number, y: number, reading: ReportChart['signals'][number]['reading']): Shape {
  return {
    kind: 'fill',
    look: 'mark',
    path: markPath(reading === 'worse' ? 'worsening' : reading === 'better' ? 'improving' : 'shift-no-direction', x, y, 3.2),
    isEdged: true,
  };
}

/** The shape of a verdict, around a point. */
export function markPath(kind: string, x: number, y: number, size: number): string {
  switch (kind) {
    case 'worsening':
      return `M${at(x, y - size * 1.1)}L${at(x + size * 1.1, y + size * 0.9)}L${at(x - size * 1.1, y + size * 0.9)}Z`;
    case 'shift-no-direction':
      return `M${at(x, y - size * 1.15)}L${at(x + size * 1.15, y)}L${at(x, y + size * 1.15)}L${at(x - size * 1.15, y)}Z`;
    case 'improving':
    case 'common-cause':
      return circle(x, y, size);
    default:
      return `M${at(x - size, y - size * 0.22)}L${at(x + size, y - size * 0.22)}L${at(x + size, y + size * 0.22)}L${at(x - size, y + size * 0.22)}Z`;
  }
}

/** Four curves: paths of both writers know no circle. */
function circle(x: number, y: number, r: number): string {
  const k = r * 0.5523;
  return (
    `M${at(x + r, y)}C${at(x + r, y + k)} ${at(x + k, y + r)} ${at(x, y + r)}C${at(x - k, y + r)} ${at(x - r, y + k)} ${at(x - r, y)}` +
    `C${at(x - r, y - k)} ${at(x - k, y - r)} ${at(x, y - r)}C${at(x + k, y - r)} ${at(x + r, y - k)} ${at(x + r, y)}Z`
  );
}
