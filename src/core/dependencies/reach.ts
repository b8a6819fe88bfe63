/**
 * What a node rests on and what rests on it: plain reachability, no simulation. A path is as strong as its weakest edge; of
 * several paths to a node the strongest counts. Pure.
 */
import {
  criticalities,
  criticalityRank,
  scopeNodeKinds,
  type Criticality,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodeKey,
} from './graph.ts';

/** `providers`: against the edges, to what the node rests on. `dependents`: along them. */
export type Direction = 'providers' | 'dependents';

export interface Reached {
  readonly key: NodeKey;
  readonly strength: Criticality;
  /** The node before it on the strongest path. */
  readonly via: NodeKey;
}

/** Edges by the node at their near end. */
export type Neighbours = ReadonlyMap<NodeKey, readonly { readonly key: NodeKey; readonly criticality: Criticality }[]>;

export function neighboursOf(edges: readonly GraphEdge[], direction: Direction): Neighbours {
  const neighbours = new Map<NodeKey, { key: NodeKey; criticality: Criticality }[]>();
  for (const { from, to, criticality } of edges) {
    const [near, far] = direction === 'dependents' ? [from, to] : [to, from];
    const known = neighbours.get(near);
    if (known === undefined) neighbours.set(near, [{ key: far, criticality }]);
    else known.push({ key: far, criticality });
  }
  return neighbours;
}

/**
 * Everything reached from a node, without itself, in order of strength. Cycles end where they were. Each edge is looked at once: what
 * waits is kept by how strong the path to it is, and the strongest is taken first.
 */
export function reach(start: NodeKey, neighbours: Neighbours): ReadonlyMap<NodeKey, Reached> {
  const reached = new Map<NodeKey, Reached>();
  const waiting: { readonly key: NodeKey; readonly via: NodeKey }[][] = criticalities.map(() => []);
  const look = (via: NodeKey, rank: number): void => {
    for (const { key, criticality } of neighbours.get(via) ?? []) {
      if (key !== start && !reached.has(key)) waiting[Math.min(rank, criticalityRank(criticality))]?.push({ key, via });
    }
  };
  look(start, criticalities.length - 1);
  for (let rank = criticalities.length - 1; rank >= 0; rank -= 1) {
    const queue = waiting[rank] ?? [];
    const strength = criticalities[rank]?.value ?? 'supporting';
    // What is reached from here is as strong at most, so a stronger queue never fills again.
    for (let at = 0; at < queue.length; at += 1) {
      const next = queue[at];
      if (next === undefined || reached.has(next.key)) continue;
      reached.set(next.key, { ...next, strength });
      look(next.key, rank);
    }
  }
  return reached;
}

/** From the start to the node, both included; empty where it is not reached. */
export function pathTo(start: NodeKey, end: NodeKey, reached: ReadonlyMap<NodeKey, Reached>): readonly NodeKey[] {
  const path: NodeKey[] = [];
  for (let at: NodeKey = end; at !== start;) {
    const step = reached.get(at);
    if (step === undefined) return [];
    path.push(at);
    at = step.via;
  }
  return [start, ...path.toReversed()];
}

export interface CarriedProcess {
  readonly process: GraphNode;
  readonly strength: Criticality;
  /** From the node to the care process, both included. */
  readonly path: readonly NodeKey[];
}

/** Care processes that rest on a node: the strongest first, then the closest to the patient; a care process carries itself. */
export function carriedProcesses(
  graph: Graph,
  key: NodeKey,
  dependents: Neighbours = neighboursOf(graph.edges, 'dependents'),
): readonly CarriedProcess[] {
  const reached = reach(key, dependents);
  return graph.nodes
    .filter((node) => node.kind === 'care-process' && (node.key === key || reached.has(node.key)))
    .map((process) => ({
      process,
      strength: reached.get(process.key)?.strength ?? 'essential',
      path: pathTo(key, process.key, reached),
    }))
    .toSorted(
      (a, b) =>
        criticalityRank(b.strength) - criticalityRank(a.strength) ||
        (a.process.tier ?? 9) - (b.process.tier ?? 9) ||
        (a.process.key < b.process.key ? -1 : 1),
    );
}

export interface Derived {
  /** The tier closest to the patient among care processes that fall with the node; null: none, or none with a tier. */
  readonly carriedTier: number | null;
  /** Care processes that fall with it: every edge on the way is essential. */
  readonly processesFalling: number;
}

/** For every node at once: from each care process back to what it cannot do without. */
export function deriveCriticality(graph: Graph): ReadonlyMap<NodeKey, Derived> {
  const derived = graph.nodes.map(() => ({ carriedTier: null as number | null, processesFalling: 0 }));
  const essential = graph.edges.filter(({ criticality }) => criticality === 'essential');
  const beneath = beneathEach(graph.nodes, essential, ({ kind }) => kind === 'care-process');
  for (const [process, numbers] of beneath) {
    const { tier } = graph.nodes[process] ?? { tier: null };
    for (const number of numbers) {
      const of = derived[number];
      if (of === undefined) continue;
      of.processesFalling += 1;
      if (tier !== null && (of.carriedTier === null || tier < of.carriedTier)) of.carriedTier = tier;
    }
  }
  return new Map(graph.nodes.map(({ key }, number) => [key, derived[number] ?? { carriedTier: null, processesFalling: 0 }]));
}

/**
 * For each service and care process, the nodes whose assets count in it: itself and all it rests on, over any edge.
 * @param among only these
 */
export function scopeMembers(graph: Graph, among?: ReadonlySet<string>): ReadonlyMap<NodeKey, readonly NodeKey[]> {
  const kinds: readonly string[] = scopeNodeKinds;
  const beneath = beneathEach(graph.nodes, graph.edges, ({ key, kind }) => kinds.includes(kind) && among?.has(key) !== false);
  const keyOf = (number: number): NodeKey[] => {
    const node = graph.nodes[number];
    return node === undefined ? [] : [node.key];
  };
  return new Map([...beneath].flatMap(([scope, numbers]) => keyOf(scope).map((key) => [key, numbers.flatMap(keyOf)] as const)));
}

/** What each of some nodes rests on, itself first, by their places in the list: hundreds of walks over thousands of nodes. */
function beneathEach(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  isAsked: (node: GraphNode) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const places = new Map(nodes.map(({ key }, number) => [key, number]));
  const providers: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) {
    const [provider, dependent] = [places.get(from), places.get(to)];
    if (provider !== undefined && dependent !== undefined) providers[dependent]?.push(provider);
  }
  const seenBy = new Int32Array(nodes.length).fill(-1);
  const beneath = new Map<number, number[]>();
  for (const [start, node] of nodes.entries()) {
    if (!isAsked(node)) continue;
    const reached = [start];
    seenBy[start] = start;
    for (let at = 0; at < reached.length; at += 1) {
      for (const provider of providers[reached[at] ?? start] ?? []) {
        if (seenBy[provider] === start) continue;
        seenBy[provider] = start;
        reached.push(provider);
      }
    }
    beneath.set(start, reached);
  }
  return beneath;
}
