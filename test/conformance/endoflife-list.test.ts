/** The public list of ends of support, kept outside the repository: read whole, and held against a count of its raw text. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseFile, recordsOf } from '#test/support/parse-file.ts';

const list = fileURLToPath(new URL('../../../shared/data/endoflife/endoflife-products.ndjson.gz', import.meta.url));

describe('the public list of ends of support', () => {
  it.skipIf(!existsSync(list))(`is read whole (skipped where ${list} is not there)`, async () => {
    const lines = gunzipSync(readFileSync(list)).toString('utf8').trimEnd().split('\n');
    const cycles = lines.flatMap((line) => (JSON.parse(line) as { releases: unknown[] }).releases);
    const parsed = await parseFile(list);
    expect(parsed.problem).toBeUndefined();
    expect(parsed.issues).toEqual([]);
    const products = recordsOf(parsed, 'support-product').map(({ product }) => product);
    expect(products).toHaveLength(lines.length);
    expect(products.flatMap((product) => product.cycles)).toHaveLength(cycles.length);
    expect(lines.length).toBe(464);
    expect(cycles.length).toBe(8_351);
  });
});
