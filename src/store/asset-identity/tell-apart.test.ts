/** Of a merge that is withdrawn: which of the two later files spoke of, where what they carry is on both, or names nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nessusFile, registerFile, twoFlaws } from '#test/support/report-files.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await openIdentityBench();
});
afterEach(() => bench.end());

const register = (source: string, day: string, rows: Parameters<typeof registerFile>[0]) =>
  bench.handIn({ file: `${source} ${day}.csv`, source, content: registerFile(rows), observedAt: noon(day) });
const scan = (startedAt: string, host: { readonly ip: string; readonly fqdn?: string }) =>
  bench.handIn({ file: `scan ${startedAt}`, source: 'nessus', content: nessusFile([{ ...host, startedAt, items: twoFlaws }]) });

/** By what source each asset is spoken of, how often, and how many findings it has. */
const spoken = (): Promise<string[]> =>
  bench.read(async (scope) => {
    const names = new Map([...(await bench.assets())].map(([name, id]) => [id as string, name]));
    const { rows } = await scope.client.query<{ id: string; text: string }>(
      `select asset.id, coalesce((select string_agg(said.source || ' ' || said.times, ', ' order by said.source) from (select source, count(*) as times
           from sighting where organisation_id = $1 and asset_id = asset.id and claim <> '' group by source) said), '') || '; '
         || (select count(*) from finding where organisation_id = $1 and asset_id = asset.id) as text
       from asset where organisation_id = $1`,
      [scope.organisationId],
    );
    return rows.map(({ id, text }) => `${names.get(id)}: ${text}`).toSorted();
  });

test('a serial number that both carry moves nothing: what came by it, and what came by what that had said, stays', async () => {
  const maker = { Vendor: 'Voorbeeld', 'Serial number': 'SN-1' };
  await register('ultimo', '2026-03-01', [
    { ...maker, 'Asset tag': 'A-1', Name: 'Monitor 1' },
    { ...maker, 'Asset tag': 'A-2', Name: 'Monitor 2' },
  ]);
  const merged = await bench.merge('Monitor 1', 'Monitor 2');
  await register('ultimo', '2026-04-01', [{ ...maker, Name: 'Monitor 1', 'Host name': 'mon-1.zuiderhof.example' }]);
  await scan(noon('2026-04-10'), { ip: '10.20.1.5', fqdn: 'mon-1.zuiderhof.example' });
  expect((await bench.assets()).size).toBe(1);
  await bench.withdraw(merged);
  expect(await spoken()).toEqual(['Monitor 1: nessus 1, ultimo 2; 3', 'Monitor 2: ultimo 1; 0']);
});

test('a name that too many bear, and that was disabled, moves nothing', async () => {
  await scan('2026-03-10T10:00:00Z', { ip: '10.20.1.5' });
  const many = [1, 2, 3, 4].map((number) => ({
    'Asset tag': `E-${number}`,
    Name: `Echo ${number}`,
    'Host name': 'echo.zuiderhof.example',
  }));
  await register('ultimo', '2026-03-02', many);
  expect((await bench.assets()).size).toBe(5);
  const merged = await bench.merge('10.20.1.5', 'Echo 1');
  await scan('2026-03-10T20:00:00Z', { ip: '10.20.1.5', fqdn: 'echo.zuiderhof.example' });
  expect((await bench.assets()).size).toBe(4);
  await bench.withdraw(merged);
  expect((await spoken()).filter((text) => text.includes('nessus'))).toEqual([expect.stringMatching(/: nessus 2; 3$/)]);
});
