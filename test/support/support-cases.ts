/** Cases of the endpoints of ends of support (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const word = { product: 'Pomp OS', cycle: '3', endOn: '2027-06-30' };

/** A cycle that the organisation states itself. */
async function cycleId({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/support-cycles', word);
  invariant(response.status === 200, 'a cycle can be stated');
  return ((await response.json()) as { id: string }).id;
}

export const supportCases = {
  'support.list': { works: () => ({}), stranger: { own: (answer) => expect(answer).toMatchObject({ items: [] }) } },
  'support.get': { works: async (world) => ({ params: { id: await cycleId(world) } }), stranger: 'not-found' },
  'support.state': {
    works: () => ({ body: { ...word, extendedEndOn: null } }),
    bad: {
      'no day': { body: { ...word, endOn: 'soon' } },
      'a day that is none': { body: { ...word, endOn: '2027-02-30' } },
      'an empty product': { body: { ...word, product: ' ' } },
      'an over-long version': { body: { ...word, cycle: 'x'.repeat(201) } },
      'an unknown member': { body: { ...word, colour: 'red' } },
    },
    stranger: { own: (answer) => expect(answer).toMatchObject({ waiting: 0 }) },
  },
  'support.withdraw': {
    works: async (world) => ({ params: { id: await cycleId(world) } }),
    bad: { 'an id that is none': { params: { id: 'x' } } },
    stranger: 'not-found',
  },
  'support.forecast': {
    works: () => ({}),
    stranger: { own: (answer) => expect(answer).toMatchObject({ byClass: [], byProduct: [], total: { ended: 0, unknown: 0 } }) },
  },
} satisfies Record<string, EndpointCase>;
