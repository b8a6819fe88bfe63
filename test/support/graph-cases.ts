/** Cases of the endpoints of the dependency graph (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const added = (name: string) => ({ do: 'add-node', kind: 'system', name, tier: 2 });

let nodes = 0;
async function addNode({ node }: World): Promise<{ readonly batchId: string; readonly name: string }> {
  nodes += 1;
  const name = `Systeem ${nodes}`;
  const response = await node.ask(node.localToken, 'POST', '/dependency-graph/changes', { changes: [added(name)] });
  invariant(response.status === 200, 'a node can be added');
  return { name, batchId: ((await response.json()) as { batchId: string }).batchId };
}

export const graphCases = {
  'graph.list': {
    works: () => ({ query: { filter: 'eq(kind,system)', sort: 'kind,name' } }),
    stranger: { own: (answer) => expect(answer).toMatchObject({ items: [] }) },
  },
  'graph.get': {
    works: async (world) => ({ params: { id: `system:${(await addNode(world)).name.toLowerCase()}` } }),
    stranger: 'not-found',
  },
  'graph.whole': {
    works: () => ({}),
    bad: { 'a day to come': { query: { asOf: '2999-01-01' } }, 'a day that is none': { query: { asOf: '2026-02-30' } } },
    stranger: { own: (answer) => expect(answer).toMatchObject({ nodes: [], edges: [], attachments: [] }) },
  },
  'graph.export': {
    works: () => ({}),
    bad: { 'a day to come': { query: { asOf: '2999-01-01' } } },
    stranger: { own: (answer) => expect(answer).toBe('from,from_kind,to,to_kind,criticality,tier,owner\r\n') },
  },
  'graph.edit': {
    works: () => ({ body: { changes: [added('Nieuw systeem')], reason: 'proef' } }),
    bad: {
      'no change': { body: { changes: [] } },
      'an unknown kind': { body: { changes: [{ ...added('X'), kind: 'gizmo' }] } },
      'a tier of 5': { body: { changes: [{ ...added('X'), tier: 5 }] } },
      'an over-long name': { body: { changes: [added('x'.repeat(201))] } },
      'a key that is none': { body: { changes: [{ do: 'remove-node', node: 'gizmo:x' }] } },
      'a node that is not there': { body: { changes: [{ do: 'remove-node', node: 'system:nowhere' }] } },
      'an edge to itself': {
        body: { changes: [added('Zelf'), { do: 'set-edge', from: 'system:zelf', to: 'system:zelf', criticality: 'essential' }] },
      },
      'a filter that cannot be read': {
        body: { changes: [added('Zelf'), { do: 'attach', node: 'system:zelf', form: 'filter', text: 'and(' }] },
      },
      'an unknown member': { body: { changes: [{ ...added('X'), colour: 'red' }] } },
    },
    stranger: { own: (answer) => expect(answer).toMatchObject({ changed: 1 }) },
  },
  'graph.undo': {
    works: async (world) => ({ params: { id: (await addNode(world)).batchId } }),
    bad: { 'an id that is none': { params: { id: 'x' } } },
    stranger: 'not-found',
  },
} satisfies Record<string, EndpointCase>;
