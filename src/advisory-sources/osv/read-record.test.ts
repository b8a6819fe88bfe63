import { describe, expect, it } from 'vitest';
import { isOsvDocument, readOsvDocument } from './read-record.ts';

const record = {
  schema_version: '1.7.0',
  id: 'TMSA-2026-7',
  modified: '2026-05-02T00:00:00Z',
  published: '2026-05-01T00:00:00Z',
  aliases: ['CVE-2026-10001'],
  summary: 'Parser reads beyond its input',
  details: 'Long text.',
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' },
    { type: 'Ubuntu', score: 'medium' },
  ],
  affected: [
    {
      package: { ecosystem: 'npm', name: '@tarnmed/parser', purl: 'pkg:npm/%40tarnmed/parser' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.3' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }] }],
      versions: ['1.2.2'],
    },
  ],
  references: [{ type: 'WEB', url: 'https://tarnmed.example/7' }],
  database_specific: { cwe_ids: ['CWE-125'], severity: 'HIGH' },
};

function read(json: unknown) {
  return [...readOsvDocument(json)];
}

function advisoryOf(json: unknown) {
  const [one] = read(json);
  if (one?.kind !== 'read') throw new Error('it was refused');
  return one;
}

/** The ranges that one affected package of an ecosystem gives. */
function rangesOf(ecosystem: string, events: readonly object[], type = 'ECOSYSTEM') {
  const json = { ...record, affected: [{ package: { ecosystem, name: 'a' }, ranges: [{ type, events }] }] };
  const { advisory, remarks } = advisoryOf(json);
  return [advisory.packages?.[0]?.ranges.map((range) => (range.kind === 'vers' ? range.vers : 'commits')), remarks.map(({ code }) => code)];
}

