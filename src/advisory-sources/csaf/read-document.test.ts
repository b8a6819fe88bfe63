import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { localAdvisoryFiles } from '#cli/local-advisory-files.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import { repositoryFolder } from '#test/support/repository.ts';
import { readAdvisoryFiles } from '../advisory-files.ts';
import { readCsafDocument } from './read-document.ts';

/** A document with one product and one flaw, and what a test puts in its place. */
function csaf(parts: {
  readonly document?: object;
  readonly product_tree?: unknown;
  readonly vulnerabilities?: unknown;
  readonly version?: string;
}) {
  return {
    document: {
      csaf_version: parts.version ?? '2.0',
      title: 'Ward monitor lets anybody in',
      publisher: { name: 'Maker of monitors' },
      tracking: { id: 'MM-1', version: '2', initial_release_date: '2026-01-02T03:04:05+01:00', current_release_date: '2026-02-03' },
      notes: [{ category: 'summary', text: 'What it is.' }],
      ...parts.document,
    },
    product_tree: parts.product_tree ?? { full_product_names: [{ product_id: 'P1', name: 'Ward monitor 4' }] },
    vulnerabilities: parts.vulnerabilities ?? [{ cve: 'CVE-2026-0001', product_status: { known_affected: ['P1'] } }],
  };
}

function readOf(json: unknown): { readonly advisory: Advisory; readonly remarks: readonly (readonly [string, string])[] } {
  const read = readCsafDocument(json);
  if (read.kind === 'refused') throw read.problem;
  return { advisory: read.advisory, remarks: read.remarks.map(({ code, path }) => [code, path] as const) };
}

