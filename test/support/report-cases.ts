/** Cases of the endpoints of reports (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };
const schedule = { every: 'month', onDay: 5, languages: ['nl', 'en'] };

async function madeId({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/reports', { language: 'nl', period: '2026-03' });
  invariant(response.status === 201, 'the report is made');
  return ((await response.json()) as { id: string }).id;
}
const made = async (world: World) => ({ params: { id: await madeId(world) } });

export const reportCases = {
  'reports.list': { works: () => ({}), stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) } },
  'reports.make': {
    works: () => ({ body: { language: 'en', period: '2026-Q1' } }),
    bad: {
      'a period that is none': { body: { period: '2026-13' } },
      'a quarter that is none': { body: { period: '2026-Q5' } },
      'a period to come': { body: { period: '2999-01' } },
      'a language of nobody here': { body: { language: 'fr' } },
    },
    // Of their own organisation, where nothing was measured yet.
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ revision: 1, isNew: true }) },
  },
  'reports.get': { works: made, bad: { 'a report of nobody': nobody }, stranger: 'not-found' },
  'reports.html': { works: made, bad: { 'a report of nobody': nobody }, stranger: 'not-found' },
  'reports.pdf': { works: made, bad: { 'a report of nobody': nobody }, stranger: 'not-found' },
  'reports.schedule': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ schedule: null, next: null }) },
  },
  'reports.setSchedule': {
    works: () => ({ body: { schedule } }),
    bad: {
      'a day that some months lack': { body: { schedule: { ...schedule, onDay: 29 } } },
      'no language': { body: { schedule: { ...schedule, languages: [] } } },
      'a language twice': { body: { schedule: { ...schedule, languages: ['en', 'en'] } } },
      'a year': { body: { schedule: { ...schedule, every: 'year' } } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ schedule: { every: 'month', onDay: 5 } }) },
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
