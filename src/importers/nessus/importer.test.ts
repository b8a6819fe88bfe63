import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Nessus importer', () => {
  it('reads a host from its properties and takes the exact start of its scan', async () => {
    const parsed = await parse('authenticated-host.nessus');
    expect(parsed.importer.id).toBe('nessus');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.000Z', tool: 'Nessus', partial: false }]);
    expect(recordsOf(parsed, 'asset')).toEqual([
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: 'host-1',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:00.000Z',
        facts: {
          hostName: 'ws-0412',
          domain: 'zuiderhof.example',
          ipAddresses: ['10.20.1.5'],
          macAddresses: ['00:1B:44:11:3A:C1', '00:1B:44:11:3A:C2'],
          operatingSystem: 'Microsoft Windows 10 Enterprise',
        },
      },
    ]);
  });

  it('reads a vulnerability with its CVEs, the highest CVSS version, EPSS and known exploitation', async () => {
    const [first, second] = recordsOf(await parse('authenticated-host.nessus'), 'vulnerability');
    expect(first).toEqual({
      kind: 'vulnerability',
      itemNumber: 1,
      assetKey: 'host-1',
      observedAt: '2026-03-10T11:00:00.000Z',
      check: {
        scanner: 'nessus',
        nativeId: '10001',
        title: 'Invented update missing',
        family: 'Windows : Microsoft Bulletins',
        solution: 'Install the update of July.',
      },
      severity: 'critical',
      cveIds: ['CVE-2021-34527', 'CVE-2021-1675'],
      cvss: { score: 8.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', version: '3.1' },
      epss: 0.9436,
      kev: true,
      protocol: 'tcp',
      port: 445,
    });
    expect(second).toMatchObject({ severity: 'medium', cveIds: [], epss: null, kev: null, cvss: { score: 6.9, version: '4.0' } });
    expect(second?.check.solution).toBeNull();
  });

  it('notes a CVE identifier that is none', async () => {
    const { issues } = await parse('authenticated-host.nessus');
    expect(issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([['cve-malformed', 'note', 1]]);
  });

  it('takes the depth from what the scan says of itself before the host tag, and names the set of checks', async () => {
    const parsed = await parse('authenticated-host.nessus');
    expect(recordsOf(parsed, 'coverage')).toEqual([
      {
        kind: 'coverage',
        assetKey: 'host-1',
        observedAt: '2026-03-10T11:00:00.000Z',
        scanner: 'nessus',
        depth: 'authenticated',
        checkSet: expect.stringMatching(/^Verpleegafdelingen#[0-9a-f]{8}$/) as string,
        complete: true,
      },
    ]);
    expect(JSON.stringify(parsed.records)).not.toContain('ZUIDERHOF\\\\scan');
  });

  it('never makes a finding of an informational item', async () => {
    const parsed = await parse('informational-only.nessus');
    expect(recordsOf(parsed, 'vulnerability')).toEqual([]);
    expect(recordsOf(parsed, 'detection').map(({ port, protocol, service }) => [port, protocol, service])).toEqual([
      [9100, 'tcp', 'jetdirect'],
      [null, 'icmp', 'general'],
    ]);
  });

  it('takes a class only from a plain word and no operating system from several guesses', async () => {
    const [asset] = recordsOf(await parse('informational-only.nessus'), 'asset');
    expect(asset?.facts).toEqual({ hostName: 'printer-3', class: 'printer' });
  });

  it('reads a date without a zone in the given zone and says so once', async () => {
    const path = fileURLToPath(new URL('fixtures/informational-only.nessus', import.meta.url));
    const here = await parseFile(path);
    expect(here.headers[0]?.observedAt).toBe('2026-03-08T01:30:00.000Z');
    expect(here.issues.map((issue) => issue.code)).toEqual(['time-zone-assumed']);
    const there = await parseFile(path, { timeZone: 'America/Paramaribo' });
    expect(there.headers[0]?.observedAt).toBe('2026-03-08T05:30:00.000Z');
  });

  it('says of a host without an end that its scan is not complete', async () => {
    const parsed = await parse('host-without-end.nessus');
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ complete: false, depth: 'unknown', checkSet: 'P' }]);
    expect(parsed.issues).toMatchObject([{ code: 'host-unfinished', severity: 'warning' }]);
  });

  it('refuses items without a check, a severity or a host to know them by, with line and path, and goes on', async () => {
    const parsed = await parse('refused-items.nessus');
    const refused = parsed.issues.filter((issue) => issue.severity === 'refused');
    expect(refused.map(({ code, itemNumber, line }) => [code, itemNumber, line])).toEqual([
      ['plugin-missing', 1, 4],
      ['severity-invalid', 2, 5],
      ['host-without-identity', 5, 10],
    ]);
    expect(refused[0]?.path).toBe('/NessusClientData_v2/Report/ReportHost/ReportItem');
    expect(recordsOf(parsed, 'vulnerability')).toMatchObject([{ itemNumber: 3, severity: 'high', check: { title: 'Named inside' } }]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 4, reason: 'compliance-check' }]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads a report without hosts as complete with no items', async () => {
    const parsed = await parse('no-hosts.nessus');
    expect(parsed).toMatchObject({ records: [], issues: [], problem: undefined });
    expect(parsed.headers).toEqual([{ observedAt: null, tool: 'Nessus', partial: false }]);
  });

  it('keeps web application scans apart, whose plugin numbers mean other checks', async () => {
    const parsed = await parse('web-application.xml');
    expect(recordsOf(parsed, 'asset')).toMatchObject([{ facts: { hostName: 'afspraken', domain: 'zuiderhof.example' } }]);
    expect(recordsOf(parsed, 'vulnerability')).toMatchObject([
      { check: { scanner: 'nessus-was', nativeId: '98999' }, cvss: { score: 7.1, vector: null, version: null }, protocol: 'tcp' },
    ]);
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ scanner: 'nessus-was', checkSet: null }]);
  });

  it('reads UTF-16 as it reads UTF-8', async () => {
    const [wide, narrow] = [await parse('utf-16.nessus'), await parse('authenticated-host.nessus')];
    expect(wide.records).toEqual(narrow.records);
    expect(wide.issues).toEqual(narrow.issues);
  });

  it('reads a file that declares UTF-8 and is Windows-1252, and says so', async () => {
    const parsed = await parse('wrong-encoding.nessus');
    expect(recordsOf(parsed, 'vulnerability')[0]?.check.title).toBe('Café-update ontbreekt');
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['encoding-guessed', 'cve-malformed']);
  });

  it.each([
    ['truncated.nessus', 'file-truncated', { line: 37, column: 60 }],
    ['malformed.nessus', 'file-malformed', { line: 28, column: 14 }],
    ['deeply-nested.nessus', 'file-too-deep', { depthMax: 32 }],
    ['entity-bomb.nessus', 'file-entities-refused', { line: 4 }],
  ])('ends %s in %s with the place', async (name, code, data) => {
    const { problem } = await parse(name);
    expect(problem?.code).toBe(code);
    expect(problem?.data).toMatchObject(data);
  });

  it('keeps the items before the place where a file is cut', async () => {
    const parsed = await parse('truncated.nessus');
    expect(itemNumbersOf(parsed)).toEqual([1, 2]);
    expect(recordsOf(parsed, 'coverage')).toEqual([]);
  });
});
