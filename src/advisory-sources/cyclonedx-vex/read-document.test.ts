import { describe, expect, it } from 'vitest';
import { readCycloneDxDocument } from './read-document.ts';

const serial = '11111111-2222-4333-8444-555555555555';
const document = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${serial}`,
  version: 2,
  metadata: {
    timestamp: '2026-05-01T00:00:00Z',
    supplier: { name: 'Tarnmed' },
    component: { name: 'Station', version: '4.2', type: 'application', 'bom-ref': 'station', supplier: { name: 'Tarnmed' } },
  },
  components: [
    {
      name: 'parser',
      purl: 'pkg:npm/parser@1.0.0',
      'bom-ref': 'p',
      components: [{ name: 'lexer', group: 'tarn', version: '7', 'bom-ref': 'l' }],
    },
  ],
  vulnerabilities: [
    {
      id: 'CVE-2026-10001',
      references: [{ id: 'GHSA-aaaa' }],
      cwes: [125],
      description: 'Reads beyond.',
      recommendation: 'Update to 4.3.',
      analysis: { state: 'not_affected', justification: 'code_not_reachable', detail: 'Never called.' },
      affects: [{ ref: 'station' }, { ref: 'p' }, { ref: 'l' }],
    },
  ],
};

function advisoryOf(json: unknown) {
  const said = readCycloneDxDocument(json);
  if (said.kind !== 'read') throw new Error(said.problem.message);
  return { ...said.advisory, codes: said.remarks.map(({ code, path }) => `${code} ${path}`) };
}

const withFlaw = (flaw: object) => ({ ...document, vulnerabilities: [{ id: 'CVE-2026-10001', ...flaw }] });
const saidOf = (flaw: object) => advisoryOf(withFlaw(flaw)).flaws[0]?.statuses.map(({ productId, status }) => `${productId} ${status}`);

describe('vulnerabilities of a CycloneDX document', () => {
  it('give what is said of components at any depth, and why', () => {
    const { products, packages, flaws, codes, ...head } = advisoryOf(document);
    expect(head).toMatchObject({
      documentId: `urn:uuid:${serial}`,
      revision: '2',
      publisher: 'Tarnmed',
      title: 'VEX: Station 4.2, CVE-2026-10001',
    });
    expect(codes).toEqual([]);
    expect(products.map(({ productId, paths }) => [productId, paths[0]?.map(({ name }) => name)])).toEqual([
      ['station 4.2', ['Tarnmed', 'Station', '4.2']],
      ['p', ['parser']],
      ['l 7', ['tarn/lexer', '7']],
    ]);
    expect(packages).toEqual([{ productId: 'p', purl: 'pkg:npm/parser@1.0.0', ranges: [], versions: [] }]);
    expect(flaws[0]).toMatchObject({
      cveId: 'CVE-2026-10001',
      otherIds: ['GHSA-aaaa'],
      cweIds: ['CWE-125'],
      remediations: [{ category: 'vendor_fix', details: 'Update to 4.3.' }],
    });
    expect(flaws[0]?.statuses[0]).toEqual({
      productId: 'station 4.2',
      status: 'known-not-affected',
      justification: 'code_not_reachable',
      statement: 'Never called.',
    });
  });

  it.each([
    ['exploitable', 'known-affected'],
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['in_triage', 'under-investigation'],
    ['false_positive', 'known-not-affected'],
    [undefined, 'known-affected'],
    ['who-knows', 'unknown'],
  ])('with the state %s are %s', (state, status) =>
    expect(saidOf({ analysis: { state }, affects: [{ ref: 'p' }] })).toEqual([`p ${status}`]),
  );

  it('have each version for itself: what is called unaffected is so whatever the analysis says', () => {
    const versions = [
      { version: '4.1', status: 'affected' },
      { version: '4.0' },
      { range: 'vers:generic/<4.0', status: 'unaffected' },
      { version: '5', status: 'unknown' },
      {},
    ];
    expect(saidOf({ analysis: { state: 'exploitable' }, affects: [{ ref: 'station', versions }] })).toEqual([
      'station 4.1 known-affected',
      'station 4.0 known-affected',
      'station vers:generic/<4.0 known-not-affected',
      'station 5 unknown',
    ]);
    const { packages } = advisoryOf(withFlaw({ affects: [{ ref: 'p', versions: [{ range: 'vers:npm/<2.0.0' }, { version: '3.0.0' }] }] }));
    expect(packages).toMatchObject([
      { purl: 'pkg:npm/parser', ranges: [{ vers: 'vers:npm/<2.0.0' }], versions: [] },
      { purl: 'pkg:npm/parser', ranges: [], versions: ['3.0.0'] },
    ]);
  });

  it('follow a BOM-link into the document itself, and keep one into another as a link', () => {
    const other = 'urn:cdx:99999999-2222-4333-8444-555555555555/1';
    const affects = [
      { ref: `urn:cdx:${serial}/2#p` },
      { ref: `${other}#station-2` },
      { ref: `${other}#pkg:npm/far@2.0.0?type=tgz` },
      { ref: 'nowhere' },
    ];
    const { products, packages, codes } = advisoryOf(withFlaw({ affects }));
    expect(products.map(({ name, identifiers }) => [name, identifiers.map(({ kind }) => kind)])).toEqual([
      ['parser', ['purl']],
      ['station-2', ['uri']],
      ['far 2.0.0', ['purl', 'uri']],
    ]);
    expect(packages?.map(({ purl }) => purl)).toEqual(['pkg:npm/parser@1.0.0', 'pkg:npm/far@2.0.0?type=tgz']);
    expect(codes).toEqual(['reference-unknown /vulnerabilities/0/affects/3/ref']);
  });

  it('have each rating once; the score of a product is no base score', () => {
    const vector = 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N';
    const rating = { method: 'CVSSv31', vector };
    const ratings = [
      { ...rating, score: 7.5 },
      { ...rating, score: 8.2 },
      { ...rating, vector: `${vector}/MC:N/MI:N/MA:N`, score: 0 },
      { method: 'OWASP', vector: 'x' },
    ];
    const { flaws } = advisoryOf(withFlaw({ ratings, affects: [{ ref: 'p' }] }));
    expect(flaws[0]?.scores.map((score) => [score.vector, score.baseScore])).toEqual([
      [`CVSS:3.1/${vector}`, 7.5],
      [`CVSS:3.1/${vector}/MC:N/MI:N/MA:N`, null],
    ]);
  });

  it('of a document without a serial number are known by their content', () => {
    const { serialNumber: _, ...without } = document;
    const [one, same, other] = [without, structuredClone(without), { ...without, version: 3 }].map((json) => advisoryOf(json));
    expect(one?.documentId).toMatch(/^sha256:[0-9a-f]{32}$/);
    expect([same?.documentId === one?.documentId, other?.documentId === one?.documentId]).toEqual([true, false]);
    expect(one?.codes).toEqual(['id-missing /serialNumber']);
  });

  it.each([
    [{ ...document, specVersion: '1.3' }, /CycloneDX 1\.3/],
    [{ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }, /names no vulnerabilities/],
    [{ ...document, metadata: { component: { name: '\u0000' } } }, /\/metadata\/component\/name/],
  ])('are refused with what and where', (json, message) => {
    const said = readCycloneDxDocument(json);
    expect(said.kind === 'refused' ? said.problem.message : 'it was read').toMatch(message);
  });
});
