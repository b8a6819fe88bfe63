/** Merging, splitting and taking back, in the database: what moves, what comes back, what is refused. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nessusFile, registerFile, twoFlaws, ward, type ReportHost } from '#test/support/report-files.ts';
import { stateAssets } from '../asset-work/state-assets.ts';
import { decideFindings } from '../finding-work/decide-findings.ts';
import { commentFinding } from '../finding-work/assign-findings.ts';
import { readPending } from '../measuring/pending.ts';
import { mergeAssets } from './decide-identity.ts';
import { survivingAsset, survivingFinding } from './redirects.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await openIdentityBench();
});
afterEach(() => bench.end());

const register = (day: string, rows: Parameters<typeof registerFile>[0], source = 'ultimo') =>
  bench.handIn({ file: `${source} ${day}.csv`, source, content: registerFile(rows), observedAt: noon(day) });
const pump = { 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical', Department: 'IC' };
const scan = (day: string, ...hosts: Partial<ReportHost>[]) =>
  bench.handIn({
    file: `scan ${day}.nessus`,
    source: 'nessus',
    content: nessusFile(
      hosts.map((host) => ({ ...ward, items: twoFlaws, ...host, startedAt: noon(day) })),
      { remark: day },
    ),
  });
/** One machine with two network cards, which a scan takes for two. */
const cardA = { ip: '10.20.1.5', fqdn: 'kaart-a.zuiderhof.example', mac: '00:1b:44:11:3a:c1' };
const cardB = { ip: '10.20.2.5', fqdn: 'kaart-b.zuiderhof.example', mac: '00:1b:44:11:3a:c2' };

const count = (sql: string, ...parameters: unknown[]): Promise<number> =>
  bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ count: number }>(`select count(*)::int as count from ${sql}`, [
      scope.organisationId,
      ...parameters,
    ]);
    return rows[0]?.count ?? -1;
  });

/** Everything that is stored as evidence or follows from it, whoever it is of: nothing may be lost or left over. */
const stored = (): Promise<Record<string, number>> =>
  bench.read(async (scope) => {
    const counts: Record<string, number> = {};
    for (const table of [
      'asset',
      'asset_version',
      'asset_claim',
      'asset_identifier',
      'asset_join',
      'sighting',
      'presence',
      'finding',
      'finding_version',
      'observation',
      'detection',
      'finding_decision',
      'finding_comment',
      'asset_statement',
      'asset_redirect',
      'finding_redirect',
      'asset_identity_row',
    ]) {
      const { rows } = await scope.client.query<{ count: number }>(
        `select count(*)::int as count from ${table} where organisation_id = $1`,
        [scope.organisationId],
      );
      counts[table] = rows[0]?.count ?? -1;
    }
    return counts;
  });

