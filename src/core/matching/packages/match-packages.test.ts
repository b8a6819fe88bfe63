import { describe, expect, it } from 'vitest';
import type { Advisory, AdvisoryFlaw, AdvisoryPackage, AdvisoryStatus } from '../../advisories/advisory.ts';
import { indexPackages, matchPackages, type SoftwareLine } from './match-packages.ts';

type Written = Partial<AdvisoryPackage> & Partial<Omit<AdvisoryStatus, 'productId'>> & { readonly purl: string };

/** An advisory about one flaw; the products are its packages. */
function advisory(
  id: string,
  packages: readonly Written[],
  more: Partial<Advisory> & { readonly flaw?: Partial<AdvisoryFlaw> } = {},
): Advisory {
  const { flaw, ...rest } = more;
  const named = packages.map(({ purl, ranges = [], versions = [], within }, at) => ({
    productId: `${id}#${at}`,
    purl,
    ranges,
    versions,
    ...(within === undefined ? {} : { within }),
  }));
  const statuses = packages.map(({ status = 'known-affected', justification, statement }, at) => ({
    ...{ productId: `${id}#${at}`, status },
    ...(justification === undefined ? {} : { justification }),
    ...(statement === undefined ? {} : { statement }),
  }));
  const names = { cveId: 'CVE-2026-10001', otherIds: [], title: null, cweIds: [], scores: [], remediations: [] };
  const dates = { revision: null, publisher: null, publishedAt: null, modifiedAt: '2026-05-01T00:00:00.000Z' };
  return {
    kind: 'osv',
    documentId: id,
    title: id,
    ...dates,
    notes: [],
    products: [],
    flaws: [{ ...names, statuses, ...flaw }],
    packages: named,
    ...rest,
  };
}

const vers = (...texts: readonly string[]) => texts.map((text) => ({ kind: 'vers' as const, vers: text }));
const line = (purl: string, more: Partial<SoftwareLine> = {}): SoftwareLine => ({ id: 'c', purl, version: null, within: null, ...more });

function tell(purl: string | SoftwareLine, ...advisories: readonly Advisory[]) {
  return matchPackages([typeof purl === 'string' ? line(purl) : purl], indexPackages(advisories)).map(
    ({ document, status, statusBasis, probability, reasons }) => ({
      document,
      said: `${status} ${statusBasis}`,
      probability,
      rules: reasons.map(({ rule }) => rule),
      reasons,
    }),
  );
}

const parser = advisory('A', [{ purl: 'pkg:npm/parser', ranges: vers('vers:npm/>=1.0.0|<1.2.3'), versions: ['0.5.0'] }]);

