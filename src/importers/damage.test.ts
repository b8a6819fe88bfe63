/** Damaged XML reports: whatever the damage, the answer is a Problem or records, never a crash, and nothing read before is lost. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '#test/support/damaged-file.ts';

const reports = [
  'nmap/fixtures/ports-of-two-hosts.xml',
  'nmap/fixtures/vulnerability-scripts.xml',
  'nessus/fixtures/authenticated-host.nessus',
  'masscan/fixtures/report.xml',
  'qualys/fixtures/scan-of-two-hosts.xml',
  'cyclonedx/fixtures/components.xml',
];
const read = (name: string): Buffer => readFileSync(fileURLToPath(new URL(name, import.meta.url)));

describe.each(reports)('a damaged copy of %s', (name) => {
  const whole = read(name);
  const text = whole.toString('latin1');
  const rootAt = text.indexOf('>', text.search(/<(nmaprun|NessusClientData_v2|SCAN|bom)\b/)) + 1;

  it('cut anywhere behind its root ends as truncated, with the records before the cut', async () => {
    const { parsed: complete } = await attempt(whole, 4_096);
    expect(complete?.problem).toBeUndefined();
    const lastTagAt = whole.lastIndexOf('</');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: rootAt, max: lastTagAt }), fc.integer({ min: 50, max: 5_000 }), async (cutAt, size) => {
        const { code, parsed } = await attempt(whole.subarray(0, cutAt), size);
        expect(code).toBe('file-truncated');
        expect(parsed?.records).toEqual(complete?.records.slice(0, parsed?.records.length));
      }),
      { numRuns: 60 },
    );
  });

  it('gzipped and cut anywhere ends as truncated', async () => {
    const zipped = gzipSync(whole);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: zipped.length - 1 }), async (cutAt) => {
        expect((await attempt(zipped.subarray(0, cutAt), 512)).code).toBe('file-truncated');
      }),
      { numRuns: 30 },
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
