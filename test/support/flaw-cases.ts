/** Cases of the endpoints of the names of flaws (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = '018f0000-0000-7000-8000-000000000000';
const long = (count: number) => 'x'.repeat(count);
const reason = 'hetzelfde, zegt de leverancier';

async function ask<T>({ node }: World, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await node.ask(node.localToken, method, path, body);
  invariant(response.ok, `${method} ${path} works`);
  return (await response.json()) as T;
}

/** As if nobody had said anything, whatever an earlier case said. */
async function forgetAll(world: World): Promise<void> {
  const { items } = await ask<{ items: { id: string; withdrawnAt: string | null }[] }>(world, 'GET', '/flaws/names');
  for (const { id, withdrawnAt } of items) if (withdrawnAt === null) await ask(world, 'POST', `/flaws/names/${id}/withdraw`);
}

async function withCve(world: World): Promise<{ id: string; scanner: string; cveId: string }[]> {
  const list = '/findings?filter=not(unknown(cveId))&sort=cveId';
  return (await ask<{ items: { id: string; scanner: string; cveId: string }[] }>(world, 'GET', list)).items;
}

const pairOf = async (world: World) => {
  await forgetAll(world);
  const [key, other] = [...new Set((await withCve(world)).map((one) => one.cveId))];
  return { key, other, reason };
};

const apartOf = async (world: World) => {
  await forgetAll(world);
  const [first] = await withCve(world);
  invariant(first !== undefined, 'a finding with a CVE is there');
  return { params: { id: first.id }, body: { scanner: first.scanner, reason } };
};

const said = { key: 'CVE-1999-0001', other: 'CVE-1999-0002', reason };

export const flawCases = {
  'flaws.list': {
    works: async (world) => {
      await ask(world, 'POST', '/flaws/names', await pairOf(world));
      return {};
    },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) },
  },
  'flaws.same': {
    works: async (world) => ({ body: await pairOf(world) }),
    bad: {
      'names of nothing': { body: said },
      'twice the same name': { body: { ...said, other: said.key } },
      'no reason': { body: { key: said.key, other: said.other } },
      'a reason of white space': { body: { ...said, reason: ' ' } },
      'an over-long name': { body: { ...said, key: long(401) } },
      'a name with NUL': { body: { ...said, key: 'a\0b' } },
    },
    stranger: 'not-found',
  },
  'flaws.apart': {
    works: apartOf,
    bad: {
      'a finding of nobody': { params: { id: nobody }, body: { scanner: 'nessus', reason } },
      'no scanner': { params: { id: nobody }, body: { reason } },
      'an extent that is none': { params: { id: nobody }, body: { scanner: 'nessus', reason, extent: 'moon' } },
      'an over-long reason': { params: { id: nobody }, body: { scanner: 'nessus', reason: long(2001) } },
    },
    stranger: 'not-found',
  },
  'flaws.withdraw': {
    works: async (world) => {
      const { params, body } = await apartOf(world);
      const { id } = await ask<{ id: string }>(world, 'POST', `/findings/${params.id}/apart`, body);
      return { params: { id } };
    },
    bad: { 'a statement of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
