/**
 * Part of `npm run bench`: 5,000 device models with a CPE name against the compact CPE match rows of ../shared, from nothing.
 * Two thirds of the models are products of the rows, the rest are of nobody.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { indexIdentifiers } from '#core/matching/identifiers/identifier-index.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { matchLines } from '#core/matching/match.ts';
import { readAdvisories } from './labelled-set.ts';

const rowsFile = join(process.cwd(), '..', 'shared', 'data', 'nvd', 'nvd-data-overrides-compact.ndjson.gz');

function madeLines(advisories: readonly Advisory[], modelCount: number): InventoryLine[] {
  const keys = [...new Set(advisories.flatMap(({ products }) => products.map(({ productId }) => productId)))];
  const models = Array.from({ length: modelCount }, (_, at) =>
    at % 3 === 0 ? `a:maker${at % 400}:product${at}` : (keys[(at * 7919) % keys.length] ?? ''),
  );
  return models.map((model, at) => ({
    id: `line-${at}`,
    vendor: null,
    product: null,
    version: at % 4 === 0 ? null : `${at % 9}.${at % 17}.${at % 5}`,
    description: null,
    cpe: `cpe:2.3:${model}:*:*:*:*:*:*:*:*`,
  }));
}

async function run(): Promise<void> {
  if (!existsSync(rowsFile)) {
    process.stdout.write('cpe: ../shared is absent; nothing was measured\n');
    return;
  }
  const started = performance.now();
  const advisories = await readAdvisories(rowsFile);
  const read = performance.now();
  const index = indexIdentifiers(advisories);
  const indexed = performance.now();
  const rows = advisories.reduce(
    (sum, { flaws }) =>
      sum +
      flaws.reduce(
        (all, { applicability = [] }) =>
          all + applicability.reduce((count, { nodes }) => count + nodes.reduce((own, { matches }) => own + matches.length, 0), 0),
        0,
      ),
    0,
  );
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const said = [
    `${advisories.length} records, ${rows} match rows, ${index.byCpe.size} products`,
    `read: ${ms(read - started)}`,
    `index alone: ${ms(indexed - read)}`,
  ];
  const lines = madeLines(advisories, 5_000);
  for (const round of ['first', 'again']) {
    const from = performance.now();
    const matcher = prepareMatcher(advisories, lines);
    const prepared = performance.now();
    const candidates = matchLines(lines, matcher);
    const matched = performance.now();
    said.push(
      `${lines.length} models, ${round}: prepare ${ms(prepared - from)}, match ${ms(matched - prepared)}, ${candidates.length} candidates`,
    );
  }
  said.push(`memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB`, '');
  process.stdout.write(said.join('\n'));
}

await run();
