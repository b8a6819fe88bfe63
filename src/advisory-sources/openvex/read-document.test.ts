import { describe, expect, it } from 'vitest';
import { isOpenVexDocument, readOpenVexDocument } from './read-document.ts';

const document = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://tarnmed.example/vex/1',
  author: 'Tarnmed',
  timestamp: '2026-05-01T00:00:00Z',
  version: 3,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-10001', aliases: ['GHSA-aaaa'], description: 'Reads beyond' },
      products: [
        { '@id': 'pkg:npm/a@1.0.0' },
        { '@id': 'tarn', identifiers: { purl: 'pkg:npm/b', cpe23: 'cpe:2.3:a:t:b:*:*:*:*:*:*:*:*' } },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
      impact_statement: 'Built without it.',
    },
  ],
};

function advisoryOf(json: unknown) {
  const said = readOpenVexDocument(json);
  if (said.kind !== 'read') throw new Error(said.problem.message);
  return { ...said.advisory, codes: said.remarks.map(({ code, path }) => `${code} ${path}`) };
}

const withStatements = (...statements: readonly object[]) => ({ ...document, statements });
const statement = {
  vulnerability: { name: 'CVE-2026-10001' },
  products: [{ '@id': 'pkg:npm/a@1.0.0' }],
  status: 'affected',
  action_statement: 'Update.',
};

describe('an OpenVEX document', () => {
  it('is told by its context', () => {
    const contexts = ['https://openvex.dev/ns', 'https://openvex.dev/ns/v0.2.0', 'https://other.example/ns', 7];
    expect(contexts.map((context) => isOpenVexDocument({ '@context': context }))).toEqual([true, true, false, false]);
  });

  it('gives what is said of each product, and why', () => {
    const { products, packages, flaws, codes, ...head } = advisoryOf(document);
    expect(head).toMatchObject({
      kind: 'openvex',
      documentId: 'https://tarnmed.example/vex/1',
      revision: '3',
      publisher: 'Tarnmed',
      title: 'VEX: CVE-2026-10001',
    });
    expect(codes).toEqual([]);
    expect(products.map(({ productId, identifiers }) => [productId, identifiers.map(({ kind }) => kind)])).toEqual([
      ['pkg:npm/a@1.0.0', ['purl']],
      ['tarn', ['purl', 'cpe']],
    ]);
    // One version alone; and a product without a version, which is every version of it.
    expect(packages).toEqual([
      { productId: 'pkg:npm/a@1.0.0', purl: 'pkg:npm/a@1.0.0', ranges: [], versions: [] },
      { productId: 'tarn', purl: 'pkg:npm/b', ranges: [{ kind: 'vers', vers: 'vers:all/*' }], versions: [] },
    ]);
    const said = { status: 'known-not-affected', justification: 'vulnerable_code_not_present', statement: 'Built without it.' };
    expect(flaws).toMatchObject([
      {
        cveId: 'CVE-2026-10001',
        otherIds: ['GHSA-aaaa'],
        title: 'Reads beyond',
        statuses: [
          { productId: 'pkg:npm/a@1.0.0', ...said },
          { productId: 'tarn', ...said },
        ],
      },
    ]);
  });

  it('of several statements about one product and flaw gives the newest, and of the same instant the last', () => {
    const at = (timestamp: string, status: string) => ({ ...statement, timestamp, status });
    const older = at('2026-04-01T00:00:00Z', 'under_investigation');
    const newer = at('2026-04-02T00:00:00Z', 'fixed');
    const statusOf = (...statements: readonly object[]) =>
      advisoryOf(withStatements(...statements)).flaws[0]?.statuses.map(({ status }) => status);
    expect([statusOf(older, newer), statusOf(newer, older)]).toEqual([['fixed'], ['fixed']]);
    expect(statusOf(newer, { ...newer, status: 'affected' })).toEqual(['known-affected']);
    // A statement without an instant is as old as the document.
    expect(statusOf(statement, older)).toEqual(['known-affected']);
  });

  it('about a part of a product speaks of it within that product only', () => {
    const products = [{ '@id': 'pkg:oci/station', subcomponents: [{ '@id': 'pkg:npm/a@1.0.0' }] }];
    const { packages, products: read } = advisoryOf(withStatements({ ...statement, products }));
    expect(packages).toMatchObject([{ purl: 'pkg:npm/a@1.0.0', within: 'pkg:oci/station' }]);
    expect(read[0]?.relationship).toEqual({ category: 'default_component_of', productId: 'pkg:npm/a@1.0.0', relatesTo: 'pkg:oci/station' });
  });

  it('of 0.0.x has its names as mere texts', () => {
    const said = advisoryOf({
      ...withStatements({ ...statement, vulnerability: 'CVE-2026-10001', products: ['pkg:npm/a@1.0.0', 'nginx'] }),
      '@context': 'https://openvex.dev/ns',
    });
    expect(said.products.map(({ productId }) => productId)).toEqual(['pkg:npm/a@1.0.0', 'nginx']);
    expect(said.flaws).toMatchObject([{ cveId: 'CVE-2026-10001' }]);
  });

  it('loses a statement that says nothing to anybody, with a remark', () => {
    const { codes, flaws } = advisoryOf(
      withStatements(
        { ...statement, products: [] },
        { ...statement, status: 'perhaps' },
        { ...statement, vulnerability: {} },
        { ...statement, products: [{}] },
        { ...statement, status: 'not_affected' },
      ),
    );
    expect(codes).toEqual([
      'products-missing /statements/0/products',
      'status-unknown /statements/1/status',
      'vulnerability-missing /statements/2/vulnerability',
      'product-missing /statements/3/products/0',
      'products-missing /statements/3/products',
      'justification-missing /statements/4',
    ]);
    expect(flaws).toHaveLength(1);
  });

  it.each([
    [{ ...document, '@context': 'https://openvex.dev/ns/v0.9.0' }, /OpenVEX 0\.9\.0/],
    [{ ...document, '@id': '' }, /\/@id/],
    [{ ...document, author: '\ud800' }, /\/author/],
  ])('is refused with what and where', (json, message) => {
    const said = readOpenVexDocument(json);
    expect(said.kind === 'refused' ? said.problem.message : 'it was read').toMatch(message);
  });
});
