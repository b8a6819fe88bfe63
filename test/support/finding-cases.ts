/** Cases of the endpoints of work on findings (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = '018f0000-0000-7000-8000-000000000000';
const long = (count: number) => 'x'.repeat(count);
const one = ({ findingId }: World) => `eq(id,${findingId})`;

/** A batch that decided something, whatever an earlier case decided. */
async function decidedBatch(world: World): Promise<string> {
  const decide = async (as: string, reason: string) => {
    const response = await world.node.ask(world.node.localToken, 'POST', '/findings/decisions', { filter: one(world), as, reason });
    invariant(response.status === 200, 'deciding works');
    return ((await response.json()) as { batchId: string | null }).batchId;
  };
  await decide('reopened', '');
  const batchId = await decide('false-positive', 'de versie klopt niet');
  invariant(batchId !== null, 'something was decided');
  return batchId;
}

const nothing = (names: readonly string[]) => ({
  own: (answer: unknown) => expect(answer).toMatchObject(Object.fromEntries(names.map((name) => [name, 0]))),
});
const everyone = { filter: 'eq(severity,low)' };

export const findingCases = {
  'findings.changes': {
    works: () => ({ query: { scanner: 'nessus' } }),
    bad: { 'an empty scanner': { query: { scanner: '' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) },
  },
  'findings.closingTimes': {
    works: () => ({ query: { filter: 'ge(severity,high)', by: 'class', days: '90' } }),
    bad: {
      'a filter by how they ended': { query: { filter: 'eq(state,open)' } },
      'a filter that cannot be read': { query: { filter: 'and(' } },
      'a group that is none': { query: { by: 'owner' } },
      'no days': { query: { days: '0' } },
      'days and all': { query: { days: '90', all: 'true' } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ curves: [{ counted: 0, closed: 0, prevalent: 0 }] }) },
  },
  'findings.decide': {
    works: (world) => ({ body: { filter: one(world), as: 'false-positive', reason: 'de versie klopt niet', dryRun: true } }),
    bad: {
      'a filter that cannot be read': { body: { filter: 'and(', as: 'reopened' } },
      'no filter': { body: { as: 'reopened' } },
      'a decision that is none': { body: { ...everyone, as: 'ignored', reason: 'a' } },
      'no reason': { body: { ...everyone, as: 'false-positive' } },
      'a reason of white space': { body: { ...everyone, as: 'false-positive', reason: ' ' } },
      'an over-long reason': { body: { ...everyone, as: 'false-positive', reason: long(2001) } },
      'a reason with NUL': { body: { ...everyone, as: 'false-positive', reason: 'a\0b' } },
      'an acceptance without a day': { body: { ...everyone, as: 'accepted', reason: 'a' } },
      'a day that is none': { body: { ...everyone, as: 'accepted', reason: 'a', until: '2026-02-30' } },
      'a day too far away': { body: { ...everyone, as: 'accepted', reason: 'a', until: '2999-01-01' } },
      'a day with what is taken up again': { body: { ...everyone, as: 'reopened', until: '2999-01-01' } },
      'another number than there is': { body: { filter: 'eq(id,018f0000-0000-7000-8000-000000000000)', as: 'reopened', expectedCount: 9 } },
      'an unknown member': { body: { ...everyone, as: 'reopened', force: true } },
    },
    stranger: nothing(['decided', 'unchanged']),
  },
  'findings.undoDecision': {
    works: async (world) => ({ params: { id: await decidedBatch(world) } }),
    bad: { 'a batch of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'findings.assign': {
    works: (world) => ({ body: { filter: one(world), assignee: 'Medische techniek', ticket: 'TOP-4711' } }),
    bad: {
      'neither name nor ticket': { body: everyone },
      'an empty name': { body: { ...everyone, assignee: ' ' } },
      'an over-long ticket': { body: { ...everyone, ticket: long(121) } },
      'a filter on no field': { body: { filter: 'eq(nosuch,1)', ticket: 'a' } },
    },
    stranger: nothing(['changed', 'unchanged']),
  },
  'findings.comment': {
    works: ({ findingId }) => ({ params: { id: findingId }, body: { text: 'Leverancier komt dinsdag.' } }),
    bad: {
      'no text': { params: { id: nobody }, body: { text: '  ' } },
      'an over-long text': { params: { id: nobody }, body: { text: long(4001) } },
    },
    stranger: 'not-found',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
