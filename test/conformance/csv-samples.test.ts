/**
 * The scanner exports among the shared samples, read whole. The counts were taken with another reader (Python's csv
 * module: rows, rows with any value, distinct hosts, severities), not with ours.
 */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';
import type { ImportedRecord } from '#core/imports/imported-record.ts';
import { isProblem } from '#core/kernel/problem.ts';

const folder = fileURLToPath(new URL('../../../shared/data/scans/', import.meta.url));
const isPresent = existsSync(folder);

interface Counts {
  readonly assets: number;
  readonly detections: number;
  readonly vulnerabilities: number;
  readonly nothing: number;
  readonly coverages: number;
  readonly refused: number;
  readonly warnings: number;
}

const expected: Readonly<Record<string, Counts>> = {
  'tenable/issue_11102.csv': counts({ assets: 2, vulnerabilities: 3 }),
  'tenable/issue_9612.csv': counts({ assets: 2, vulnerabilities: 3 }),
  'tenable/nessus/nessus_many_vuln.csv': counts({ assets: 2, vulnerabilities: 4, nothing: 529 }),
  'tenable/nessus/nessus_many_vuln2-all.csv': counts({ assets: 1, vulnerabilities: 1, detections: 29 }),
  'tenable/nessus_was/nessus_was_many_vuln.csv': counts({ assets: 1, vulnerabilities: 4, detections: 1, nothing: 24 }),
  'tenable/nessus_was/nessus_was_no_vuln.csv': counts({}),
  'tenable/nessus/nessus_new.csv.gz': counts({ assets: 99, vulnerabilities: 99 }),
  'qualys/monthly_pci_issue6932.csv': counts({ assets: 1, vulnerabilities: 1 }),
  'qualys_vmdr/many_vulns_cve.csv': counts({ assets: 5, vulnerabilities: 4, nothing: 1 }),
  'qualys_vmdr/many_vulns_qid.csv': counts({ assets: 5, vulnerabilities: 4, nothing: 1 }),
  'qualys_vmdr/no_vuln_cve.csv': counts({}),
  'qualys_vmdr/no_vuln_no_metadata_cve.csv': counts({}),
  'qualys_vmdr/no_vuln_qid.csv': counts({}),
  'qualys_vmdr/one_vuln_cve.csv': counts({ assets: 1, vulnerabilities: 1 }),
  'qualys_vmdr/one_vuln_no_metadata_cve.csv': counts({ assets: 1, vulnerabilities: 1 }),
  'openvas/no_vuln.csv': counts({}),
  'openvas/one_vuln.csv': counts({ assets: 1, vulnerabilities: 1 }),
  'openvas/report_using_CVE.csv': counts({ assets: 1, vulnerabilities: 43 }),
  'alertlogic/one_vuln.csv': counts({ assets: 1, vulnerabilities: 1 }),
};

function counts(some: Partial<Counts>): Counts {
  const none = { assets: 0, detections: 0, vulnerabilities: 0, nothing: 0, refused: 0, warnings: 0 };
  return { ...none, coverages: some.assets ?? 0, ...some };
}

async function count(path: string): Promise<Counts> {
  const opened = await openFile(createReadStream(folder + path), path);
  const choice = chooseImporter(opened.head);
  if (isProblem(choice)) throw choice;
  expect(choice.importer.id).toBe('csv');
  const found = { assets: 0, detections: 0, vulnerabilities: 0, nothing: 0, coverages: 0, refused: 0, warnings: 0 };
  const names: Partial<Record<ImportedRecord['kind'], keyof typeof found>> = {
    asset: 'assets',
    detection: 'detections',
    vulnerability: 'vulnerabilities',
    nothing: 'nothing',
    coverage: 'coverages',
  };
  for await (const event of choice.importer.parse(opened.bytes, {})) {
    if (event.kind === 'record') {
      const name = names[event.record.kind];
      expect(name, event.record.kind).toBeDefined();
      if (name !== undefined) found[name] += 1;
    }
    if (event.kind === 'issue' && event.issue.severity === 'refused') found.refused += 1;
    if (event.kind === 'issue' && event.issue.severity === 'warning') found.warnings += 1;
  }
  return found;
}

describe.skipIf(!isPresent)(`the scanner exports in CSV${isPresent ? '' : ` (skipped: ${folder} is not there)`}`, () => {
  it.each(['tenable', 'qualys', 'qualys_vmdr', 'openvas'])('are all listed here, those of %s', (scanner) => {
    const found = readdirSync(folder + scanner, { recursive: true, encoding: 'utf8' }).filter((path) => /\.csv(\.gz)?$/.test(path));
    expect(found.map((path) => `${scanner}/${path}`).toSorted()).toEqual(
      Object.keys(expected)
        .filter((path) => path.startsWith(`${scanner}/`))
        .toSorted(),
    );
  });

  it.each(Object.entries(expected))('%s is read whole', async (path, wanted) => {
    expect(await count(path)).toEqual(wanted);
  });

  it.each([
    'generic/generic_report1.csv',
    'wiz/sca_format.csv',
    'wiz/multiple_findings.csv.gz',
    'wiz/resolved_findings.csv',
    'intsights/intsights_many_vuln.csv',
  ])('%s names no hosts by columns that are known, so it is refused as unmapped and never becomes assets', async (path) => {
    await expect(count(path)).rejects.toMatchObject({ code: 'file-unmapped' });
  });
});
