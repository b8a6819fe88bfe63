/** Reachability: held against trying every path, and the graph's table read back as it was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsFor } from './change-graph.ts';
import { graphCsv } from './graph-csv.ts';
import { criticalities, criticalityRank, type Graph, type GraphEdge, type GraphNode, type NodeKey, type NodeKind } from './graph.ts';
import { carriedProcesses, deriveCriticality, neighboursOf, pathTo, reach, scopeMembers } from './reach.ts';

const node = (kind: NodeKind, name: string, tier: number | null = null): GraphNode => ({
  key: `${kind}:${name}`,
  kind,
  name,
  tier,
  owner: null,
});
const edge = (from: string, to: string, criticality: GraphEdge['criticality'] = 'essential'): GraphEdge => ({
  from: from as NodeKey,
  to: to as NodeKey,
  criticality,
});
const graph = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Graph => ({ nodes, edges, attachments: [] });

const keys = ['system:0', 'system:1', 'system:2', 'system:3', 'system:4', 'system:5'] as const;
const anyEdges = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom(...keys),
    to: fc.constantFrom(...keys),
    criticality: fc.constantFrom(...criticalities.map(({ value }) => value)),
  }),
  { maxLength: 14, selector: ({ from, to }) => `${from} ${to}` },
);

/** The strongest of all paths, each tried. */
function strongestPath(edges: readonly GraphEdge[], start: NodeKey, end: NodeKey): number {
  const walk = (at: NodeKey, seen: ReadonlySet<NodeKey>, strength: number): number => {
    if (at === end) return strength;
    const next = edges.filter(({ from, to }) => from === at && !seen.has(to));
    return Math.max(
      -1,
      ...next.map(({ to, criticality }) => walk(to, new Set([...seen, to]), Math.min(strength, criticalityRank(criticality)))),
    );
  };
  return walk(start, new Set([start]), 9);
}

