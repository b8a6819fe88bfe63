/** Damaged JSON reports: whatever the damage, the answer is a Problem or records, never a crash, and what was read stays true. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '#test/support/damaged-file.ts';

const reports = [
  'trivy/fixtures/image.json',
  'trivy/fixtures/cluster.json',
  'grype/fixtures/sorted-keys.json',
  'wazuh/fixtures/index-answer.json',
  'ms-defender/fixtures/first-page.json',
  'cyclonedx/fixtures/nested-components.json',
  'spdx/fixtures/two-packages.json',
  'endoflife/fixtures/api-full.json',
];

describe.each(reports)('a damaged copy of %s', (name) => {
  const whole = readFileSync(fileURLToPath(new URL(name, import.meta.url)));

  it('cut anywhere ends in a Problem, with the records before the cut and no coverage', async () => {
    const { parsed: complete } = await attempt(whole, 4_096);
    expect(complete?.problem).toBeUndefined();
    const lastAt = whole.lastIndexOf('}');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: lastAt }), fc.integer({ min: 20, max: 5_000 }), async (cutAt, size) => {
        const { code, parsed } = await attempt(whole.subarray(0, cutAt), size);
        // Without what the head says of the format it is not known whose report it is.
        expect(code).toBe(parsed === undefined ? 'file-format-unknown' : 'file-truncated');
        if (parsed?.importer !== complete?.importer) return;
        expect(parsed?.records).toEqual(complete?.records.slice(0, parsed?.records.length));
        expect(parsed?.records.some((record) => record.kind === 'coverage')).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('with any bytes overwritten ends in records or in a Problem of the file', async () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const { code } = await attempt(bytes, 4_096);
        expect(code === undefined || code.startsWith('file-')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