describe('a component beside an advisory about packages', () => {
  it.each([
    ['pkg:npm/parser@1.1.0', 'affected range'],
    ['pkg:npm/parser@0.5.0', 'affected list'],
    ['pkg:npm/parser@1.2.3', 'fixed range'],
    ['pkg:npm/parser', 'undetermined version-missing'],
    ['pkg:npm/parser@latest', 'undetermined not-comparable'],
  ])('%s is %s', (purl, said) => expect(tell(purl, parser)).toMatchObject([{ document: 'A', said, probability: 0.99 }]));

  it('takes the version beside a package URL that has none', () => {
    expect(tell(line('pkg:npm/parser', { version: '1.1.0' }), parser)).toMatchObject([{ said: 'affected range' }]);
  });

  it.each(['pkg:npm/%40tarn/parser@1.1.0', 'pkg:pypi/parser@1.1.0', 'pkg:npm/parsers@1.1.0', 'parser 1.1.0'])('%s is another one', (purl) =>
    expect(tell(purl, parser)).toEqual([]),
  );

  it('says by which rules', () => {
    const [match] = tell('pkg:npm/parser@1.1.0', parser);
    expect(match?.reasons).toEqual([
      { rule: 'purl', detail: 'pkg:npm/parser' },
      { rule: 'flaws', detail: 'CVE-2026-10001' },
      { rule: 'version-inside', detail: '1.1.0 against vers:npm/>=1.0.0|<1.2.3' },
      { rule: 'document', detail: 'A' },
    ]);
  });

  it('is not compared where nobody here can: commits, another ecosystem, a broken range', () => {
    const commits = advisory('A', [
      { purl: 'pkg:npm/parser', ranges: [{ kind: 'commits', repository: null, introduced: ['0'], fixed: ['f'] }] },
    ]);
    const other = advisory('B', [{ purl: 'pkg:npm/parser', ranges: vers('vers:deb/<2') }]);
    const broken = advisory('C', [{ purl: 'pkg:npm/parser', ranges: vers('vers:npm/=1') }]);
    const silent = advisory('D', [{ purl: 'pkg:npm/parser' }]);
    expect(tell('pkg:npm/parser@1.1.0', commits, other, broken, silent).map(({ said, rules }) => [said, rules[2]])).toEqual([
      ['undetermined not-comparable', 'version-clause-unreadable'],
      ['undetermined not-comparable', 'version-other-scheme'],
      ['undetermined not-comparable', 'version-clause-unreadable'],
      ['undetermined not-comparable', 'version-clause-unreadable'],
    ]);
  });

  it('overlooks what its ecosystem overlooks, and counts an epoch that stands beside the version', () => {
    const python = advisory('A', [{ purl: 'pkg:pypi/tarn-core', ranges: vers('vers:pypi/<2') }]);
    expect(tell('pkg:pypi/Tarn.Core@1.0', python)).toMatchObject([{ said: 'affected range' }]);
    const rpm = advisory('B', [{ purl: 'pkg:rpm/rocky-linux/ssl?distro=rocky-8', ranges: vers('vers:rpm/<1:1.1.1k-9.el8') }]);
    expect(tell('pkg:rpm/rocky/ssl@1.1.1k-7.el8?arch=x86_64&distro=rocky-8.8&epoch=1', rpm)).toMatchObject([{ said: 'affected range' }]);
    expect(tell('pkg:rpm/rocky/ssl@1.1.1k-9.el8?distro=rocky-8.8&epoch=1', rpm)).toMatchObject([{ said: 'fixed range' }]);
  });

  it('of a distribution is of one release: another one is another package, an untold one leaves it open', () => {
    const debian = advisory('A', [{ purl: 'pkg:deb/debian/openssl?arch=source&distro=debian-12', ranges: vers('vers:deb/<3.0.11-1') }]);
    expect(tell('pkg:deb/debian/openssl@3.0.9-1?arch=amd64&distro=bookworm', debian)).toMatchObject([
      { said: 'affected range', probability: 0.95 },
    ]);
    expect(tell('pkg:deb/debian/openssl@3.0.9-1?distro=debian-11', debian)).toEqual([]);
    const [untold] = tell('pkg:deb/debian/openssl@3.0.9-1', debian);
    expect(untold).toMatchObject({ said: 'undetermined not-comparable', probability: 0.9 });
    expect(untold?.rules).toContain('release-unknown');
    // The binary package has another name than the source that the advisory speaks of.
    const [binary] = tell('pkg:deb/debian/libssl3@3.0.9-1?distro=debian-12&upstream=openssl', debian);
    expect([binary?.said, binary?.rules[0], binary?.probability]).toEqual(['affected range', 'purl-of-source', 0.99]);
  });

  it('of an rpm is known by the file of its source package too', () => {
    const source = advisory('A', [{ purl: 'pkg:rpm/redhat/openssl?distro=rhel-9', ranges: vers('vers:rpm/<1:3.0.7-27.el9') }]);
    const libs = 'pkg:rpm/redhat/openssl-libs@3.0.7-16.el9?arch=x86_64&distro=rhel-9.2&epoch=1&upstream=openssl-3.0.7-16.el9.src.rpm';
    expect(tell(libs, source)).toMatchObject([{ said: 'affected range', probability: 0.99 }]);
    expect(tell(libs.replaceAll('-16.el9', '-27.el9'), source)).toMatchObject([{ said: 'fixed range' }]);
  });

  it('of another architecture is another package; an untold one lowers the probability', () => {
    const some = advisory('A', [{ purl: 'pkg:apk/alpine/git@2.39.0-r1?arch=armv7' }]);
    expect(tell('pkg:apk/alpine/git@2.39.0-r1?arch=x86_64', some)).toEqual([]);
    expect(tell('pkg:apk/alpine/git@2.39.0-r1', some)).toMatchObject([{ said: 'affected list', probability: 0.9 }]);
    // Another version than the only one that is meant.
    expect(tell('pkg:apk/alpine/git@2.40.0-r1?arch=armv7', some)).toEqual([]);
  });

  it('is affected by a document where it is so by one of its flaws', () => {
    const [flaw] = parser.flaws;
    const both = {
      ...parser,
      flaws: [{ ...flaw, cveId: 'CVE-2026-2', statuses: [{ productId: 'A#0', status: 'known-not-affected' }] }, flaw],
    } as Advisory;
    expect(tell('pkg:npm/parser@1.1.0', both)).toMatchObject([{ said: 'affected range' }]);
  });
});

