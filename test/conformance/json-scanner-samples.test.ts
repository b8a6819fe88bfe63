/**
 * Real reports of scanners that write JSON, kept outside the repository: each goes through opening, detection and
 * parsing, and what came out is held against a table and against a count of the raw text that knows no importer.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { itemNumbersOf, parseFile, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';

const samples = fileURLToPath(new URL('../../../shared/data/scans/', import.meta.url));
const folders = ['trivy', 'anchore_grype', 'wazuh', 'ms_defender'];
const isThere = folders.every((folder) => existsSync(samples + folder));

interface Expected {
  readonly items: number;
  readonly assets: number;
  readonly vulnerabilities: number;
  readonly nothing: number;
  /** Items. */
  readonly refused: number;
  /** Check set of each asset looked at; `-` = not complete. */
  readonly coverage: readonly (string | null)[];
  readonly issues: readonly string[];
}

const none = { items: 0, assets: 0, vulnerabilities: 0, nothing: 0, refused: 0, coverage: [], issues: [] };
const trivy = { ...none, assets: 1, coverage: ['trivy'] };
const grype = { ...none, assets: 1, coverage: ['grype'] };
const settings = 'misconfiguration-dropped';
const cut = { ...none, assets: 1, coverage: ['-'], issues: ['answer-incomplete'] };

const accepted: Readonly<Record<string, Expected>> = {
  // One of eight is not_affected.
  'trivy/all_statuses.json': { ...trivy, items: 8, vulnerabilities: 7, nothing: 1 },
  'trivy/cvss_severity_source.json': { ...trivy, items: 2, vulnerabilities: 2 },
  // A cluster without software: services, roles and their settings.
  'trivy/issue_10991.json.gz': { ...none, items: 37, nothing: 37, issues: [settings] },
  'trivy/issue_9092.json': { ...trivy, items: 1, vulnerabilities: 1 },
  'trivy/issue_9170.json.gz': { ...none, items: 37, nothing: 37, issues: [settings] },
  'trivy/issue_9333.json': { ...trivy, items: 13, vulnerabilities: 13 },
  'trivy/kubernetes.json.gz': {
    ...trivy,
    items: 20,
    assets: 2,
    vulnerabilities: 10,
    nothing: 10,
    coverage: ['trivy', 'trivy'],
    issues: [settings],
  },
  // The same deployment stands twice and is one asset.
  'trivy/kubernetes_fabricated_internal_duplicates.json': { ...trivy, items: 13, vulnerabilities: 7, nothing: 6, issues: [settings] },
  'trivy/kubernetes_fabricated_internal_duplicates_subset.json': { ...trivy, items: 5, vulnerabilities: 4, nothing: 1, issues: [settings] },
  'trivy/legacy_many_vulns.json.gz': { ...trivy, items: 93, vulnerabilities: 93, issues: ['severity-assumed'] },
  'trivy/license_scheme.json': { ...none, items: 19, assets: 1, nothing: 19, issues: ['license-dropped'] },
  // Scanned as ".": the two flaws have no artifact to belong to.
  'trivy/misconfigurations_and_secrets.json': {
    ...none,
    items: 5,
    nothing: 3,
    refused: 2,
    issues: [settings, 'secret-dropped', 'artifact-unnamed', 'artifact-unnamed'],
  },
  'trivy/scheme_2_many_vulns.json': { ...trivy, items: 5, vulnerabilities: 5 },
  'trivy/severity_prio.json': { ...trivy, items: 2, vulnerabilities: 2 },
  // Cut out of its report: only the matches are left.
  'anchore_grype/anchore_grype_epss_problem.json': { ...none, items: 1, refused: 1, issues: ['artifact-unnamed'] },
  'anchore_grype/check_all_fields_different_ids_fabricated.json': { ...grype, items: 1, vulnerabilities: 1, coverage: ['grype#1c74341e'] },
  'anchore_grype/check_all_fields_with_ids_fabricated.json': { ...grype, items: 1, vulnerabilities: 1, coverage: ['grype#1c74341e'] },
  'anchore_grype/fix_available.json': { ...grype, items: 1, vulnerabilities: 1, coverage: ['grype#0980e0ac'] },
  'anchore_grype/fix_not_available.json': { ...grype, items: 1, vulnerabilities: 1, coverage: ['grype#0980e0ac'] },
  'anchore_grype/issue_9618.json.gz': { ...grype, items: 35, vulnerabilities: 35 },
  'anchore_grype/issue_9942.json': { ...grype, items: 1, vulnerabilities: 1, coverage: ['grype#0980e0ac'] },
  'anchore_grype/many_vulns_with_epss_values.json.gz': { ...grype, items: 15, vulnerabilities: 15, coverage: ['grype#7479cdaa'] },
  'anchore_grype/no_vuln.json': grype,
  'anchore_grype/same_cve_different_paths.json': { ...grype, items: 2, vulnerabilities: 2 },
  'wazuh/v4-7_no_findings.json': none,
  // The API asks per agent and does not repeat it.
  'wazuh/v4-7_one_finding.json': { ...none, items: 1, refused: 1, issues: ['agent-missing'] },
  'wazuh/v4-7_one_finding_with_endpoint.json': { ...none, items: 1, assets: 1, vulnerabilities: 1, coverage: [null] },
  // One of the 125 that the index found.
  'wazuh/wazuh_abnormal_severity.json': { ...cut, items: 1, vulnerabilities: 1 },
  // Both say that more pages follow.
  'ms_defender/report_many_vulns.json': { ...cut, items: 4, vulnerabilities: 4 },
  'ms_defender/report_one_vuln.json': { ...cut, items: 1, vulnerabilities: 1 },
};

