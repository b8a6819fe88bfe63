/**
 * A chart model (metrics.md 5) as coordinates: pure, so that it can be tested. One point per period at equal distance;
 * limits are stepped, never averaged; where nothing was measured the line has a gap.
 */
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import { isMeasured } from '../app/format.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartPoint {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** The value is more than that: no line goes to it. */
  readonly isAtLeast: boolean;
}

/** Where a value may lie, drawn as a line through its point. */
export interface ChartInterval {
  readonly index: number;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Nobody knows its upper end: it runs to the top of the chart. */
  readonly isOpen: boolean;
}

export interface ChartGeometry {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly indexAt: (x: number) => number;
  readonly ticks: readonly number[];
  /** SVG path data; empty when there is nothing to draw. */
  readonly line: string;
  readonly band: string;
  readonly centre: string;
  readonly points: readonly ChartPoint[];
  /** Of a chart with few points: what no band shows. */
  readonly intervals: readonly ChartInterval[];
  /** Periods without a value. */
  readonly gaps: readonly number[];
}

/**
 * @param tickCount about how many round values the axis shows; 0 for a drawing without one.
 * @param ceiling what no value can be above: 1 for shares.
 * @param isWhole the values are counts: no tick between two whole numbers.
 */
export function chartGeometry(model: ChartModel, frame: Frame, tickCount: number, ceiling = Infinity, leastStep = 0): ChartGeometry {
  const count = model.points.length;
  const inner = frame.width - frame.left - frame.right;
  const step = inner / Math.max(1, count);
  const x = (index: number) => frame.left + (index + 0.5) * step;
  const scale =
    tickCount === 0 ? plainScale(domainOf(model, false)) : niceScale(below(domainOf(model, true), ceiling), tickCount, leastStep);
  const y = (value: number) =>
    frame.height - frame.bottom - ((value - scale.low) / (scale.high - scale.low)) * (frame.height - frame.top - frame.bottom);
  const points = model.points.flatMap((point, index) =>
    point.value !== null && isMeasured(point) ? [{ index, x: x(index), y: y(point.value), isAtLeast: point.atLeast === true }] : [],
  );
  return {
    x,
    y,
    indexAt: (at) => Math.min(count - 1, Math.max(0, Math.floor((at - frame.left) / step))),
    ticks: scale.ticks,
    line: linePath(
      points.filter(({ isAtLeast }) => !isAtLeast),
      startsAnew(model),
    ),
    band: model.kind === 'flow' ? ribbonPath(model, x, y) : steppedBand(model, { x, y, half: step / 2 }),
    centre: steppedLine(model.centre, { x, y, half: step / 2 }),
    points,
    intervals: ownIntervals(model).map(({ index, lower, upper }) => {
      const ends = { top: y(upper ?? scale.high), bottom: y(lower) };
      return { index, x: x(index), ...ends, isOpen: upper === null };
    }),
    gaps: model.points.flatMap((point, index) => (isMeasured(point) ? [] : [index])),
  };
}

/** The expected band of a period: the limits of the chart, or for a stock the interval of its value. */
export function bandAt(model: ChartModel, index: number): readonly [low: number, high: number] | null {
  const point = model.points[index];
  const low = model.kind === 'flow' ? (point !== undefined && isMeasured(point) ? point.lower : null) : model.lower[index];
  const high = model.kind === 'flow' ? (point !== undefined && isMeasured(point) ? point.upper : null) : model.upper[index];
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : null;
}

/** From this many points on the spread of the points themselves says how sure a value is. */
const manyPoints = 12;

/** The intervals of few points that no band shows: without limits, or a stock with no neighbour to draw a band to. */
function ownIntervals(model: ChartModel): readonly { readonly index: number; readonly lower: number; readonly upper: number | null }[] {
  const measured = model.points.flatMap((point, index) => (point.value !== null && isMeasured(point) ? [{ index, ...point }] : []));
  if (measured.length >= manyPoints) return [];
  const banded = new Set(stretches(model).flatMap((indexes) => (model.kind === 'flow' && indexes.length === 1 ? [] : indexes)));
  return measured.flatMap(({ index, lower, upper }) => (lower === null || banded.has(index) ? [] : [{ index, lower, upper }]));
}

