/**
 * Real reports of OpenVAS, Qualys and masscan, kept outside the repository: each is accepted with the counts of the table or
 * refused with the code of the table. The counts were taken with other readers (Python's ElementTree, json and csv), and
 * those of XML and JSON are taken again here from the raw text.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';

const samples = fileURLToPath(new URL('../../../shared/data/scans/', import.meta.url));
const isThere = existsSync(samples);
const folders = ['masscan', 'openvas', 'qualys', 'qualys_infrascan_webgui', 'qualys_vmdr'];

interface Expected {
  readonly importer: string;
  readonly items: number;
  readonly assets: number;
  readonly vulnerabilities: number;
  readonly detections: number;
  readonly nothing: number;
  readonly coverage: number;
  /** CVE identifiers of all vulnerabilities; not counted for tables, whose reading is csv-samples.test.ts' matter. */
  readonly cves: number;
  readonly issues: readonly string[];
}

function counts(importer: string, some: Partial<Expected>): Expected {
  const none = { items: 0, assets: 0, vulnerabilities: 0, detections: 0, nothing: 0, coverage: 0, cves: 0, issues: [] };
  return { importer, ...none, ...some };
}

const accepted: Readonly<Record<string, Expected>> = {
  'masscan/masscan_many_vuln.json': counts('masscan', { items: 4, assets: 1, detections: 4 }),
  'masscan/masscan_one_vuln.json': counts('masscan', { items: 1, assets: 1, detections: 1 }),
  // Its addresses were made unreal by hand (192.168.1.1001), so the host is known by its name alone; two results have no threat.
  'openvas/many_vuln.xml.gz': counts('openvas', {
    items: 44,
    assets: 1,
    vulnerabilities: 44,
    coverage: 1,
    cves: 55,
    issues: ['threat-missing', 'threat-missing', 'address-malformed'],
  }),
  'openvas/no_vuln.xml': counts('openvas', {}),
  'openvas/report_detail_v2.xml': counts('openvas', { items: 1, assets: 1, vulnerabilities: 1, coverage: 1, cves: 93 }),
  'openvas/no_vuln.csv': counts('csv', {}),
  'openvas/one_vuln.csv': counts('csv', { items: 1, assets: 1, vulnerabilities: 1, coverage: 1 }),
  'openvas/report_using_CVE.csv': counts('csv', { items: 43, assets: 1, vulnerabilities: 43, coverage: 1 }),
  'qualys/empty.xml': counts('qualys', { issues: ['report-selective'] }),
  'qualys/monthly_pci_issue6932.csv': counts('csv', { items: 1, assets: 1, vulnerabilities: 1, coverage: 1 }),
  'qualys_infrascan_webgui/qualys_infrascan_webgui_0.xml': counts('qualys', { assets: 1, coverage: 1 }),
  'qualys_infrascan_webgui/qualys_infrascan_webgui_multiple.xml': counts('qualys', {
    items: 24,
    assets: 2,
    vulnerabilities: 8,
    detections: 16,
    coverage: 2,
    cves: 42,
    issues: ['potential-included'],
  }),
  'qualys_vmdr/many_vulns_cve.csv': counts('csv', { items: 5, assets: 5, vulnerabilities: 4, nothing: 1, coverage: 5 }),
  'qualys_vmdr/many_vulns_qid.csv': counts('csv', { items: 5, assets: 5, vulnerabilities: 4, nothing: 1, coverage: 5 }),
  'qualys_vmdr/no_vuln_cve.csv': counts('csv', {}),
  'qualys_vmdr/no_vuln_no_metadata_cve.csv': counts('csv', {}),
  'qualys_vmdr/no_vuln_qid.csv': counts('csv', {}),
  'qualys_vmdr/one_vuln_cve.csv': counts('csv', { items: 1, assets: 1, vulnerabilities: 1, coverage: 1 }),
  'qualys_vmdr/one_vuln_no_metadata_cve.csv': counts('csv', { items: 1, assets: 1, vulnerabilities: 1, coverage: 1 }),
};

/** What masscan leaves when it found nothing is a file of no bytes, which says nothing, not even when. */
const refused: Readonly<Record<string, string>> = { 'masscan/masscan_no_vuln.json': 'file-empty' };

function count(parsed: ParsedFile): Expected {
  const vulnerabilities = recordsOf(parsed, 'vulnerability');
  return {
    importer: parsed.importer.id,
    items: itemNumbersOf(parsed).length,
    assets: recordsOf(parsed, 'asset').length,
    vulnerabilities: vulnerabilities.length,
    detections: recordsOf(parsed, 'detection').length,
    nothing: recordsOf(parsed, 'nothing').length,
    coverage: recordsOf(parsed, 'coverage').length,
    cves: parsed.importer.id === 'csv' ? 0 : vulnerabilities.reduce((sum, { cveIds }) => sum + cveIds.length, 0),
    // Notes on columns and time zones of a table are the CSV importer's own matter.
    issues: parsed.issues.filter((issue) => parsed.importer.id !== 'csv' || issue.severity !== 'note').map((issue) => issue.code),
  };
}

const occurrences = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Counted without any parser. */
function countRaw(importer: string, text: string): Partial<Expected> {
  if (importer === 'masscan') return { items: occurrences(text, /"port":/g), detections: occurrences(text, /"status": "open"/g) };
  if (importer === 'openvas') {
    const items = occurrences(text, /<result\s/g);
    const informational = occurrences(text, /<threat>(Log|Debug)<\/threat>\s*<severity/g);
    return { items, vulnerabilities: items - informational, cves: occurrences(text, /<ref\s[^>]*type="cve"/g) };
  }
  if (importer !== 'qualys') return {};
  return {
    items: occurrences(text, /<(VULN|PRACTICE|INFO|SERVICE|VULN_INFO)[\s>](?!_)/g),
    vulnerabilities: occurrences(text, /<(VULN|PRACTICE)\s/g),
    assets: occurrences(text, /<IP\s/g),
    cves: occurrences(text, /<CVE_ID>/g),
  };
}

// The title says why when it is skipped.
describe.skipIf(!isThere)(
  isThere
    ? 'real reports of OpenVAS, Qualys and masscan'
    : `real reports of OpenVAS, Qualys and masscan, skipped because ${samples} is absent`,
  () => {
    it.each(Object.entries(accepted))('%s gives the counts of the table, and of the raw text', async (name, expected) => {
      const parsed = await parseFile(samples + name);
      expect(parsed.problem).toBeUndefined();
      expect(parsed.headers).toHaveLength(1);
      expect(count(parsed)).toEqual(expected);
      const bytes = readFileSync(samples + name);
      expect(expected).toMatchObject(countRaw(expected.importer, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')));
    });

    it.each(Object.entries(refused))('%s is refused as %s', async (name, code) => {
      await expect(parseFile(samples + name)).rejects.toMatchObject({ code });
    });

    it('has every sample of the three scanners in one of the tables', () => {
      const files = folders.flatMap((folder) =>
        readdirSync(samples + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
      );
      expect(files.toSorted()).toEqual([...Object.keys(accepted), ...Object.keys(refused)].toSorted());
    });
  },
);
