import { describe, expect, it, test } from 'vitest';
import type { Advisory, AdvisoryFlaw, AdvisoryProduct, AffectedVersions, ProductStatus } from '../../advisories/advisory.ts';
import { indexComponents, judgeComponent, keysOfAdvisory, keysOfLine, type ComponentLine } from './judge-component.ts';

const plainFlaw: AdvisoryFlaw = {
  ...{ cveId: 'CVE-2026-10001', otherIds: [], title: null, cweIds: [], statuses: [], scores: [], remediations: [] },
};

function advisory(kind: Advisory['kind'], documentId: string, more: Partial<Advisory> = {}): Advisory {
  const dates = { revision: null, publisher: null, publishedAt: null, modifiedAt: '2026-05-01T00:00:00.000Z' };
  return { kind, documentId, title: `Title ${documentId}`, ...dates, notes: [], products: [], flaws: [], ...more };
}

const status = (productId: string, said: ProductStatus = 'known-affected', more: object = {}) => ({ productId, status: said, ...more });

/** npm `parser` below 1.2.3. */
function osv(documentId: string, flaw: Partial<AdvisoryFlaw> = {}, vers = 'vers:npm/<1.2.3'): Advisory {
  const named = { productId: 'p', purl: 'pkg:npm/parser', ranges: [{ kind: 'vers' as const, vers }], versions: [] };
  const score = { version: '3.1' as const, vector: 'CVSS:3.1/AV:N', baseScore: 7.5, productIds: ['p'] };
  return advisory('osv', documentId, {
    packages: [named],
    flaws: [{ ...plainFlaw, otherIds: [documentId], statuses: [status('p')], scores: [score], ...flaw }],
  });
}

function vex(documentId: string, said: ProductStatus, modifiedAt: string, more: { purl?: string; within?: string } = {}): Advisory {
  const { purl = 'pkg:npm/parser@1.1.0', within } = more;
  const named = { productId: 'p', purl, ranges: [], versions: [], ...(within === undefined ? {} : { within }) };
  const why = said === 'known-not-affected' ? { justification: 'code_not_reachable', statement: 'Never called.' } : {};
  return advisory('openvex', documentId, {
    ...{ publisher: 'Tarnmed', modifiedAt, packages: [named] },
    flaws: [{ ...plainFlaw, statuses: [status('p', said, why)] }],
  });
}

const component: ComponentLine = {
  purl: 'pkg:npm/parser@1.1.0',
  version: '1.1.0',
  cpe: null,
  within: 'pkg:generic/station@4.2',
  product: { vendor: 'Tarnmed', name: 'Station', version: '4.2' },
};
const judge = (line: Partial<ComponentLine>, ...advisories: readonly Advisory[]) =>
  judgeComponent({ ...component, ...line }, indexComponents(advisories));
const shortly = (line: Partial<ComponentLine>, ...advisories: readonly Advisory[]) =>
  judge(line, ...advisories).map(({ key, status: said, basis, isSure, words }) => [
    key,
    said,
    basis,
    isSure,
    words[0]?.advisory.documentId,
  ]);

describe('a component and what is published of its package', () => {
  it('is affected by a list, surely, with the score and all names of the flaw', () => {
    const [flaw] = judge({}, osv('GHSA-aaaa-bbbb-cccc'));
    expect(flaw).toMatchObject({ key: 'CVE-2026-10001', names: ['GHSA-aaaa-bbbb-cccc'], status: 'affected', isSure: true });
    expect(flaw?.score?.baseScore).toBe(7.5);
    expect(flaw?.words[0]?.reasons).toEqual([
      { rule: 'purl', detail: 'pkg:npm/parser' },
      { rule: 'version-inside', detail: '1.1.0 against vers:npm/<1.2.3' },
    ]);
  });

  it('has a flaw once, whatever number of documents and names it has', () => {
    const own = osv('GHSA-aaaa-bbbb-cccc', { cveId: null });
    const named = osv('PYSEC-2026-1', { otherIds: ['GHSA-aaaa-bbbb-cccc', 'PYSEC-2026-1'] });
    expect(judge({}, own, named).map(({ key, words }) => [key, words.length])).toEqual([['CVE-2026-10001', 2]]);
    expect(judge({}, own).map(({ key, cveId }) => [key, cveId])).toEqual([['GHSA-aaaa-bbbb-cccc', null]]);
    // An advisory of a distribution speaks of many flaws, and joins none of them.
    const two = ['CVE-2026-1', 'CVE-2026-2'].map((cveId) => ({ ...plainFlaw, cveId, otherIds: ['DSA-1'], statuses: [status('p')] }));
    const notice = { ...osv('DSA-1'), flaws: two };
    expect(judge({}, notice).map(({ key }) => key)).toEqual(['CVE-2026-1', 'CVE-2026-2']);
    // So does one public name that several numbers were given for.
    const shared = two.map((flaw) => ({ ...flaw, otherIds: ['GHSA-aaaa-bbbb-cccc'] }));
    expect(judge({}, { ...notice, flaws: shared }, own).map(({ key }) => key)).toEqual(['CVE-2026-1', 'CVE-2026-2', 'GHSA-aaaa-bbbb-cccc']);
  });

  it('is fixed outside of every range, undetermined without a version, and never anything in between', () => {
    expect(shortly({ purl: 'pkg:npm/parser@1.2.3' }, osv('A'))).toEqual([['CVE-2026-10001', 'fixed', 'range', false, 'A']]);
    expect(shortly({ purl: 'pkg:npm/parser', version: null }, osv('A'))).toEqual([
      ['CVE-2026-10001', 'undetermined', 'version-missing', false, 'A'],
    ]);
    expect(shortly({ purl: 'pkg:npm/parsers@1.1.0' }, osv('A'))).toEqual([]);
  });

  it('is affected where one of several lists says so', () => {
    expect(shortly({}, osv('A', {}, 'vers:npm/<1.0.0'), osv('B'))).toEqual([['CVE-2026-10001', 'affected', 'range', true, 'B']]);
  });
});

