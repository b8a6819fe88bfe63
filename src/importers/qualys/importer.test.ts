import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Qualys importer, of a scan', () => {
  it('reads hosts with address, name and operating system, and no name where none is registered', async () => {
    const parsed = await parse('scan-of-two-hosts.xml');
    expect(parsed.importer.id).toBe('qualys');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.000Z', tool: 'Qualys', partial: false }]);
    expect(recordsOf(parsed, 'asset').map(({ facts }) => facts)).toEqual([
      { hostName: 'pomp-07', domain: 'zuiderhof.example', ipAddresses: ['10.20.0.2'], operatingSystem: 'Windows 10' },
      { ipAddresses: ['10.20.0.3'] },
    ]);
  });

  it('reads confirmed and potential vulnerabilities, says once that the latter are there, and never reads results', async () => {
    const parsed = await parse('scan-of-two-hosts.xml');
    expect(recordsOf(parsed, 'vulnerability')).toEqual([
      {
        kind: 'vulnerability',
        itemNumber: 3,
        assetKey: 'host-1',
        observedAt: '2026-03-10T11:00:00.000Z',
        check: {
          scanner: 'qualys',
          nativeId: '900001',
          title: 'Invented web server flaw',
          family: 'Web server',
          solution: 'Update the server.\nSee the maker & wait.',
        },
        severity: 'high',
        cveIds: ['CVE-2026-0101', 'CVE-2026-0102', 'CVE-2026-0103'],
        cvss: { score: 9.8, vector: null, version: '3.1' },
        epss: null,
        kev: null,
        protocol: 'tcp',
        port: 443,
      },
      expect.objectContaining({
        itemNumber: 4,
        severity: 'low',
        cveIds: [],
        cvss: { score: 2.1, vector: null, version: '2.0' },
        check: expect.objectContaining({ family: 'Local', solution: null }),
        port: null,
      }),
    ]);
    expect(parsed.issues.map(({ code, severity }) => [code, severity])).toEqual([['potential-included', 'note']]);
    expect(JSON.stringify(parsed.records)).not.toContain('secret');
  });

  it('makes detections of information and services', async () => {
    const detections = recordsOf(await parse('scan-of-two-hosts.xml'), 'detection');
    expect(detections.map(({ itemNumber, check }) => [itemNumber, check.nativeId])).toEqual([
      [1, '70028'],
      [2, '82023'],
      [5, '105053'],
    ]);
  });

  it('tells from the checks of the login whether credentials worked, under the name of the option profile', async () => {
    const coverage = recordsOf(await parse('scan-of-two-hosts.xml'), 'coverage');
    expect(coverage.map(({ assetKey, depth, complete }) => [assetKey, depth, complete])).toEqual([
      ['host-1', 'authenticated', true],
      ['host-2', 'unauthenticated', true],
    ]);
    expect(coverage[0]?.checkSet).toMatch(/^Zorgnet#[0-9a-f]{8}$/);
  });

  it('takes nothing as gone after a scan that did not finish, and knows that one without logins had none', async () => {
    const parsed = await parse('unfinished-scan.xml');
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ complete: false, depth: 'unauthenticated' }]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['scan-unfinished']);
  });

  it('refuses items without number or level and those of a host that nothing names, with their line', async () => {
    const parsed = await parse('refused-items.xml');
    expect(parsed.issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([
      ['qid-missing', 'refused', 1],
      ['severity-invalid', 'refused', 2],
      ['cve-malformed', 'note', 3],
      ['host-without-identity', 'warning', null],
      ['host-without-identity', 'refused', 4],
    ]);
    expect(parsed.issues.every((issue) => issue.line !== null)).toBe(true);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4]);
  });

  it('reads a scan that found nobody as complete with no items', async () => {
    expect(await parse('no-hosts.xml')).toMatchObject({ records: [], issues: [], problem: undefined, headers: [{ tool: 'Qualys' }] });
  });
});

describe('the Qualys importer, of a report on hosts', () => {
  it('joins items to the glossary behind them, each seen when it was last found', async () => {
    const parsed = await parse('report-on-hosts.xml');
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.000Z', tool: 'Qualys', partial: false }]);
    expect(recordsOf(parsed, 'vulnerability')).toMatchObject([
      {
        itemNumber: 1,
        observedAt: '2026-03-01T08:00:00.000Z',
        severity: 'high',
        cveIds: ['CVE-2026-0101'],
        cvss: { score: 9.8, vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', version: null },
        check: { title: 'Invented web server flaw', family: 'Web server', solution: 'Update.\nRestart.' },
        protocol: 'tcp',
        port: 443,
      },
      { itemNumber: 2, severity: 'low', observedAt: '2026-03-05T08:00:00.000Z' },
    ]);
    expect(recordsOf(parsed, 'detection')).toMatchObject([{ itemNumber: 3, check: { title: 'Host Scan Time' } }]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 4, reason: 'finding-fixed' }]);
    expect(parsed.issues.map(({ code, itemNumber }) => [code, itemNumber])).toEqual([
      ['potential-included', null],
      ['severity-invalid', 5],
    ]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4, 5]);
  });

  it('looked at a host when something was last found on it, and says nothing of a host without any item', async () => {
    const parsed = await parse('report-on-hosts.xml');
    expect(recordsOf(parsed, 'asset').map(({ assetKey, observedAt }) => [assetKey, observedAt])).toEqual([
      ['host-1', '2026-03-05T08:00:00.000Z'],
      ['host-2', '2026-03-02T08:00:00.000Z'],
      ['host-3', '2026-03-10T11:00:00.000Z'],
    ]);
    expect(
      recordsOf(parsed, 'coverage').map(({ assetKey, observedAt, depth, complete }) => [assetKey, observedAt, depth, complete]),
    ).toEqual([
      ['host-1', '2026-03-05T08:00:00.000Z', 'unknown', true],
      ['host-2', '2026-03-02T08:00:00.000Z', 'unknown', true],
    ]);
  });

  it('is partial, and takes nothing as gone, when its template selects checks', async () => {
    const parsed = await parse('report-of-a-selection.xml');
    expect(parsed.headers).toMatchObject([{ partial: true }]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['report-selective']);
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ complete: false }]);
  });
});

describe('the Qualys importer, of damaged files', () => {
  it('keeps what a scan says before its cut, and of a report without its glossary nothing', async () => {
    const scan = await parse('truncated-scan.xml');
    expect(scan.problem?.code).toBe('file-truncated');
    expect(recordsOf(scan, 'vulnerability').map(({ itemNumber }) => itemNumber)).toEqual([3]);
    expect(recordsOf(scan, 'coverage')).toEqual([]);
    const report = await parse('truncated-report.xml');
    expect(report.problem?.code).toBe('file-truncated');
    expect(report.records).toEqual([]);
  });

  it('refuses entities, endless nesting, and a <SCAN> of another tool', async () => {
    expect((await parse('entity-bomb.xml')).problem?.code).toBe('file-entities-refused');
    expect((await parse('deeply-nested.xml')).problem?.code).toBe('file-too-deep');
    await expect(parse('other-scan.xml')).rejects.toMatchObject({ code: 'file-format-unknown' });
  });
});
