/** Five awkward merges of a hospital: why the rules cannot know, what a person says, and that it holds next month. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explainJoin } from '#core/assets/explain-join.ts';
import type { Explanation } from '#core/assets/resolve-asset.ts';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nessusFile, nmapFile, registerFile, twoFlaws, ward, type ReportHost } from '#test/support/report-files.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await openIdentityBench();
});
afterEach(() => bench.end());

type Row = Parameters<typeof registerFile>[0][number];
const register = (source: string, day: string, rows: readonly Row[]) =>
  bench.handIn({ file: `${source} ${day}.csv`, source, content: registerFile(rows), observedAt: noon(day) });
const scan = (day: string, ...hosts: (Partial<ReportHost> & { readonly ip: string })[]) =>
  bench.handIn({
    file: `scan ${day}.nessus`,
    source: 'nessus',
    content: nessusFile(
      hosts.map((host) => ({ items: twoFlaws, ...host, startedAt: noon(day) })),
      { remark: day },
    ),
  });

/** Why each statement became the asset, as a reader sees it. */
const joinsOf = (name: string): Promise<string[]> =>
  bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ explanation: Explanation }>(
      `select explanation from asset_join where organisation_id = $1 and asset_id = $2 order by observed_at, id`,
      [scope.organisationId, await bench.idOf(name)],
    );
    return rows.map((row) => explainJoin(row.explanation, 'en'));
  });

const sourcesOf = (name: string): Promise<string[]> =>
  bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ source: string }>(
      'select distinct source from sighting where organisation_id = $1 and asset_id = $2 order by source',
      [scope.organisationId, await bench.idOf(name)],
    );
    return rows.map((row) => row.source);
  });

describe('five awkward merges', () => {
  test('a register that knows a pump by its asset number only, and a scan that knows it by its host name', async () => {
    await register('ultimo', '2026-03-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical', Department: 'IC' }]);
    await scan('2026-03-10', ward);
    expect(await bench.names()).toEqual(['Pomp 7', 'ws-0412']);
    await bench.merge('Pomp 7', 'ws-0412');
    await register('ultimo', '2026-04-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical', Department: 'SEH' }]);
    await scan('2026-04-10', { ...ward, items: twoFlaws.slice(0, 1) });
    expect(await bench.names()).toEqual(['Pomp 7']);
    expect(await sourcesOf('Pomp 7')).toEqual(['nessus', 'ultimo']);
    expect(await bench.foldEverything()).toBeNull();
  });

  test('two registers that number the same ventilator each in their own way', async () => {
    await register('ultimo', '2026-03-01', [{ 'Asset tag': 'MT-7', Name: 'Beademing A' }]);
    await register('topdesk', '2026-03-02', [{ 'Asset tag': '2019-0044', Name: 'Beademing IC bed 3' }]);
    await bench.merge('Beademing A', 'Beademing IC bed 3');
    await register('topdesk', '2026-04-02', [{ 'Asset tag': '2019-0044', Name: 'Beademing IC bed 4' }]);
    await register('ultimo', '2026-04-03', [{ 'Asset tag': 'MT-7', Name: 'Beademing A' }]);
    expect((await bench.assets()).size).toBe(1);
    // Without the number that it knows, nothing says that this is the same one.
    await register('topdesk', '2026-05-02', [{ 'Asset tag': '2024-0001', Name: 'Beademing nieuw' }]);
    expect((await bench.assets()).size).toBe(2);
  });

  test('a mainboard that was replaced: the same host name with another MAC address, which the rules keep apart', async () => {
    await register('ultimo', '2026-03-01', [
      { 'Asset tag': 'PC-12', Name: 'Echo 12', 'Host name': 'echo12', 'MAC address': '00:1b:21:00:00:0a' },
    ]);
    await scan('2026-03-10', { ...ward, fqdn: 'echo12.zuiderhof.example', mac: '00:1b:21:00:00:0b' });
    expect(await joinsOf('echo12')).toEqual([expect.stringContaining('Kept apart: a stronger identifier disagrees.')]);
    await bench.merge('Echo 12', 'echo12', 'moederbord vervangen');
    await scan('2026-04-10', { ...ward, fqdn: 'echo12.zuiderhof.example', mac: '00:1b:21:00:00:0b' });
    expect(await bench.names()).toEqual(['Echo 12']);
    // Another scanner knows it by the new address only.
    await bench.handIn({
      file: 'a.xml',
      source: 'nmap',
      content: nmapFile(noon('2026-04-11'), [{ ip: '10.20.1.9', mac: '00:1b:21:00:00:0b', openPorts: [80] }]),
    });
    expect(await bench.names()).toEqual(['Echo 12']);
  });

  test('a cloned virtual machine that kept the host name of its original: the register means one, the scan the other', async () => {
    await register('ultimo', '2026-03-01', [{ 'Asset tag': 'VM-1', Name: 'Dossier', 'Host name': 'epd01' }]);
    await scan('2026-03-10', { ...ward, mac: '00:1b:44:11:3a:c1', fqdn: 'epd01.zuiderhof.example' });
    expect(await bench.names()).toEqual(['Dossier']);
    await bench.split('Dossier', [{ source: 'nessus' }]);
    expect(await bench.names()).toEqual(['Dossier', 'epd01']);
    await scan('2026-04-10', { ...ward, mac: '00:1b:44:11:3a:c1', fqdn: 'epd01.zuiderhof.example' });
    await register('ultimo', '2026-04-12', [{ 'Asset tag': 'VM-1', Name: 'Dossier', 'Host name': 'epd01', Department: 'ICT' }]);
    expect(await bench.names()).toEqual(['Dossier', 'epd01']);
    expect([await sourcesOf('Dossier'), await sourcesOf('epd01')]).toEqual([['ultimo'], ['nessus']]);
    expect(await bench.foldEverything()).toBeNull();
  });

  test('one serial number under two vendors: the register writes the maker, the scan whoever bought it', async () => {
    await register('ultimo', '2026-03-01', [{ 'Asset tag': 'M-1', Name: 'Monitor 1', Vendor: 'Datex', 'Serial number': 'SN-10001' }]);
    await register('cmdb', '2026-03-02', [{ Name: 'Monitor bed 1', Vendor: 'Instrumentarium', 'Serial number': 'SN-10001' }]);
    expect((await bench.assets()).size).toBe(2);
    await bench.merge('Monitor 1', 'Monitor bed 1');
    await register('cmdb', '2026-04-02', [{ Name: 'Monitor bed 2', Vendor: 'Instrumentarium', 'Serial number': 'SN-10001' }]);
    expect((await bench.assets()).size).toBe(1);
  });
});