describe('the word of a supplier', () => {
  const listed = osv('A');

  it('stands above a list, and is told with its reason beside what the list says', () => {
    const [flaw] = judge({}, listed, vex('V', 'known-not-affected', '2026-06-01T00:00:00.000Z'));
    expect(flaw).toMatchObject({ status: 'not-affected', isSure: false });
    expect(flaw?.words.map(({ advisory: { documentId }, status: said, justification }) => [documentId, said, justification])).toEqual([
      ['V', 'not-affected', 'code_not_reachable'],
      ['A', 'affected', null],
    ]);
  });

  it('is the newest one, of one reach; one about this product stands before a newer one about the part anywhere', () => {
    const older = vex('V1', 'known-not-affected', '2026-04-01T00:00:00.000Z');
    const newer = vex('V2', 'known-affected', '2026-06-01T00:00:00.000Z');
    expect(shortly({}, older, newer, listed)).toEqual([['CVE-2026-10001', 'affected', 'list', true, 'V2']]);
    const ofProduct = vex('V3', 'known-not-affected', '2026-03-01T00:00:00.000Z', { within: 'pkg:generic/station@4.2' });
    expect(shortly({}, older, newer, ofProduct, listed)).toEqual([['CVE-2026-10001', 'not-affected', 'list', false, 'V3']]);
    expect(shortly({ within: 'pkg:generic/other@4.2' }, newer, ofProduct, listed)[0]?.[1]).toBe('affected');
  });

  it('that it is being looked into leaves what a list says', () => {
    expect(shortly({}, vex('V', 'under-investigation', '2026-06-01T00:00:00.000Z'), listed)).toEqual([
      ['CVE-2026-10001', 'affected', 'range', true, 'A'],
    ]);
    expect(shortly({}, vex('V', 'under-investigation', '2026-06-01T00:00:00.000Z'))).toEqual([
      ['CVE-2026-10001', 'undetermined', 'list', false, 'V'],
    ]);
  });

  it('about the whole product clears its parts, and accuses none whose version is outside', () => {
    const whole = (said: ProductStatus) => vex('V', said, '2026-06-01T00:00:00.000Z', { purl: 'pkg:generic/station@4.2' });
    expect(shortly({}, whole('known-not-affected'), listed)[0]?.slice(0, 2)).toEqual(['CVE-2026-10001', 'not-affected']);
    expect(shortly({}, whole('known-affected'), osv('A', {}, 'vers:npm/<1.0.0'))[0]?.slice(0, 2)).toEqual(['CVE-2026-10001', 'fixed']);
    // It is about the product, not about each of its parts.
    expect(shortly({}, whole('known-affected'))).toEqual([]);
  });
});

describe('a document of a supplier by the names of its product', () => {
  const path = (name: string, version: string | null, vendor = 'Tarnmed B.V.') => [
    { category: 'vendor', name: vendor },
    { category: 'product_name', name },
    ...(version === null ? [] : [{ category: 'product_version', name: version }]),
  ];
  const product = (productId: string, more: Partial<AdvisoryProduct>): AdvisoryProduct => ({
    ...{ productId, name: productId, paths: [], identifiers: [], relationship: null },
    ...more,
  });
  const document = (products: readonly AdvisoryProduct[], productId: string) =>
    advisory('csaf', 'C', {
      ...{ publisher: 'Tarnmed', products },
      flaws: [{ ...plainFlaw, statuses: [status(productId, 'known-not-affected', { justification: 'component_not_present' })] }],
    });
  const said = (...more: readonly Advisory[]) => judge({}, osv('A'), ...more)[0]?.status;

  it.each([
    ['this version', path('Station', '4.2'), 'not-affected'],
    ['every version', path('Station', null), 'not-affected'],
    ['another version', path('Station', '4.1'), 'affected'],
    ['another product', path('Station Plus', '4.2'), 'affected'],
    ['another firm', path('Station', '4.2', 'Kelvoria'), 'affected'],
  ])('says of %s what it says', (_, written, wanted) => {
    expect(said(document([product('P', { paths: [written] })], 'P'))).toBe(wanted);
  });

  it('says of a part within this product what it says, and of no other copy of it', () => {
    const part = product('part', { identifiers: [{ kind: 'purl', value: 'pkg:npm/parser@1.1.0' }] });
    const within = product('both', { relationship: { category: 'default_component_of', productId: 'part', relatesTo: 'whole' } });
    const both = document([product('whole', { paths: [path('Station', '4.2')] }), part, within], 'both');
    expect(said(both)).toBe('not-affected');
    expect(judge({ product: { vendor: 'Tarnmed', name: 'Pump', version: '4.2' } }, osv('A'), both)[0]?.status).toBe('affected');
    expect(judge({ product: null }, osv('A'), both)[0]?.status).toBe('affected');
  });
});

