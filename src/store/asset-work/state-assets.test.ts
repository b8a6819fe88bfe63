/** Stating values of assets, in the database: what it does to history, whatever is imported before or after. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StatedFacts } from '#core/assets/stated-facts.ts';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, twoFlaws, ward } from '#test/support/report-files.ts';
import { readAssetDetail } from '../assets.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import { readPending } from '../measuring/pending.ts';
import { replaceSlaPolicies } from '../sla.ts';
import { foldWaitingAssets } from '../support/waiting-assets.ts';
import { stateAssets, undoStatements } from './state-assets.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const at = (day: string): Instant => `${day}T12:00:00.000Z` as Instant;
const register = (day: string, department = 'IC', rows = ['Pomp 1,SN-10001', 'Pomp 2,SN-10002']) => ({
  file: `register ${day}.csv`,
  source: 'cmdb',
  content: `Name,Serial number,Vendor,Department,Tier\n${rows.map((row) => `${row},Voorbeeld,${department},3\n`).join('')}`,
  observedAt: at(day),
});

interface Wish {
  readonly on: string;
  readonly facts: StatedFacts;
  readonly filter?: string;
  readonly expectedCount?: number;
  readonly isDryRun?: boolean;
}

function state({ on, facts, filter = 'eq(name,"Pomp 1")', expectedCount, isDryRun = false }: Wish) {
  const now = at(on);
  return bench.read((scope) =>
    stateAssets(scope, {
      filter: parseFilter(filter, recordKinds.asset, recordKinds),
      expectedCount,
      now,
      today: dayOf(now, scope.timeZone),
      facts,
      reason: 'rondgang',
      by: 'local',
      newId: bench.fresh.newId,
      isDryRun,
    }),
  );
}

const undo = (batchId: Id, on: string) =>
  bench.read((scope) => undoStatements(scope, batchId, { by: 'local', now: at(on), newId: bench.fresh.newId }));

/** Days and values of the versions of one asset. */
function versions(name = 'Pomp 1'): Promise<string[]> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ text: string }>(
      `select valid_from_on || ' ' || coalesce(department, '-') || ' ' || coalesce(tier::text, '-') || ' ' || coalesce(owner, '-') as text
       from asset_version where organisation_id = $1 and name = $2 order by valid_from`,
      [scope.organisationId, name],
    );
    return rows.map((row) => row.text);
  });
}

/** What a fold of everything still finds to change. */
function foldEverything(): Promise<Instant | null> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    const ids = rows.map((row) => row.id);
    const folded = await foldAssets(scope, ids, { key: bench.fresh.newId(), at: at('2026-12-01'), newId: bench.fresh.newId });
    return folded.changedFromAt;
  });
}

