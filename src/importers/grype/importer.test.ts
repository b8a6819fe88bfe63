import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { grypeFile } from '#test/support/flaw-files.ts';
import { itemNumbersOf, parseBytes, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Grype importer', () => {
  it('reads the image that its report names after the matches', async () => {
    const parsed = await parse('image.json');
    expect(parsed.importer.id).toBe('grype');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:30:00.500Z', tool: 'Grype 0.94.0', partial: false }]);
    expect(parsed.records.map(({ kind }) => kind)).toEqual(['asset', 'vulnerability', 'vulnerability', 'vulnerability', 'coverage']);
    const name = 'registry.zuiderhof.example/pacs-web:4.2';
    expect(recordsOf(parsed, 'asset')[0]?.facts).toEqual({ name, assetTag: name, class: 'other', operatingSystem: 'debian 12.5' });
    expect(JSON.stringify(parsed.records)).not.toContain('never kept');
  });

  it('reads an advisory with the CVEs it stands for, the score of the NVD, the highest EPSS and known exploitation', async () => {
    const [first] = recordsOf(await parse('image.json'), 'vulnerability');
    expect(first).toEqual({
      kind: 'vulnerability',
      itemNumber: 1,
      assetKey: 'artifact-1',
      observedAt: '2026-03-10T11:30:00.500Z',
      check: {
        scanner: 'grype',
        nativeId: 'GHSA-dddd-eeee-ffff inventedlib',
        title: 'GHSA-dddd-eeee-ffff in inventedlib',
        family: 'python',
        solution: 'Update inventedlib to 2.0.1 or 2.1.0.',
      },
      severity: 'high',
      cveIds: ['CVE-2026-50001', 'CVE-2026-50002'],
      cvss: { score: 8.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', version: '3.1' },
      epss: 0.42,
      kev: true,
      protocol: null,
      port: null,
    });
  });

  it('takes an advisory and its one CVE for two names of one flaw, whichever the match is called by', async () => {
    const matches = [
      { id: 'GHSA-dddd-eeee-ffff', related: ['CVE-2026-50001'] },
      { id: 'CVE-2026-50002', related: ['GHSA-dddd-eeee-0000'] },
      { id: 'GHSA-dddd-eeee-1111', related: [] },
      { id: 'ELSA-2026-0001', related: ['CVE-2026-50003'] },
      { id: 'GHSA-dddd-eeee-2222', related: ['CVE-2026-50004', 'CVE-2026-50005'] },
    ];
    const report = Buffer.from(grypeFile('portal:1', '2026-03-10T11:30:00Z', matches));
    const parsed = await parseBytes(Readable.from([report]), 'portal.json');
    expect(recordsOf(parsed, 'vulnerability').map(({ cveIds, aliases }) => [cveIds, aliases])).toEqual([
      [['CVE-2026-50001'], ['GHSA-dddd-eeee-ffff']],
      [['CVE-2026-50002'], ['GHSA-dddd-eeee-0000']],
      [[], ['GHSA-dddd-eeee-1111']],
      [['CVE-2026-50003'], undefined],
      [['CVE-2026-50004', 'CVE-2026-50005'], undefined],
    ]);
  });

  it('takes negligible as low, unknown as medium with a note, and refuses a match without a package', async () => {
    const parsed = await parse('image.json');
    expect(recordsOf(parsed, 'vulnerability').map(({ severity, kev }) => [severity, kev])).toEqual([
      ['high', true],
      ['low', null],
      ['medium', null],
    ]);
    expect(parsed.issues.map(({ code, severity, itemNumber, path }) => [code, severity, itemNumber, path])).toEqual([
      ['severity-assumed', 'note', null, '/matches/2'],
      ['match-incomplete', 'refused', 4, '/matches/3'],
    ]);
  });

  it('reads the same report with sorted keys, but under another set of checks when other flaws were asked for', async () => {
    const [image, sorted] = [await parse('image.json'), await parse('sorted-keys.json')];
    expect(recordsOf(sorted, 'vulnerability')).toEqual(recordsOf(image, 'vulnerability'));
    expect(sorted.headers).toEqual(image.headers);
    const checkSets = [image, sorted].map((parsed) => recordsOf(parsed, 'coverage')[0]?.checkSet);
    expect(checkSets).toEqual([expect.stringMatching(/^grype#[0-9a-f]{8}$/), expect.stringMatching(/^grype#[0-9a-f]{8}$/)]);
    expect(checkSets[0]).not.toBe(checkSets[1]);
  });

  it('takes a folder as what may be a device, and says it was looked at even when nothing was found', async () => {
    expect(recordsOf(await parse('folder.json'), 'asset')[0]?.facts).toEqual({ name: '/srv/worklist', assetTag: '/srv/worklist' });
    const clean = await parse('nothing-found.json');
    expect(clean.records.map(({ kind }) => kind)).toEqual(['asset', 'coverage']);
    expect(recordsOf(clean, 'coverage')).toMatchObject([{ depth: 'authenticated', checkSet: 'grype', complete: true }]);
  });

  it('refuses the matches of a report that does not say what was scanned', async () => {
    const parsed = await parse('without-source.json');
    expect(parsed.records).toEqual([]);
    expect(parsed.issues.map(({ code, itemNumber }) => [code, itemNumber])).toEqual([['artifact-unnamed', 1]]);
  });

  it('gives nothing of a report that is cut before it names what was scanned', async () => {
    const parsed = await parse('truncated.json');
    expect(parsed.problem).toMatchObject({ code: 'file-truncated', data: { path: '/matches/3/vulnerability/id' } });
    expect(itemNumbersOf(parsed)).toEqual([]);
  });
});
