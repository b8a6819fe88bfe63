import { describe, expect, test } from 'vitest';
import type { ReadDocument } from '../advisory-reading.ts';
import { isCompactRow, readCompactRow } from './read-compact-row.ts';
import { isNvdDocument, readNvdDocument } from './read-record.ts';

const target = {
  vulnerable: true,
  criteria: 'cpe:2.3:a:norda:flow_guard:*:*:*:*:*:*:*:*',
  versionStartIncluding: '2.0',
  versionEndExcluding: '2.14',
};
const platform = { vulnerable: false, criteria: 'cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*' };
const record = (changes: object = {}) => ({
  id: 'CVE-2030-0001',
  sourceIdentifier: 'x@norda.example',
  published: '2030-01-01T10:00:00.383',
  lastModified: '2030-01-02T10:00:00.000',
  vulnStatus: 'Analyzed',
  cisaExploitAdd: '2030-03-01',
  cisaVulnerabilityName: 'Norda FlowGuard open port',
  descriptions: [
    { lang: 'en', value: 'An open port.' },
    { lang: 'es', value: 'Un puerto.' },
  ],
  metrics: {
    cvssMetricV31: [{ cvssData: { version: '3.1', vectorString: 'CVSS:3.1/AV:L', baseScore: 7 } }],
    cvssMetricV2: [{ cvssData: { version: '2.0', vectorString: 'AV:L', baseScore: 4.4 } }],
  },
  weaknesses: [
    {
      description: [
        { lang: 'en', value: 'CWE-284' },
        { lang: 'en', value: 'NVD-CWE-noinfo' },
      ],
    },
  ],
  references: [{ url: 'https://norda.example/1', tags: ['Patch'] }],
  configurations: [
    {
      operator: 'AND',
      nodes: [
        { operator: 'OR', negate: false, cpeMatch: [target] },
        { operator: 'OR', negate: false, cpeMatch: [platform] },
      ],
    },
  ],
  ...changes,
});

const all = (json: unknown): ReadDocument[] => [...readNvdDocument(json)];
function one(json: unknown) {
  const [given] = all(json);
  if (given === undefined || given.kind === 'refused') throw given?.problem ?? new Error('nothing read');
  return given;
}

