/** Cases of the endpoints of decisions about identity (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';
import type { TestNode } from './test-node.ts';

const nobody = '018f0000-0000-7000-8000-000000000000';
const reason = 'op de afdeling gezien';

async function answerOf<T>({ node }: World, method: string, path: string, body?: unknown): Promise<T> {
  const response = await node.ask(node.localToken, method, path, body);
  invariant(response.status === 200, `${method} ${path} works`);
  return (await response.json()) as T;
}

/** Three assets of no other case: two that are decided about, and one of which two registers speak. */
export async function importTwins(node: TestNode): Promise<void> {
  const registers = {
    'tweeling-a': 'Asset tag,Name,Vendor,Serial number\nT-1,Tweeling een,,\nT-2,Tweeling twee,,\nT-3,Tweeling drie,Voorbeeld,SN-30003\n',
    'tweeling-b': 'Asset tag,Name,Vendor,Serial number\n33,Tweeling drie,Voorbeeld,SN-30003\n',
  };
  for (const [source, text] of Object.entries(registers))
    await node.importFile({ name: `${source}.csv`, bytes: Buffer.from(text) }, `&source=${source}&observedAt=2026-03-01`);
}

const twin = async (world: World, name: string): Promise<string> => {
  const filter = encodeURIComponent(`eq(name,"${name}")`);
  const { items } = await answerOf<{ items: { id: string }[] }>(world, 'GET', `/assets?filter=${filter}`);
  invariant(items[0] !== undefined, `there is an asset ${name}`);
  return items[0].id;
};

/** Whatever an earlier case decided is withdrawn. */
async function undecidedPair(world: World): Promise<readonly [string, string]> {
  const { items } = await answerOf<{ items: { id: string; withdrawnAt: string | null }[] }>(world, 'GET', '/assets/identity');
  for (const one of items) if (one.withdrawnAt === null) await answerOf(world, 'POST', `/assets/identity/${one.id}/withdraw`);
  return [await twin(world, 'Tweeling een'), await twin(world, 'Tweeling twee')];
}

async function withdrawable(world: World): Promise<string> {
  const [id, otherId] = await undecidedPair(world);
  const { decisionId } = await answerOf<{ decisionId: string }>(world, 'POST', `/assets/${id}/merge`, { otherId, reason });
  return decisionId;
}

const aboutTwo = {
  works: async (world: World) => {
    const [id, otherId] = await undecidedPair(world);
    return { params: { id }, body: { otherId, reason } };
  },
  bad: {
    'an asset of nobody': { params: { id: nobody }, body: { otherId: nobody, reason } },
    'no other': { params: { id: nobody }, body: { reason } },
    'an id that is none': { params: { id: nobody }, body: { otherId: 'x', reason } },
    'no reason': { params: { id: nobody }, body: { otherId: nobody } },
    'an unknown member': { params: { id: nobody }, body: { otherId: nobody, reason, force: true } },
  },
  stranger: 'not-found',
} satisfies EndpointCase;

export const identityCases = {
  'assets.merge': aboutTwo,
  'assets.keepApart': aboutTwo,
  'assets.split': {
    works: async (world) => ({
      params: { id: await twin(world, 'Tweeling drie') },
      body: { parts: [{ source: 'tweeling-b' }], reason, dryRun: true },
    }),
    bad: {
      'an asset of nobody': { params: { id: nobody }, body: { parts: [{ source: 'nessus' }], reason } },
      'no part': { params: { id: nobody }, body: { parts: [], reason } },
      'a part without a source': { params: { id: nobody }, body: { parts: [{}], reason } },
      'no reason': { params: { id: nobody }, body: { parts: [{ source: 'nessus' }] } },
    },
    stranger: 'not-found',
  },
  'assets.withdrawIdentity': {
    works: async (world) => ({ params: { id: await withdrawable(world) } }),
    bad: { 'a decision of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'assets.listIdentity': {
    works: () => ({}),
    bad: { 'a limit that is none': { query: { limit: '0' } }, 'a mark that is none': { query: { after: 'x' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) },
  },
  'assets.doubles': {
    works: () => ({}),
    bad: { 'a limit that is none': { query: { limit: '501' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [], hasMore: false }) },
  },
  'assets.identity': { works: ({ assetId }) => ({ params: { id: assetId } }), stranger: 'not-found' },
} satisfies Record<string, EndpointCase>;