describe('where the files come in another order', () => {
  const files = [
    () => register('ultimo', '2026-03-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical', Department: 'IC' }]),
    () => scan('2026-03-10', ward),
    () => scan('2026-04-10', { ...ward, items: twoFlaws.slice(0, 1) }),
    () => register('ultimo', '2026-04-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical', Department: 'SEH' }]),
  ];

  test.each([
    ['after all files', [0, 1, 2, 3, 'merge']],
    ['after the first two', [0, 1, 'merge', 2, 3]],
    ['before the older ones come', [2, 3, 'merge', 1, 0]],
    ['between', [1, 3, 'merge', 0, 2]],
  ] as const)('a merge gives the same history %s', async (_when, steps) => {
    for (const step of [0, 1, 2, 3, 'merge'] as const) await (step === 'merge' ? bench.merge('Pomp 7', 'ws-0412') : files[step]?.());
    const expected = await bench.history();
    await bench.end();
    bench = await openIdentityBench();
    for (const step of steps) await (step === 'merge' ? bench.merge('Pomp 7', 'ws-0412') : files[step]?.());
    expect(await bench.history()).toEqual(expected);
  });

  test('a decision of which one side was not yet known joins it when it comes, and says why', async () => {
    await files[0]?.();
    await files[1]?.();
    await bench.merge('Pomp 7', 'ws-0412', 'zelf gezien');
    const decisions = await bench.read(async (scope) => {
      const rowsOf = async (table: string) =>
        (await scope.client.query(`select * from ${table} where organisation_id = $1`, [scope.organisationId])).rows;
      return { asset_identity: await rowsOf('asset_identity'), asset_identity_anchor: await rowsOf('asset_identity_anchor') };
    });
    const expected = await bench.history();
    await bench.end();
    bench = await openIdentityBench();
    // Another node that was told what the first knows: only what people said, in the words of the files.
    await bench.read(async (scope) => {
      for (const [table, rows] of Object.entries(decisions)) {
        for (const row of rows)
          await scope.client.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`, [
            JSON.stringify({ ...row, organisation_id: scope.organisationId }),
          ]);
      }
    });
    await files[1]?.();
    await files[0]?.();
    expect(await bench.names()).toEqual(['Pomp 7']);
    expect(await joinsOf('Pomp 7')).toContain('Joined because a person stated on 2026-06-01 that they are one and the same: “zelf gezien”');
    expect(await bench.history()).toEqual(expected);
  });
});