function domainOf(model: ChartModel, hasAxis: boolean): readonly [low: number, high: number] {
  const values = model.points.flatMap((point, index) => {
    const shown = isMeasured(point) && point.value !== null ? [point.value] : [];
    return [...shown, ...(bandAt(model, index) ?? []), ...(typeof model.centre[index] === 'number' ? [model.centre[index]] : [])];
  });
  if (hasAxis) values.push(...ownIntervals(model).flatMap(({ lower, upper }) => (upper === null ? [lower] : [lower, upper])));
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  // One value, or many that hardly differ, still get a height to lie in.
  const isApart = high - low > 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
  const spread = isApart ? high - low : Math.max(Math.abs(high) * 0.1, 1e-3);
  // From zero when the values lie near it; otherwise changes would vanish in the height above it.
  if (hasAxis && low >= 0 && low < spread * 1.2) return [0, Math.max(high, spread)];
  const margin = spread * 0.15;
  return [low < 0 ? low - margin : Math.max(0, low - margin), high + margin];
}

function below([low, high]: readonly [number, number], ceiling: number): readonly [low: number, high: number] {
  return [low, Math.max(low + 1e-6, Math.min(high, ceiling))];
}

/** Without ticks the values fill the height. */
function plainScale([low, high]: readonly [number, number]): Scale {
  return { low, high, ticks: [] };
}

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/**
 * Ends and ticks on round numbers (1, 2, 2.5 or 5 times a power of ten).
 * @param leastStep a power of ten, the least that labels can tell apart; 0: any
 */
export function niceScale([low, high]: readonly [number, number], tickCount: number, leastStep = 0): Scale {
  const span = high - low || 1;
  const rough = span / Math.max(1, tickCount);
  const power = Math.max(leastStep, 10 ** Math.floor(Math.log10(rough)));
  const factors = power === leastStep ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const size = (factors.find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / size + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / size - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * size).toPrecision(12)));
  return { low: ticks[0] as number, high: ticks.at(-1) as number, ticks };
}

const at = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Where a series begins anew: what stands before it is measured in another way, and no line leads there. */
function startsAnew({ phases }: ChartModel): ReadonlySet<number> {
  return new Set(phases.flatMap(({ fromIndex, cause }) => (cause === 'new-model' ? [fromIndex] : [])));
}

function linePath(points: readonly ChartPoint[], anew: ReadonlySet<number>): string {
  let path = '';
  points.forEach((point, place) => {
    const follows = place > 0 && points[place - 1]?.index === point.index - 1 && !anew.has(point.index);
    path += `${follows ? 'L' : 'M'}${at(point.x, point.y)}`;
  });
  return path;
}

interface Steps {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly half: number;
}

function steppedLine(values: readonly (number | null)[], { x, y, half }: Steps): string {
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const follows = index > 0 && values[index - 1] !== null && values[index - 1] !== undefined;
    path += `${follows ? 'L' : 'M'}${at(x(index) - half, y(value))}L${at(x(index) + half, y(value))}`;
  });
  return path;
}

/** Stretches of consecutive periods that have a band. */
function stretches(model: ChartModel): readonly (readonly number[])[] {
  const found: number[][] = [];
  model.points.forEach((_, index) => {
    if (bandAt(model, index) === null) return;
    const open = found.at(-1);
    if (open !== undefined && open.at(-1) === index - 1) open.push(index);
    else found.push([index]);
  });
  return found;
}

function steppedBand(model: ChartModel, { x, y, half }: Steps): string {
  return stretches(model)
    .map((indexes) => {
      const edge = (side: 0 | 1, order: readonly number[], direction: 1 | -1) =>
        order.flatMap((index) => {
          const height = y((bandAt(model, index) as readonly [number, number])[side]);
          return [at(x(index) - half * direction, height), at(x(index) + half * direction, height)];
        });
      return `M${[...edge(1, indexes, 1), ...edge(0, indexes.toReversed(), -1)].join('L')}Z`;
    })
    .join('');
}

function ribbonPath(model: ChartModel, x: Steps['x'], y: Steps['y']): string {
  return stretches(model)
    .map((indexes) => {
      const side = (which: 0 | 1, order: readonly number[]) =>
        order.map((index) => at(x(index), y((bandAt(model, index) as readonly [number, number])[which])));
      return `M${[...side(1, indexes), ...side(0, indexes.toReversed())].join('L')}Z`;
    })
    .join('');
}
