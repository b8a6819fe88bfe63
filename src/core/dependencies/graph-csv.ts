/** The graph as the table that the importer of dependencies reads: handing it in again changes nothing. Pure. */
import { guardFormula } from '../kernel/formula-guard.ts';
import type { Graph, GraphNode, NodeKey } from './graph.ts';

const header = ['from', 'from_kind', 'to', 'to_kind', 'criticality', 'tier', 'owner'] as const;

/** RFC 4180 with commas and CRLF. Nodes that no row of two names, or of which more is known, have a row of their own. */
export function graphCsv(graph: Graph): string {
  const nodes = new Map<NodeKey, GraphNode>(graph.nodes.map((node) => [node.key, node]));
  const named = new Set<NodeKey>([...graph.edges.flatMap(({ from, to }) => [from, to]), ...graph.attachments.map(({ node }) => node)]);
  const own = graph.nodes
    .filter(({ key, tier, owner }) => tier !== null || owner !== null || !named.has(key))
    .map(({ kind, name, tier, owner }) => [name, kind, '', '', '', tier === null ? '' : String(tier), owner ?? '']);
  const end = (key: NodeKey): readonly string[] => {
    const node = nodes.get(key);
    return node === undefined ? ['', ''] : [node.name, node.kind];
  };
  const edges = graph.edges.map(({ from, to, criticality }) => [...end(from), ...end(to), criticality, '', '']);
  const attachments = graph.attachments.map(({ node, form, text, criticality }) => [text, form, ...end(node), criticality, '', '']);
  return [[...header], ...own, ...edges, ...attachments].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The importer takes the guard off again. */
function cell(text: string): string {
  const safe = guardFormula(text);
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
