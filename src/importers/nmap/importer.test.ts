import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Nmap importer', () => {
  it('reads hosts that are up with addresses, the name that DNS gives and a sure operating system', async () => {
    const parsed = await parse('ports-of-two-hosts.xml');
    expect(parsed.importer.id).toBe('nmap');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.000Z', tool: 'nmap 7.95', partial: false }]);
    expect(recordsOf(parsed, 'asset')).toEqual([
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: 'host-1',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:10.000Z',
        facts: {
          hostName: 'infuus-07',
          domain: 'zuiderhof.example',
          ipAddresses: ['10.20.0.2'],
          macAddresses: ['00:1B:44:11:3A:B7'],
          operatingSystem: 'Linux 4.15 - 5.8',
        },
      },
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: 'host-2',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:11.000Z',
        facts: { ipAddresses: ['fe80::21b:44ff:fe11:3ab8'] },
      },
    ]);
  });

  it('makes a detection of an open port and says of every other port that it carries nothing', async () => {
    const parsed = await parse('ports-of-two-hosts.xml');
    const detections = recordsOf(parsed, 'detection').map(({ itemNumber, protocol, port, service }) => [
      itemNumber,
      protocol,
      port,
      service,
    ]);
    expect(detections).toEqual([
      [1, 'tcp', 22, 'ssh Dropbear sshd 2019.78'],
      [3, 'tcp', 443, 'ssl/http'],
    ]);
    expect(recordsOf(parsed, 'nothing')).toEqual([
      { kind: 'nothing', itemNumber: 2, reason: 'port-not-open' },
      { kind: 'nothing', itemNumber: 4, reason: 'port-not-open' },
    ]);
  });

  it('gives no coverage where no vulnerability script ran, so that a port scan closes nothing', async () => {
    expect(recordsOf(await parse('ports-of-two-hosts.xml'), 'coverage')).toEqual([]);
  });

  it('reads what vulnerability scripts state in structure, and not what they only list as exploits', async () => {
    const parsed = await parse('vulnerability-scripts.xml');
    const found = recordsOf(parsed, 'vulnerability').map(({ itemNumber, check, severity, cveIds, cvss, port }) => ({
      itemNumber,
      check: check.nativeId,
      severity,
      cveIds,
      score: cvss?.score ?? null,
      port,
    }));
    const openssh = 'vulners/cpe:/a:openbsd:openssh:7.4';
    expect(found).toEqual([
      { itemNumber: 1, check: openssh, severity: 'medium', cveIds: ['CVE-2018-15473'], score: 5.3, port: 22 },
      { itemNumber: 1, check: openssh, severity: 'medium', cveIds: ['CVE-2016-10708'], score: null, port: 22 },
      { itemNumber: 2, check: 'smb-vuln-invented', severity: 'high', cveIds: ['CVE-2017-0143'], score: 9.3, port: null },
    ]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['severity-assumed']);
  });

  it('gives coverage under a name made of scripts, arguments and ports, without showing the arguments', async () => {
    const [coverage, ...others] = recordsOf(await parse('vulnerability-scripts.xml'), 'coverage');
    expect(others).toEqual([]);
    expect(coverage).toMatchObject({ scanner: 'nmap', depth: 'unauthenticated', complete: true, assetKey: 'host-1' });
    expect(coverage?.checkSet).toMatch(/^smb-vuln-invented,vulners#[0-9a-f]{8}$/);
  });

  it('warns when a script names CVEs only as text', async () => {
    const parsed = await parse('script-output-as-text.xml');
    expect(parsed.issues).toMatchObject([{ code: 'script-unstructured', severity: 'warning', line: 4 }]);
    expect(recordsOf(parsed, 'vulnerability')).toEqual([]);
  });

  it('refuses ports without number, protocol or state and ports of a host that nothing names, with their line', async () => {
    const parsed = await parse('incomplete-ports.xml');
    expect(parsed.issues.map(({ code, itemNumber, line }) => [code, itemNumber, line])).toEqual([
      ['port-incomplete', 1, 5],
      ['port-incomplete', 2, 6],
      ['host-without-identity', 4, null],
    ]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 5, reason: 'host-down' }]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads a scan that found nobody as complete with no items', async () => {
    const parsed = await parse('no-hosts.xml');
    expect(parsed).toMatchObject({ records: [], issues: [], problem: undefined });
    expect(parsed.headers).toHaveLength(1);
  });

  it('keeps what came before and says so when the scan did not finish or the file is cut', async () => {
    const unfinished = await parse('unfinished-scan.xml');
    expect(unfinished.problem?.code).toBe('file-truncated');
    expect(recordsOf(unfinished, 'detection')).toHaveLength(1);
    const cut = await parse('truncated.xml');
    expect(cut.problem?.code).toBe('file-truncated');
    expect(cut.problem?.data).toMatchObject({ line: 17, column: 34 });
    expect(cut.headers).toHaveLength(1);
  });

  it('refuses a file that declares entities before it reads anything', async () => {
    const parsed = await parse('entity-bomb.xml');
    expect(parsed.problem?.code).toBe('file-entities-refused');
    expect(parsed.records).toEqual([]);
  });
});
