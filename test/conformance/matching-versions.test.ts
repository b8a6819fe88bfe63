/**
 * The version grammar against the labelled register lines and every advisory text we have, kept outside the repository: how
 * often the status is right where the product is given, and how many version texts are read. Prints the 3 × 3 table.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AdvisoryProduct, ProductBranch } from '#core/advisories/advisory.ts';
import { parseDay } from '#core/kernel/time.ts';
import { type VersionJudgement, judgeVersion } from '#core/matching/versions/judge-version.ts';
import { parseVersionClause } from '#core/matching/versions/parse-clause.ts';
import { clausesOfProduct } from '#core/matching/versions/product-clauses.ts';
import { readDeviceVersion } from '#core/matching/versions/read-device.ts';
import { type VersionClause, printClause } from '#core/matching/versions/version-clause.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const isThere = existsSync(`${shared}matching/dev.ndjson`) && existsSync(`${shared}data/csaf/icsma`);

interface WrittenBranch {
  readonly category: string;
  readonly name: string;
  readonly product?: { readonly product_id: string; readonly name: string };
  readonly branches?: readonly WrittenBranch[];
}

interface WrittenDocument {
  readonly document: { readonly tracking: { readonly id: string; readonly initial_release_date: string } };
  readonly product_tree: { readonly branches?: readonly WrittenBranch[] };
}

interface Line {
  readonly vendor: string;
  readonly product: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly truth: readonly { readonly document: string; readonly product_ids: readonly string[]; readonly status: Status }[];
}

type Status = VersionJudgement['status'];
const statuses = ['affected', 'fixed', 'undetermined'] as const;

function medicalDocuments(): readonly WrittenDocument[] {
  const folder = `${shared}data/csaf/icsma/`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => JSON.parse(readFileSync(folder + file, 'utf8')) as WrittenDocument);
}

function industrialDocuments(): readonly WrittenDocument[] {
  const file = `${shared}data/csaf/icsa.ndjson.gz`;
  if (!existsSync(file)) return [];
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as WrittenDocument);
}

function productsOf({ product_tree: tree }: WrittenDocument): readonly AdvisoryProduct[] {
  const products: AdvisoryProduct[] = [];
  const walk = (branch: WrittenBranch, above: readonly ProductBranch[]) => {
    const path = [...above, { category: branch.category, name: branch.name }];
    if (branch.product !== undefined) {
      products.push({
        productId: branch.product.product_id,
        name: branch.product.name,
        paths: [path],
        identifiers: [],
        relationship: null,
      });
    }
    for (const one of branch.branches ?? []) walk(one, path);
  };
  for (const branch of tree.branches ?? []) walk(branch, []);
  return products;
}

/** Affected by one entry is affected; else unknown of one is unknown. */
function joined(found: readonly Status[]): Status {
  if (found.includes('affected')) return 'affected';
  return found.includes('undetermined') ? 'undetermined' : 'fixed';
}

function judgedPairs(isYearOfPublication: boolean): readonly { readonly wanted: Status; readonly got: Status; readonly line: string }[] {
  const documents = new Map(medicalDocuments().map((one) => [one.document.tracking.id, one]));
  const lines = readFileSync(`${shared}matching/dev.ndjson`, 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Line)
    .flatMap((line) =>
      line.truth.map(({ document: id, product_ids: ids, status: wanted }) => {
        const document = documents.get(id);
        if (document === undefined) throw new Error(`${id} is labelled, and no file of the folder has it`);
        const publishedOn = isYearOfPublication ? (parseDay(document.document.tracking.initial_release_date.slice(0, 10)) ?? null) : null;
        const device = readDeviceVersion(line);
        const products = productsOf(document).filter(({ productId }) => ids.includes(productId));
        const got = joined(products.map((product) => judgeVersion(clausesOfProduct(product).clauses, device, { publishedOn }).status));
        return { wanted, got, line: `${line.product} | ${line.version ?? '-'} | ${line.description ?? '-'} | ${id}` };
      }),
    );
}

function isUnread(clause: VersionClause): boolean {
  if (clause.kind === 'any-of' || clause.kind === 'all-of') return clause.members.every(isUnread);
  return clause.kind === 'unreadable' || (clause.kind === 'exact' && clause.value.kind === 'text');
}

describe.skipIf(!isThere)(isThere ? 'labelled versions' : `labelled versions, skipped because ${shared}matching is absent`, () => {
  it('get the status of the label, and an affected one is hardly ever called fixed', () => {
    const pairs = judgedPairs(true);
    const table = Object.fromEntries(
      statuses.map((wanted) => [
        wanted,
        Object.fromEntries(statuses.map((got) => [got, pairs.filter((pair) => pair.wanted === wanted && pair.got === got).length])),
      ]),
    );
    process.stdout.write(`status by label (rows) and judgement (columns), ${pairs.length} pairs: ${JSON.stringify(table)}\n`);
    for (const { wanted, got, line } of pairs.filter((pair) => pair.wanted !== pair.got))
      process.stdout.write(`  ${wanted}, judged ${got}: ${line}\n`);
    const affected = pairs.filter(({ wanted }) => wanted === 'affected');
    expect(pairs.length).toBeGreaterThan(200);
    expect(pairs.filter(({ wanted, got }) => wanted === got).length / pairs.length).toBeGreaterThanOrEqual(0.98);
    expect(affected.filter(({ got }) => got === 'fixed').length / affected.length).toBeLessThanOrEqual(0.01);
  });

  it('are only left unknown where a date without a year is not given one', () => {
    const [withYear, without] = [judgedPairs(true), judgedPairs(false)];
    const other = without.filter(({ got }, index) => got !== withYear[index]?.got);
    expect(new Set(other.map(({ got }) => got))).toEqual(new Set(['undetermined']));
    expect(without.filter(({ wanted, got }) => wanted === got).length / without.length).toBeGreaterThanOrEqual(0.95);
  });

  it('are read from nearly every entry of all advisories, and read back the same as printed', () => {
    const products = [...medicalDocuments(), ...industrialDocuments()].flatMap(productsOf);
    const texts = products.map(({ paths: [path = []] }) => path.at(-1)?.name ?? '');
    const clauses = new Map([...new Set(texts)].map((text) => [text, parseVersionClause(text)]));
    const unread = texts.filter((text) => isUnread(clauses.get(text) ?? { kind: 'unreadable', text }));
    process.stdout.write(`read: ${texts.length - unread.length} of ${texts.length} version texts (${clauses.size} different)\n`);
    expect(unread.length / texts.length).toBeLessThanOrEqual(0.015);
    const changed = [...clauses]
      .filter(([, clause]) => JSON.stringify(parseVersionClause(printClause(clause))) !== JSON.stringify(clause))
      .map(([text]) => text);
    expect(changed).toEqual([]);
  });
});
