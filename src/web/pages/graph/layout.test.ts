import { describe, expect, it } from 'vitest';
import type { NodeKind } from '#core/dependencies/graph.ts';
import { assetsKey, layoutGraph, nodeHeight, nodeWidth, type LayoutEdge, type LayoutNode } from './layout.ts';
import { edgeAt, firstView, fitView, nextEdge, nextNode, nodeAt, viewWith, zoomAt } from './view.ts';

const node = (kind: NodeKind, name: string, assetCount = 0): LayoutNode => ({ key: `${kind}:${name}`, kind, name, assetCount });
const edge = (from: string, to: string): LayoutEdge => ({ from, to, criticality: 'essential' });

const nodes = [
  node('base-service', 'net'),
  node('system', 'pacs', 12),
  node('system', 'ris'),
  node('service', 'imaging'),
  node('care-process', 'theatre'),
];
const edges = [
  edge('base-service:net', 'system:pacs'),
  edge('system:ris', 'system:pacs'),
  edge('system:pacs', 'service:imaging'),
  edge('service:imaging', 'care-process:theatre'),
];
const size = { width: 800, height: 500 };

describe('the layout of the graph', () => {
  it('stands kinds from left to right, assets first, and what carries its own kind before it', () => {
    const { byKey } = layoutGraph(nodes, edges, (count) => `${count} assets`);
    const x = (key: string) => byKey.get(key)?.x ?? Number.NaN;
    const order = [assetsKey('system:pacs'), 'base-service:net', 'system:ris', 'system:pacs', 'service:imaging', 'care-process:theatre'];
    expect(order.map(x)).toEqual(order.map(x).toSorted((a, b) => a - b));
    expect(new Set(order.map(x)).size).toBe(order.length);
    expect(byKey.get(assetsKey('system:pacs'))?.name).toBe('12 assets');
  });

  it('ends on cycles and long chains, and leaves out edges to what is not shown', () => {
    const ring = Array.from({ length: 2_000 }, (_, index) => node('system', `s${index}`));
    const around = ring.map((one, index) => edge(one.key, ring[(index + 1) % ring.length]?.key ?? ''));
    const placed = layoutGraph(ring, [...around, edge('system:s0', 'system:gone')]);
    expect(placed.nodes).toHaveLength(2_000);
    expect(placed.edges).toHaveLength(2_000);
  });

  it('lays nothing over anything', () => {
    const many = Array.from({ length: 300 }, (_, index) => node(index % 3 === 0 ? 'service' : 'system', `n${index}`, index % 7));
    const { nodes: placed } = layoutGraph(
      many,
      many.slice(1).map((one, index) => edge(many[index]?.key ?? '', one.key)),
    );
    const overlapping = placed.filter((one, index) =>
      placed.some((other, at) => at > index && Math.abs(one.x - other.x) < nodeWidth && Math.abs(one.y - other.y) < nodeHeight),
    );
    expect(overlapping).toEqual([]);
  });

  it('is laid out within two seconds at 3,000 nodes and 6,000 edges, beside other work', () => {
    const kinds: NodeKind[] = ['base-service', 'system', 'system', 'system', 'service', 'care-process'];
    const many = Array.from({ length: 3_000 }, (_, index) => node(kinds[index % 6] ?? 'system', `n${index}`, index % 2));
    // A fixed multiplier instead of chance: the same graph each time.
    const some = Array.from({ length: 6_000 }, (_, index) =>
      edge(many[(index * 7919 + Math.floor(index / 3_000)) % 3_000]?.key ?? '', many[(index * 104_729 + 1) % 3_000]?.key ?? ''),
    );
    const started = performance.now();
    const placed = layoutGraph(many, some);
    const tookMs = performance.now() - started;
    console.log(`3,000 nodes, 6,000 edges laid out in ${Math.round(tookMs)} ms`);
    expect(placed.nodes.length).toBe(4_500);
    expect(tookMs).toBeLessThan(2_000);
  });
});

describe('the view of the graph', () => {
  const placed = layoutGraph(nodes, edges);

  it('fits the whole into its place, and keeps the point that is zoomed at', () => {
    const view = fitView(placed, size);
    for (const { x, y } of placed.nodes) {
      expect(x * view.scale + view.x).toBeGreaterThanOrEqual(0);
      expect((y + nodeHeight) * view.scale + view.y).toBeLessThanOrEqual(size.height);
    }
    expect(firstView(placed, { width: 60, height: 60 }).scale).toBeCloseTo(0.5);
    const at = { x: 200, y: 100 };
    const nearer = zoomAt(view, 2, at);
    expect((at.x - nearer.x) / nearer.scale).toBeCloseTo((at.x - view.x) / view.scale);
    expect(zoomAt(view, 1e6, at).scale).toBe(2.5);
  });

  it('brings a node into sight', () => {
    const far = { scale: 0.1, x: -5_000, y: 3_000 };
    for (const one of placed.nodes) {
      const view = viewWith(far, one, size);
      expect(nodeAt(placed, view, { x: (one.x + 5) * view.scale + view.x, y: (one.y + 5) * view.scale + view.y })?.key).toBe(one.key);
      expect(one.x * view.scale + view.x).toBeGreaterThanOrEqual(0);
      expect(one.y * view.scale + view.y).toBeLessThanOrEqual(size.height);
    }
  });

  it('finds the node or the edge beneath a pointer, and nothing beside them', () => {
    const view = { scale: 1, x: 0, y: 0 };
    const [from, to] = [placed.byKey.get('service:imaging'), placed.byKey.get('care-process:theatre')];
    if (from === undefined || to === undefined) throw new Error('both are placed');
    const middle = { x: (from.x + nodeWidth + to.x) / 2, y: (from.y + to.y + nodeHeight) / 2 };
    expect(edgeAt(placed, view, middle)).toEqual(edges[3]);
    expect(edgeAt(placed, view, { x: middle.x, y: middle.y + 300 })).toBeUndefined();
    expect(nodeAt(placed, view, middle)).toBeUndefined();
  });

  it('walks along the edges with the arrow keys, and over the edges of a node', () => {
    expect(nextNode(placed, null, 'ArrowRight')?.key).toBe(placed.nodes.find(({ kind }) => kind !== 'assets')?.key);
    expect(nextNode(placed, 'system:pacs', 'ArrowRight')?.key).toBe('service:imaging');
    expect(nextNode(placed, 'service:imaging', 'ArrowLeft')?.key).toBe('system:pacs');
    expect(nextNode(placed, 'care-process:theatre', 'ArrowRight')).toBeUndefined();
    const seen = [nextEdge(placed, 'system:pacs', null, 1)];
    for (let step = 0; step < 3; step += 1) seen.push(nextEdge(placed, 'system:pacs', seen.at(-1) ?? null, 1));
    expect(seen.map((one) => one?.to)).toEqual(['system:pacs', 'system:pacs', 'service:imaging', 'system:pacs']);
  });
});