const refused: Readonly<Record<string, RegExp>> = {
  'trivy/legacy_no_vuln.json': /it is the JSON value null, which names neither a tool nor what it looked at/,
};

const importerOf: Readonly<Record<string, string>> = {
  trivy: 'trivy',
  anchore_grype: 'grype',
  wazuh: 'wazuh',
  ms_defender: 'ms-defender',
};

function count(parsed: ParsedFile): Expected {
  return {
    items: itemNumbersOf(parsed).length,
    assets: recordsOf(parsed, 'asset').length,
    vulnerabilities: recordsOf(parsed, 'vulnerability').length,
    nothing: recordsOf(parsed, 'nothing').length,
    refused: parsed.issues.filter((issue) => issue.severity === 'refused').length,
    coverage: recordsOf(parsed, 'coverage').map((one) => (one.complete ? one.checkSet : '-')),
    issues: parsed.issues.map((issue) => issue.code),
  };
}

/** Objects of the whole file, at any depth, that are of the kind asked for. */
function countObjects(value: unknown, has: (object: Readonly<Record<string, unknown>>) => boolean): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countObjects(one, has), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = has(value as Readonly<Record<string, unknown>>) ? 1 : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + countObjects(one, has), own);
}

/** What makes an item of each format, by the keys of its object alone. */
const isItem: Readonly<Record<string, (object: Readonly<Record<string, unknown>>) => boolean>> = {
  trivy: (object) =>
    'VulnerabilityID' in object ||
    ('ID' in object && 'Query' in object) ||
    'RuleID' in object ||
    ('Confidence' in object && 'Link' in object),
  anchore_grype: (object) => 'vulnerability' in object && 'matchDetails' in object,
  wazuh: (object) => 'cve' in object || '_source' in object,
  ms_defender: (object) => 'cveId' in object,
};

function rawValue(path: string): unknown {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

// The title says why when it is skipped.
describe.skipIf(!isThere)(isThere ? 'real JSON reports' : `real JSON reports, skipped because ${samples} is absent`, () => {
  it.each(Object.entries(accepted))('%s gives the counts of the table, and of the raw text', async (name, expected) => {
    const parsed = await parseFile(samples + name);
    const folder = name.slice(0, name.indexOf('/'));
    expect(parsed.importer.id).toBe(importerOf[folder]);
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toHaveLength(1);
    expect(count(parsed)).toEqual(expected);
    expect(expected.vulnerabilities + expected.nothing + expected.refused).toBe(expected.items);
    expect(countObjects(rawValue(samples + name), isItem[folder] ?? (() => false))).toBe(expected.items);
  });

  it.each(Object.entries(refused))('%s is refused with a reason', async (name, reason) => {
    const problem = await parseFile(samples + name).catch((cause: unknown) => cause);
    expect(isProblem(problem) && problem.code).toBe('file-format-unknown');
    expect(isProblem(problem) && problem.message).toMatch(reason);
  });

  it('has every sample of the four scanners in a table', () => {
    const files = folders.flatMap((folder) => readdirSync(samples + folder).map((file) => `${folder}/${file}`));
    expect(files.toSorted()).toEqual([...Object.keys(accepted), ...Object.keys(refused)].toSorted());
  });
});