describe('readCsafDocument', () => {
  test('gives where the document stands: rather a page than its own file, and no address that is no page', () => {
    const self = (...urls: string[]) => ({ document: { references: urls.map((url) => ({ category: 'self', summary: 'x', url })) } });
    const of = (...urls: string[]) => readOf(csaf(self(...urls))).advisory.publishedUrl;
    expect(of('https://maker.example/MM-1.json', 'https://maker.example/MM-1')).toBe('https://maker.example/MM-1');
    expect(of('https://maker.example/MM-1.json')).toBe('https://maker.example/MM-1.json');
    expect(of('javascript:alert(1)')).toBeUndefined();
    expect(readOf(csaf({})).advisory).not.toHaveProperty('publishedUrl');
  });

  test('gives title, publisher, revision, dates in UTC and notes', () => {
    const { advisory, remarks } = readOf(csaf({}));
    expect(remarks).toEqual([]);
    expect(advisory).toMatchObject({
      kind: 'csaf',
      documentId: 'MM-1',
      revision: '2',
      title: 'Ward monitor lets anybody in',
      publisher: 'Maker of monitors',
      publishedAt: '2026-01-02T02:04:05.000Z',
      modifiedAt: '2026-02-03T00:00:00.000Z',
      notes: [{ category: 'summary', title: null, text: 'What it is.' }],
    });
    expect(advisory.products).toEqual([{ productId: 'P1', name: 'Ward monitor 4', paths: [], identifiers: [], relationship: null }]);
    expect(advisory.flaws[0]?.statuses).toEqual([{ productId: 'P1', status: 'known-affected' }]);
  });

  test('walks branches of any depth and order, and keeps every path to a product', () => {
    const leaf = (version: string) => ({
      category: 'product_version_range',
      name: version,
      product: { product_id: 'P1', name: 'Monitor' },
    });
    const { advisory, remarks } = readOf(
      csaf({
        product_tree: {
          branches: [
            { category: 'product_name', name: 'Monitor', branches: [{ category: 'vendor', name: 'Maker', branches: [leaf('< 4')] }] },
            { category: 'vendor', name: 'Maker', branches: [leaf('vers:all/*')] },
          ],
        },
      }),
    );
    expect(advisory.products.map(({ paths }) => paths.map((path) => path.map(({ category, name }) => `${category}=${name}`)))).toEqual([
      [
        ['product_name=Monitor', 'vendor=Maker', 'product_version_range=< 4'],
        ['vendor=Maker', 'product_version_range=vers:all/*'],
      ],
    ]);
    expect(remarks).toEqual([['product-repeated', '/product_tree/branches/1/branches/0/product']]);
  });

  test('a chain of branches that no stack could follow is read, up to the depth of a document', () => {
    const chain = (depth: number) => {
      let branch: object = { category: 'product_name', name: 'Deepest', product: { product_id: 'P1', name: 'Deepest' } };
      for (let level = 1; level < depth; level += 1) branch = { category: 'product_family', name: `Family ${level}`, branches: [branch] };
      return csaf({ product_tree: { branches: [branch] } });
    };
    expect(readOf(chain(240)).advisory.products[0]?.paths[0]).toHaveLength(240);
    expect(readCsafDocument(chain(100_000))).toMatchObject({ kind: 'refused', problem: { code: 'file-too-deep' } });
  });

  test('reads every identification helper, each value once', () => {
    const product_identification_helper = {
      cpe: 'cpe:2.3:h:maker:monitor:4:*:*:*:*:*:*:*',
      purl: 'pkg:generic/monitor@4',
      purls: ['pkg:generic/monitor@4', 'pkg:generic/monitor@5'],
      model_numbers: ['M-4', 'M-4'],
      serial_numbers: ['012U*'],
      skus: ['SKU4'],
      hashes: [{ filename: 'a.bin', file_hashes: [{ algorithm: 'sha256', value: 'ab12' }] }],
      x_generic_uris: [{ namespace: 'https://maker.example/ns', uri: 'https://maker.example/monitor' }],
    };
    const { advisory } = readOf(
      csaf({ product_tree: { full_product_names: [{ product_id: 'P1', name: 'Monitor', product_identification_helper }] } }),
    );
    expect(advisory.products[0]?.identifiers.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'cpe cpe:2.3:h:maker:monitor:4:*:*:*:*:*:*:*',
      'purl pkg:generic/monitor@4',
      'purl pkg:generic/monitor@5',
      'model-number M-4',
      'serial-number 012U*',
      'sku SKU4',
      'hash sha256:ab12',
      'uri https://maker.example/monitor',
    ]);
  });

  test('a relationship makes a product, and so does a product path of 2.1 with what follows its first step', () => {
    const full_product_names = ['A', 'B', 'C'].map((product_id) => ({ product_id, name: product_id }));
    const full_product_name = { product_id: 'AB', name: 'A on B' };
    const relationship = { category: 'installed_on', product_reference: 'A', relates_to_product_reference: 'B', full_product_name };
    const old = readOf(csaf({ product_tree: { full_product_names, relationships: [relationship] }, vulnerabilities: [] }));
    expect(old.advisory.products.at(-1)).toMatchObject({
      name: 'A on B',
      relationship: { category: 'installed_on', productId: 'A', relatesTo: 'B' },
    });
    const path = {
      beginning_product_reference: 'A',
      full_product_name,
      subpaths: [
        { category: 'installed_on', next_product_reference: 'B' },
        { category: 'installed_with', next_product_reference: 'C' },
      ],
    };
    const { advisory } = readOf(csaf({ version: '2.1', product_tree: { full_product_names, product_paths: [path] }, vulnerabilities: [] }));
    expect(advisory.products.at(-1)?.relationship).toEqual({
      category: 'installed_on',
      productId: 'A',
      relatesTo: 'B',
      further: [{ category: 'installed_with', relatesTo: 'C' }],
    });
  });

  test('groups of products are resolved in remediations, and what points nowhere is remarked and left out', () => {
    const { advisory, remarks } = readOf(
      csaf({
        product_tree: {
          full_product_names: ['P1', 'P2'].map((product_id) => ({ product_id, name: product_id })),
          product_groups: [{ group_id: 'G', product_ids: ['P1', 'P2', 'P9'] }],
        },
        vulnerabilities: [
          {
            product_status: { known_affected: ['P1', 'P8'], nearly_affected: ['P2'] },
            remediations: [
              { category: 'vendor_fix', details: 'Take 5.', url: 'https://maker.example/5', group_ids: ['G'] },
              { category: 'mitigation', details: 'Unplug.', group_ids: ['G', 'H'], product_ids: ['P2'] },
            ],
          },
        ],
      }),
    );
    expect(advisory.flaws[0]?.remediations).toEqual([
      { category: 'vendor_fix', details: 'Take 5.', url: 'https://maker.example/5', productIds: ['P1', 'P2'] },
      { category: 'mitigation', details: 'Unplug.', url: null, productIds: ['P2', 'P1'] },
    ]);
    expect(advisory.flaws[0]?.statuses).toEqual([{ productId: 'P1', status: 'known-affected' }]);
    expect(remarks).toEqual([
      ['product-unknown', '/product_tree/product_groups/0'],
      ['product-unknown', '/vulnerabilities/0/product_status/known_affected'],
      ['status-unknown', '/vulnerabilities/0/product_status/nearly_affected'],
      ['group-unknown', '/vulnerabilities/0/remediations/1/group_ids'],
    ]);
  });

  test('reads the scores of 2.0 and the metrics of 2.1, the version from the vector', () => {
    const v3 = { version: '3.1', vectorString: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 };
    const v2 = { version: '2.0', vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', baseScore: 10 };
    const v4 = { version: '4.0', vectorString: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', baseScore: 9.3 };
    const old = readOf(
      csaf({
        vulnerabilities: [{ cve: 'cve-2026-0001', cwe: { id: 'CWE-287' }, scores: [{ cvss_v2: v2, cvss_v3: v3, products: ['P1'] }] }],
      }),
    );
    expect(old.advisory.flaws[0]).toMatchObject({
      cveId: 'CVE-2026-0001',
      cweIds: ['CWE-287'],
      scores: [
        { version: '2.0', vector: v2.vectorString, baseScore: 10, productIds: ['P1'] },
        { version: '3.0', vector: v3.vectorString, baseScore: 9.8, productIds: ['P1'] },
      ],
    });
    const metrics = [
      { content: { cvss_v4: v4, epss: { probability: '0.1' } }, products: ['P1'] },
      { content: { cvss_v3: { baseScore: 5 } } },
    ];
    const { advisory, remarks } = readOf(
      csaf({
        version: '2.1',
        vulnerabilities: [{ cve: 'CVE-1', ids: [{ text: 'MM-7' }], cwes: [{ id: 'CWE-1' }, { id: 'CWE-2' }], metrics }],
      }),
    );
    expect(advisory.flaws[0]).toMatchObject({
      cveId: null,
      otherIds: ['MM-7'],
      cweIds: ['CWE-1', 'CWE-2'],
      scores: [{ version: '4.0', vector: v4.vectorString, baseScore: 9.3, productIds: ['P1'] }],
    });
    expect(remarks.map(([code]) => code)).toEqual(['cve-unreadable', 'score-without-vector']);
  });

  test.each([
    ['what is no object', [], 'file-format-mismatch'],
    ['a document without a version', { document: { tracking: { id: 'x' } } }, 'file-format-mismatch'],
    ['another version', csaf({ version: '1.2' }), 'file-format-mismatch'],
    ['a document without an id', csaf({ document: { tracking: {} } }), 'file-malformed'],
    ['text that cannot be stored', csaf({ document: { title: 'half \ud800 a character' } }), 'file-malformed'],
  ])('%s is refused', (_, json, code) => {
    expect(readCsafDocument(json)).toMatchObject({ kind: 'refused', problem: { code } });
  });

  test('a product that is not affected has the label that says why, by its id or by its group', () => {
    const names = ['P1', 'P2', 'P3'].map((product_id) => ({ product_id, name: product_id }));
    const flags = [
      { label: 'component_not_present', product_ids: ['P1', 'P3'] },
      { label: 'inline_mitigations_already_exist', group_ids: ['G1'] },
    ];
    const { advisory } = readOf(
      csaf({
        product_tree: { full_product_names: names, product_groups: [{ group_id: 'G1', product_ids: ['P2', 'P3'] }] },
        vulnerabilities: [{ cve: 'CVE-2026-0001', flags, product_status: { known_not_affected: ['P1', 'P2'], known_affected: ['P3'] } }],
      }),
    );
    expect(advisory.flaws[0]?.statuses).toEqual([
      { productId: 'P1', status: 'known-not-affected', justification: 'component_not_present' },
      { productId: 'P2', status: 'known-not-affected', justification: 'inline_mitigations_already_exist' },
      { productId: 'P3', status: 'known-affected' },
    ]);
  });

  test('values of another kind are left out with a remark, whatever stands in their place', () => {
    const json = csaf({
      document: { title: {}, notes: 'none' },
      product_tree: [],
      vulnerabilities: [7, { cve: ['CVE-2026-0001'], remediations: {} }],
    });
    const { advisory, remarks } = readOf(json);
    expect(advisory).toMatchObject({ title: 'MM-1', notes: [], products: [], flaws: [{ cveId: null, remediations: [] }] });
    expect(new Set(remarks.map(([code]) => code))).toEqual(new Set(['value-of-another-kind', 'title-missing']));
    expect(remarks).toHaveLength(7);
  });
});

const publicData = `${repositoryFolder}../shared/data/`;

describe('public CSAF documents', () => {
  const expected = [
    ['csaf/icsma', { documents: 66, products: 210, flaws: 172, remarked: 0 }],
    ['csaf/icsa.ndjson.gz', { documents: 2_235, products: 16_551, flaws: 7_474, remarked: 0 }],
    ['csaf/va', { documents: 4, products: 15, flaws: 9, remarked: 0 }],
  ] as const;
  for (const [path, counts] of expected) {
    test.skipIf(!existsSync(publicData + path))(`${path} reads whole (skipped where ../shared is absent)`, async () => {
      const found = { documents: 0, products: 0, flaws: 0, remarked: 0 };
      for await (const one of readAdvisoryFiles(localAdvisoryFiles, [publicData + path])) {
        if (one.kind === 'refused') throw one.problem;
        found.documents += 1;
        found.products += one.advisory.products.length;
        found.flaws += one.advisory.flaws.length;
        found.remarked += one.remarks.length === 0 ? 0 : 1;
      }
      expect(found).toEqual(counts);
    });
  }
});
