import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseBytes, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Greenbone importer', () => {
  it('reads hosts with the name, address and operating system that stand behind the results', async () => {
    const parsed = await parse('two-hosts.xml');
    expect(parsed.importer.id).toBe('openvas');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:00.000Z', tool: 'OpenVAS', partial: false }]);
    const [first, second, ...others] = recordsOf(parsed, 'asset');
    expect(others).toEqual([]);
    expect(first).toEqual({
      kind: 'asset',
      itemNumber: null,
      assetKey: 'report-1 10.20.0.2',
      role: 'discovery',
      observedAt: '2026-03-10T11:00:05.000Z',
      facts: {
        hostName: 'pomp-07',
        domain: 'zuiderhof.example',
        ipAddresses: ['10.20.0.2'],
        macAddresses: ['00:1B:44:11:3A:B7'],
        operatingSystem: 'Debian GNU/Linux 12',
      },
    });
    expect(second?.facts).toEqual({ ipAddresses: ['10.20.0.3'] });
  });

  it('makes vulnerabilities of graded results with the score of the newest CVSS and their CVEs', async () => {
    expect(recordsOf(await parse('two-hosts.xml'), 'vulnerability')).toEqual([
      {
        kind: 'vulnerability',
        itemNumber: 1,
        assetKey: 'report-1 10.20.0.2',
        observedAt: '2026-03-10T11:00:05.000Z',
        check: {
          scanner: 'openvas',
          nativeId: '1.3.6.1.4.1.25623.1.0.900001',
          title: 'Invented TLS library flaw',
          family: 'SSL and TLS',
          solution: 'Update the library.',
        },
        severity: 'high',
        cveIds: ['CVE-2026-0101'],
        cvss: { score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', version: '3.1' },
        epss: 0.04,
        kev: null,
        protocol: 'tcp',
        port: 443,
      },
      expect.objectContaining({
        itemNumber: 3,
        observedAt: '2026-03-10T11:00:06.000Z',
        severity: 'medium',
        cveIds: ['CVE-2015-0001', 'CVE-2015-0002'],
        cvss: { score: 5, vector: 'AV:N/AC:L/Au:N/C:N/I:N/A:P', version: '2.0' },
        check: expect.objectContaining({ solution: 'Turn it off.' }),
        protocol: 'tcp',
        port: null,
      }),
    ]);
  });

  it('makes a detection of a log message and nothing of a false positive, which is said', async () => {
    const parsed = await parse('two-hosts.xml');
    expect(recordsOf(parsed, 'detection')).toMatchObject([{ itemNumber: 2, port: 443, check: { title: 'Services' } }]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 4, reason: 'false-positive' }]);
    expect(parsed.issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([
      ['quality-low', 'note', 3],
      ['false-positive-left-out', 'note', null],
      ['host-unfinished', 'warning', null],
    ]);
  });

  it('says of each host whether credentials worked and whether its scan came to its end, under the name of the task', async () => {
    const coverage = recordsOf(await parse('two-hosts.xml'), 'coverage');
    expect(coverage.map(({ assetKey, depth, complete }) => [assetKey, depth, complete])).toEqual([
      ['report-1 10.20.0.2', 'authenticated', true],
      ['report-1 10.20.0.3', 'unauthenticated', false],
    ]);
    expect(coverage[0]?.checkSet).toMatch(/^Afdelingen#[0-9a-f]{8}$/);
  });

  it('reads each report of an answer of the protocol, and results of the CVE scanner by their CVE', async () => {
    const parsed = await parse('response-of-the-protocol.xml');
    expect(recordsOf(parsed, 'vulnerability')).toMatchObject([
      { assetKey: 'report-1 10.20.0.4', severity: 'high', cveIds: ['CVE-2026-0202'], cvss: { score: 7.5, version: '3.0' } },
    ]);
    expect(recordsOf(parsed, 'detection')).toMatchObject([{ itemNumber: 2, assetKey: 'report-2 10.20.0.4', port: 22 }]);
    expect(recordsOf(parsed, 'coverage').map(({ complete, checkSet }) => [complete, checkSet === null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['threat-missing', 'host-unfinished']);
  });

  it('refuses results without check, host or severity, and those of a host that nothing usable names', async () => {
    const parsed = await parse('refused-results.xml');
    const refused = parsed.issues.filter((issue) => issue.severity === 'refused').map(({ code, itemNumber }) => [code, itemNumber]);
    expect(refused).toEqual([
      ['nvt-missing', 1],
      ['host-missing', 2],
      ['severity-missing', 3],
      ['host-without-identity', 4],
    ]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(
      expect.arrayContaining(['cve-malformed', 'scan-error-left-out', 'address-malformed']),
    );
    expect(recordsOf(parsed, 'asset').map(({ facts }) => facts)).toEqual([{ ipAddresses: ['10.20.0.2'] }]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('takes nothing as gone from one page of a longer report', async () => {
    const parsed = await parse('page-of-a-report.xml');
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ complete: false }]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['report-paged', 'host-unfinished']);
  });

  it('reads a scan without results as complete with no items', async () => {
    const parsed = await parse('no-results.xml');
    expect(parsed).toMatchObject({ records: [], issues: [], problem: undefined });
    expect(parsed.headers).toHaveLength(1);
  });

  it('keeps the results before the place where a file is cut, and takes nothing as gone', async () => {
    const parsed = await parse('truncated.xml');
    expect(parsed.problem?.code).toBe('file-truncated');
    expect(recordsOf(parsed, 'vulnerability').map(({ itemNumber }) => itemNumber)).toEqual([1]);
    expect(recordsOf(parsed, 'coverage')).toMatchObject([{ assetKey: 'report-1 10.20.0.2', complete: false }]);
  });

  it('cut anywhere ends as truncated with a part of the whole file, and with no host looked at to its end', async () => {
    const whole = readFileSync(fileURLToPath(new URL('fixtures/two-hosts.xml', import.meta.url)));
    const complete = (await parse('two-hosts.xml')).records.filter((record) => record.kind !== 'asset' && record.kind !== 'coverage');
    const [rootAt, endAt] = [whole.indexOf('<owner>'), whole.lastIndexOf('</report>')];
    async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: rootAt, max: endAt }), async (cutAt) => {
        const parsed = await parseBytes(pieces(whole.subarray(0, cutAt)), 'cut');
        expect(parsed.problem?.code).toBe('file-truncated');
        expect(recordsOf(parsed, 'coverage').some((coverage) => coverage.complete)).toBe(false);
        const items = parsed.records.filter((record) => record.kind !== 'asset' && record.kind !== 'coverage');
        // A host's own start stands behind the results, so a cut file dates them by the start of the scan.
        const undated = (records: typeof items) => records.map((record) => ({ ...record, observedAt: null }));
        expect(undated(items)).toEqual(undated(complete.slice(0, items.length)));
      }),
      { numRuns: 80 },
    );
  });

  it('refuses entities, endless nesting, and reports of other tools', async () => {
    expect((await parse('entity-bomb.xml')).problem?.code).toBe('file-entities-refused');
    expect((await parse('deeply-nested.xml')).problem?.code).toBe('file-too-deep');
    await expect(parse('other-report.xml')).rejects.toMatchObject({ code: 'file-format-unknown' });
  });
});
