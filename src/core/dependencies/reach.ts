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

/** Everything reached from a node, without itself, in order of strength. Cycles end where they were. */
export function reach(start: NodeKey, neighbours: Neighbours): ReadonlyMap<NodeKey, Reached> {
  const reached = new Map<NodeKey, Reached>();
  const strongest = criticalities.map(({ value }) => value).toReversed();
  const sources: NodeKey[] = [start];
  for (const strength of strongest) {
    const least = criticalityRank(strength);
    // Whatever was reached on stronger paths may go on over weaker edges.
    const queue = [...sources];
    for (let at = 0; at < queue.length; at += 1) {
      const via = queue[at] ?? start;
      for (const { key, criticality } of neighbours.get(via) ?? []) {
        if (key === start || reached.has(key) || criticalityRank(criticality) < least) continue;
        reached.set(key, { key, strength, via });
        queue.push(key);
        sources.push(key);
      }
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
  /** Care processes that rest on it in any way. */
  readonly processesCarried: number;
}

/** For every node at once: from each care process back to what it rests on. */
export function deriveCriticality(graph: Graph): ReadonlyMap<NodeKey, Derived> {
  const providers = neighboursOf(graph.edges, 'providers');
  const derived = new Map<NodeKey, { carriedTier: number | null; processesFalling: number; processesCarried: number }>(
    graph.nodes.map(({ key }) => [key, { carriedTier: null, processesFalling: 0, processesCarried: 0 }]),
  );
  for (const process of graph.nodes) {
    if (process.kind !== 'care-process') continue;
    const reached = reach(process.key, providers);
    for (const [key, strength] of [
      [process.key, 'essential'] as const,
      ...[...reached.values()].map((one) => [one.key, one.strength] as const),
    ]) {
      const of = derived.get(key);
      if (of === undefined) continue;
      of.processesCarried += 1;
      if (strength !== 'essential') continue;
      of.processesFalling += 1;
      if (process.tier !== null && (of.carriedTier === null || process.tier < of.carriedTier)) of.carriedTier = process.tier;
    }
  }
  return derived;
}

/**
 * For each service and care process, the nodes whose assets count in it: itself and all it rests on, over any edge.
 * @param among only these
 */
export function scopeMembers(graph: Graph, among?: ReadonlySet<string>): ReadonlyMap<NodeKey, readonly NodeKey[]> {
  const providers = neighboursOf(graph.edges, 'providers');
  const kinds: readonly string[] = scopeNodeKinds;
  return new Map(
    graph.nodes
      .filter(({ key, kind }) => kinds.includes(kind) && among?.has(key) !== false)
      .map(({ key }) => [key, [key, ...reach(key, providers).keys()]]),
  );
}
