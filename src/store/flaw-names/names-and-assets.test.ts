/** Names of flaws where assets change: merged and split by hand, of a model, known again by what they carry. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { FlawExtent } from '#core/vulnerabilities/flaw-statements.ts';
import { grypeFile, qualysTable } from '#test/support/flaw-files.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, registerFile, ward } from '#test/support/report-files.ts';
import { mergeAssets, splitAsset } from '../asset-identity/decide-identity.ts';
import { withdrawIdentity } from '../asset-identity/withdraw-identity.ts';
import { mergeModels, undoMerge } from '../device-models/change-models.ts';
import { readFindingDetail } from '../findings.ts';
import { stateApart, withdrawStatement } from './state-names.ts';

const cve = 'CVE-2026-0001';
const ghsa = 'GHSA-aaaa-bbbb-cccc';
const now = '2026-06-01T12:00:00.000Z' as Instant;
const otherWard = { ...ward, ip: '10.20.1.6', fqdn: 'ws-0413.zuiderhof.example', mac: '00:1b:44:11:3a:c2' };
let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const nessus = (day: string, host: typeof ward) =>
  bench.handIn({
    file: `${host.ip}-${day}.nessus`,
    content: nessusFile([{ ...host, startedAt: `${day}T11:00:00Z`, items: [{ plugin: 5, severity: 4, cves: [cve] }] }]),
  });
const qualys = (day: string, host: typeof ward, name: string) =>
  bench.handIn({
    file: `${host.ip}-${day}.csv`,
    content: qualysTable({ ip: host.ip, fqdn: host.fqdn ?? '' }, [{ qid: 700, severity: 3, name }]),
    observedAt: `${day}T11:00:00Z`,
    source: 'qualys',
  });
const grype = () =>
  bench.handIn({ file: 'grype.json', content: grypeFile('portal:1', '2026-03-01T08:00:00Z', [{ id: ghsa, related: [cve] }]) });

const saying = () => ({ reason: 'nagekeken', by: 'local', now, newId: bench.fresh.newId });
const deciding = () => ({ ...saying(), isDryRun: false });

/** Flaw, first day and state of every version of the assets that these names begin. */
async function told(...names: string[]): Promise<string[]> {
  const { findings } = await bench.history();
  return findings.flatMap((text) => {
    const [name = '', flaw] = text.split(' ');
    const version = JSON.parse(text.slice(text.indexOf('{'))) as Record<string, string>;
    return names.includes(name) ? [`${name} ${flaw} ${version['valid_from_on']} ${version['state']}`] : [];
  });
}

async function assetId(name: string): Promise<Id> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>(
      'select asset_id as id from asset_version where organisation_id = $1 and name = $2 order by valid_from desc limit 1',
      [scope.organisationId, name],
    );
    if (rows[0] === undefined) throw new Error(`${name} is there`);
    return rows[0].id;
  });
}

async function findingId(asset: string, key: string): Promise<Id> {
  const id = await assetId(asset);
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>(
      `select finding.id from finding join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id and flaw.key = $3
       where finding.organisation_id = $1 and finding.asset_id = $2`,
      [scope.organisationId, id, key],
    );
    if (rows[0] === undefined) throw new Error(`${key} is found on ${asset}`);
    return rows[0].id;
  });
}

const apart = async (asset: string, extent: FlawExtent) => {
  const finding = await findingId(asset, cve);
  return bench.read((scope) => stateApart(scope, { findingId: finding, scanner: 'qualys', nativeId: null, extent, ...saying() }));
};

test('of two assets that become one, what was reported under two names is one finding, and two again when that is withdrawn', async () => {
  await grype();
  await nessus('2026-03-10', ward);
  await qualys('2026-03-12', otherWard, ghsa);
  const before = await bench.history();
  const [kept, other] = [await assetId('ws-0412'), await assetId('ws-0413')];
  const old = await findingId('ws-0413', cve);
  const { decisionId } = await bench.read((scope) => mergeAssets(scope, kept, other, deciding()));
  expect(await told('ws-0412', 'ws-0413')).toEqual([`ws-0413 ${cve} 2026-03-10 open`]);
  const detail = await bench.read((scope) => readFindingDetail(scope, old, { now, today: '2026-06-01' as never }));
  expect(detail).toMatchObject({ record: { id: await findingId('ws-0412', cve), scannerCount: 2 } });
  await bench.read((scope) => withdrawIdentity(scope, decisionId as Id, saying()));
  expect(await bench.history()).toEqual(before);
});

test('what was set apart on an asset goes with what the asset is known by when its sources are parted', async () => {
  await bench.handIn({
    file: 'register.csv',
    content: registerFile([{ 'Asset tag': 'A-1', Name: 'Pomp-7', 'Host name': ward.fqdn ?? '', 'MAC address': ward.mac ?? '' }]),
    observedAt: '2026-03-01T08:00:00Z',
  });
  await nessus('2026-03-10', ward);
  await qualys('2026-03-12', ward, cve);
  await apart('Pomp-7', 'asset');
  const set = [`Pomp-7 ${cve} 2026-03-10 open`, 'Pomp-7 qualys:700 2026-03-12 open'];
  expect(await told('Pomp-7')).toEqual(set);
  const before = await bench.history();
  const whole = await assetId('Pomp-7');
  const { decisionId } = await bench.read((scope) => splitAsset(scope, whole, [{ source: 'qualys' }], deciding()));
  // Nothing of the pump is left over where its only other report went away.
  expect((await told('Pomp-7')).filter((text) => text.includes('qualys'))).toEqual([]);
  expect((await told('Pomp-7', 'ws-0412')).toSorted()).toEqual([
    `Pomp-7 ${cve} 2026-03-10 open`,
    expect.stringContaining(' 2026-03-12 open'),
  ]);
  await bench.read((scope) => withdrawIdentity(scope, decisionId as Id, saying()));
  expect(await told('Pomp-7')).toEqual(set);
  expect(await bench.history()).toEqual(before);
});