describe('NVD records', () => {
  test('name the targets of their configurations, never the platforms', () => {
    const { advisory, remarks } = one({ cve: record() });
    expect(remarks).toEqual([]);
    expect(advisory.products).toEqual([
      {
        productId: 'a:norda:flow_guard',
        name: 'norda flow guard',
        paths: [
          [
            { category: 'vendor', name: 'norda' },
            { category: 'product_name', name: 'flow guard' },
            { category: 'product_version_range', name: '>=2.0 <2.14' },
          ],
        ],
        identifiers: [{ kind: 'cpe', value: 'cpe:2.3:a:norda:flow_guard:*:*:*:*:*:*:*:*' }],
        relationship: null,
      },
    ]);
    expect(advisory.flaws[0]?.applicability).toEqual([
      {
        operator: 'AND',
        isNegated: false,
        nodes: [
          {
            operator: 'OR',
            isNegated: false,
            matches: [{ isVulnerable: true, criteria: target.criteria, startIncluding: '2.0', endExcluding: '2.14' }],
          },
          { operator: 'OR', isNegated: false, matches: [{ isVulnerable: false, criteria: platform.criteria }] },
        ],
      },
    ]);
  });

  test('keep scores, CWE, the day of KEV, addresses, and times as UTC', () => {
    const { advisory } = one(record());
    expect(advisory).toMatchObject({
      kind: 'nvd',
      title: 'Norda FlowGuard open port',
      publisher: 'NVD',
      publishedAt: '2030-01-01T10:00:00.383Z',
      modifiedAt: '2030-01-02T10:00:00.000Z',
      notes: [{ text: 'An open port.' }],
      references: [{ url: 'https://norda.example/1', tags: ['Patch'] }],
      flaws: [{ cweIds: ['CWE-284'], listedAsExploitedOn: '2030-03-01', scores: [{ version: '3.1' }, { version: '2.0' }] }],
    });
  });

  test('list a criterion that is no CPE, and stand without it', () => {
    const nodes = [{ operator: 'OR', cpeMatch: [{ ...target, criteria: 'cpe:2.3:a:soap::lite:*:*:*' }, target] }];
    const { advisory, remarks } = one(record({ configurations: [{ nodes }] }));
    expect(remarks.map(({ code, path }) => [code, path])).toEqual([['cpe-invalid', '/configurations/0/nodes/0/cpeMatch/0/criteria']]);
    expect(advisory.products).toHaveLength(1);
  });

  test('that were rejected name nothing', () => {
    const { advisory } = one(record({ vulnStatus: 'Rejected' }));
    expect(advisory).toMatchObject({ products: [], isRejected: true, flaws: [{ statuses: [] }] });
    expect(advisory.flaws[0]?.applicability).toBeUndefined();
  });

  test('with a wildcard as vendor or product name nothing that could be met', () => {
    const nodes = [{ operator: 'OR', cpeMatch: [{ ...target, criteria: 'cpe:2.3:a:*:flow_guard:*:*:*:*:*:*:*:*' }] }];
    expect(one(record({ configurations: [{ nodes }] })).advisory.products).toEqual([]);
  });

  test('of a page are read each for itself; a page that is cut short is told', () => {
    const page = {
      format: 'NVD_CVE',
      resultsPerPage: 4,
      vulnerabilities: [{ cve: record() }, { cve: { id: 'CVE-TEST' } }, { other: 1 }],
    };
    const given = all(page);
    expect(given.map(({ kind }) => kind)).toEqual(['read', 'refused', 'refused', 'refused']);
    expect(given.flatMap((each) => (each.kind === 'refused' ? [each.problem.message] : []))).toEqual([
      'The record at /vulnerabilities/1/cve has no CVE id but "CVE-TEST"; it cannot be known again.',
      'The record at /vulnerabilities/2/cve has no CVE id but ""; it cannot be known again.',
      'The page says that it holds 4 records and holds 3; the rest is missing. Fetch it again.',
    ]);
  });

  test('are known by content: not a bill of materials, not a compact row', () => {
    expect([record(), { cve: record() }, { format: 'NVD_CVE', vulnerabilities: [] }].map(isNvdDocument)).toEqual([true, true, true]);
    expect([{ bomFormat: 'CycloneDX', vulnerabilities: [] }, { id: 'CVE-2030-0001', configurations: [] }, null].map(isNvdDocument)).toEqual(
      [false, false, false],
    );
  });
});

describe('compact rows of configurations', () => {
  const row = {
    id: 'CVE-2030-0001',
    published: '2030-01-01T10:00:00',
    modified: '2030-01-02T10:00:00.797000+00:00',
    desc: 'An open port.',
    reason: 'Too wide.',
    configurations: [{ op: 'AND', nodes: [{ op: 'OR', m: [{ c: target.criteria, v: true, vsi: '2.0', vee: '2.14' }] }] }],
  };

  test('say the same as the records of NVD, under another publisher', () => {
    expect(isCompactRow(row)).toBe(true);
    const given = readCompactRow(row);
    expect(given).toMatchObject({
      kind: 'read',
      advisory: {
        kind: 'nvd',
        publisher: 'NVD overrides',
        modifiedAt: '2030-01-02T10:00:00.797Z',
        products: [{ productId: 'a:norda:flow_guard' }],
        flaws: [{ applicability: [{ operator: 'AND', nodes: [{ matches: [{ startIncluding: '2.0', endExcluding: '2.14' }] }] }] }],
      },
    });
  });

  test('that say "no product" name none', () => {
    const none = { ...row, configurations: [{ nodes: [{ op: 'OR', m: [{ c: 'cpe:2.3:a:null:null:*:*:*:*:*:*:*:*', v: false }] }] }] };
    expect(readCompactRow(none)).toMatchObject({ kind: 'read', advisory: { products: [] } });
    expect(readCompactRow({ ...row, id: 'x' }).kind).toBe('refused');
  });
});
