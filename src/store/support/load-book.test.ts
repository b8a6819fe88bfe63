/** The remembered book of ends of support: the same one until what is stated is something else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { emptySupportBook } from '#core/support/support-facts.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { stateSupport, withdrawSupport } from './change-support.ts';
import { loadSupportBook } from './load-book.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await openImportBench();
});
afterAll(() => bench.end());

const load = () => bench.read(loadSupportBook);

function handIn(day: string, eol: string, category = 'os') {
  const product = { product: 'monitor-os', title: 'Monitor OS', category, releases: [{ releaseCycle: '4', eol }] };
  return bench.handIn({ file: 'list.jsonl', content: JSON.stringify(product), observedAt: `2026-${day}T08:00:00.000Z` });
}

test('a book is made anew when a list or a person said something, and only then', async () => {
  expect(await load()).toBe(emptySupportBook);
  const books = new Set<unknown>();
  const expectNew = async () => {
    const book = await load();
    expect(books.has(book)).toBe(false);
    expect(await load()).toBe(book);
    books.add(book);
  };
  await handIn('03-01', '2027-06-30');
  await expectNew();
  // Another wording between two that are known.
  await handIn('05-01', '2027-06-30');
  await expectNew();
  await handIn('04-01', '2028-06-30');
  await expectNew();
  const options = { now: '2026-06-01T12:00:00.000Z' as Instant, by: 'local', newId: bench.fresh.newId };
  const word = { product: 'Monitor OS', cycle: '4', endOn: '2029-01-01' as Day, extendedEndOn: null };
  const { id } = await bench.read((scope) => stateSupport(scope, word, options));
  await expectNew();
  await bench.read((scope) => withdrawSupport(scope, id, { ...options, now: '2026-06-02T12:00:00.000Z' as Instant }));
  await expectNew();
});