describe('a merge', () => {
  beforeEach(async () => {
    await register('2026-03-01', [pump]);
    await scan('2026-03-10', cardA, cardB);
  });

  test('makes findings of one flaw one finding, and withdrawing gives back every row', async () => {
    const [before, counts] = [await bench.history(), await stored()];
    const decided = await bench.merge('kaart-a', 'kaart-b');
    expect(decided.findings).toEqual({ kept: 3, other: 3, both: 3 });
    expect((await bench.assets()).size).toBe(2);
    expect(await count('finding where organisation_id = $1')).toBe(3);
    expect(await bench.foldEverything()).toBeNull();
    await bench.withdraw(decided);
    expect(await bench.history()).toEqual(before);
    expect(await stored()).toEqual(counts);
    expect(await bench.foldEverything()).toBeNull();
  });

  test('keeps old ids answering, through merges of merges, until it is withdrawn', async () => {
    const ids = await bench.assets();
    const finding = await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ id: Id }>('select id from finding where organisation_id = $1 and asset_id = $2 limit 1', [
        scope.organisationId,
        ids.get('kaart-b'),
      ]);
      return rows[0]?.id;
    });
    const first = await bench.merge('kaart-a', 'kaart-b');
    const second = await bench.merge('Pomp 7', 'kaart-a');
    const led = () => bench.read((scope) => survivingAsset(scope, ids.get('kaart-b') as Id));
    expect(await led()).toBe(ids.get('Pomp 7'));
    const kept = await bench.read((scope) => survivingFinding(scope, finding ?? bench.fresh.newId()));
    expect(await count('finding where organisation_id = $1 and id = $2 and asset_id = $3', kept, ids.get('Pomp 7'))).toBe(1);
    await expect(bench.withdraw(first)).rejects.toMatchObject({ code: 'conflict', data: { decisionId: second.decisionId } });
    await bench.withdraw(second);
    expect(await led()).toBe(ids.get('kaart-a'));
    await bench.withdraw(first);
    expect(await led()).toBe(ids.get('kaart-b'));
  });

  test('of three in a row is withdrawn from the last to the first, each giving back what was', async () => {
    const before = [await bench.history()];
    const first = await bench.merge('kaart-a', 'kaart-b');
    before.push(await bench.history());
    const second = await bench.merge('Pomp 7', 'kaart-a');
    await bench.withdraw(second);
    expect(await bench.history()).toEqual(before[1]);
    await bench.withdraw(first);
    expect(await bench.history()).toEqual(before[0]);
  });

  test('keeps what people decided, said and stated, and gives it back to whom it was said of', async () => {
    const { newId } = bench.fresh;
    const now = noon('2026-04-01');
    const today = dayOf(now, 'Europe/Amsterdam');
    const filter = parseFilter('eq(cveId,"CVE-2021-34527")', recordKinds.finding, recordKinds);
    const decide = {
      filter,
      expectedCount: undefined,
      now,
      today,
      act: 'accepted' as const,
      untilOn: '2026-12-31' as typeof today,
      reason: 'afgeschermd',
      by: 'local',
      newId,
      isDryRun: false,
    };
    await bench.read((scope) => decideFindings(scope, decide));
    await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ id: Id }>('select id from finding where organisation_id = $1 order by id', [
        scope.organisationId,
      ]);
      for (const { id } of rows) await commentFinding(scope, id, { id: newId(), comment: 'gebeld', by: 'local', now });
      const about = parseFilter('eq(name,"kaart-b")', recordKinds.asset, recordKinds);
      await stateAssets(scope, {
        filter: about,
        expectedCount: undefined,
        now,
        today,
        facts: { tier: 1 },
        reason: '',
        by: 'local',
        newId,
        isDryRun: false,
      });
    });
    const [before, counts] = [await bench.history(), await stored()];
    const decided = await bench.merge('kaart-a', 'kaart-b');
    expect(await count(`finding_version where organisation_id = $1 and decision = 'accepted'`)).toBe(1);
    expect(await count('finding_comment where organisation_id = $1')).toBe(6);
    expect(await count('asset_statement where organisation_id = $1 and asset_id = $2', await bench.idOf('kaart-a'))).toBe(1);
    await bench.withdraw(decided);
    expect(await bench.history()).toEqual(before);
    expect(await stored()).toEqual(counts);
  });

  test('asks to measure from the first day that is now another', async () => {
    await bench.read((scope) => scope.client.query('delete from measure_pending where organisation_id = $1', [scope.organisationId]));
    await bench.merge('Pomp 7', 'kaart-b');
    expect((await bench.read(readPending))?.fromOn).toBe('2026-03-10');
  });

  test('tells what came after apart when it is withdrawn, as if it had never been', async () => {
    const decided = await bench.merge('kaart-a', 'kaart-b');
    await scan('2026-04-10', { ...cardA, items: twoFlaws.slice(0, 1) });
    await scan('2026-04-11', { ...cardB, items: twoFlaws });
    await register('2026-04-12', [{ ...pump, 'Host name': 'kaart-b.zuiderhof.example' }]);
    await bench.withdraw(decided);
    const withdrawn = await bench.history();
    await bench.end();
    bench = await openIdentityBench();
    await register('2026-03-01', [pump]);
    await scan('2026-03-10', cardA, cardB);
    await scan('2026-04-10', { ...cardA, items: twoFlaws.slice(0, 1) });
    await scan('2026-04-11', { ...cardB, items: twoFlaws });
    await register('2026-04-12', [{ ...pump, 'Host name': 'kaart-b.zuiderhof.example' }]);
    expect(withdrawn).toEqual(await bench.history());
  });

  test('is refused for one and the same, for none, while a file is read, and where a person set them apart', async () => {
    const ask = (kept: string, other: string) =>
      bench.read((scope) =>
        mergeAssets(scope, kept, other, { reason: 'x', by: 'local', now: noon('2026-06-01'), newId: bench.fresh.newId, isDryRun: false }),
      );
    const ids = await bench.assets();
    const [pumpId = '', cardId = ''] = [ids.get('Pomp 7'), ids.get('kaart-a')];
    await expect(ask(pumpId, pumpId)).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(ask(pumpId, bench.fresh.newId())).rejects.toMatchObject({ code: 'not-found' });
    const apart = await bench.keepApart('Pomp 7', 'kaart-a');
    await expect(ask(pumpId, cardId)).rejects.toMatchObject({ code: 'conflict', data: { decisionId: apart.decisionId } });
    await bench.withdraw(apart);
    const row = await bench.accept({ file: 'x.csv', source: 'ultimo', content: registerFile([pump]), observedAt: noon('2026-05-01') });
    await bench.read((scope) =>
      scope.client.query(`update import_run set status = 'running' where organisation_id = $1 and id = $2`, [scope.organisationId, row.id]),
    );
    await expect(ask(pumpId, cardId)).rejects.toMatchObject({ code: 'conflict', data: { file: 'x.csv' } });
  });
});

