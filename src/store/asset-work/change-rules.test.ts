/** Assignment rules, in the database: what saving a list changes, and that later imports go on from it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { everything } from '#core/query/filter.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { readAssetDetail } from '../assets.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import type { Scope } from '../scope.ts';
import { previewRules, replaceRules, type GivenRule } from './change-rules.ts';
import { listRules } from './rule-book.ts';
import { stateAssets } from './state-assets.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const at = (day: string): Instant => `${day}T12:00:00.000Z` as Instant;
const momentOf = (scope: Scope, day: string) => ({ now: at(day), today: dayOf(at(day), scope.timeZone) });
const register = (day: string, rows: readonly string[]) => ({
  file: `register ${day}.csv`,
  source: 'cmdb',
  content: `Name,Serial number,Vendor,Department,Tier\n${rows.map((row) => `${row}\n`).join('')}`,
  observedAt: at(day),
});
const [pump, bed, desk] = ['Pomp 1,SN-10001,Voorbeeld,IC,3', 'Bed 2,SN-10002,Voorbeeld,VPK,3', 'Balie 3,SN-10003,Voorbeeld,ADM,'];
const rule = (filter: string, facts: GivenRule['facts']): GivenRule => ({ name: filter, filter, facts });
const byDepartment = [rule('eq(department,ic)', { tier: 1 }), rule('in(department,(IC,VPK))', { tier: 2, owner: 'Verpleging' })];

const preview = (rules: readonly GivenRule[], day: string) =>
  bench.read(async (scope) => (await previewRules(scope, rules, momentOf(scope, day))).changes);
const save = (rules: readonly GivenRule[], day: string) =>
  bench.read((scope) => replaceRules(scope, rules, { ...momentOf(scope, day), by: 'local', newId: bench.fresh.newId }));

/** Days and values of the versions of all assets. */
function versions(): Promise<string[]> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ text: string }>(
      `select name || ' ' || valid_from_on || ' ' || coalesce(tier::text, '-') || ' ' || coalesce(owner, '-') as text
       from asset_version where organisation_id = $1 order by name, valid_from`,
      [scope.organisationId],
    );
    return rows.map((row) => row.text);
  });
}

function foldEverything(): Promise<Instant | null> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    const ids = rows.map((row) => row.id);
    return (await foldAssets(scope, ids, { key: bench.fresh.newId(), at: at('2026-12-01'), newId: bench.fresh.newId })).changedFromAt;
  });
}

describe('assignment rules', () => {
  beforeEach(() => bench.handIn(register('2026-03-01', [pump, bed, desk])));

  test('are counted beforehand, and saving changes just those, from now on', async () => {
    expect(await preview(byDepartment, '2026-03-10')).toEqual([1, 2]);
    expect(await save(byDepartment, '2026-03-10')).toEqual({ waiting: 0 });
    const saved = [
      'Balie 3 2026-03-01 - -',
      'Bed 2 2026-03-01 3 -',
      'Bed 2 2026-03-10 2 Verpleging',
      'Pomp 1 2026-03-01 3 -',
      'Pomp 1 2026-03-10 1 Verpleging',
    ];
    expect(await versions()).toEqual(saved);
    expect(await preview(byDepartment, '2026-03-11')).toEqual([0, 0]);
    expect(await foldEverything()).toBeNull();
  });

  test('go on with what the next import says, of known assets and of new ones', async () => {
    await save(byDepartment, '2026-03-10');
    await bench.handIn(register('2026-04-01', ['Pomp 1,SN-10001,Voorbeeld,VPK,3', bed, desk, 'Pomp 4,SN-10004,Voorbeeld,IC,']));
    expect(await versions()).toEqual([
      'Balie 3 2026-03-01 - -',
      'Bed 2 2026-03-01 3 -',
      'Bed 2 2026-03-10 2 Verpleging',
      'Pomp 1 2026-03-01 3 -',
      'Pomp 1 2026-03-10 1 Verpleging',
      'Pomp 1 2026-04-01 2 Verpleging',
      'Pomp 4 2026-04-01 1 Verpleging',
    ]);
    expect(await foldEverything()).toBeNull();
  });

  test('end with the next list, whose rules may ask what the one before set', async () => {
    await save([rule('eq(serialNumber,SN-10001)', { department: 'Intensive care' })], '2026-03-10');
    await save([rule('eq(department,IC)', { tier: 1 })], '2026-03-20');
    expect((await versions()).filter((line) => line.startsWith('Pomp'))).toEqual([
      'Pomp 1 2026-03-01 3 -',
      'Pomp 1 2026-03-10 3 -',
      'Pomp 1 2026-03-20 1 -',
    ]);
    expect(await foldEverything()).toBeNull();
    await save([], '2026-03-25');
    expect((await versions()).at(-1)).toBe('Pomp 1 2026-03-25 3 -');
    expect(await foldEverything()).toBeNull();
    const kept = await bench.read(listRules);
    expect(kept.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      [at('2026-03-10'), at('2026-03-20')],
      [at('2026-03-20'), at('2026-03-25')],
    ]);
  });

  test('leave a value that a person stated, and do not count it', async () => {
    await bench.read((scope) =>
      stateAssets(scope, {
        ...momentOf(scope, '2026-03-05'),
        filter: everything,
        facts: { tier: 4 },
        reason: '',
        by: 'local',
        newId: bench.fresh.newId,
        isDryRun: false,
      }),
    );
    expect(await preview([rule('eq(department,IC)', { tier: 1 })], '2026-03-10')).toEqual([0]);
    await save(byDepartment, '2026-03-10');
    expect((await versions()).at(-1)).toBe('Pomp 1 2026-03-10 4 Verpleging');
    const assigned = await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ id: Id }>(
        `select asset_id as id from asset_version where organisation_id = $1 and name = 'Pomp 1' limit 1`,
        [scope.organisationId],
      );
      const detail = await readAssetDetail(scope, rows[0]?.id ?? bench.fresh.newId(), momentOf(scope, '2026-03-11'));
      return detail?.assigned;
    });
    expect(assigned).toEqual([{ field: 'owner', rule: 'in(department,(IC,VPK))' }]);
  });

  test('are refused as a whole where one asks what it cannot know', async () => {
    await expect(save([...byDepartment, rule('exists(findings)', { tier: 1 })], '2026-03-10')).rejects.toMatchObject({
      code: 'request-invalid',
    });
    expect(await bench.read(listRules)).toEqual([]);
  });
});