describe('what rests on what', () => {
  it('reaches what some path reaches, as strongly as the strongest path, in graphs with cycles', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const reached = reach('system:0', neighboursOf(edges, 'dependents'));
        for (const key of keys.slice(1)) {
          const strength = strongestPath(edges, 'system:0', key);
          expect(reached.has(key)).toBe(strength >= 0);
          if (strength < 0) continue;
          expect(criticalityRank(reached.get(key)?.strength ?? 'supporting')).toBe(strength);
          const path = pathTo('system:0', key, reached);
          expect([path[0], path.at(-1)]).toEqual(['system:0', key]);
          for (const [at, from] of path.slice(0, -1).entries())
            expect(edges.some((one) => one.from === from && one.to === path[at + 1])).toBe(true);
        }
        const back = reach('system:0', neighboursOf(edges, 'providers'));
        for (const key of back.keys()) expect(strongestPath(edges, key, 'system:0')).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('counts as falling and as beneath what walking from each node would find', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const nodes = keys.map((key, at) => ({ ...node(at < 2 ? 'care-process' : 'system', key, at + 1), key }));
        const derived = deriveCriticality(graph(nodes, edges));
        const members = scopeMembers(graph(nodes, edges));
        for (const key of keys) {
          const falling = nodes.slice(0, 2).filter((process) => process.key === key || strongestPath(edges, key, process.key) === 2);
          const tiers = falling.map(({ tier }) => tier ?? 9);
          expect(derived.get(key)).toEqual({
            processesFalling: falling.length,
            carriedTier: falling.length === 0 ? null : Math.min(...tiers),
          });
          for (const process of nodes.slice(0, 2))
            expect(members.get(process.key)?.includes(key)).toBe(process.key === key || strongestPath(edges, key, process.key) >= 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  const hospital = graph(
    [
      node('base-service', 'network'),
      node('base-service', 'sign-in'),
      node('system', 'record'),
      node('service', 'charting'),
      node('care-process', 'emergency', 1),
      node('care-process', 'outpatients', 3),
    ],
    [
      edge('base-service:network', 'base-service:sign-in'),
      edge('base-service:sign-in', 'base-service:network'),
      edge('base-service:network', 'system:record'),
      edge('system:record', 'service:charting'),
      edge('service:charting', 'care-process:emergency', 'important'),
      edge('service:charting', 'care-process:outpatients'),
    ],
  );

  it('carries the tier of the care processes that fall with it, and says by what way', () => {
    const derived = deriveCriticality(hospital);
    expect(derived.get('base-service:network')).toEqual({ carriedTier: 3, processesFalling: 1 });
    expect(derived.get('base-service:sign-in')?.carriedTier).toBe(3);
    expect(derived.get('care-process:emergency')).toMatchObject({ carriedTier: 1, processesFalling: 1 });
    expect(
      carriedProcesses(hospital, 'base-service:network').map(({ process, strength, path }) => [process.name, strength, path.length]),
    ).toEqual([
      ['outpatients', 'essential', 4],
      ['emergency', 'important', 4],
    ]);
  });

  it('counts beneath a service or care process all that it rests on, and itself', () => {
    const members = scopeMembers(hospital);
    expect([...members.keys()]).toEqual(['service:charting', 'care-process:emergency', 'care-process:outpatients']);
    expect(members.get('care-process:emergency')).toHaveLength(5);
    expect([...scopeMembers(hospital, new Set(['service:charting'])).keys()]).toEqual(['service:charting']);
  });

  it('refuses changes that make no sense, naming the change, and says nothing of what is so already', () => {
    const wrong = (...changes: Parameters<typeof editsFor>[1]) => {
      try {
        return editsFor(hospital, changes).length;
      } catch (problem) {
        return problem instanceof Error ? problem.message : '';
      }
    };
    const add = { do: 'add-node', kind: 'system', name: 'Pacs' } as const;
    expect(wrong(add, add)).toMatch(/^Change 2: there is a system named "Pacs" already/);
    expect(wrong({ do: 'set-edge', from: 'system:record', to: 'system:record', criticality: 'essential' })).toMatch(
      /cannot depend on itself/,
    );
    expect(wrong({ do: 'remove-node', node: 'system:record' }, { do: 'change-node', node: 'system:record', tier: 1 })).toMatch(
      /^Change 2: there is no node/,
    );
    expect(wrong({ do: 'remove-edge', from: 'care-process:emergency', to: 'system:record' })).toMatch(/does not depend/);
    expect(wrong({ do: 'change-node', node: 'system:record', name: 'Charting' })).toBe(1);
    expect(wrong({ do: 'set-edge', from: 'system:record', to: 'service:charting', criticality: 'essential' })).toBe(0);
    expect(wrong({ do: 'attach', node: 'system:record', form: 'asset', text: ' ' })).toMatch(/name the asset/);
  });

  it('does not give away a former name of a node that is there, which files may still mean by it', () => {
    const renamed: GraphNode = { ...node('system', 'epd', 1), name: 'HiX 6.3' };
    const formerNames = new Map<NodeKey, NodeKey>([['system:hix', 'system:epd']]);
    const add = { do: 'add-node', kind: 'system', name: 'HiX', tier: 4 } as const;
    const refusal = /^Change 1: "HiX" is a former name of the system "HiX 6.3", .* undo the change that renamed it\.$/;
    expect(() => editsFor(graph([renamed], []), [add], formerNames)).toThrow(refusal);
    expect(() => editsFor(graph([renamed], []), [{ ...add, name: 'EPD' }], formerNames)).toThrow(/"EPD" is a former name/);
    const other = node('system', 'pacs');
    expect(() => editsFor(graph([renamed, other], []), [{ do: 'change-node', node: other.key, name: 'HiX' }], formerNames)).toThrow(
      refusal,
    );
    // It is its own name to take back, and theirs to give once the node is gone: then that node comes back.
    expect(editsFor(graph([renamed], []), [{ do: 'change-node', node: renamed.key, name: 'HiX' }], formerNames)).toHaveLength(1);
    const edge = { do: 'set-edge', from: 'system:hix', to: other.key, criticality: 'essential' } as const;
    expect(editsFor(graph([other], []), [add, edge], formerNames)).toEqual([
      { subject: '["node","system:epd"]', content: { present: true, name: 'HiX', tier: 4 } },
      { subject: '["edge","system:epd","system:pacs"]', content: { present: true, criticality: 'essential' } },
    ]);
  });

  it('is written as a table with a row for every edge, and one for a node of which more is known or nothing else told', () => {
    const text = graphCsv({
      ...graph(
        [node('system', 'a "b", c'), node('care-process', 'd', 2), node('supplier', 'alone')],
        [edge('system:a "b", c', 'care-process:d')],
      ),
      attachments: [{ node: 'care-process:d', form: 'filter', text: 'eq(model,"X")', criticality: 'important' }],
    });
    expect(text.split('\r\n')).toEqual([
      'from,from_kind,to,to_kind,criticality,tier,owner',
      'd,care-process,,,,2,',
      'alone,supplier,,,,,',
      '"a ""b"", c",system,d,care-process,essential,,',
      '"eq(model,""X"")",filter,d,care-process,important,,',
      '',
    ]);
  });
});
