/**
 * Where the parts of the graph stand: kinds from left to right (assets, what everything rests on, systems, services, care processes),
 * within a kind what carries before what is carried, and neighbours near each other. Pure; fast enough for thousands of nodes, which
 * general layout programs are not (docs/decisions/dependencies.md).
 */
import type { Criticality, NodeKind } from '#core/dependencies/graph.ts';

export interface LayoutNode {
  readonly key: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** Assets of its own: more than none gives a group beside it. */
  readonly assetCount: number;
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
  readonly criticality: Criticality;
}

export interface PlacedNode {
  readonly key: string;
  readonly kind: NodeKind | 'assets';
  readonly name: string;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly byKey: ReadonlyMap<string, PlacedNode>;
  readonly edges: readonly LayoutEdge[];
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 172;
export const nodeHeight = 32;
const columnGap = 64;
const rowGap = 12;
/** Sweeps over the columns; more changed little (looked at with 3,000 nodes). */
const sweeps = 4;

const bandOf: Readonly<Record<NodeKind, number>> = { supplier: 0, 'base-service': 0, system: 1, service: 2, 'care-process': 3 };

/** The key under which the assets of a node stand. */
export function assetsKey(node: string): string {
  return `assets of ${node}`;
}

export function layoutGraph(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  groupName: (count: number) => string = String,
): Placed {
  const groups = nodes.filter(({ assetCount }) => assetCount > 0);
  const known = new Set(nodes.map(({ key }) => key));
  const shown = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const grouped = groups.map(({ key }): LayoutEdge => ({ from: assetsKey(key), to: key, criticality: 'essential' }));
  const all = [...grouped, ...shown];
  const names = new Map<string, Pick<PlacedNode, 'key' | 'kind' | 'name'>>([
    ...groups.map(
      ({ key, assetCount }) => [assetsKey(key), { key: assetsKey(key), kind: 'assets' as const, name: groupName(assetCount) }] as const,
    ),
    ...nodes.map(({ key, kind, name }) => [key, { key, kind, name }] as const),
  ]);
  const bands = [
    groups.map(({ key }) => assetsKey(key)),
    ...[0, 1, 2, 3].map((band) => nodes.filter(({ kind }) => bandOf[kind] === band).map(({ key }) => key)),
  ];
  const tallest = rowsMax(names.size);
  const columns = orderColumns(
    bands.flatMap((keys) => columnsOfBand(keys, shown, tallest)),
    all,
  );
  return place(columns, names, all);
}

/** A picture about as wide as high, whatever the number of nodes. */
function rowsMax(count: number): number {
  return Math.min(80, Math.max(14, Math.ceil(Math.sqrt(count) * 1.4)));
}

/** What carries something of its own kind stands before it; a cycle is entered where it is met first. */
function columnsOfBand(keys: readonly string[], edges: readonly LayoutEdge[], tallest: number): string[][] {
  const own = new Set(keys);
  const providers = new Map<string, string[]>();
  for (const { from, to } of edges) if (own.has(from) && own.has(to)) providers.set(to, [...(providers.get(to) ?? []), from]);
  const depths = new Map<string, number>();
  for (const start of keys) depthOf(start, providers, depths);
  const byDepth: string[][] = [];
  for (const key of keys) (byDepth[depths.get(key) ?? 0] ??= []).push(key);
  return byDepth
    .filter((column) => column !== undefined)
    .flatMap((column) => {
      const parts = Math.ceil(column.length / tallest);
      const rows = Math.ceil(column.length / parts);
      return Array.from({ length: parts }, (_, part) => column.slice(part * rows, (part + 1) * rows));
    });
}

/** Without recursion: a chain may be as long as the graph. */
function depthOf(start: string, providers: ReadonlyMap<string, readonly string[]>, depths: Map<string, number>): void {
  const stack: { readonly key: string; next: number; depth: number }[] = [{ key: start, next: 0, depth: 0 }];
  const open = new Set([start]);
  if (depths.has(start)) return;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const provider = providers.get(top.key)?.[top.next];
    top.next += 1;
    if (provider === undefined) {
      depths.set(top.key, top.depth);
      open.delete(top.key);
      stack.pop();
      const below = stack.at(-1);
      if (below !== undefined) below.depth = Math.max(below.depth, top.depth + 1);
    } else if (depths.has(provider)) top.depth = Math.max(top.depth, (depths.get(provider) ?? 0) + 1);
    else if (!open.has(provider)) {
      open.add(provider);
      stack.push({ key: provider, next: 0, depth: 0 });
    }
  }
}

/** Each column by the middle of what its nodes are joined with, forward and back. */
function orderColumns(columns: readonly string[][], edges: readonly LayoutEdge[]): readonly (readonly string[])[] {
  const joined = new Map<string, string[]>();
  for (const { from, to } of edges) {
    (joined.get(from) ?? joined.set(from, []).get(from))?.push(to);
    (joined.get(to) ?? joined.set(to, []).get(to))?.push(from);
  }
  const height = new Map<string, number>();
  const note = (column: readonly string[]) => column.forEach((key, row) => height.set(key, row - (column.length - 1) / 2));
  columns.forEach(note);
  const sorted = columns.map((column) => [...column]);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const column of sweep % 2 === 0 ? sorted : sorted.toReversed()) {
      const middle = new Map(
        column.map((key) => {
          const others = joined.get(key) ?? [];
          const sum = others.reduce((total, other) => total + (height.get(other) ?? 0), 0);
          return [key, others.length === 0 ? (height.get(key) ?? 0) : sum / others.length];
        }),
      );
      column.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      note(column);
    }
  }
  return sorted;
}

function place(
  columns: readonly (readonly string[])[],
  names: ReadonlyMap<string, Pick<PlacedNode, 'key' | 'kind' | 'name'>>,
  edges: readonly LayoutEdge[],
): Placed {
  const rowsTotal = Math.max(1, ...columns.map((column) => column.length));
  const height = rowsTotal * (nodeHeight + rowGap) - rowGap;
  const nodes = columns.flatMap((column, index) => {
    const top = (height - (column.length * (nodeHeight + rowGap) - rowGap)) / 2;
    return column.flatMap((key, row): PlacedNode[] => {
      const named = names.get(key);
      return named === undefined
        ? []
        : [{ ...named, x: index * (nodeWidth + columnGap), y: top + row * (nodeHeight + rowGap), column: index }];
    });
  });
  const width = Math.max(1, columns.length) * (nodeWidth + columnGap) - columnGap;
  return { nodes, byKey: new Map(nodes.map((node) => [node.key, node])), edges, width, height };
}