/** Tag, name and model of each. */
const register = (names: readonly (readonly [string, string, string])[], day: string) =>
  bench.handIn({
    file: `register-${day}.csv`,
    content: registerFile(
      names.map(([tag, host, model]) => ({
        'Asset tag': tag,
        Name: host,
        Vendor: 'Voorbeeld',
        Model: model,
        'Host name': `${host}.zuiderhof.example`,
      })),
    ),
    observedAt: `${day}T08:00:00Z`,
    source: 'register',
  });

test('is set apart on every asset of a model, also one that comes later, and on no other', async () => {
  const third = { ...ward, ip: '10.20.1.7', fqdn: 'ws-0414.zuiderhof.example', mac: '00:1b:44:11:3a:c3' };
  await register(
    [
      ['A-1', 'ws-0412', 'Pomp 1'],
      ['A-2', 'ws-0413', 'Pomp 2'],
    ],
    '2026-03-01',
  );
  for (const host of [ward, otherWard]) {
    await nessus('2026-03-10', host);
    await qualys('2026-03-12', host, cve);
  }
  const before = await bench.history();
  const { id } = await apart('ws-0412', 'model');
  expect(await told('ws-0412', 'ws-0413')).toEqual([
    `ws-0412 ${cve} 2026-03-10 open`,
    'ws-0412 qualys:700 2026-03-12 open',
    `ws-0413 ${cve} 2026-03-10 open`,
  ]);
  await bench.read((scope) => withdrawStatement(scope, id, saying()));
  expect(await bench.history()).toEqual(before);
  await apart('ws-0412', 'model');
  await register(
    [
      ['A-1', 'ws-0412', 'Pomp 1'],
      ['A-2', 'ws-0413', 'Pomp 2'],
      ['A-3', 'ws-0414', 'pomp 1'],
    ],
    '2026-04-01',
  );
  await qualys('2026-04-12', third, cve);
  expect(await told('ws-0414')).toEqual(['ws-0414 qualys:700 2026-04-12 open']);
});

describe('what is set apart on a model', () => {
  const third = { ...ward, ip: '10.20.1.7', fqdn: 'ws-0414.zuiderhof.example', mac: '00:1b:44:11:3a:c3' };
  const hosts = [
    ['A-1', 'ws-0412', 'Pomp 1'],
    ['A-2', 'ws-0413', 'Pomp 2'],
  ] as const;
  const known = [['A-3', 'ws-0414', 'Pomp 1']] as const;
  /** Something of the model is there before anything else, so that it can be said. */
  const stated = async () => {
    await register(known, '2026-02-01');
    await nessus('2026-02-10', third);
    await qualys('2026-02-12', third, cve);
    return apart('ws-0414', 'model');
  };
  const scans = [
    () => nessus('2026-03-10', ward),
    () => qualys('2026-03-12', ward, cve),
    () => nessus('2026-03-10', otherWard),
    () => qualys('2026-03-12', otherWard, cve),
  ];
  const split = ['ws-0412', 'ws-0413'].flatMap((name) => [`${name} ${cve} 2026-03-10 open`, `${name} qualys:700 2026-03-12 open`]);
  /** Only the first is of that model. */
  const told413 = split.slice(0, 3);

  // The register looks after the scans, so that no finding was seen since the model is known.
  const named = () => register([...hosts, ...known], '2026-05-01');
  test.each([
    ['scans first, the register later', () => [...scans, named]],
    ['the register first, the scans later', () => [named, ...scans]],
    ['the register in the middle', () => [...scans.slice(0, 2), named, ...scans.slice(2)]],
  ])('gives the same rows: %s', async (_, filesOf) => {
    await stated();
    for (const handIn of filesOf()) await handIn();
    expect((await told('ws-0412', 'ws-0413')).toSorted()).toEqual(told413);
  });

  test('follows an asset that the register gives another model, and back', async () => {
    await stated();
    for (const handIn of [named, ...scans]) await handIn();
    await register([['A-1', 'ws-0412', 'Pomp 2'], ['A-2', 'ws-0413', 'Pomp 1'], ...known], '2026-05-20');
    expect((await told('ws-0412', 'ws-0413')).toSorted()).toEqual([split[0], ...split.slice(2)]);
    await register([...hosts, ...known], '2026-05-25');
    expect((await told('ws-0412', 'ws-0413')).toSorted()).toEqual(told413);
  });

  test('follows models that become one, and two again', async () => {
    await stated();
    for (const handIn of [...scans, named]) await handIn();
    const [into, from] = await bench.read(async ({ client, organisationId }) => {
      const { rows } = await client.query<{ id: Id }>('select id from device_model where organisation_id = $1 order by model', [
        organisationId,
      ]);
      return rows.map((row) => row.id);
    });
    if (into === undefined || from === undefined) throw new Error('both models are there');
    await bench.read((scope) => mergeModels(scope, from, into, saying()));
    expect((await told('ws-0412', 'ws-0413')).toSorted()).toEqual(split);
    const mergeId = await bench.read(async ({ client, organisationId }) => {
      const { rows } = await client.query<{ id: Id }>('select id from device_model_merge where organisation_id = $1', [organisationId]);
      return rows[0]?.id ?? into;
    });
    await bench.read((scope) => undoMerge(scope, into, mergeId, saying()));
    expect((await told('ws-0412', 'ws-0413')).toSorted()).toEqual(told413);
  });
});