describe('stating values of assets', () => {
  beforeEach(() => bench.handIn(register('2026-03-01')));

  test('holds from now on, of what the filter finds only, and asks for the days since', async () => {
    await bench.read((scope) => scope.client.query('delete from measure_pending where organisation_id = $1', [scope.organisationId]));
    const batch = await state({ on: '2026-03-15', facts: { tier: 1, owner: 'J. Smit' } });
    expect(batch).toMatchObject({ stated: 1, unchanged: 0, waiting: 0 });
    expect(await versions()).toEqual(['2026-03-01 IC 3 -', '2026-03-15 IC 1 J. Smit']);
    expect(await versions('Pomp 2')).toEqual(['2026-03-01 IC 3 -']);
    expect((await bench.read(readPending))?.fromOn).toBe('2026-03-15');
    expect(await foldEverything()).toBeNull();
  });

  test('outlives the next import of the register, whether it repeats itself or says something else', async () => {
    await state({ on: '2026-03-15', facts: { department: 'OK' } });
    // The same rows the other way round: the same file twice would be no import.
    await bench.handIn(register('2026-04-01', 'IC', ['Pomp 2,SN-10002', 'Pomp 1,SN-10001']));
    await bench.handIn(register('2026-05-01', 'SEH'));
    expect(await versions()).toEqual(['2026-03-01 IC 3 -', '2026-03-15 OK 3 -']);
    expect(await versions('Pomp 2')).toEqual(['2026-03-01 IC 3 -', '2026-05-01 SEH 3 -']);
    expect(await foldEverything()).toBeNull();
  });

  test('leaves an older file its days, which were as that file says', async () => {
    await state({ on: '2026-03-15', facts: { department: 'OK' } });
    await bench.handIn(register('2026-01-10', 'SEH'));
    expect(await versions()).toEqual(['2026-01-10 SEH 3 -', '2026-03-01 IC 3 -', '2026-03-15 OK 3 -']);
    expect(await foldEverything()).toBeNull();
  });

  test('says what already is so, tells without stating, and refuses when the list has changed', async () => {
    await state({ on: '2026-03-15', facts: { tier: 1 } });
    expect(await state({ on: '2026-03-16', facts: { tier: 1 }, filter: 'and()', isDryRun: true })).toMatchObject({
      batchId: null,
      stated: 1,
      unchanged: 1,
    });
    expect(await state({ on: '2026-03-16', facts: { owner: null }, filter: 'and()' })).toMatchObject({ batchId: null, stated: 0 });
    await expect(state({ on: '2026-03-16', facts: { tier: 2 }, filter: 'and()', expectedCount: 3 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(state({ on: '2026-03-16', facts: {} })).rejects.toMatchObject({ code: 'request-invalid' });
    expect(await versions()).toEqual(['2026-03-01 IC 3 -', '2026-03-15 IC 1 -']);
  });

  test('is taken back value by value, or undone as if never stated, and who did so is kept', async () => {
    const first = await state({ on: '2026-03-15', facts: { tier: 1, owner: 'J. Smit' } });
    await state({ on: '2026-03-20', facts: { tier: null } });
    expect(await versions()).toEqual(['2026-03-01 IC 3 -', '2026-03-15 IC 1 J. Smit', '2026-03-20 IC 3 J. Smit']);
    expect(await undo(first.batchId as Id, '2026-03-25')).toEqual({ undone: 1, waiting: 0 });
    expect(await versions()).toEqual(['2026-03-01 IC 3 -']);
    await expect(undo(first.batchId as Id, '2026-03-26')).rejects.toMatchObject({ code: 'conflict' });
    await expect(undo(bench.fresh.newId(), '2026-03-26')).rejects.toMatchObject({ code: 'not-found' });
    const statements = await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ assetId: Id }>(
        `select asset_id as "assetId" from asset_version where organisation_id = $1 and name = 'Pomp 1'`,
        [scope.organisationId],
      );
      const detail = await readAssetDetail(scope, rows[0]?.assetId ?? bench.fresh.newId(), {
        now: at('2026-03-27'),
        today: dayOf(at('2026-03-27'), scope.timeZone),
      });
      return detail?.statements;
    });
    expect(statements).toMatchObject([
      { facts: { tier: null }, holds: [], withdrawnAt: null },
      { facts: { tier: 1, owner: 'J. Smit' }, holds: [], statedBy: 'local', withdrawnBy: 'local', batchSize: 1, reason: 'rondgang' },
    ]);
  });

  test('of more than 2,000 assets at once waits for the worker, whose fold gives the same', async () => {
    const rows = Array.from({ length: 2_001 }, (_, index) => `Bed ${index},SN-2${index}`);
    await bench.handIn({ ...register('2026-03-02', 'VPK', rows), isPartial: true });
    expect(await state({ on: '2026-03-15', facts: { tier: 4 }, filter: 'eq(department,VPK)' })).toMatchObject({
      stated: 2_001,
      waiting: 2_001,
    });
    expect(await versions('Bed 2000')).toEqual(['2026-03-02 VPK 3 -']);
    const options = { at: at('2026-03-15'), newId: bench.fresh.newId };
    for (let hasMore = true; hasMore;) hasMore = (await bench.read((scope) => foldWaitingAssets(scope, options))).hasMore;
    expect(await versions('Bed 2000')).toEqual(['2026-03-02 VPK 3 -', '2026-03-15 VPK 4 -']);
    expect(await foldEverything()).toBeNull();
  });
});

