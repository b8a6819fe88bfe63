/** Scanner exports as tables; asset lists and damage are in `importer.test.ts`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { parseBytes, type ParsedFile } from '../../../test/support/parse-file.ts';
import type { ParseOptions } from '../define-importer.ts';

function read(file: string | Uint8Array, options: ParseOptions = {}): Promise<ParsedFile> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return parseBytes(
    (async function* () {
      yield await Promise.resolve(bytes);
    })(),
    'export.csv',
    options,
  );
}

function briefly(issues: readonly ImportIssue[]): string[] {
  return issues
    .filter((issue) => issue.severity !== 'note')
    .map((issue) => `${issue.severity} ${issue.code} ${issue.path ?? '-'} ${issue.line}`);
}

describe('a scanner export', () => {
  const header =
    'Plugin,Plugin Name,Severity,IP Address,DNS Name,MAC Address,Protocol,Port,CVE,CVSS V3 Base Score,CVSS V2 Base Score,Solution,Last Observed';

  it('becomes hosts, findings, detections and coverage of unknown depth and check set', async () => {
    const outcome = await read(
      `${header}\n` +
        '100,Old cipher,High,10.0.0.1,web.zkh.example,00:1b:44:11:3a:b7,TCP,443,"CVE-2020-0001,cve-2020-0002","7,5",5.0,Update it,"Feb 9, 2026 10:00:00 UTC"\n' +
        '101,Open port,Info,10.0.0.1,web.zkh.example,00:1b:44:11:3a:b7,TCP,0,,,,,"Feb 10, 2026 10:00:00 UTC"\n' +
        '102,Weak key,2,10.0.0.2,,,udp,53,,,4.3,,\n',
    );
    const key = '10.0.0.1 web zkh.example';
    expect(outcome.issues).toEqual([]);
    expect(outcome.records).toMatchObject([
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: key,
        role: 'discovery',
        facts: { hostName: 'web', domain: 'zkh.example', ipAddresses: ['10.0.0.1'] },
      },
      {
        kind: 'vulnerability',
        itemNumber: 1,
        assetKey: key,
        severity: 'high',
        cveIds: ['CVE-2020-0001', 'CVE-2020-0002'],
        port: 443,
        check: { scanner: 'nessus', nativeId: '100', title: 'Old cipher', solution: 'Update it' },
        cvss: { score: 7.5, version: null },

        protocol: 'tcp',
        observedAt: '2026-02-09T10:00:00.000Z',
        epss: null,
        kev: null,
      },
      { kind: 'detection', itemNumber: 2, assetKey: key, port: null, service: null },
      { kind: 'asset', itemNumber: null, assetKey: '10.0.0.2', observedAt: null },
      { kind: 'vulnerability', itemNumber: 3, severity: 'medium', cvss: { score: 4.3, version: '2.0' } },
      { kind: 'coverage', assetKey: key, observedAt: '2026-02-10T10:00:00.000Z', depth: 'unknown', checkSet: null, complete: true },
      { kind: 'coverage', assetKey: '10.0.0.2', observedAt: null },
    ]);
  });

  it('is read from the columns of Tenable.io; a fixed flaw is no finding, though its host was looked at', async () => {
    const outcome = await read(readFileSync(new URL('fixtures/tenable-io-export.csv', import.meta.url)));
    expect(briefly(outcome.issues)).toEqual([]);
    expect(outcome.records).toMatchObject([
      {
        kind: 'asset',
        assetKey: 'ecg1.zkh.example',
        facts: { hostName: 'ecg1', domain: 'zkh.example', macAddresses: ['00:1b:44:11:3a:01'] },
      },
      {
        kind: 'vulnerability',
        itemNumber: 1,
        observedAt: '2026-02-03T07:00:00.000Z',
        check: { scanner: 'nessus', nativeId: '900001', title: 'Old library', family: 'Misc.', solution: 'Update the library' },
        cvss: { score: 7.4, version: '3.1' },
        cveIds: ['CVE-2020-1001', 'CVE-2020-1002'],
        severity: 'high',
        port: 443,
      },
      { kind: 'detection', itemNumber: 2 },
      { kind: 'asset', assetKey: 'pacs1', facts: { hostName: 'pacs1', ipAddresses: ['10.2.0.2'] } },
      { kind: 'nothing', itemNumber: 3, reason: 'finding-fixed' },
      { kind: 'coverage', assetKey: 'ecg1.zkh.example', scanner: 'nessus' },
      { kind: 'coverage', assetKey: 'pacs1', scanner: 'nessus' },
    ]);
  });

  it('is read from below the lines that Qualys puts above its table, with its numbers as severities', async () => {
    const outcome = await read(readFileSync(new URL('fixtures/qualys-report.csv', import.meta.url)), { timeZone: 'UTC' });
    expect(briefly(outcome.issues)).toEqual([]);
    expect(outcome.records).toMatchObject([
      { kind: 'asset', assetKey: 'LAB01', facts: { hostName: 'LAB01', ipAddresses: ['10.3.0.1', '10.3.0.2'] } },
      {
        kind: 'vulnerability',
        severity: 'critical',
        observedAt: '2026-02-03T07:00:00.000Z',
        check: { scanner: 'qualys', nativeId: '910001' },
        cvss: { score: 9.8, version: '3.1' },
      },
      { kind: 'vulnerability', severity: 'low', protocol: null, port: null, observedAt: '2026-02-03T19:00:00.000Z' },
      { kind: 'asset', assetKey: 'LAB02' },
      { kind: 'detection', check: { nativeId: '910003' } },
      { kind: 'asset', assetKey: 'LAB03' },
      { kind: 'nothing', reason: 'finding-fixed' },
      { kind: 'coverage' },
      { kind: 'coverage' },
      { kind: 'coverage' },
    ]);
  });

  it('refuses rows without host, check or severity', async () => {
    const outcome = await read(
      'Host,CVE,Severity\n,CVE-2020-0001,High\npc1,,High\npc1,CVE-2020-0001,\npc1,CVE-2020-0001,?!\npc1,CVE-2020-0001,High\n',
    );
    expect(briefly(outcome.issues)).toEqual([
      'refused row-without-identity - 2',
      'refused row-without-check - 3',
      'refused row-without-severity - 4',
      'warning word-unknown Severity 5',
      'refused row-without-severity - 5',
    ]);
    expect(outcome.records).toMatchObject([
      { kind: 'asset' },
      { check: { scanner: 'csv', nativeId: 'CVE-2020-0001' } },
      { kind: 'coverage' },
    ]);
  });

  it('takes an advisory that stands alone for the name of the flaw, and none of a list', async () => {
    const file = 'Host,CVE,Severity\npc1,GHSA-aaaa-bbbb-cccc,High\npc1,"CVE-2020-0001, GHSA-aaaa-bbbb-cccc",High\n';
    const outcome = await read(file);
    expect(outcome.issues).toEqual([]);
    expect(outcome.records.filter((one) => one.kind === 'vulnerability')).toMatchObject([
      { cveIds: [], aliases: ['GHSA-aaaa-bbbb-cccc'], check: { scanner: 'csv', nativeId: 'GHSA-aaaa-bbbb-cccc' } },
      { cveIds: ['CVE-2020-0001'] },
    ]);
    expect(outcome.records.filter((one) => 'aliases' in one)).toHaveLength(1);
  });

  it('reads times without a zone in the zone it is told, and says so once', async () => {
    const file = 'Host,CVE,Severity,Last seen\npc1,CVE-2020-0001,low,2026-07-01 12:00\npc1,CVE-2020-0002,low,2026-07-01 13:00\n';
    const outcome = await read(file, { timeZone: 'America/Curacao' });
    expect(outcome.records[0]).toMatchObject({ observedAt: '2026-07-01T16:00:00.000Z' });
    expect(outcome.issues.filter((issue) => issue.code === 'time-zone-assumed')).toHaveLength(1);
  });

  it('gives no coverage when the file was cut off, so nothing closes by it', async () => {
    const outcome = await read('Host,CVE,Severity\npc1,CVE-2020-0001,High\npc1,CVE-2020-0002,"Hi');
    expect(outcome.records.filter((record) => record.kind === 'coverage')).toEqual([]);
    expect(outcome.problem?.code).toBe('file-truncated');
  });

  it('takes a check that is itself a CVE for that CVE, as Greenbone writes it', async () => {
    const outcome = await read('IP,Hostname,NVT OID,NVT Name,Severity,CVEs\n10.0.0.1,web,CVE-2024-10001,Old library,High,\n');
    expect(outcome.records.filter((record) => record.kind === 'vulnerability')).toMatchObject([
      { cveIds: ['CVE-2024-10001'], check: { nativeId: 'CVE-2024-10001' } },
    ]);
  });
});
