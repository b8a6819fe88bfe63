import { describe, expect, test } from 'vitest';
import type { Advisory } from '#core/advisories/advisory.ts';
import { readCompactVulnrichment } from './read-compact-row.ts';
import { readCveRecord } from './read-record.ts';

const cna = {
  providerMetadata: { shortName: 'norda' },
  title: 'Open port in Kestrel',
  descriptions: [
    { lang: 'nl', value: 'Een open poort.' },
    { lang: 'en', value: 'An open port.' },
  ],
  affected: [
    {
      vendor: 'Norda',
      product: 'Kestrel MX800',
      defaultStatus: 'unaffected',
      platforms: ['Windows'],
      cpes: ['cpe:2.3:a:norda:kestrel_mx800:*:*:*:*:*:*:*:*', 'cpe:2.3:a:norda::kestrel'],
      versions: [
        { version: '0', lessThan: '3.6.0', status: 'affected', versionType: 'semver' },
        { version: '4.0', status: 'affected', changes: [{ at: '4.1', status: 'unaffected' }] },
      ],
    },
    { vendor: 'n/a', product: 'n/a', versions: [{ version: 'n/a', status: 'affected' }] },
    { vendor: 'Norda', packageName: 'kestrel-agent', packageURL: 'pkg:npm/kestrel-agent' },
  ],
  metrics: [
    { cvssV2_0: { vectorString: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', baseScore: 7.5 } },
    { cvssV4_0: { vectorString: 'CVSS:4.0/AV:N', baseScore: 99 } },
    { cvssV3_1: { baseScore: 9.8 } },
  ],
  problemTypes: [{ descriptions: [{ lang: 'en', description: 'CWE-284 Access', cweId: 'CWE-284' }] }],
  solutions: [{ lang: 'en', value: 'Install 3.6.0.' }],
  workarounds: [{ lang: 'en', value: 'Close the port.' }],
  references: [{ url: 'https://norda.example/1', tags: ['vendor-advisory', 'x_transferred'] }, { url: 'javascript:alert(1)' }],
};

const cisa = {
  providerMetadata: { shortName: 'CISA-ADP' },
  references: [{ url: 'https://norda.example/1', tags: ['patch'] }],
  affected: [{ vendor: 'norda', product: 'kestrel_mx800', versions: [{ version: '3.5', status: 'affected' }], defaultStatus: 'unknown' }],
  metrics: [
    {
      other: {
        type: 'ssvc',
        content: {
          timestamp: '2030-02-01T00:00:00Z',
          options: [{ Exploitation: 'None' }, { Automatable: 'Yes' }, { 'Technical Impact': 'total' }],
        },
      },
    },
    { other: { type: 'kev', content: { dateAdded: '2030-03-01' } } },
  ],
};

const metadata = {
  cveId: 'CVE-2030-0001',
  state: 'PUBLISHED',
  assignerShortName: 'norda',
  datePublished: '2030-01-01T10:00:00',
  dateUpdated: '2030-01-02T10:00:00.5Z',
};
const record = (changes: object = {}) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: metadata,
  containers: { cna, adp: [cisa] },
  ...changes,
});

function read(json: unknown): Advisory {
  const given = readCveRecord(json);
  if (given.kind === 'refused') throw given.problem;
  return given.advisory;
}

