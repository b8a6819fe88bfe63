/** Cases of the endpoints of matching (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows } from './matching-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const unknown = '018f0000-0000-7000-8000-000000000000';

const ready = new WeakMap<World, Promise<void>>();

/** Once for all cases: pumps, and an advisory about them. */
export async function matched(world: World): Promise<void> {
  const known = ready.get(world);
  const made = known ?? giveBoth(world);
  ready.set(world, made);
  await made;
}

async function giveBoth({ node }: World): Promise<void> {
  await giveRegister(node, pumpRows);
  await giveAdvisories(node, [advisoryOf('TM-1', [orvado])]);
}

async function questionId(world: World): Promise<string> {
  await matched(world);
  const { node } = world;
  const { items } = (await (await node.ask(node.localToken, 'GET', '/matching/questions?search=orvado')).json()) as {
    items: { id: string }[];
  };
  invariant(items[0] !== undefined, 'a question is asked');
  return items[0].id;
}

async function decisionId(world: World): Promise<string> {
  const body = { kind: 'identity', questionId: await questionId(world), answer: 'unsure' };
  world.node.turnClock(1);
  const response = await world.node.ask(world.node.localToken, 'POST', '/matching/decisions', body);
  return ((await response.json()) as { decisionId: string }).decisionId;
}

async function pumpId(world: World): Promise<string> {
  await matched(world);
  const { node } = world;
  const { items } = (await (await node.ask(node.localToken, 'GET', '/assets?filter=eq(name,"Pump bed 1")')).json()) as {
    items: { id: string }[];
  };
  invariant(items[0] !== undefined, 'the pump is known');
  return items[0].id;
}

const line = { kind: 'identity', deviceKey: 'a/b', productKey: 'c/d', answer: 'denied', person: 'Ada', at: '2026-03-01T10:00:00Z' };

const alias = { deviceKey: 'a/b', productKey: 'c/d', answer: 'same' };
const aliasList = (aliases: readonly object[]) => ({ $schema: 'urn:cybermetrics:shared-aliases:1', version: 1, aliases });

export const matchingCases = {
  'matching.questions': {
    works: async (world) => {
      await matched(world);
      return {
        query: {
          band: 'likely,check',
          answer: 'open,unsure',
          status: 'affected',
          allVersions: 'false',
          search: 'pump',
          limit: '10',
          offset: '0',
        },
      };
    },
    bad: {
      'a band that is none': { query: { band: 'sure' } },
      'an answer that is none': { query: { answer: 'open,,denied' } },
      'a status that is none': { query: { status: 'maybe' } },
      'a limit of 0': { query: { limit: '0' } },
      'an over-long search': { query: { search: 'x'.repeat(201) } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [], total: 0, totals: { questions: 0 } }) },
  },
  'matching.question': {
    works: async (world) => ({ params: { id: await questionId(world) } }),
    bad: { 'a question that nothing asks': { params: { id: 'f'.repeat(32) } } },
    stranger: 'not-found',
  },
  'matching.ofAdvisory': {
    works: async (world) => {
      await matched(world);
      return { params: { id: 'TM-1' } };
    },
    bad: { 'an advisory of nobody': { params: { id: 'NONE-1' } } },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [] }) },
  },
  'matching.ofAsset': {
    works: async (world) => ({ params: { id: await pumpId(world) } }),
    bad: { 'an asset of nobody': { params: { id: unknown } } },
    stranger: 'not-found',
  },
  'matching.decide': {
    works: async (world) => {
      world.node.turnClock(1);
      return { body: { kind: 'identity', questionId: await questionId(world), answer: 'unsure', reason: 'the type plate is gone' } };
    },
    bad: {
      'a question that nothing asks': { body: { kind: 'identity', questionId: 'f'.repeat(32), answer: 'denied' } },
      'an answer that is none': { body: { kind: 'identity', questionId: 'x', answer: 'maybe' } },
      'a version without its clause': { body: { kind: 'version', questionId: 'x', answer: 'affected', deviceVersion: '1' } },
      'a reason that says nothing': { body: { kind: 'identity', questionId: 'x', answer: 'denied', reason: ' ' } },
      'a reason with NUL': { body: { kind: 'identity', questionId: 'x', answer: 'denied', reason: 'a\0b' } },
    },
    stranger: 'not-found',
  },
  'matching.undo': {
    works: async (world) => ({ params: { id: await decisionId(world) } }),
    bad: { 'an answer of nobody': { params: { id: unknown } } },
    stranger: 'not-found',
  },
  'matching.decisions': {
    works: async (world) => {
      await decisionId(world);
      return { query: { withdrawn: 'true', limit: '5', offset: '0' } };
    },
    bad: { 'withdrawn that is no truth value': { query: { withdrawn: 'maybe' } }, 'a limit of 0': { query: { limit: '0' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [], total: 0, disputed: 0 }) },
  },
  'matching.exportDecisions': {
    works: async (world) => {
      await decisionId(world);
      return {};
    },
    stranger: { own: (answer: unknown) => expect(answer).toBe('') },
  },
  'matching.importDecisions': {
    works: () => ({ body: bytes(`${JSON.stringify(line)}\nno answer\n`) }),
    bad: { 'a body without a line': { body: bytes('\n') } },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ added: 1 }) },
  },
  'aliases.list': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [], total: 0 }) } },
  'aliases.export': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ aliases: [] }) } },
  'aliases.import': {
    isNamed: true,
    works: () => ({ params: { list: 'West' }, body: aliasList([alias]) }),
    bad: {
      'another form': { params: { list: 'West' }, body: { aliases: [alias] } },
      'an answer that is none': { params: { list: 'West' }, body: aliasList([{ ...alias, answer: 'maybe' }]) },
      'a pair twice': { params: { list: 'West' }, body: aliasList([alias, { ...alias, answer: 'different' }]) },
      'more than an alias': { params: { list: 'West' }, body: aliasList([{ ...alias, assets: 3 }]) },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ added: 1 }) },
  },
  'aliases.remove': {
    isNamed: true,
    works: async ({ node }) => {
      await node.ask(node.localToken, 'PUT', '/matching/aliases/lists/East', aliasList([alias]));
      return { params: { list: 'East' } };
    },
    bad: { 'a list that is none': { params: { list: 'Nowhere' } } },
    stranger: 'not-found',
  },
  'matching.run': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ assets: 0 }) } },
  'matching.state': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ assets: 0 }) } },
  'matching.quality': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ answered: 0, brierScore: null }) },
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
