/**
 * Draws the graph on a canvas: what is out of sight is passed over, and what is too small to be read is drawn without words. Lines of one
 * look are one path, so that a thousand of them cost one stroke.
 */
import type { Criticality } from '#core/dependencies/graph.ts';
import { nodeHeight, nodeWidth, type LayoutEdge, type Placed, type PlacedNode } from './layout.ts';
import { curveOf, type Size, type View } from './view.ts';

export interface Colours {
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  readonly edge: string;
  readonly wash: string;
  readonly accent: string;
  readonly accentWash: string;
  readonly data: string;
}

/** What stands out: the chosen part, and what it rests on and carries. */
export interface Marked {
  readonly node: string | null;
  readonly edge: Pick<LayoutEdge, 'from' | 'to'> | null;
  /** Keys of all nodes that are joined with the chosen one; null: nothing is chosen. */
  readonly joined: ReadonlySet<string> | null;
  readonly found: ReadonlySet<string>;
}

const looks: Readonly<Record<Criticality, { readonly width: number; readonly dash: readonly number[] }>> = {
  essential: { width: 1.5, dash: [] },
  important: { width: 1, dash: [] },
  supporting: { width: 1, dash: [4, 4] },
};

const wordsFrom = 0.36;
const curvesFrom = 0.16;

export function drawGraph(
  context: CanvasRenderingContext2D,
  { placed, view, size, marked, colours, font }: { placed: Placed; view: View; size: Size; marked: Marked; colours: Colours; font: string },
): void {
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.clearRect(0, 0, size.width, size.height);
  context.save();
  context.translate(view.x, view.y);
  context.scale(view.scale, view.scale);
  const sight = {
    left: -view.x / view.scale,
    top: -view.y / view.scale,
    right: (size.width - view.x) / view.scale,
    bottom: (size.height - view.y) / view.scale,
  };
  drawEdges(context, { placed, view, marked, colours, sight });
  drawNodes(context, { placed, view, marked, colours, sight, font });
  context.restore();
}

interface Sight {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Part {
  readonly placed: Placed;
  readonly view: View;
  readonly marked: Marked;
  readonly colours: Colours;
  readonly sight: Sight;
}

function drawEdges(context: CanvasRenderingContext2D, { placed, view, marked, colours, sight }: Part): void {
  const plain: Record<Criticality, LayoutEdge[]> = { essential: [], important: [], supporting: [] };
  const chosen: Record<Criticality, LayoutEdge[]> = { essential: [], important: [], supporting: [] };
  for (const edge of placed.edges) {
    const isOn = marked.joined?.has(edge.from) === true && marked.joined.has(edge.to);
    (isOn ? chosen : plain)[edge.criticality].push(edge);
  }
  const isAnyChosen = marked.joined !== null;
  for (const criticality of ['supporting', 'important', 'essential'] as const) {
    strokeAll(context, plain[criticality], { placed, view, sight, criticality, colour: colours.edge, alpha: isAnyChosen ? 0.22 : 0.6 });
    strokeAll(context, chosen[criticality], { placed, view, sight, criticality, colour: colours.accent, alpha: 0.9 });
  }
  const { edge: own } = marked;
  if (own === null) return;
  const whole = placed.edges.find(({ from, to }) => from === own.from && to === own.to);
  if (whole === undefined) return;
  strokeAll(context, [whole], { placed, view, sight, criticality: whole.criticality, colour: colours.accent, alpha: 1, extra: 2.5 });
}

interface Strokes {
  readonly placed: Placed;
  readonly view: View;
  readonly sight: Sight;
  readonly criticality: Criticality;
  readonly colour: string;
  readonly alpha: number;
  readonly extra?: number;
}

function strokeAll(
  context: CanvasRenderingContext2D,
  edges: readonly LayoutEdge[],
  { placed, view, sight, criticality, colour, alpha, extra = 0 }: Strokes,
): void {
  if (edges.length === 0) return;
  const { width, dash } = looks[criticality];
  const isCurved = view.scale >= curvesFrom;
  context.beginPath();
  for (const { from, to } of edges) {
    const [start, end] = [placed.byKey.get(from), placed.byKey.get(to)];
    if (start === undefined || end === undefined) continue;
    const { x1, y1, x2, y2, bend } = curveOf(start, end);
    if (Math.max(x1, x2) + bend < sight.left || Math.min(x1, x2) - bend > sight.right) continue;
    if (Math.max(y1, y2) < sight.top || Math.min(y1, y2) > sight.bottom) continue;
    context.moveTo(x1, y1);
    if (isCurved) context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    else context.lineTo(x2, y2);
  }
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  // However small the picture, a line can be seen.
  context.lineWidth = Math.max(width + extra, 0.6 / view.scale);
  context.setLineDash(isCurved ? [...dash] : []);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawNodes(
  context: CanvasRenderingContext2D,
  { placed, view, marked, colours, sight, font }: Part & { readonly font: string },
): void {
  const hasWords = view.scale >= wordsFrom;
  context.font = `500 13px ${font}`;
  context.textBaseline = 'middle';
  for (const node of placed.nodes) {
    if (node.x > sight.right || node.x + nodeWidth < sight.left || node.y > sight.bottom || node.y + nodeHeight < sight.top) continue;
    const isChosen = node.key === marked.node;
    const isFaint = marked.joined !== null && !marked.joined.has(node.key);
    context.globalAlpha = isFaint ? 0.45 : 1;
    context.fillStyle = isChosen || marked.found.has(node.key) ? colours.accentWash : node.kind === 'assets' ? colours.wash : colours.card;
    context.strokeStyle = isChosen || marked.found.has(node.key) ? colours.accent : colours.edge;
    context.lineWidth = isChosen ? 2.5 : 1;
    if (hasWords) drawBox(context, node);
    else context.fillRect(node.x, node.y, nodeWidth, nodeHeight);
    if (!hasWords) context.strokeRect(node.x, node.y, nodeWidth, nodeHeight);
    context.fillStyle = isChosen ? colours.accent : colours.data;
    // The bar at the left says the kind by its width: colour alone says nothing.
    if (node.kind !== 'assets') context.fillRect(node.x, node.y, barWidths[node.kind], nodeHeight);
    if (!hasWords) continue;
    context.fillStyle = node.kind === 'assets' ? colours.soft : colours.ink;
    context.fillText(fitted(context, node.name), node.x + 14, node.y + nodeHeight / 2 + 0.5);
  }
  context.globalAlpha = 1;
}

const barWidths = { supplier: 2, 'base-service': 2, system: 4, service: 6, 'care-process': 8 } as const;

function drawBox(context: CanvasRenderingContext2D, { x, y }: PlacedNode): void {
  context.beginPath();
  context.roundRect(x, y, nodeWidth, nodeHeight, 5);
  context.fill();
  context.stroke();
}

const shortened = new Map<string, string>();

/** Measuring text is slow, so each name is measured once. */
function fitted(context: CanvasRenderingContext2D, name: string): string {
  const known = shortened.get(name);
  if (known !== undefined) return known;
  const room = nodeWidth - 24;
  let text = name;
  while (text.length > 1 && context.measureText(text === name ? text : `${text}…`).width > room) text = text.slice(0, -1);
  const result = text === name ? name : `${text.trimEnd()}…`;
  if (shortened.size > 20_000) shortened.clear();
  shortened.set(name, result);
  return result;
}