describe('CVE records', () => {
  test('give products with their versions, whose word each is, and what identifies them', () => {
    const { products, flaws } = read(record());
    expect(products.map(({ productId, name, paths }) => [productId, name, paths[0]?.at(-1)?.name])).toEqual([
      ['cna:0', 'Norda Kestrel MX800', '<3.6.0 | 4.0'],
      ['cna:2', 'Norda kestrel-agent', 'kestrel-agent'],
      ['CISA-ADP:0', 'norda kestrel_mx800', '3.5'],
    ]);
    expect(products[0]?.identifiers).toEqual([{ kind: 'cpe', value: 'cpe:2.3:a:norda:kestrel_mx800:*:*:*:*:*:*:*:*' }]);
    expect(products[1]?.identifiers).toEqual([{ kind: 'purl', value: 'pkg:npm/kestrel-agent' }]);
    expect(flaws[0]?.statuses.map(({ status }) => status)).toEqual(['known-affected', 'unknown', 'known-affected']);
    expect(flaws[0]?.affected?.[0]).toEqual({
      productId: 'cna:0',
      defaultStatus: 'unaffected',
      platforms: ['Windows'],
      versions: [
        { version: '0', lessThan: '3.6.0', status: 'affected', versionType: 'semver' },
        { version: '4.0', status: 'affected', changes: [{ at: '4.1', status: 'unaffected' }] },
      ],
    });
  });

  test('keep scores with a vector, CWE, SSVC in small letters, the day of KEV, texts and addresses', () => {
    const { flaws, notes, title, publisher, publishedAt, modifiedAt, references } = read(record());
    const [flaw] = flaws;
    expect({ title, publisher, publishedAt, modifiedAt }).toEqual({
      title: 'Open port in Kestrel',
      publisher: 'norda',
      publishedAt: '2030-01-01T10:00:00.000Z',
      modifiedAt: '2030-01-02T10:00:00.500Z',
    });
    expect(flaw?.scores.map(({ version, baseScore }) => [version, baseScore])).toEqual([
      ['2.0', 7.5],
      ['4.0', null],
    ]);
    expect(flaw).toMatchObject({
      cveId: 'CVE-2030-0001',
      cweIds: ['CWE-284'],
      ssvc: [{ by: 'CISA-ADP', at: '2030-02-01T00:00:00.000Z', exploitation: 'none', automatable: 'yes', technicalImpact: 'total' }],
      listedAsExploitedOn: '2030-03-01',
      remediations: [
        { category: 'vendor_fix', details: 'Install 3.6.0.' },
        { category: 'workaround', details: 'Close the port.' },
      ],
    });
    expect(notes.map(({ text }) => text)).toEqual(['An open port.']);
    expect(references).toEqual([{ url: 'https://norda.example/1', tags: ['vendor-advisory', 'patch'] }]);
  });

  test('tell what was left out', () => {
    const given = readCveRecord(record());
    expect(given.kind === 'read' && given.remarks.map(({ code, path }) => [code, path])).toEqual([
      ['cpe-invalid', '/containers/cna/affected/0/cpes'],
      ['score-without-vector', '/containers/cna/metrics/2/cvssV3_1'],
    ]);
  });

  test('have the targets of CPE configurations as products, and not the platforms', () => {
    const nodes = [
      {
        operator: 'OR',
        negate: false,
        cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:o:norda:kestrel_firmware:*:*:*:*:*:*:*:*', versionEndExcluding: '2.0' }],
      },
      { operator: 'OR', negate: false, cpeMatch: [{ vulnerable: false, criteria: 'cpe:2.3:h:norda:kestrel:-:*:*:*:*:*:*:*' }] },
    ];
    const { products, flaws } = read(
      record({ containers: { cna: { ...cna, affected: [], cpeApplicability: [{ operator: 'AND', nodes }] } } }),
    );
    expect(products.map(({ productId }) => productId)).toEqual(['cna:o:norda:kestrel_firmware']);
    expect(flaws[0]?.applicability?.[0]).toMatchObject({ operator: 'AND', nodes: [{}, { matches: [{ isVulnerable: false }] }] });
  });

  test('that were rejected name no product, whatever they still hold', () => {
    const { products, flaws, isRejected } = read(record({ cveMetadata: { ...metadata, state: 'REJECTED' } }));
    expect({ products, statuses: flaws[0]?.statuses, affected: flaws[0]?.affected, isRejected }).toEqual({
      products: [],
      statuses: [],
      affected: undefined,
      isRejected: true,
    });
  });

  test.each([
    ['no id', record({ cveMetadata: { ...metadata, cveId: 'CVE-TEST' } }), 'no CVE id but "CVE-TEST"'],
    ['another format', record({ dataVersion: '4.0' }), 'format "4.0"'],
    ['another state', record({ cveMetadata: { ...metadata, state: 'RESERVED' } }), 'state "RESERVED"'],
    ['no container of the authority', record({ containers: { adp: [cisa] } }), '/containers/cna'],
    ['a NUL', record({ containers: { cna: { ...cna, title: 'a\u0000' } } }), '/containers/cna/title'],
  ])('are refused with %s', (_, json, message) => {
    const given = readCveRecord(json);
    expect(given.kind === 'refused' && given.problem.message).toContain(message);
  });
});

describe('compact rows of Vulnrichment', () => {
  test('read as the record they were made of', () => {
    const row = {
      id: 'CVE-2030-0001',
      state: 'PUBLISHED',
      published: '2030-01-01T10:00:00',
      updated: '2030-01-02T10:00:00.5Z',
      assigner: 'norda',
      title: 'Open port in Kestrel',
      desc: 'An open port.',
      kev: '2030-03-01',
      ssvc: { exploitation: 'Active', automatable: 'no', technicalImpact: 'partial', ts: '2030-02-01T00:00:00Z' },
      cvss: [{ src: 'CISA-ADP', v: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', s: 9.8 }],
      cwe: ['CWE-284'],
      affected: [
        { src: 'CISA-ADP', vendor: 'norda', product: 'kestrel', default: 'unknown', versions: [{ version: '1', status: 'affected' }] },
      ],
    };
    const given = readCompactVulnrichment(row);
    expect(given).toMatchObject({
      kind: 'read',
      remarks: [],
      advisory: {
        documentId: 'CVE-2030-0001',
        publisher: 'norda',
        products: [{ productId: 'CISA-ADP:0' }],
        flaws: [
          {
            cweIds: ['CWE-284'],
            scores: [{ version: '3.1', baseScore: 9.8 }],
            ssvc: [{ exploitation: 'active' }],
            listedAsExploitedOn: '2030-03-01',
            affected: [{ defaultStatus: 'unknown' }],
          },
        ],
      },
    });
  });
});
