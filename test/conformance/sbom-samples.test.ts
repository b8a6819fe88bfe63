/**
 * Real and example bills of materials, kept outside the repository: each goes through opening, detection and parsing. What
 * came out is held against a count of the raw text that knows no importer, and whatever is not read is in a table.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { itemNumbersOf, parseFile, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';

const samples = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const folders = ['cyclonedx-examples', 'cyclonedx-spec/resources', 'spdx-examples', 'sbom-guac', 'scans/cyclonedx', 'scans/spdx'];
const isThere = folders.every((folder) => existsSync(samples + folder));

/** Not a bill, or not what it says it is; the part of the reason that a person reads. */
const refused: Readonly<Record<string, RegExp>> = {
  // Definitions of packages by their licences, end-of-life dates, statements on flaws and an advisory.
  'sbom-guac/cd-mock/cd-maven-apachecommons-text4shell.json': /it is JSON/,
  'sbom-guac/cd-mock/cd-maven-commons-text4shell.json': /it is JSON/,
  'sbom-guac/cd-mock/cd-maven-iovertx.json': /it is JSON/,
  'sbom-guac/cd-mock/cd-maven-log4j.json.gz': /it is JSON/,
  'sbom-guac/cd-mock/cd-sourcearchive-log4j.json.gz': /it is JSON/,
  'sbom-guac/cd-mock/cd-sourcearchive-text4shell.json': /it is JSON/,
  'sbom-guac/eol-all.json': /it is JSON/,
  'sbom-guac/eol-sapmachine.json': /it is JSON/,
  // Its context names no OpenVEX.
  'sbom-guac/open-vex-affected.json': /it is JSON/,
  'sbom-guac/open-vex-not-affected.json': /an OpenVEX document/,
  'sbom-guac/rhsa-csaf.json': /a CSAF advisory/,
  // An XML declaration and nothing behind it.
  'sbom-guac/invalid-cyclonedx.xml': /XML without a root element/,
  'sbom-guac/invalid-cyclonedx.json': /"bomFormat": "CDX"/,
  'sbom-guac/invalid-spdx.json': /no version of SPDX/,
  'cyclonedx-spec/resources/1.5/invalid-bomformat-1.5.json': /"bomFormat": "AnotherFormat"/,
  'cyclonedx-spec/resources/1.6/invalid-bomformat-1.6.json': /"bomFormat": "AnotherFormat"/,
  'cyclonedx-spec/resources/1.7/invalid-bomformat-1.7.json': /"bomFormat": "AnotherFormat"/,
};

/** Files of which some items are refused: packages and components without a name. */
const refusedItems: Readonly<Record<string, number>> = {
  'sbom-guac/go-spdx-multi-arch_1.json': 1,
  'sbom-guac/go-spdx-multi-arch_2.json': 1,
  'sbom-guac/invalid-spdx-identifier-spdx.json': 3,
  'sbom-guac/small-spdx.json': 3,
  'cyclonedx-spec/resources/1.5/invalid-empty-component-1.5.json': 1,
  'cyclonedx-spec/resources/1.6/invalid-empty-component-1.6.json': 1,
  'cyclonedx-spec/resources/1.7/invalid-empty-component-1.7.json': 1,
};

function filesIn(folder: string): string[] {
  return readdirSync(samples + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(samples, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

function rawText(name: string): string {
  const bytes = readFileSync(samples + name);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

type Json = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** Components of a CycloneDX document and within them, the product itself not counted. */
function countComponents(owner: Json): number {
  return listOf(owner['components']).reduce((sum, one) => sum + 1 + countComponents(one), 0);
}

/** Packages or components as the raw text has them. */
function rawItems(name: string): number {
  const text = rawText(name);
  if (/^\s*<|^\ufeff?</.test(text)) {
    // The product stands before the list; tools may be listed as components too, in none of these.
    const listed = text.replace(/<(?:\w+:)?metadata\b[\s\S]*?<\/(?:\w+:)?metadata>/, '');
    return [...listed.matchAll(/<(?:\w+:)?component[\s>]/g)].length;
  }
  if (!text.trimStart().startsWith('{')) return [...text.matchAll(/^PackageName:/gm)].length;
  const read = JSON.parse(text) as Json;
  if ('@graph' in read) return listOf(read['@graph']).filter((one) => String(one['type']).endsWith('Package')).length;
  if ('spdxVersion' in read) return listOf(read['packages']).length;
  const product = ((read['metadata'] as Json | undefined)?.['component'] ?? {}) as Json;
  return countComponents(read) + countComponents(product);
}

// The title says why when it is skipped.
describe.skipIf(!isThere)(isThere ? 'sample bills of materials' : `sample bills of materials, skipped because ${samples} is absent`, () => {
  const names = isThere ? folders.flatMap(filesIn) : [];

  it.each(names.filter((name) => !(name in refused)))('%s is read, and has the items of the raw text', async (name) => {
    const parsed = await parseFile(samples + name);
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toHaveLength(1);
    const items = itemNumbersOf(parsed).length;
    expect(items).toBe(rawItems(name));
    expect(refusedIn(parsed)).toBe(refusedItems[name] ?? 0);
    const bills = recordsOf(parsed, 'bill');
    expect(bills.length).toBeLessThanOrEqual(1);
    // What says nothing to store says why.
    if (bills.length === 0) expect(parsed.issues.map((issue) => issue.code)).toContain('no-components');
    expect(recordsOf(parsed, 'component').length + recordsOf(parsed, 'nothing').length + refusedIn(parsed)).toBe(items);
    // Every package URL of these files is one.
    expect(parsed.issues.filter((issue) => issue.code === 'purl-invalid')).toEqual([]);
  });

  it.each(Object.entries(refused))('%s is refused with a reason', async (name, reason) => {
    const problem = await parseFile(samples + name).then(
      (parsed) => parsed.problem,
      (cause: unknown) => cause,
    );
    expect(isProblem(problem) && problem.message).toMatch(reason);
  });

  it('are as many as the manifest says', () => {
    expect(names.length).toBeGreaterThan(400);
    expect(Object.keys({ ...refused, ...refusedItems }).filter((name) => !names.includes(name))).toEqual([]);
  });
});

function refusedIn(parsed: ParsedFile): number {
  return parsed.issues.filter((issue) => issue.severity === 'refused').length;
}