describe('an OSV record', () => {
  it('is told from other documents', () => {
    expect([record, { vulns: [record] }].map(isOsvDocument)).toEqual([true, true]);
    expect(
      [{}, { vulns: [] }, { id: 'x', modified: 'y' }, { ...record, bomFormat: 'CycloneDX' }, null, []].map(isOsvDocument),
    ).not.toContain(true);
  });

  it('gives its packages with ranges, and its flaw under all its names', () => {
    const { advisory, remarks } = advisoryOf(record);
    expect(remarks).toEqual([]);
    expect(advisory).toMatchObject({
      kind: 'osv',
      documentId: 'TMSA-2026-7',
      title: 'Parser reads beyond its input',
      modifiedAt: '2026-05-02T00:00:00.000Z',
      references: [{ url: 'https://tarnmed.example/7', tags: ['WEB'] }],
    });
    const productId = 'pkg:npm/%40tarnmed/parser';
    const vers = 'vers:npm/<1.2.3|>=2.0.0|<2.1.0';
    expect(advisory.packages).toEqual([{ productId, purl: productId, ranges: [{ kind: 'vers', vers }], versions: ['1.2.2'] }]);
    expect(advisory.flaws).toMatchObject([
      { cveId: 'CVE-2026-10001', otherIds: ['TMSA-2026-7'], cweIds: ['CWE-125'], statuses: [{ productId, status: 'known-affected' }] },
    ]);
    expect(advisory.flaws[0]?.scores).toMatchObject([{ version: '3.1', baseScore: null, productIds: [productId] }]);
  });

  it('that was withdrawn says nothing any more', () => {
    const { advisory } = advisoryOf({ ...record, withdrawn: '2026-06-01T00:00:00Z' });
    expect(advisory).toMatchObject({ isRejected: true, products: [], flaws: [], title: 'Parser reads beyond its input' });
    expect(advisory.packages).toBeUndefined();
  });

  it.each([
    ['npm', [{ introduced: '0' }], ['vers:npm/*']],
    ['npm', [{ introduced: '1.0.0' }, { last_affected: '1.4.0' }], ['vers:npm/>=1.0.0|<=1.4.0']],
    ['npm', [{ introduced: '1.0.0' }, { last_affected: '1.0.0' }], ['vers:npm/1.0.0']],
    ['npm', [{ introduced: '0' }, { limit: '3.0.0' }], ['vers:npm/<3.0.0']],
    ['npm', [{ introduced: '0' }, { limit: '*' }], ['vers:npm/*']],
    // Written in any order; laid in that of the versions.
    ['npm', [{ fixed: '10.0.0' }, { introduced: '9.0.0' }], ['vers:npm/>=9.0.0|<10.0.0']],
    ['npm', [{ introduced: '1.0.0' }, { fixed: '2.0.0' }, { introduced: '2.0.0' }, { fixed: '3.0.0' }], ['vers:npm/>=1.0.0|<3.0.0']],
    ['Debian:12', [{ introduced: '0' }, { fixed: '1:2.3-1+deb12u1' }], ['vers:deb/<1:2.3-1+deb12u1']],
    ['Hackage', [{ introduced: '0' }, { fixed: '1.0' }], ['vers:hackage/<1.0']],
  ])('of %s with the events %j has the ranges %j', (ecosystem, events, wanted) =>
    expect(rangesOf(ecosystem, events)).toEqual([wanted, []]),
  );

  it('keeps commits as what no version can be held against', () => {
    const ranges = [{ type: 'GIT', repo: 'https://git.example/a', events: [{ introduced: '0' }, { fixed: 'abc123' }] }];
    const { advisory } = advisoryOf({ ...record, affected: [{ ranges }] });
    expect(advisory.products).toMatchObject([
      { name: 'https://git.example/a', identifiers: [{ kind: 'uri', value: 'https://git.example/a' }] },
    ]);
    expect(advisory.packages).toBeUndefined();
  });

  it('remarks ranges and ecosystems that nothing can be made of', () => {
    expect(rangesOf('npm', [{ fixed: '1.0.0' }])).toEqual([[], ['range-unreadable']]);
    expect(rangesOf('npm', [{ introduced: '0' }], 'OTHER')).toEqual([[], ['range-unknown']]);
    expect(rangesOf('Unheard Of', [{ introduced: '0' }])).toEqual([undefined, ['ecosystem-unknown']]);
  });

  it.each([
    ['Maven', 'org.tarn:core', 'pkg:maven/org.tarn/core'],
    ['Go', 'tarn.example/a/b', 'pkg:golang/tarn.example/a/b'],
    ['PyPI', 'Tarn_Core', 'pkg:pypi/tarn-core'],
    ['Packagist', 'tarn/core', 'pkg:composer/tarn/core'],
    ['Debian:12', 'openssl', 'pkg:deb/debian/openssl?distro=debian-12'],
    ['Ubuntu:22.04:LTS', 'openssl', 'pkg:deb/ubuntu/openssl?distro=ubuntu-22.04'],
    ['Alpine:v3.18', 'openssl', 'pkg:apk/alpine/openssl?distro=alpine-3.18'],
    ['Red Hat:enterprise_linux:9::appstream', 'openssl', 'pkg:rpm/redhat/openssl?distro=rhel-9'],
    ['SUSE:Linux Enterprise Server 15 SP4', 'openssl', 'pkg:rpm/suse/openssl?distro=sles-15.4'],
    ['Debian', 'openssl', 'pkg:deb/debian/openssl'],
  ])('%s %s is the package %s', (ecosystem, name, purl) => {
    const { advisory } = advisoryOf({ ...record, affected: [{ package: { ecosystem, name }, versions: ['1.0'] }] });
    expect(advisory.packages?.[0]?.purl).toBe(purl);
  });

  it('of a distribution has one flaw for each CVE number upstream', () => {
    const { advisory } = advisoryOf({ ...record, aliases: [], upstream: ['CVE-2026-1111', 'CVE-2026-2222', 'GHSA-x'] });
    expect(advisory.flaws.map(({ cveId, otherIds }) => [cveId, otherIds])).toEqual([
      ['CVE-2026-1111', ['TMSA-2026-7']],
      ['CVE-2026-2222', ['TMSA-2026-7']],
    ]);
  });

  it('in an answer of the API stands or falls for itself', () => {
    const said = read({ vulns: [record, { ...record, modified: 'yesterday' }, { ...record, id: 'TMSA-2026-8' }] });
    expect(said.map((one) => (one.kind === 'read' ? one.advisory.documentId : one.problem.data['path']))).toEqual([
      'TMSA-2026-7',
      '/modified',
      'TMSA-2026-8',
    ]);
  });

  it.each([
    [{ ...record, schema_version: '2.0.0' }, 'file-format-mismatch', /OSV 2\.0\.0/],
    [{ ...record, id: ' ' }, 'file-malformed', /no readable \/id/],
    [{ ...record, summary: 'a\u0000' }, 'file-malformed', /\/summary/],
  ])('is refused with what and where', (json, code, message) => {
    const [said] = read(json);
    expect(said).toMatchObject({ kind: 'refused', problem: { code } });
    expect(said?.kind === 'refused' ? said.problem.message : '').toMatch(message);
  });
});
