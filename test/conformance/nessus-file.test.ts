/** The generator of Nessus reports says what it wrote; the importer must read exactly that. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNessusFile, type NessusFileCounts, type NessusFileOptions } from '#bench/nessus-file.ts';
import { itemNumbersOf, parseFile, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';

const options: NessusFileOptions = { hosts: 40, items: 1_003, seed: 11, scanStartAt: '2026-03-10T11:00:00.000Z' };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nessus-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function writeAndParse(
  name: string,
  given: NessusFileOptions,
): Promise<{ counts: NessusFileCounts; parsed: ParsedFile; text: string }> {
  const path = join(folder, name);
  const counts = await writeNessusFile(path, given);
  return { counts, parsed: await parseFile(path), text: readFileSync(path, 'utf8') };
}

const findingKeys = (parsed: ParsedFile): Set<string> =>
  new Set(recordsOf(parsed, 'vulnerability').map((one) => `${one.assetKey} ${one.check.nativeId}`));

describe('writeNessusFile', () => {
  it('writes what it counts, and the importer reads all of it without a remark', async () => {
    const { counts, parsed, text } = await writeAndParse('first.nessus', options);
    expect(counts).toMatchObject({ hosts: 40, items: 1_003, bytes: Buffer.byteLength(text) });
    expect(parsed).toMatchObject({ issues: [], problem: undefined, headers: [{ observedAt: options.scanStartAt }] });
    expect(itemNumbersOf(parsed).length).toBe(counts.items);
    expect(recordsOf(parsed, 'asset')).toHaveLength(40);
    expect(recordsOf(parsed, 'coverage')).toHaveLength(40);
    expect(recordsOf(parsed, 'detection')).toHaveLength(counts.informational);
    const vulnerabilities = recordsOf(parsed, 'vulnerability');
    expect(vulnerabilities).toHaveLength(counts.vulnerabilities);
    expect(vulnerabilities.reduce((sum, one) => sum + Math.max(1, one.cveIds.length), 0)).toBe(counts.findings);
    // A host never bears one check twice, so each vulnerability is a finding of its own.
    expect(findingKeys(parsed).size).toBe(counts.vulnerabilities);
  });

  it('writes the same bytes again, other bytes for another seed, and realistic sizes', async () => {
    const first = await writeAndParse('one.nessus', options);
    const again = await writeAndParse('two.nessus', options);
    const other = await writeAndParse('three.nessus', { ...options, seed: 12 });
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
    const itemBytes = first.counts.bytes / first.counts.items;
    expect(itemBytes).toBeGreaterThan(1_000);
    expect(itemBytes).toBeLessThan(1_600);
    expect(first.counts.informational / first.counts.items).toBeGreaterThan(0.3);
    expect(first.counts.informational / first.counts.items).toBeLessThan(0.5);
  });

  it('writes a following scan in which some findings are gone and some are new, of the same hosts and checks', async () => {
    const { parsed: first } = await writeAndParse('round-0.nessus', options);
    const { parsed: next } = await writeAndParse('round-1.nessus', { ...options, round: 1, scanStartAt: '2026-04-10T11:00:00.000Z' });
    const [before, after] = [findingKeys(first), findingKeys(next)];
    const gone = [...before].filter((key) => !after.has(key)).length / before.size;
    const fresh = [...after].filter((key) => !before.has(key)).length / before.size;
    expect(gone).toBeGreaterThan(0.07);
    expect(gone).toBeLessThan(0.17);
    expect(fresh).toBeGreaterThan(0.05);
    expect(fresh).toBeLessThan(gone + 0.03);
    expect(recordsOf(next, 'asset').map((asset) => asset.facts)).toEqual(recordsOf(first, 'asset').map((asset) => asset.facts));
    const checkSets = new Set([...recordsOf(first, 'coverage'), ...recordsOf(next, 'coverage')].map((one) => one.checkSet));
    expect(checkSets.size).toBe(1);
  });
});