describe('a record of the CVE List', () => {
  const record = (versions: AffectedVersions['versions'], defaultStatus: AffectedVersions['defaultStatus'], purl = 'pkg:maven/a/core') => {
    const identifiers = [{ kind: 'purl' as const, value: purl }];
    const affected = [{ productId: 'cna:0', defaultStatus, versions }];
    return advisory('cve', 'CVE-2026-10001', {
      products: [{ productId: 'cna:0', name: 'core', paths: [], identifiers, relationship: null }],
      flaws: [{ ...plainFlaw, statuses: [status('cna:0')], affected }],
    });
  };
  const range = { version: '2.0', lessThan: '2.15.0', status: 'affected', versionType: 'maven' } as const;
  const one = { version: '2.12.2', status: 'unaffected', versionType: 'maven' } as const;
  it.each([
    ['2.14.1', [range], 'unaffected', 'affected'],
    ['2.15.0', [range], 'unaffected', 'fixed'],
    ['2.0-beta9', [range], 'unaffected', 'fixed'],
    ['2.12.2', [range, one], 'unaffected', 'fixed'],
    ['1.9', [range], 'affected', 'affected'],
    ['1.9', [range], 'unknown', 'undetermined'],
    ['2.14.1', [{ ...range, versionType: 'git' }], 'unaffected', 'undetermined'],
    ['2.14.1', [{ ...range, changes: [{ at: '2.3.2', status: 'unaffected' as const }] }], 'unaffected', 'fixed'],
    ['2.3.1', [{ ...range, changes: [{ at: '2.3.2', status: 'unaffected' as const }] }], 'unaffected', 'affected'],
    ['2.14.1', [], 'affected', 'affected'],
    ['2.14.1', [{ version: 'n/a', status: 'affected' as const }], null, 'undetermined'],
  ] as const)('says of %s with %j and else %s: %s', (version, versions, otherwise, wanted) => {
    expect(judge({ purl: `pkg:maven/a/core@${version}` }, record(versions, otherwise))[0]?.status).toBe(wanted);
  });

  it('says nothing sure of a version that is not told', () => {
    expect(judge({ purl: 'pkg:maven/a/core', version: null }, record([range], 'unaffected'))[0]?.status).toBe('undetermined');
  });
});

describe('a CPE name of a component', () => {
  const cpe = 'cpe:2.3:a:tarn:parser:1.1.0:*:*:*:*:*:*:*';
  const nvd = advisory('nvd', 'CVE-2026-10001', {
    products: [
      {
        ...{ productId: 'n', name: 'tarn parser', paths: [], relationship: null },
        identifiers: [{ kind: 'cpe', value: 'cpe:2.3:a:tarn:parser:*:*:*:*:*:*:*:*' }],
      },
    ],
    flaws: [
      {
        ...plainFlaw,
        statuses: [status('n')],
        applicability: [
          {
            operator: 'OR',
            isNegated: false,
            nodes: [
              {
                operator: 'OR',
                isNegated: false,
                matches: [{ criteria: 'cpe:2.3:a:tarn:parser:*:*:*:*:*:*:*:*', isVulnerable: true, endExcluding: '1.2.3' }],
              },
            ],
          },
        ],
      },
    ],
  });

  it('leads to configurations, which are never sure', () => {
    const [flaw] = judge({ purl: null, cpe }, nvd);
    expect(flaw).toMatchObject({ status: 'affected', basis: 'range', isSure: false });
    expect(flaw?.words[0]).toMatchObject({ by: 'cpe', probability: 0.95 });
    expect(flaw?.words[0]?.reasons.map(({ rule }) => rule)).toEqual(['cpe', 'cpe-only', 'version-inside']);
  });

  it('says nothing beside a list that knows the package, and nothing of a package of a distribution', () => {
    expect(shortly({ cpe }, nvd, osv('A', {}, 'vers:npm/<1.0.0'))).toEqual([['CVE-2026-10001', 'fixed', 'range', false, 'A']]);
    expect(judge({ purl: 'pkg:deb/debian/parser@1.1.0-2?distro=debian-12', cpe }, nvd)).toEqual([]);
  });
});

test('documents and components meet by their keys', () => {
  const keys = keysOfLine({ ...component, cpe: 'cpe:2.3:a:tarn:parser:1.1.0:*:*:*:*:*:*:*' });
  expect(keys).toEqual({ own: ['npm//parser', 'cpe/a:tarn:parser'], whole: ['generic//station', 'name/station'] });
  expect([...keysOfAdvisory(osv('A'))]).toEqual(['npm//parser']);
});
