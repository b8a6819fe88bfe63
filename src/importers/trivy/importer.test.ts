import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseBytes, parseFile, recordsOf } from '#test/support/parse-file.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const parse = (name: string) => parseFile(fixture(name));

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('the Trivy importer', () => {
  it('reads an image as an asset that is known by its name', async () => {
    const parsed = await parse('image.json');
    expect(parsed.importer.id).toBe('trivy');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.123Z', tool: 'Trivy 0.68.1', partial: false }]);
    const name = 'registry.zuiderhof.example/pacs-web:4.2';
    expect(recordsOf(parsed, 'asset')).toEqual([
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: 'artifact-1',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:00.123Z',
        facts: { name, assetTag: name, class: 'other', operatingSystem: 'debian 12.5' },
      },
    ]);
  });

  it('reads a flaw with the score of the NVD and the version that repairs it', async () => {
    const [first] = recordsOf(await parse('image.json'), 'vulnerability');
    expect(first).toEqual({
      kind: 'vulnerability',
      itemNumber: 1,
      assetKey: 'artifact-1',
      observedAt: '2026-03-10T11:00:00.123Z',
      check: {
        scanner: 'trivy',
        nativeId: 'CVE-2026-10001 libinvented1',
        title: 'libinvented: overflow while reading names',
        family: 'debian',
        solution: 'Update libinvented1 to 1.0-2.',
      },
      severity: 'high',
      cveIds: ['CVE-2026-10001'],
      cvss: { score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', version: '3.1' },
      epss: null,
      kev: null,
      protocol: null,
      port: null,
    });
  });

  it('grades a flaw of unknown severity by its score, else as medium with one note', async () => {
    const parsed = await parse('image.json');
    const [, temporary, scored, advisory] = recordsOf(parsed, 'vulnerability');
    expect(temporary).toMatchObject({ severity: 'medium', cveIds: [], cvss: null, check: { nativeId: 'TEMP-0000001-ABCDEF bash' } });
    expect(scored).toMatchObject({ severity: 'critical', cvss: { score: 9.3, version: '4.0' } });
    expect(advisory).toMatchObject({
      cveIds: [],
      aliases: ['GHSA-aaaa-bbbb-cccc'],
      check: { title: 'GHSA-aaaa-bbbb-cccc in inventedlib', family: 'python-pkg' },
    });
    expect(parsed.issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([
      ['vulnerability-incomplete', 'refused', 3],
      ['severity-assumed', 'note', null],
      ['secret-dropped', 'note', null],
    ]);
  });

  it('takes the advisory of one CVE for another name of it, and a notice of a distribution for none', async () => {
    const VendorIDs = ['GHSA-dddd-bbbb-cccc', 'DSA-5555-1'];
    const Vulnerabilities = [{ VulnerabilityID: 'CVE-2026-10009', VendorIDs, PkgName: 'inventedlib', Severity: 'LOW' }];
    const report = { SchemaVersion: 2, ArtifactName: 'portal:1', Results: [{ Class: 'lang-pkgs', Vulnerabilities }] };
    const [one] = recordsOf(await parseBytes(once(JSON.stringify(report)), 'portal.json'), 'vulnerability');
    expect(one).toMatchObject({ cveIds: ['CVE-2026-10009'], aliases: ['GHSA-dddd-bbbb-cccc'] });
  });

  it('stores neither what does not affect the package, nor secrets, settings and licences', async () => {
    const image = await parse('image.json');
    expect(recordsOf(image, 'nothing').map(({ itemNumber, reason }) => [itemNumber, reason])).toEqual([
      [2, 'not-affected'],
      [7, 'secret'],
    ]);
    expect(JSON.stringify(image.records)).not.toMatch(/never kept|never-kept/);
    const licences = await parse('licenses-only.json');
    expect(recordsOf(licences, 'nothing').map(({ reason }) => reason)).toEqual(['license', 'license']);
  });

  it.each([
    ['packages were looked at', 'image.json', ['trivy']],
    ['nothing was found at all, which does not tell what ran', 'nothing-found.json', [null]],
    ['only licences were looked at', 'licenses-only.json', []],
    ['the artifact has no name', 'folder-without-name.json', []],
    ['the report is cut', 'truncated.json', []],
  ])('says how well the artifact was looked at where %s', async (_case, name, checkSets) => {
    const coverage = recordsOf(await parse(name), 'coverage');
    expect(coverage.map(({ checkSet }) => checkSet)).toEqual(checkSets);
    for (const one of coverage) expect(one).toMatchObject({ scanner: 'trivy', depth: 'authenticated', complete: true });
  });

  it('takes a resource of a cluster as one asset, wherever it stands, and none without software', async () => {
    const parsed = await parse('cluster.json');
    expect(recordsOf(parsed, 'asset').map(({ assetKey, facts }) => [assetKey, facts.name, facts.operatingSystem])).toEqual([
      ['artifact-1', 'zh-productie/zorg/Deployment/hl7-router', 'alpine 3.20.1'],
      ['artifact-2', 'zh-productie/zorg/Deployment/portal', 'alpine 3.20.1'],
    ]);
    expect(recordsOf(parsed, 'vulnerability').map(({ itemNumber, assetKey }) => [itemNumber, assetKey])).toEqual([
      [1, 'artifact-1'],
      [5, 'artifact-1'],
    ]);
    expect(recordsOf(parsed, 'coverage').map(({ assetKey }) => assetKey)).toEqual(['artifact-1', 'artifact-2']);
  });

  it('names the artifact of the list of before by the packages of its operating system', async () => {
    const parsed = await parse('list-of-before.json');
    expect(recordsOf(parsed, 'asset')[0]?.facts).toEqual({ name: 'zuiderhof/worklist:1', assetTag: 'zuiderhof/worklist:1' });
  });

  it('refuses the flaws of what is only called "."', async () => {
    const parsed = await parse('folder-without-name.json');
    expect(recordsOf(parsed, 'asset')).toEqual([]);
    expect(parsed.issues.map(({ code, itemNumber }) => [code, itemNumber])).toContainEqual(['artifact-unnamed', 1]);
  });

  it('keeps what stands before the place where a report is cut', async () => {
    const parsed = await parse('truncated.json');
    expect(parsed.problem).toMatchObject({ code: 'file-truncated', data: { path: '/Results/0/Vulnerabilities/3/VulnerabilityID' } });
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3]);
  });

  it('holds items back until the artifact is named, when the name stands behind them', async () => {
    const { ArtifactName, ...rest } = JSON.parse(readFileSync(fixture('nothing-found.json'), 'utf8')) as Record<string, unknown>;
    const Results = [{ Class: 'lang-pkgs', Vulnerabilities: [{ VulnerabilityID: 'CVE-2026-10009', PkgName: 'late', Severity: 'LOW' }] }];
    const parsed = await parseBytes(once(JSON.stringify({ ...rest, Results, ArtifactName })), 'late');
    expect(parsed.records.map(({ kind }) => kind)).toEqual(['asset', 'vulnerability', 'coverage']);
    expect(recordsOf(parsed, 'vulnerability')[0]?.assetKey).toBe('artifact-1');
  });

  it('reads two reports in one file as two artifacts', async () => {
    const text = readFileSync(fixture('list-of-before.json'), 'utf8') + readFileSync(fixture('nothing-found.json'), 'utf8');
    const parsed = await parseBytes(once(text), 'two');
    expect(recordsOf(parsed, 'coverage').map(({ assetKey, checkSet }) => [assetKey, checkSet])).toEqual([
      ['artifact-1', 'trivy'],
      ['artifact-2', null],
    ]);
  });
});
