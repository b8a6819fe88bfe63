/** What part of the picture is seen, and what lies where: zoom, pan, and what a pointer or an arrow key means. Pure. */
import { nodeHeight, nodeWidth, type LayoutEdge, type Placed, type PlacedNode } from './layout.ts';

/** A point of the picture at p stands at p × scale + offset. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const scaleMin = 0.04;
export const scaleMax = 2.5;
const margin = 24;
/** Names can be read from here. */
const readableScale = 0.5;

export function fitView(placed: Placed, size: Size): View {
  const scale = clamp(Math.min((size.width - 2 * margin) / placed.width, (size.height - 2 * margin) / placed.height, 1));
  return { scale, x: (size.width - placed.width * scale) / 2, y: (size.height - placed.height * scale) / 2 };
}

/** The whole, or as much of its middle as can still be read. */
export function firstView(placed: Placed, size: Size): View {
  const whole = fitView(placed, size);
  return whole.scale >= readableScale ? whole : zoomAt(whole, readableScale / whole.scale, { x: size.width / 2, y: size.height / 2 });
}

/** Around a point of the screen, which stays where it is. */
export function zoomAt(view: View, factor: number, at: { readonly x: number; readonly y: number }): View {
  const scale = clamp(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

function clamp(scale: number): number {
  return Math.min(scaleMax, Math.max(scaleMin, scale));
}

/** Moved as little as need be for the node to be in sight, and near enough to be read. */
export function viewWith(view: View, node: PlacedNode, size: Size): View {
  const readable =
    view.scale < readableScale
      ? zoomAt(view, 0.8 / view.scale, { x: node.x * view.scale + view.x, y: node.y * view.scale + view.y })
      : view;
  const { scale } = readable;
  const left = node.x * scale + readable.x;
  const top = node.y * scale + readable.y;
  const into = (start: number, extent: number, room: number) => Math.min(Math.max(start, margin), Math.max(margin, room - margin - extent));
  return {
    scale,
    x: readable.x + into(left, nodeWidth * scale, size.width) - left,
    y: readable.y + into(top, nodeHeight * scale, size.height) - top,
  };
}

export function nodeAt(placed: Placed, view: View, point: { readonly x: number; readonly y: number }): PlacedNode | undefined {
  const x = (point.x - view.x) / view.scale;
  const y = (point.y - view.y) / view.scale;
  return placed.nodes.find((node) => x >= node.x && x <= node.x + nodeWidth && y >= node.y && y <= node.y + nodeHeight);
}

export interface EdgeCurve {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** How far the curve leaves either end level. */
  readonly bend: number;
}

/** From the right of what provides to the left of what depends on it; back where that lies before it. */
export function curveOf(from: PlacedNode, to: PlacedNode): EdgeCurve {
  const [x1, x2] = [from.x + nodeWidth, to.x];
  const [y1, y2] = [from.y + nodeHeight / 2, to.y + nodeHeight / 2];
  return { x1, y1, x2, y2, bend: x2 > x1 ? (x2 - x1) / 2 : 60 + (x1 - x2) / 8 };
}

const reachPixels = 7;

/** The edge nearest to a point of the screen, if one is near. */
export function edgeAt(placed: Placed, view: View, point: { readonly x: number; readonly y: number }): LayoutEdge | undefined {
  const x = (point.x - view.x) / view.scale;
  const y = (point.y - view.y) / view.scale;
  const far = reachPixels / view.scale;
  let nearest: LayoutEdge | undefined;
  let distance = far;
  for (const edge of placed.edges) {
    const [from, to] = [placed.byKey.get(edge.from), placed.byKey.get(edge.to)];
    if (from === undefined || to === undefined || from.kind === 'assets') continue;
    const { x1, y1, x2, y2, bend } = curveOf(from, to);
    if (x < Math.min(x1, x2) - bend - far || x > Math.max(x1, x2) + bend + far) continue;
    if (y < Math.min(y1, y2) - far || y > Math.max(y1, y2) + far) continue;
    for (let step = 0; step <= 32; step += 1) {
      const t = step / 32;
      const bezier = (a: number, b: number, c: number, d: number) =>
        a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3;
      const away = Math.hypot(bezier(x1, x1 + bend, x2 - bend, x2) - x, bezier(y1, y1, y2, y2) - y);
      if (away < distance) [nearest, distance] = [edge, away];
    }
  }
  return nearest;
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrow(key: string): key is Arrow {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/** Right and left along the edges, to the nearest; up and down within the column. Without a start: the first node. */
export function nextNode(placed: Placed, from: string | null, arrow: Arrow): PlacedNode | undefined {
  const nodes = placed.nodes.filter(({ kind }) => kind !== 'assets');
  const start = from === null ? undefined : placed.byKey.get(from);
  if (start === undefined) return nodes[0];
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const column = nodes.filter((node) => node.column === start.column).toSorted((a, b) => a.y - b.y);
    return column[column.findIndex(({ key }) => key === start.key) + (arrow === 'ArrowUp' ? -1 : 1)];
  }
  const keys = placed.edges
    .filter((edge) => (arrow === 'ArrowRight' ? edge.from : edge.to) === start.key)
    .map((edge) => (arrow === 'ArrowRight' ? edge.to : edge.from));
  const ends = keys.flatMap((key) => placed.byKey.get(key) ?? []).filter(({ kind }) => kind !== 'assets');
  return ends.toSorted((a, b) => Math.abs(a.y - start.y) - Math.abs(b.y - start.y) || Math.abs(a.x - start.x) - Math.abs(b.x - start.x))[0];
}

/** The edges of a node, those it rests on first, one after the other and round again. */
export function nextEdge(
  placed: Placed,
  node: string,
  current: Pick<LayoutEdge, 'from' | 'to'> | null,
  step: 1 | -1,
): LayoutEdge | undefined {
  const own = placed.edges.filter(({ from, to }) => placed.byKey.get(from)?.kind !== 'assets' && (from === node || to === node));
  const sorted = own.toSorted((a, b) => Number(a.from === node) - Number(b.from === node));
  const at = current === null ? -1 : sorted.findIndex(({ from, to }) => from === current.from && to === current.to);
  if (at < 0) return step === 1 ? sorted[0] : sorted.at(-1);
  return sorted[(at + step + sorted.length) % sorted.length];
}
