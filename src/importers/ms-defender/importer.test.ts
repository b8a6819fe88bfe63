import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Microsoft Defender importer', () => {
  it('reads vulnerabilities by machine, each machine once', async () => {
    const parsed = await parse('both-pages.json');
    expect(parsed.importer.id).toBe('ms-defender');
    expect(parsed.headers).toEqual([{ observedAt: null, tool: 'Microsoft Defender', partial: false }]);
    expect(recordsOf(parsed, 'asset').map(({ assetKey, facts }) => [assetKey, facts])).toEqual([
      ['machine-1', { assetTag: 'm-0001' }],
      ['machine-2', { assetTag: 'm-0002' }],
    ]);
    expect(recordsOf(parsed, 'vulnerability')[0]).toEqual({
      kind: 'vulnerability',
      itemNumber: 1,
      assetKey: 'machine-1',
      observedAt: null,
      check: {
        scanner: 'ms-defender',
        nativeId: 'CVE-2026-70001 microsoft/windows_11',
        title: 'CVE-2026-70001 in windows_11',
        family: 'microsoft',
        solution: 'Install KB5030001.',
      },
      severity: 'high',
      cveIds: ['CVE-2026-70001'],
      cvss: null,
      epss: null,
      kev: null,
      protocol: null,
      port: null,
    });
  });

  it("keeps Defender's own numbers as checks without a CVE", async () => {
    const own = recordsOf(await parse('both-pages.json'), 'vulnerability').find(({ check }) => check.nativeId.startsWith('TVM-'));
    expect(own).toMatchObject({ cveIds: [], severity: 'low' });
  });

  it('refuses rows without machine, and rows that say nothing', async () => {
    const { issues } = await parse('both-pages.json');
    expect(issues.map(({ code, severity, itemNumber, path }) => [code, severity, itemNumber, path])).toEqual([
      ['severity-assumed', 'note', null, '/value/0'],
      ['machine-missing', 'refused', 5, '/value/1'],
      ['row-incomplete', 'refused', 6, '/value/2'],
    ]);
  });

  it('reads the parts of the assessment, with names, scores and the update that repairs', async () => {
    const parsed = await parse('assessment-export.ndjson');
    expect(recordsOf(parsed, 'asset').map(({ facts }) => facts)).toEqual([
      { hostName: 'ws-0412', domain: 'zuiderhof.example', assetTag: 'd-1', operatingSystem: 'Windows11 10.0.26100.1742' },
    ]);
    expect(
      recordsOf(parsed, 'vulnerability').map(({ severity, cvss, kev, check }) => [severity, cvss?.score, kev, check.solution]),
    ).toEqual([
      ['critical', 9.8, null, 'Install March 2026 Security Updates, KB5035001.'],
      ['medium', undefined, null, null],
    ]);
  });

  it('reads the answer of advanced hunting, whose names begin with a capital', async () => {
    const parsed = await parse('hunting.json');
    expect(recordsOf(parsed, 'asset')[0]?.facts).toEqual({ hostName: 'ws-0413', assetTag: 'd-2', operatingSystem: 'Windows10 10.0.19045' });
    expect(recordsOf(parsed, 'vulnerability')).toMatchObject([
      { severity: 'high', check: { nativeId: 'CVE-2026-72001 adobe/acrobat_reader' } },
    ]);
  });

  it('reads the list of machines, which says nothing of flaws', async () => {
    const parsed = await parse('machines.json');
    expect(recordsOf(parsed, 'asset').map(({ itemNumber, observedAt, facts }) => [itemNumber, observedAt, facts])).toEqual([
      [
        1,
        '2026-03-10T09:15:00.000Z',
        {
          hostName: 'ws-0412',
          domain: 'zuiderhof.example',
          assetTag: 'm-0001',
          ipAddresses: ['10.20.1.5'],
          operatingSystem: 'Windows11 24H2',
        },
      ],
      [
        2,
        '2026-03-10T09:16:00.000Z',
        { hostName: 'ws-0413', assetTag: 'm-0002', ipAddresses: ['10.20.1.6'], operatingSystem: 'Windows10' },
      ],
    ]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 3, reason: 'machine-repeated' }]);
    expect(recordsOf(parsed, 'coverage')).toEqual([]);
  });

  it.each([
    ['all pages stand in one file', 'both-pages.json', [true, true], []],
    ['more pages follow', 'first-page.json', [false, false], ['warning']],
    ['it is a part of the assessment', 'assessment-export.ndjson', [false], ['note']],
    ['it is the result of a query', 'hunting.json', [false], ['note']],
    ['nothing was found, and so no machine is named', 'nothing-found.json', [], []],
  ])('takes an absence only as far as the file allows: %s', async (_case, name, complete, severities) => {
    const parsed = await parse(name);
    const coverage = recordsOf(parsed, 'coverage');
    expect(coverage.map((one) => one.complete)).toEqual(complete);
    for (const one of coverage) expect(one).toMatchObject({ scanner: 'ms-defender', depth: 'authenticated', checkSet: null });
    const remarks = parsed.issues.filter(({ code }) => code === 'answer-incomplete');
    expect(remarks.map(({ severity }) => severity)).toEqual(severities);
  });
});
