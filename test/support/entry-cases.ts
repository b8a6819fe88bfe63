/** Cases of the endpoints of what people enter, and of the life of a metric (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const numbers = { numerator: 45, denominator: 50, evidence: 'The report of the check of February' };
const february = { fromOn: '2026-02-01', toOn: '2026-02-28' };

let entered = 0;
/** A period of its own each time: no two may have a day in common. */
async function entryId({ node }: World): Promise<string> {
  entered += 1;
  const day = `2025-${String(1 + Math.floor(entered / 28)).padStart(2, '0')}-${String(1 + (entered % 28)).padStart(2, '0')}`;
  const response = await node.ask(node.localToken, 'POST', '/metrics/VUL-16/entries', { ...numbers, fromOn: day, toOn: day });
  invariant(response.status === 200, 'a value can be entered');
  return ((await response.json()) as { id: string }).id;
}

const nobody = '018f0000-0000-7000-8000-000000000000';

export const entryCases = {
  'entries.list': {
    works: async (world) => {
      await entryId(world);
      return { params: { id: 'vul-16' } };
    },
    bad: { 'no metric of ours': { params: { id: 'XYZ-99' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) },
  },
  'entries.enter': {
    works: () => ({
      params: { id: 'VUL-16' },
      body: { ...numbers, ...february, measure: 'mail-compliant', evidenceLink: 'https://test.example/1', evidenceReference: 'Z-2026-14' },
    }),
    bad: {
      'no metric of ours': { params: { id: 'XYZ-99' }, body: { ...numbers, ...february } },
      'a metric that is computed': { params: { id: 'AST-01' }, body: { ...numbers, ...february } },
      'a percentage alone': { params: { id: 'VUL-16' }, body: { ...february, numerator: 90, evidence: 'x' } },
      'a part beyond the whole': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, numerator: 51 } },
      'half a check': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, numerator: 0.5 } },
      'no evidence': { params: { id: 'VUL-16' }, body: { ...february, numerator: 1, denominator: 2 } },
      'empty evidence': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, evidence: ' ' } },
      'a link that runs something': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, evidenceLink: 'javascript:alert(1)' } },
      'a period that is not over': { params: { id: 'VUL-16' }, body: { ...numbers, fromOn: '2026-03-01', toOn: '2026-04-01' } },
      'a last day before the first': { params: { id: 'VUL-16' }, body: { ...numbers, fromOn: '2026-02-02', toOn: '2026-02-01' } },
      'a period of years': { params: { id: 'VUL-16' }, body: { ...numbers, fromOn: '2020-01-01', toOn: '2026-02-01' } },
      'no measure of ours': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, measure: 'nosuch' } },
      'a part of the hospital': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, scope: { kind: 'class', id: 'medical' } } },
      'days of a share': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, days: 3 } },
      'evidence with NUL': { params: { id: 'VUL-16' }, body: { ...numbers, ...february, evidence: 'a\0b' } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ changed: true, revision: 1 }) },
  },
  'entries.correct': {
    works: async (world) => ({
      params: { id: await entryId(world) },
      body: { ...numbers, numerator: 44, reason: 'One was counted twice' },
    }),
    bad: {
      'an id that is none': { params: { id: 'x' }, body: { ...numbers, reason: 'r' } },
      'an entry of nobody': { params: { id: nobody }, body: { ...numbers, reason: 'r' } },
      'no reason': { params: { id: nobody }, body: numbers },
    },
    stranger: 'not-found',
  },
  'entries.withdraw': {
    works: async (world) => ({ params: { id: await entryId(world) }, body: { reason: 'It was of another hospital' } }),
    bad: {
      'an id that is none': { params: { id: 'x' }, body: { reason: 'r' } },
      'an entry of nobody': { params: { id: nobody }, body: { reason: 'r' } },
      'no reason': { params: { id: nobody }, body: {} },
    },
    stranger: 'not-found',
  },
  'lifecycle.get': {
    works: () => ({ params: { id: 'AST-01' } }),
    bad: { 'no metric of ours': { params: { id: 'XYZ-99' } } },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ metricId: 'AST-01', state: 'specified', steps: [] }) },
  },
  'lifecycle.step': {
    works: () => ({
      params: { id: 'VUL-17' },
      body: {
        to: 'consultation',
        reason: 'The disclosure mailbox is to be measured',
        statements: [
          { guard: 'audience-reviewed', said: 'CISO and vulnerability manager, 20 March' },
          { guard: 'tools-listed', said: 'The ticket system' },
        ],
      },
    }),
    bad: {
      'no metric of ours': { params: { id: 'XYZ-99' }, body: { to: 'retired', reason: 'r' } },
      'no reason': { params: { id: 'VUL-16' }, body: { to: 'retired', reason: ' ' } },
      'a state that is none': { params: { id: 'VUL-16' }, body: { to: 'finished', reason: 'r' } },
      'a step too far': { params: { id: 'VUL-16' }, body: { to: 'adopted', reason: 'r' } },
      'a guard that is not met': { params: { id: 'VUL-16' }, body: { to: 'consultation', reason: 'r' } },
      'a replacement that is none': { params: { id: 'VUL-16' }, body: { to: 'retired', reason: 'r', replacedBy: 'XYZ-99' } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ state: 'consultation' }) },
  },
} satisfies Readonly<Record<string, EndpointCase>>;
