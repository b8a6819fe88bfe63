/**
 * Real reports of scanners, kept outside the repository: each goes through opening, detection and parsing, and the
 * counts are held against a table and against an independent count of the elements in the raw text.
 * Tables as text have their own file: csv-samples.test.ts.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';

const samples = fileURLToPath(new URL('../../../shared/data/scans/', import.meta.url));
const isThere = existsSync(samples);

interface Expected {
  readonly importer: string;
  readonly items: number;
  readonly assets: number;
  readonly vulnerabilities: number;
  readonly detections: number;
  readonly nothing: number;
  readonly coverage: number;
  readonly issues: readonly string[];
}

const nothingSpecial = { vulnerabilities: 0, detections: 0, nothing: 0, coverage: 0, issues: [] };
const nmap = { ...nothingSpecial, importer: 'nmap' };
const nessus = { ...nothingSpecial, importer: 'nessus', assets: 1, coverage: 1 };

const xmlSamples: Readonly<Record<string, Expected>> = {
  'nmap/issue12411.xml': { ...nmap, items: 7, assets: 2, detections: 4, nothing: 3 },
  'nmap/issue4406.xml': { ...nmap, items: 25, assets: 1, detections: 25, vulnerabilities: 8, coverage: 1 },
  'nmap/nmap_1port.xml': { ...nmap, items: 1, assets: 1, detections: 1 },
  'nmap/nmap_multiple_port.xml': { ...nmap, items: 13, assets: 1, detections: 13 },
  'nmap/nmap_script_vulners.xml': { ...nmap, items: 1, assets: 1, detections: 1, vulnerabilities: 2, coverage: 1 },
  'tenable/nessus/issue_6992.nessus.gz': { ...nessus, items: 1, vulnerabilities: 1 },
  'tenable/nessus/nessus_many_vuln.xml.gz': { ...nessus, items: 7, detections: 7, issues: ['time-zone-assumed'] },
  'tenable/nessus/nessus_with_cwe-.nessus.gz': { ...nessus, items: 1, vulnerabilities: 1 },
  'tenable/nessus_was/nessus_was_many_vuln.xml': { ...nessus, items: 5, detections: 1, vulnerabilities: 4 },
  'tenable/nessus_was/nessus_was_no_vuln.xml': { ...nessus, items: 0 },
};

function rawText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const occurrences = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function count(parsed: ParsedFile): Expected {
  return {
    importer: parsed.importer.id,
    items: itemNumbersOf(parsed).length,
    assets: recordsOf(parsed, 'asset').length,
    vulnerabilities: recordsOf(parsed, 'vulnerability').length,
    detections: recordsOf(parsed, 'detection').length,
    nothing: recordsOf(parsed, 'nothing').length,
    coverage: recordsOf(parsed, 'coverage').length,
    issues: parsed.issues.map((issue) => issue.code),
  };
}

/** Counted without any parser: elements by their start, outside of escaped text. */
function countRaw(importer: string, text: string): Pick<Expected, 'items' | 'assets' | 'vulnerabilities' | 'detections'> {
  if (importer === 'nmap') {
    return {
      items: occurrences(text, /<port\s/g),
      assets: occurrences(text, /<status state="up"/g),
      vulnerabilities: occurrences(text, /<elem key="id">CVE-/g),
      detections: occurrences(text, /<state state="open"/g),
    };
  }
  return {
    items: occurrences(text, /<ReportItem\s/g),
    assets: occurrences(text, /<ReportHost\s/g),
    vulnerabilities: occurrences(text, /<ReportItem[^>]*\sseverity="[1-4]"/g),
    detections: occurrences(text, /<ReportItem[^>]*\sseverity="0"/g),
  };
}

// The title says why when it is skipped.
describe.skipIf(!isThere)(isThere ? 'real XML reports' : `real XML reports, skipped because ${samples} is absent`, () => {
  it.each(Object.entries(xmlSamples))('%s gives the counts of the table, and of the raw text', async (name, expected) => {
    const parsed = await parseFile(samples + name);
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toHaveLength(1);
    expect(count(parsed)).toEqual(expected);
    expect(expected).toMatchObject(countRaw(expected.importer, rawText(samples + name)));
  });

  it('has every XML sample of the two scanners in the table', () => {
    const files = ['nmap', 'tenable'].flatMap((folder) =>
      readdirSync(samples + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    );
    const xml = files.filter((file) => /\.(xml|nessus)(\.gz)?$/.test(file));
    expect(xml.toSorted()).toEqual(Object.keys(xmlSamples).toSorted());
  });
});
