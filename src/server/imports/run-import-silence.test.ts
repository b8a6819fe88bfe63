/** When what a file does not say closes a finding or takes an asset off its register, and when not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, type ReportHost } from '../../../test/support/report-files.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const closedFindings = async () => (await bench.history()).findings.filter((text) => text.includes('"closed"'));

describe('findings', () => {
  const ward: Omit<ReportHost, 'startedAt' | 'items'> = { ip: '10.20.1.5', fqdn: 'ws-0412.zuiderhof.example', mac: '00:1b:44:11:3a:c1' };
  const both = [
    { plugin: 10001, severity: 4, cves: ['CVE-2021-34527'] },
    { plugin: 10003, severity: 2, port: 3389 },
  ] as const;
  const march = { file: 'march.nessus', content: nessusFile([{ ...ward, startedAt: '2026-03-10T11:00:00Z', items: both }]) };
  const april = { file: 'april.nessus', content: nessusFile([{ ...ward, startedAt: '2026-04-10T11:00:00Z', items: both.slice(1) }]) };

  test('a scan handed in as a part closes nothing by being silent', async () => {
    await bench.handIn(march);
    expect(await bench.handIn({ ...april, isPartial: true })).toMatchObject({ status: 'complete', partialFile: true });
    expect(await closedFindings()).toEqual([]);
  });

  test('the same scan handed in as a whole afterwards closes, whichever of both came first', async () => {
    await bench.handIn(march);
    await bench.handIn({ ...april, isPartial: true });
    expect(await bench.handIn(april)).toMatchObject({ status: 'complete', duplicateOf: null });
    const closed = await closedFindings();
    expect(closed).toHaveLength(1);
    expect(closed[0]).toContain('CVE-2021-34527');
    const other = await openImportBench();
    try {
      for (const file of [april, { ...april, isPartial: true }, march]) await other.handIn(file);
      expect((await other.history()).findings).toEqual((await bench.history()).findings);
    } finally {
      await other.end();
    }
  });
});