test('a merge of more findings than one request should move is refused, and says how many', async () => {
  await scan('2026-03-10', cardA, cardB);
  await bench.read(async (scope) =>
    scope.client.query(
      `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, first_seen_at, last_seen_at)
       select $1, gen_random_uuid(), $2, gen_random_uuid(), gen_random_uuid(), $3, $3 from generate_series(1, 24995)`,
      [scope.organisationId, await bench.idOf('kaart-b'), noon('2026-03-10')],
    ),
  );
  await expect(bench.merge('kaart-a', 'kaart-b')).rejects.toMatchObject({
    code: 'request-invalid',
    data: { findings: 25_001, findingsMax: 25_000 },
  });
});

describe('a split', () => {
  const twoCards = { ...pump, 'Host name': 'kaart-a.zuiderhof.example', 'Serial number': 'SN-1', Vendor: 'Voorbeeld' };
  beforeEach(async () => {
    await register('2026-03-01', [twoCards]);
    await scan('2026-03-10', cardA);
    await scan('2026-04-10', { ...cardA, items: twoFlaws.slice(0, 1) });
  });

  test('takes what a source said and found along, stays so, and comes together again when withdrawn', async () => {
    const [before, counts] = [await bench.history(), await stored()];
    const decided = await bench.split('Pomp 7', [{ source: 'nessus' }]);
    expect(decided.findings).toEqual({ kept: 0, other: 3, both: 0 });
    expect(await bench.names()).toEqual(['Pomp 7', 'kaart-a']);
    await scan('2026-04-20', { ...cardA, items: twoFlaws.slice(0, 1) });
    await register('2026-05-01', [twoCards]);
    expect(await bench.names()).toEqual(['Pomp 7', 'kaart-a']);
    expect((await bench.history()).findings.every((text) => text.startsWith('kaart-a '))).toBe(true);
    expect(await bench.foldEverything()).toBeNull();
    await bench.withdraw(decided);
    expect(await bench.names()).toEqual(['Pomp 7']);
    expect((await bench.history()).findings).toHaveLength(before.findings.length);
    expect((await stored())['observation']).toBe((counts['observation'] ?? 0) + 2);
  });

  test('by single words divides the findings of one scanner by when they were said', async () => {
    await scan('2026-05-10', { ...cardA, ip: '10.20.9.9', items: twoFlaws });
    const before = await bench.history();
    const claim = await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ claim: string }>(
        `select claim from sighting where organisation_id = $1 and kind = 'discovery' and observed_at = $2`,
        [scope.organisationId, noon('2026-05-10')],
      );
      return rows[0]?.claim ?? '';
    });
    const decided = await bench.split('Pomp 7', [{ source: 'nessus', claim }]);
    expect(decided.findings).toEqual({ kept: 3, other: 3, both: 3 });
    expect(await bench.foldEverything()).toBeNull();
    await bench.withdraw(decided);
    expect(await bench.history()).toEqual(before);
  });

  test('is refused where nothing would stay, for a source that said nothing of it, and across a merge by hand', async () => {
    await expect(bench.split('Pomp 7', [{ source: 'nessus' }, { source: 'ultimo' }])).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(bench.split('Pomp 7', [{ source: 'nmap' }])).rejects.toMatchObject({
      code: 'request-invalid',
      data: { sources: ['ultimo', 'nessus'] },
    });
    await register('2026-05-01', [{ 'Asset tag': '44', Name: 'Monitor' }], 'topdesk');
    const merged = await bench.merge('Pomp 7', 'Monitor');
    await expect(bench.split('Pomp 7', [{ source: 'topdesk' }])).rejects.toMatchObject({
      code: 'conflict',
      data: { decisionId: merged.decisionId },
    });
    expect((await bench.assets()).size).toBe(1);
  });
});

test('two that were kept apart are not joined by a file that would have joined them, and it says so', async () => {
  await register('2026-03-01', [{ 'Asset tag': 'A-1', Name: 'Echo', 'Host name': 'echo' }]);
  await register('2026-03-02', [{ 'Asset tag': 'B-1', Name: 'Echo oud' }], 'topdesk');
  await bench.keepApart('Echo', 'Echo oud');
  await register('2026-04-02', [{ 'Asset tag': 'B-1', Name: 'Echo oud', 'Host name': 'echo' }], 'topdesk');
  expect(await bench.names()).toEqual(['Echo', 'Echo oud']);
});