describe('the words of a supplier', () => {
  const vex = (
    status: AdvisoryStatus['status'],
    more: Partial<Written> = {},
    about: Partial<Advisory> & { readonly flaw?: Partial<AdvisoryFlaw> } = {},
  ) =>
    advisory('V', [{ purl: 'pkg:npm/parser@1.1.0', status, justification: 'code_not_reachable', statement: 'Never called.', ...more }], {
      kind: 'openvex',
      publisher: 'Tarnmed',
      ...about,
    });
  const both = (...words: readonly Advisory[]) =>
    tell('pkg:npm/parser@1.1.0', parser, ...words).map(({ document, said }) => `${document} ${said}`);

  it('take a component out that a list holds affected, and say why', () => {
    const [listed, own] = tell('pkg:npm/parser@1.1.0', parser, vex('known-not-affected'));
    expect([listed?.said, own?.said]).toEqual(['fixed list', 'fixed list']);
    const wanted = { rule: 'stated-known-not-affected', detail: 'Tarnmed, V: code_not_reachable: Never called.' };
    expect(listed?.reasons).toContainEqual(wanted);
    expect(own?.reasons).toContainEqual(wanted);
  });

  it('take a component in of which a list cannot tell', () => {
    const list = advisory('A', [{ purl: 'pkg:npm/parser' }]);
    expect(tell('pkg:npm/parser@1.1.0', list, vex('known-affected')).map(({ said }) => said)).toEqual(['affected list', 'affected list']);
  });

  it('leave alone what they do not decide: another flaw, another version, what is under investigation', () => {
    expect(both(vex('known-not-affected', {}, { flaw: { cveId: 'CVE-2026-9' } }))).toEqual(['A affected range', 'V fixed list']);
    expect(both(vex('known-not-affected', { purl: 'pkg:npm/parser@1.1.1' }))).toEqual(['A affected range']);
    expect(both(vex('under-investigation'))).toEqual(['A affected range', 'V undetermined list']);
  });

  it('know a flaw by any of its names', () => {
    const named = vex('known-not-affected', {}, { flaw: { cveId: null, otherIds: ['GHSA-a'] } });
    const listed = { ...parser, flaws: parser.flaws.map((flaw) => ({ ...flaw, otherIds: ['GHSA-a'] })) };
    expect(tell('pkg:npm/parser@1.1.0', listed, named)[0]?.said).toBe('fixed list');
  });

  it('count by the newest, and of one instant by the one that clears nobody', () => {
    const older = vex('known-not-affected', {}, { modifiedAt: '2026-04-01T00:00:00.000Z' });
    const newer = { ...vex('known-affected'), documentId: 'W' };
    expect(both(older, newer)[0]).toBe('A affected range');
    expect(both({ ...older, modifiedAt: newer.modifiedAt }, newer)[0]).toBe('A affected range');
    expect(both({ ...older, modifiedAt: '2026-06-01T00:00:00.000Z' }, newer)[0]).toBe('A fixed list');
  });

  it('about a part of a product, or about the product, are about nobody else’s copy', () => {
    const inside = line('pkg:npm/parser@1.1.0', { within: 'pkg:generic/station@4.2' });
    const elsewhere = line('pkg:npm/parser@1.1.0', { within: 'pkg:generic/other@4.2' });
    const ofPart = vex('known-not-affected', { within: 'pkg:generic/station' });
    expect([inside, elsewhere, line('pkg:npm/parser@1.1.0')].map((one) => tell(one, parser, ofPart)[0]?.said)).toEqual([
      'fixed list',
      'affected range',
      'affected range',
    ]);
    const ofWhole = vex('known-not-affected', { purl: 'pkg:generic/station@4.2' });
    const told = tell(inside, parser, ofWhole);
    expect(told).toMatchObject([{ document: 'A', said: 'fixed list' }]);
    expect(told[0]?.reasons).toContainEqual({
      rule: 'stated-known-not-affected',
      detail: 'pkg:generic/station@4.2 (Tarnmed, V): code_not_reachable: Never called.',
    });
    expect(tell(elsewhere, parser, ofWhole)[0]?.said).toBe('affected range');
  });

  it('of CSAF are the package URLs of its products', () => {
    const { packages: _, ...csaf } = vex('known-not-affected', {}, { kind: 'csaf' });
    const identifiers = [{ kind: 'purl' as const, value: 'pkg:npm/parser@1.1.0' }];
    const products = [{ productId: 'V#0', name: 'Parser', paths: [], identifiers, relationship: null }];
    expect(both({ ...csaf, products })).toEqual(['A fixed list', 'V fixed list']);
    // Without a version of its own: that of the branch it stands on.
    const onBranch = (name: string, category = 'product_version') => {
      const product = {
        productId: 'V#0',
        name: 'Parser',
        identifiers: [{ kind: 'purl' as const, value: 'pkg:npm/parser' }],
        relationship: null,
      };
      return both({ ...csaf, products: [{ ...product, paths: [[{ category, name }]] }] });
    };
    expect(onBranch('1.1.0')).toEqual(['A fixed list', 'V fixed list']);
    expect(onBranch('vers:npm/<1.1.0', 'product_version_range')).toEqual(['A affected range', 'V undetermined not-comparable']);
  });

  it('leaves CVE records to what they say of versions themselves', () => {
    const { packages: _, ...record } = advisory('A', [{ purl: 'pkg:npm/parser' }], { kind: 'cve' });
    const products = [
      {
        productId: 'A#0',
        name: 'Parser',
        paths: [],
        identifiers: [{ kind: 'purl' as const, value: 'pkg:npm/parser' }],
        relationship: null,
      },
    ];
    expect(tell('pkg:npm/parser@1.1.0', { ...record, products })).toEqual([]);
  });
});

it('the same input gives the same output, in whatever order', () => {
  const lines = ['b', 'a'].map((id) => line('pkg:npm/parser@1.1.0', { id }));
  const other = { ...parser, documentId: 'B' };
  const tellAll = (some: readonly SoftwareLine[], advisories: readonly Advisory[]) =>
    matchPackages(some, indexPackages(advisories)).map(({ id, document }) => `${id} ${document}`);
  expect(tellAll(lines, [parser, other])).toEqual(['a A', 'a B', 'b A', 'b B']);
  expect(tellAll(lines.toReversed(), [other, parser])).toEqual(['a A', 'a B', 'b A', 'b B']);
});