function setPoliciesByTier(): Promise<unknown> {
  return bench.read((scope) =>
    replaceSlaPolicies(
      scope,
      [
        { name: 'bij de patiënt', filter: 'eq(tier,1)', days: 7 },
        { name: 'overig', filter: 'and()', days: 90 },
      ],
      { now: at('2026-01-01'), newId: bench.fresh.newId },
    ),
  );
}

test('a deadline that rested on a stated value is another once that is undone', async () => {
  await setPoliciesByTier();
  const scan = (startedAt: string, flaws: number) => ({
    file: `${startedAt}.nessus`,
    content: nessusFile([{ ...ward, startedAt, items: twoFlaws.slice(0, flaws) }]),
  });
  const deadlines = () =>
    bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ days: number }>(
        `select due_on - valid_from_on as days from finding_version where organisation_id = $1 and state = 'open' order by valid_from`,
        [scope.organisationId],
      );
      return rows.map((row) => row.days);
    });
  await bench.handIn(scan('2026-03-10T11:00:00Z', 1));
  const batch = await state({ on: '2026-03-15', facts: { tier: 1 }, filter: 'and()' });
  await bench.handIn(scan('2026-03-20T11:00:00Z', 2));
  expect(await deadlines()).toEqual([90, 90, 7]);
  await undo(batch.batchId as Id, '2026-03-25');
  expect(await deadlines()).toEqual([90, 90, 90]);
});

test('the worker folds findings of more than 200 assets, at most 500 at a time, where deadlines rest on what was undone', async () => {
  await setPoliciesByTier();
  const scan = (startedAt: string, plugins: readonly number[]) => {
    const items = plugins.map((plugin) => ({ plugin, severity: 2 as const }));
    const hosts = Array.from({ length: 501 }, (_, index) => {
      const fqdn = `bed-${index}.zuiderhof.example`;
      return { ip: `10.30.${Math.floor(index / 250)}.${(index % 250) + 1}`, fqdn, startedAt, items };
    });
    return { file: `${startedAt}.nessus`, content: nessusFile(hosts) };
  };
  const deadlines = () =>
    bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ days: number; count: number }>(
        `select due_on - valid_from_on as days, count(*)::int as count from finding_version
         where organisation_id = $1 and state = 'open' group by 1 order by 1`,
        [scope.organisationId],
      );
      return rows;
    });
  await bench.handIn(scan('2026-03-10T11:00:00Z', [1]));
  // No finding was seen since: nothing but the assets is folded.
  const batch = await state({ on: '2026-03-15', facts: { tier: 1 }, filter: 'and()' });
  expect(batch).toMatchObject({ stated: 501, waiting: 0 });
  await bench.handIn(scan('2026-03-20T11:00:00Z', [1, 2]));
  const stated = await deadlines();
  expect(stated).toEqual([
    { days: 7, count: 501 },
    { days: 90, count: 501 },
  ]);
  expect(await undo(batch.batchId as Id, '2026-03-25')).toEqual({ undone: 501, waiting: 501 });
  expect(await deadlines()).toEqual(stated);
  const fold = () => bench.read((scope) => foldWaitingAssets(scope, { at: at('2026-03-25'), newId: bench.fresh.newId }));
  expect((await fold()).hasMore).toBe(true);
  expect(await deadlines()).toEqual([
    { days: 7, count: 1 },
    { days: 90, count: 1_001 },
  ]);
  expect((await fold()).hasMore).toBe(false);
  expect(await deadlines()).toEqual([{ days: 90, count: 1_002 }]);
});
