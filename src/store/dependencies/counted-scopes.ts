/** Which services and care processes are counted, and which nodes are beneath each on which days. Pure but for the clock of its limit. */
import { scopeNodeKinds, type Graph, type NodeKey } from '#core/dependencies/graph.ts';
import { scopeMembers } from '#core/dependencies/reach.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Cell } from '../ingest/staged-rows.ts';
import type { DatedGraph } from './read-graph.ts';

export interface ScopeLimits {
  /**
   * Services and care processes that figures are made of: each costs as many measurements as a department does. Beyond these, the
   * least close to the patient are drawn and walked and not counted.
   */
  readonly scopesMax: number;
  /** Of which node with assets is beneath which of them, over all days. */
  readonly rowsMax: number;
}

interface BeneathAsked {
  readonly counted: ReadonlySet<string>;
  readonly withAssets: ReadonlySet<string>;
  readonly rowsMax: number;
  readonly limitMs: number;
}

/** Rows of service or care process, node with assets beneath it, first day, day after the last; null: too many, or not in time. */
export function beneathOverDays({ nodes, edges }: DatedGraph, { counted, withAssets, rowsMax, limitMs }: BeneathAsked): Cell[][] | null {
  const endMs = performance.now() + limitMs;
  const days = [...new Set([...nodes.flatMap(({ from, to }) => [from, to]), ...edges.flatMap(({ fromOn, toOn }) => [fromOn, toOn])])]
    .filter((day) => day !== forever)
    .toSorted();
  const open = new Map<string, Day>();
  const rows: Cell[][] = [];
  const close = (key: string, from: Day, to: Day): void => void rows.push([...key.split(' '), from, to]);
  for (const day of days) {
    if (performance.now() >= endMs || rows.length + open.size > rowsMax) return null;
    const members = scopeMembers(graphOn({ nodes, edges }, day), counted);
    const now = new Set(
      [...members].flatMap(([service, beneath]) => beneath.filter((node) => withAssets.has(node)).map((node) => `${service} ${node}`)),
    );
    for (const [key, from] of open) {
      if (now.has(key)) continue;
      close(key, from, day);
      open.delete(key);
    }
    for (const key of now) if (!open.has(key)) open.set(key, day);
  }
  for (const [key, from] of open) close(key, from, forever);
  return rows.length > rowsMax ? null : rows;
}

/** Those of today first, care processes before services, the closest to the patient first. */
export function countedScopes(nodes: DatedGraph['nodes'], today: Day, scopesMax: number): readonly string[] {
  const kinds: readonly string[] = scopeNodeKinds;
  const rank = ({ kind, tier, to }: DatedGraph['nodes'][number]) =>
    `${to === forever || to > today ? 0 : 1} ${kind === 'care-process' ? 0 : 1} ${tier ?? 9}`;
  const scopes = nodes
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => compareCodePoints(rank(a), rank(b)) || compareCodePoints(a.id, b.id));
  return [...new Set(scopes.map(({ id }) => id))].slice(0, scopesMax);
}

const forever = 'infinity' as Day;

/** With ids in the place of keys; how much an edge matters does not say who is beneath whom. */
function graphOn({ nodes, edges }: DatedGraph, day: Day): Graph {
  const holds = (from: Day, to: Day) => from <= day && (to === forever || day < to);
  return {
    nodes: nodes
      .filter(({ from, to }) => holds(from, to))
      .map(({ id, kind }) => ({ key: id as string as NodeKey, kind, name: '', tier: null, owner: null })),
    edges: edges
      .filter(({ fromOn, toOn }) => holds(fromOn, toOn))
      .map(({ from, to }) => ({ from: from as string as NodeKey, to: to as string as NodeKey, criticality: 'essential' as const })),
    attachments: [],
  };
}
