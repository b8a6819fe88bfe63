/**
 * Part of `npm run bench`: 50,000 lines of 5,000 models against every CSAF document of ../shared, from nothing, and one
 * new advisory against the same lines. The yardstick is the bare parse of the same documents.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { matchLines } from '#core/matching/match.ts';
import { readAdvisories } from './labelled-set.ts';

const shared = join(process.cwd(), '..', 'shared');
const folder = join(shared, 'data', 'csaf');

/** 5,000 models: two thirds of them called as an advisory calls them, in other words and capitals; the rest made up. */
export function madeLines(advisories: readonly Advisory[], modelCount: number, lineCount: number): InventoryLine[] {
  const written = advisories.flatMap((advisory) =>
    advisory.products.flatMap(({ paths }) => {
      const at = (category: string): string | undefined => paths[0]?.find((branch) => branch.category === category)?.name;
      const [vendor, product] = [at('vendor'), at('product_name')];
      return vendor === undefined || product === undefined ? [] : [`${vendor}\u001f${product}`];
    }),
  );
  const named = [...new Set(written)];
  const models = Array.from({ length: modelCount }, (_, at) => {
    const [vendor = '', product = ''] = (named[(at * 7919) % named.length] ?? '').split('\u001f');
    if (at % 3 === 0) return { vendor: `Vendor${at % 400}`, product: `Qx${String((at * 31) % 997)} Zerolin${at} infuuspomp` };
    return { vendor, product: at % 2 === 0 ? product.toUpperCase() : `${product} ${at % 5 === 0 ? 'monitor' : ''}`.trim() };
  });
  return Array.from({ length: lineCount }, (_, at) => ({
    id: `line-${at}`,
    ...(models[(at * 13) % modelCount] ?? { vendor: '', product: '' }),
    version: at % 4 === 0 ? null : `${at % 9}.${at % 17}.${at % 5}`,
    description: at % 3 === 0 ? `inv.nr ${1_000_000 + at}, afd. ${at % 60}` : null,
  }));
}

async function bareParse(): Promise<number> {
  const started = performance.now();
  for (const name of await readdir(join(folder, 'icsma')))
    if (name.endsWith('.json')) JSON.parse(await readFile(join(folder, 'icsma', name), 'utf8'));
  for (const line of gunzipSync(await readFile(join(folder, 'icsa.ndjson.gz')))
    .toString()
    .split('\n'))
    if (line !== '') JSON.parse(line);
  return performance.now() - started;
}

const yardstick = await bareParse();
const started = performance.now();
const advisories = await readAdvisories(folder);
const read = performance.now();
const [modelCount = 5_000, lineCount = 50_000] = process.argv.slice(2).map(Number);
const lines = madeLines(advisories, modelCount, lineCount);
const made = performance.now();
const matcher = prepareMatcher(advisories, lines);
const prepared = performance.now();
const candidates = matchLines(lines, matcher);
const matched = performance.now();
const one = advisories.find((advisory) => advisory.products.length > 3) ?? advisories[0];
const ms = (value: number): string => `${Math.round(value)} ms`;
process.stdout.write(
  [
    `${advisories.length} documents, ${advisories.reduce((sum, { products }) => sum + products.length, 0)} product entries, ${lines.length} lines`,
    `bare parse of the documents: ${ms(yardstick)}`,
    `read: ${ms(read - started)}`,
    `prepare: ${ms(prepared - made)}`,
    `match: ${ms(matched - prepared)}, ${candidates.length} candidates`,
    `read, prepare and match: ${((read - started + matched - made) / yardstick).toFixed(1)} × the bare parse`,
    `memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    `one document: ${one?.documentId ?? ''}`,
    '',
  ].join('\n'),
);
