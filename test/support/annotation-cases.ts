/** Cases of the endpoints of what people say beside figures (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import { withOrganisation } from '#store/scope.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';
import { shiftedPart, signable, writeShiftedChart } from './shifted-chart.ts';

const word = { kind: 'incident', fromOn: '2026-03-10', text: 'A supplier was hit' };

async function annotationId({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/annotations', word);
  invariant(response.status === 200, 'an annotation can be said');
  return ((await response.json()) as { id: string }).id;
}

export const annotationCases = {
  'annotations.list': {
    works: async (world) => {
      await annotationId(world);
      return { query: { metric: 'AST-01', withdrawn: 'true' } };
    },
    bad: { 'no metric of ours': { query: { metric: 'XYZ-99' } }, 'withdrawn that is no truth value': { query: { withdrawn: 'maybe' } } },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) },
  },
  'annotations.add': {
    works: () => ({
      body: {
        ...word,
        kind: 'source-change',
        toOn: '2026-03-12',
        detail: 'Another register came.',
        domain: 'AST',
        scope: { kind: 'department', id: 'Intensive Care' },
        specialCause: { fromOn: '2026-03-10', toOn: '2026-03-20' },
        startsPhase: true,
      },
    }),
    bad: {
      'no text': { body: { ...word, text: ' ' } },
      'a day that is none': { body: { ...word, fromOn: '2026-02-30' } },
      'a last day before the first': { body: { ...word, toOn: '2026-03-09' } },
      'a day to come': { body: { ...word, fromOn: '2026-12-01' } },
      'no metric of ours': { body: { ...word, metricId: 'XYZ-99' } },
      'no domain of ours': { body: { ...word, domain: 'ZZZ' } },
      'a metric and a domain': { body: { ...word, metricId: 'AST-01', domain: 'AST' } },
      'a special cause that ends before it begins': { body: { ...word, specialCause: { fromOn: '2026-03-10', toOn: '2026-03-01' } } },
      'an incident that begins a phase': { body: { ...word, startsPhase: true } },
      'an over-long text': { body: { ...word, text: 'x'.repeat(161) } },
      'a text with NUL': { body: { ...word, text: 'a\0b' } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ id: expect.any(String) }) },
  },
  'annotations.withdraw': {
    works: async (world) => ({ params: { id: await annotationId(world) } }),
    bad: {
      'an id that is none': { params: { id: 'x' } },
      'an annotation of nobody': { params: { id: '018f0000-0000-7000-8000-000000000000' } },
    },
    stranger: 'not-found',
  },
  'phases.sign': {
    works: async ({ node }) => {
      await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => writeShiftedChart(scope, shiftedPart));
      return { params: { id: shiftedPart.metricId }, body: await signable(node) };
    },
    bad: {
      'no metric of ours': { params: { id: 'XYZ-99' }, body: { startsOn: '2026-01-01' } },
      'a day that is none': { params: { id: 'AST-01' }, body: { startsOn: 'then' } },
      'a chart without a shift': { params: { id: 'AST-01' }, body: { startsOn: '2026-01-01' } },
      'no measure of ours': { params: { id: 'AST-01' }, body: { startsOn: '2026-01-01', measure: 'nosuch' } },
    },
    stranger: 'not-found',
  },
  'metrics.target': {
    works: () => ({ params: { id: 'ast-12' }, body: { value: 0.9, reason: 'Agreed by the board.' } }),
    bad: {
      'a share above one': { params: { id: 'AST-12' }, body: { value: 90, reason: 'x' } },
      'less than nothing': { params: { id: 'VUL-02' }, body: { value: -1, reason: 'x' } },
      'no reason': { params: { id: 'AST-12' }, body: { value: 0.9, reason: ' ' } },
      'a value that is no number': { params: { id: 'AST-12' }, body: { value: 'high', reason: 'x' } },
      'no metric of ours': { params: { id: 'XYZ-99' }, body: { value: 0.9, reason: 'x' } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ target: { value: 0.9 } }) },
  },
  'phases.withdraw': {
    works: async ({ node }) => {
      await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => writeShiftedChart(scope, shiftedPart));
      const signed = await node.ask(node.localToken, 'POST', `/metrics/${shiftedPart.metricId}/phases`, await signable(node));
      invariant(signed.status === 200, 'a phase can be signed');
      return { params: { id: ((await signed.json()) as { id: string }).id } };
    },
    bad: {
      'an id that is none': { params: { id: 'x' } },
      'a phase of nobody': { params: { id: '018f0000-0000-7000-8000-000000000000' } },
    },
    stranger: 'not-found',
  },
} satisfies Record<string, EndpointCase>;
