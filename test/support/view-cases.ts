/** Cases of the endpoints of saved views (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const view = { kind: 'finding', name: 'Kritiek en open', filter: 'and(eq(state,open),eq(severity,critical))', sort: 'dueOn' };

async function savedId({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/views', { ...view, name: 'Bewaard', shared: true });
  invariant(response.status === 201, 'the view is saved');
  return ((await response.json()) as { id: string }).id;
}

export const viewCases = {
  'views.list': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) } },
  'views.save': {
    works: () => ({ body: view }),
    bad: {
      'a kind that has no views': { body: { ...view, kind: 'import' } },
      'a name of white space': { body: { ...view, name: ' ' } },
      'a filter on no field': { body: { ...view, filter: 'eq(nosuch,1)' } },
      'a sort by no field': { body: { ...view, sort: 'nosuch' } },
      'a sort that causes do not have': { body: { ...view, grouped: true, sort: 'ticket' } },
    },
    stranger: 'public',
  },
  'views.delete': {
    works: async (world) => ({ params: { id: await savedId(world) } }),
    bad: { 'a view of nobody': { params: { id: '018f0000-0000-7000-8000-000000000000' } } },
    stranger: 'not-found',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
