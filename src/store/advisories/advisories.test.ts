/** Which copy of a document stands, however copies come. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Instant } from '#core/kernel/time.ts';
import { readingOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { listAdvisories, takeAdvisories, type GivenAdvisory } from './advisories.ts';

const now = '2026-04-01T08:00:00.000Z' as Instant;
let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.drop());

function given(title: string, more: Partial<Advisory> = {}, brokenRules: readonly string[] = []): GivenAdvisory {
  const texts = { notes: [], products: [], flaws: [], publishedAt: null };
  const own = { kind: 'csaf', documentId: 'MM-1', revision: '1', publisher: 'Maker', modifiedAt: null, title } as const;
  const advisory: Advisory = { ...texts, ...own, ...more };
  return {
    advisory,
    brokenRules,
    digest: createHash('sha256')
      .update(JSON.stringify([advisory, brokenRules]))
      .digest('hex'),
  };
}
const at = (day: string) => ({ modifiedAt: `${day}T00:00:00.000Z` });
let ids = 0;
const newId = () => {
  ids += 1;
  return `01900000-0000-7000-8000-${String(ids).padStart(12, '0')}` as ReturnType<Parameters<typeof takeAdvisories>[2]['newId']>;
};
const take = (...copies: GivenAdvisory[]) => takeAdvisories(fresh.database, copies, { now, newId });
async function standing() {
  const asked = { search: undefined, cveId: undefined, isFoundHere: false, limit: 10, offset: 0 };
  const { items } = await readingOrganisation(fresh.database, fresh.organisationId, (scope) => listAdvisories(scope, asked));
  return items.map(({ title, modifiedAt, brokenRules }) => ({ title, modifiedAt, brokenRules }));
}
const titles = async () => (await standing()).map(({ title }) => title);

describe('of two copies of one document', () => {
  test.each([
    ['the dated one stands', given('dated', at('2020-01-01')), given('undated', { revision: '9' })],
    [
      'of one date the higher revision',
      given('tenth', { ...at('2026-01-01'), revision: '10' }),
      given('ninth', { ...at('2026-01-01'), revision: '9' }),
    ],
    ['the newer', given('newer', at('2026-02-01')), given('older', { ...at('2026-01-01'), revision: '9' })],
    ['a real date goes before one that is yet to come', given('real', at('2026-01-01')), given('ahead', at('2999-01-01'))],
  ])('%s, in any order and also within one batch', async (_what, stays, goes) => {
    expect(await take(goes)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await take(stays)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await take(goes)).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await titles()).toEqual([stays.advisory.title]);
    await fresh.database.pool.query('delete from advisory');
    expect(await take(stays, goes)).toEqual({ added: 1, changed: 0, unchanged: 1 });
    expect(await titles()).toEqual([stays.advisory.title]);
  });
});

test('no publisher, and one without a name, are one document, also in one batch', async () => {
  const [none, blank] = [given('none', { publisher: null, ...at('2026-01-01') }), given('blank', { publisher: '', ...at('2026-01-02') })];
  expect(await take(none, blank)).toEqual({ added: 1, changed: 0, unchanged: 1 });
  expect(await titles()).toEqual(['blank']);
});

test('the same content, checked by other rules, is what was said last', async () => {
  for (const rules of [['6.1.1'], [], ['6.1.2']]) {
    await take(given('one', at('2026-01-01'), rules));
    expect((await standing())[0]?.brokenRules).toEqual(rules);
  }
});

test('a date that is yet to come is none, so that no document stands first for ever', async () => {
  await take(given('ahead', at('2999-01-01')), given('real', { documentId: 'MM-2', ...at('2026-01-01') }));
  expect(await standing()).toMatchObject([{ title: 'real' }, { title: 'ahead', modifiedAt: null }]);
});
