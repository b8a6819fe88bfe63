/** What people decided is listed with what speaks against it since, and what the rules left in doubt until somebody decides. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nmapFile, registerFile } from '#test/support/report-files.ts';
import { listDoubles } from './doubles.ts';
import { identityOfAsset, listIdentity, wordsOfAsset } from './read-identity.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await openIdentityBench();
});
afterEach(() => bench.end());

const register = (source: string, day: string, rows: Parameters<typeof registerFile>[0]) =>
  bench.handIn({ file: `${source} ${day}.csv`, source, content: registerFile(rows), observedAt: noon(day) });
const doubles = (limit = 100) => bench.read((scope) => listDoubles(scope, limit));
const pairs = async () => (await doubles()).items.map(({ one, other }) => [one.name, other.name].toSorted().join(' & '));

describe('decisions about identity', () => {
  beforeEach(async () => {
    await register('ultimo', '2026-03-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7' }]);
    await register('topdesk', '2026-03-02', [{ 'Asset tag': '44', Name: 'Infuuspomp' }]);
  });

  test('are listed newest first, with what they hang on, also for an id that became another', async () => {
    const otherId = await bench.idOf('Infuuspomp');
    const decided = await bench.merge('Pomp 7', 'Infuuspomp');
    const [listed, ...more] = await bench.read((scope) => listIdentity(scope, { limit: 10 }));
    expect(more).toEqual([]);
    expect(listed).toMatchObject({
      id: decided.decisionId,
      act: 'merge',
      other: { id: otherId, name: 'Infuuspomp' },
      reason: 'gezien op de afdeling',
      withdrawnAt: null,
      contradictions: [],
      anchors: [
        { side: 'kept', source: '', kind: 'tag', scope: 'ultimo', value: 'mt-7' },
        { side: 'other', source: '', kind: 'tag', scope: 'topdesk', value: '44' },
      ],
    });
    const keptId = await bench.idOf('Pomp 7');
    expect(await bench.read((scope) => identityOfAsset(scope, keptId))).toHaveLength(1);
    expect(await bench.read((scope) => listIdentity(scope, { limit: 10, after: listed?.id }))).toEqual([]);
    await bench.withdraw(decided);
    expect(await bench.read((scope) => identityOfAsset(scope, otherId))).toMatchObject([{ withdrawnBy: 'local' }]);
  });

  test('hold against a serial number that says otherwise later, and say so', async () => {
    await bench.merge('Pomp 7', 'Infuuspomp');
    const maker = { Vendor: 'Voorbeeld' };
    await register('ultimo', '2026-04-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', 'Serial number': 'SN-10001', ...maker }]);
    expect((await bench.read((scope) => listIdentity(scope, { limit: 1 })))[0]?.contradictions).toEqual([]);
    await register('topdesk', '2026-04-02', [{ 'Asset tag': '44', Name: 'Infuuspomp', 'Serial number': 'SN-20002', ...maker }]);
    expect((await bench.assets()).size).toBe(1);
    expect((await bench.read((scope) => listIdentity(scope, { limit: 1 })))[0]?.contradictions).toEqual([
      {
        kind: 'serial',
        scope: 'voorbeeld',
        values: [
          { value: 'sn-10001', sources: ['ultimo'] },
          { value: 'sn-20002', sources: ['topdesk'] },
        ],
      },
    ]);
  });

  test('say what speaks against them of what the asset became since', async () => {
    await bench.merge('Pomp 7', 'Infuuspomp');
    await register('cmdb', '2026-04-01', [{ 'Asset tag': '9', Name: 'Pomp negen' }]);
    await bench.merge('Pomp negen', 'Pomp 7');
    await register('ultimo', '2026-05-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Vendor: 'Voorbeeld', 'Serial number': 'SN-10001' }]);
    await register('topdesk', '2026-05-02', [{ 'Asset tag': '44', Name: 'Infuuspomp', Vendor: 'Voorbeeld', 'Serial number': 'SN-20002' }]);
    const listed = await bench.read((scope) => listIdentity(scope, { limit: 10 }));
    expect(listed.map((one) => one.contradictions.map(({ kind }) => kind))).toEqual([['serial'], ['serial']]);
  });

  test('that two differ hold against a serial number that both get later, and say so', async () => {
    await bench.keepApart('Pomp 7', 'Infuuspomp');
    const same = { Vendor: 'Voorbeeld', 'Serial number': 'SN-10001' };
    await register('ultimo', '2026-04-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp 7', ...same }]);
    await register('topdesk', '2026-04-02', [{ 'Asset tag': '44', Name: 'Infuuspomp', ...same }]);
    expect((await bench.assets()).size).toBe(2);
    expect((await bench.read((scope) => listIdentity(scope, { limit: 1 })))[0]?.contradictions).toMatchObject([
      { kind: 'serial', values: [{ value: 'sn-10001' }] },
    ]);
  });

  test('choose from what each source said, in which words and when', async () => {
    await register('ultimo', '2026-04-01', [{ 'Asset tag': 'MT-7', Name: 'Pomp zeven' }]);
    const id = await bench.idOf('Pomp zeven');
    expect(await bench.read((scope) => wordsOfAsset(scope, id))).toMatchObject([
      { source: 'ultimo', role: 'register', times: 1, firstAt: noon('2026-04-01'), facts: { name: 'Pomp zeven' } },
      { source: 'ultimo', role: 'register', times: 1, firstAt: noon('2026-03-01'), facts: { name: 'Pomp 7' } },
    ]);
  });
});

describe('possible doubles', () => {
  beforeEach(async () => {
    await register('ultimo', '2026-03-01', [
      { 'Asset tag': 'PC-1', Name: 'Echo', 'Host name': 'echo12', 'MAC address': '00:1b:21:00:00:0a' },
    ]);
    await bench.handIn({
      file: 'a.xml',
      source: 'nmap',
      content: nmapFile(noon('2026-03-10'), [{ ip: '10.20.1.9', fqdn: 'echo12', mac: '00:1b:21:00:00:0b', openPorts: [80] }]),
    });
  });

  test('are the pairs that a stronger identifier kept apart, with the reason in both languages', async () => {
    const { items, hasMore } = await doubles();
    expect(hasMore).toBe(false);
    expect(items).toMatchObject([{ one: { name: 'echo12' }, other: { name: 'Echo' }, source: 'nmap' }]);
    expect(items[0]?.why.en).toContain('Not joined with Echo, which shares host name echo12');
    expect(items[0]?.why.nl).toContain('Niet samengevoegd met Echo, dat hostnaam echo12 deelt');
  });

  test('are asked no more once somebody decided either way, and again when that is withdrawn', async () => {
    const merged = await bench.merge('Echo', 'echo12');
    expect(await pairs()).toEqual([]);
    await bench.withdraw(merged);
    expect(await pairs()).toEqual(['Echo & echo12']);
    const apart = await bench.keepApart('Echo', 'echo12');
    expect(await pairs()).toEqual([]);
    await bench.withdraw(apart);
    expect(await pairs()).toEqual(['Echo & echo12']);
  });

  test('name what an asset became', async () => {
    await register('topdesk', '2026-03-02', [{ 'Asset tag': '44', Name: 'Echografie' }]);
    await bench.merge('Echografie', 'Echo');
    expect(await pairs()).toEqual(['Echografie & echo12']);
  });
});
