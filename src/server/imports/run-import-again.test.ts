import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type FileToImport, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, nmapFile, registerFile, twoFlaws, ward, type ReportHost } from '../../../test/support/report-files.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

describe('killed and run again', () => {
  const hosts = Array.from({ length: 12 }, (_, index): ReportHost => {
    const hex = index.toString(16).padStart(2, '0');
    return { ...ward, ip: `10.20.1.${index + 1}`, fqdn: `ws-${index}.zuiderhof.example`, mac: `00:1b:44:00:00:${hex}`, items: twoFlaws };
  });
  const before = { file: '1.nessus', content: nessusFile(hosts.map((host) => ({ ...host, startedAt: '2026-02-10T11:00:00Z' }))) };
  const scan = {
    file: '2.nessus',
    content: nessusFile(hosts.map((host, index) => ({ ...host, items: index % 2 === 0 ? twoFlaws : twoFlaws.slice(1) }))),
  };

  test('after any transaction, or inside one, the end is that of an undisturbed import', async () => {
    await bench.handIn(before);
    const undisturbed = await bench.run(await bench.accept(scan), { chunkItems: 4 });
    const expected = await bench.history();
    for (const stopAfter of [1, 3, 5, 6, 7, 8]) {
      const other = await openImportBench();
      try {
        await other.handIn(before);
        const accepted = await other.accept(scan);
        let transactions = 0;
        const stop = () => {
          transactions += 1;
          if (transactions === stopAfter) throw new Error('killed');
        };
        await expect(other.run(accepted, { chunkItems: 4, onProgress: stop })).rejects.toThrow('killed');
        let ids = 0;
        const breakInside = () => {
          ids += 1;
          if (ids === 3) throw new Error('killed inside');
          return other.fresh.newId();
        };
        await other
          .run(accepted, { chunkItems: 4, newId: breakInside })
          .catch((cause: unknown) => expect(String(cause)).toContain('killed inside'));
        const ended = await other.run(accepted, { chunkItems: 4 });
        const { stored, unchanged, read, merged, refused, issuesTotal } = undisturbed;
        expect(ended, `stopped after ${stopAfter}`).toMatchObject({
          status: 'complete',
          stored,
          unchanged,
          read,
          merged,
          refused,
          issuesTotal,
        });
        expect(await other.history(), `stopped after ${stopAfter}`).toEqual(expected);
      } finally {
        await other.end();
      }
    }
  });

  test('a stop that was asked for leaves the import running and names it', async () => {
    const accepted = await bench.accept(scan);
    const stopping = new AbortController();
    const stopped = bench.run(accepted, { chunkItems: 4, signal: stopping.signal, onProgress: () => stopping.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'import-interrupted' });
    expect(await bench.run(accepted)).toMatchObject({ status: 'complete', read: 30 });
  });
});

describe('any order', () => {
  const [march, april, may] = ['2026-03-10T11:00:00Z', '2026-04-10T11:00:00Z', '2026-05-10T11:00:00Z'] as const;
  const pump = { ip: '10.20.1.6', fqdn: 'pump-1.zuiderhof.example', mac: '00:1b:44:11:3a:c2' };
  const desk = {
    Name: 'Balie',
    Class: 'workstation',
    Department: 'Poli',
    'Host name': 'ws-0412.zuiderhof.example',
    'MAC address': '00:1b:44:11:3a:c1',
  };
  const device = {
    Name: 'Pomp 1',
    Class: 'medical',
    Department: 'IC',
    'Host name': 'pump-1.zuiderhof.example',
    'MAC address': '00:1b:44:11:3a:c2',
  };
  const third = { Name: 'Kast', 'Serial number': 'SN-3', Vendor: 'Voorbeeld' };
  const files: readonly FileToImport[] = [
    { file: 'cmdb 2026-03.csv', content: registerFile([desk, device, third]), observedAt: '2026-03-01T00:00:00.000Z' },
    { file: 'cmdb 2026-05.csv', content: registerFile([{ ...desk, Department: 'Spoed' }, device]), observedAt: '2026-05-01T00:00:00.000Z' },
    {
      file: 'march.nessus',
      content: nessusFile([
        { ...ward, startedAt: march, items: twoFlaws },
        { ...pump, startedAt: march, items: twoFlaws.slice(1) },
      ]),
    },
    {
      file: 'april.nessus',
      content: nessusFile([
        { ...ward, startedAt: april, items: twoFlaws.slice(1) },
        { ...pump, startedAt: april, items: [], isAuthenticated: false },
      ]),
    },
    {
      file: 'may.nessus',
      content: nessusFile([
        { ...ward, startedAt: may, items: [{ ...twoFlaws[0], severity: 3 }] },
        { ...pump, startedAt: may, items: twoFlaws.slice(1), isFinished: false },
      ]),
    },
    { file: 'lan.xml', content: nmapFile('2026-04-02T10:00:00Z', [{ ...pump, openPorts: [80, 443] }]) },
  ];

  test('of the same files gives the same versions, presence and findings', async () => {
    for (const file of files) expect((await bench.handIn(file)).status).toBe('complete');
    const expected = await bench.history();
    expect(expected.findings.length).toBeGreaterThan(6);
    const orders = fc.shuffledSubarray([...files], { minLength: files.length, maxLength: files.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const other = await openImportBench();
        try {
          for (const file of order) await other.handIn(file);
          expect(await other.history()).toEqual(expected);
        } finally {
          await other.end();
        }
      }),
      { numRuns: 12 },
    );
  });
});
