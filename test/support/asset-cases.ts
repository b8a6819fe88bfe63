/** Cases of the endpoints of what people state of assets (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = '018f0000-0000-7000-8000-000000000000';
const all = { filter: 'and()' };
const facts = { owner: 'Medische techniek' };
let owners = 0;

/** A batch that stated something, whatever an earlier case stated. */
async function statedBatch({ node, assetId }: World): Promise<string> {
  owners += 1;
  const response = await node.ask(node.localToken, 'POST', '/assets/statements', {
    ids: [assetId],
    facts: { owner: `Beheerder ${owners}` },
  });
  invariant(response.status === 200, 'stating works');
  const { batchId } = (await response.json()) as { batchId: string | null };
  invariant(batchId !== null, 'something was stated');
  return batchId;
}

const ruleBody = { items: [{ name: 'Pompen', filter: 'eq(class,medical)', facts: { tier: 2 } }] };
const withRule = (rule: object) => ({ body: { items: [{ ...ruleBody.items[0], ...rule }] } });
const badRules = {
  'a filter that cannot be read': withRule({ filter: 'and(' }),
  'a filter on findings': withRule({ filter: 'exists(findings)' }),
  'a filter on sightings': withRule({ filter: 'eq(seen,true)' }),
  'a filter on time': withRule({ filter: 'gt(age(supportEndOn),P1D)' }),
  'a filter on what it sets': withRule({ filter: 'eq(tier,1)' }),
  'no value': withRule({ facts: {} }),
  'a value taken back': withRule({ facts: { tier: null } }),
  'a field that no rule sets': withRule({ facts: { class: 'medical' } }),
  'no name': withRule({ name: ' ' }),
  'a name with NUL': withRule({ name: 'a\0b' }),
  'too many rules': { body: { items: Array.from({ length: 51 }, () => ruleBody.items[0]) } },
};

export const assetCases = {
  'assets.state': {
    works: ({ assetId }) => ({ body: { filter: `eq(id,${assetId})`, facts: { ...facts, tier: 2, lifecycle: null }, reason: 'rondgang' } }),
    bad: {
      'a filter that cannot be read': { body: { filter: 'and(', facts } },
      'neither a filter nor ids': { body: { facts } },
      'a filter and ids': { body: { ...all, ids: [nobody], facts } },
      'no ids': { body: { ids: [], facts } },
      'an id that is none': { body: { ids: ['x'], facts } },
      'no value': { body: { ...all, facts: {} } },
      'a tier that is none': { body: { ...all, facts: { tier: 5 } } },
      'a choice that is none': { body: { ...all, facts: { exposure: 'somewhat' } } },
      'a text of white space': { body: { ...all, facts: { owner: ' ' } } },
      'an over-long text': { body: { ...all, facts: { owner: 'x'.repeat(201) } } },
      'a text with NUL': { body: { ...all, facts: { owner: 'a\0b' } } },
      'a field that sources say': { body: { ...all, facts: { serialNumber: 'S1' } } },
      'another number than there is': { body: { filter: `eq(id,${nobody})`, facts, expectedCount: 9 } },
      'an unknown member': { body: { ...all, facts, force: true } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ batchId: null, stated: 0, unchanged: 0 }) },
  },
  'assets.undoState': {
    works: async (world) => ({ params: { id: await statedBatch(world) } }),
    bad: { 'a batch of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'rules.list': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) } },
  'rules.preview': {
    works: () => ({ body: ruleBody }),
    bad: badRules,
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ changes: [0] }) },
  },
  'rules.replace': {
    works: () => ({ body: ruleBody }),
    bad: badRules,
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ waiting: 0, items: [{ name: 'Pompen' }] }) },
  },
} satisfies Record<string, EndpointCase>;
