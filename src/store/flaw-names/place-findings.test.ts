/** What it costs to work out where findings are told, in an organisation that knows many flaws by several names. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import type { Scope } from '../scope.ts';
import { placedFlawsAmong } from './place-book.ts';
import { placeFindings } from './place-findings.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

async function insertFlaws({ client, organisationId }: Scope, names: readonly (readonly [key: string, group: string | null])[]) {
  const { rows } = await client.query<{ id: Id }>(
    `insert into flaw (organisation_id, id, key, title, title_folded, described_at, name_group)
     select $1, gen_random_uuid(), key, key, key, now(), name_group from unnest($2::text[], $3::text[]) as given (key, name_group)
     returning id`,
    [organisationId, names.map(([key]) => key), names.map(([, group]) => group)],
  );
  return rows.map((row) => row.id);
}

test('300 assets are placed in a moment among 24,000 names of flaws', async () => {
  const cve = (index: number) => `CVE-2026-${10_000 + index}`;
  const places = await bench.read(async (scope) => {
    const { client, organisationId } = scope;
    const pairs = Array.from({ length: 12_000 }, (_, index) => index);
    await insertFlaws(
      scope,
      pairs.flatMap((index) => [[cve(index), cve(index)] as const, [`OSV-2026-${index}`, cve(index)] as const]),
    );
    const assets = await client.query<{ id: Id }>(
      `insert into asset (organisation_id, id, first_seen_at, last_seen_at)
       select $1, gen_random_uuid(), now(), now() from generate_series(1, 300) returning id`,
      [organisationId],
    );
    await client.query(
      `with checked as (insert into scanner_check (organisation_id, id, scanner, native_id, title, title_folded, described_at)
         values ($1, gen_random_uuid(), 'grype', 'x', 'x', 'x', now()) returning id)
       insert into finding (organisation_id, id, asset_id, flaw_id, check_id, first_seen_at, last_seen_at)
       select $1, gen_random_uuid(), asset.id, flaw.id, checked.id, now(), now() from checked, asset, flaw
       where asset.organisation_id = $1 and flaw.organisation_id = $1 and flaw.key in ($2, $3)`,
      [organisationId, cve(7), 'OSV-2026-7'],
    );
    const startedAt = performance.now();
    const assetIds = assets.rows.map((row) => row.id);
    const changed = await placeFindings(scope, assetIds, bench.fresh.newId);
    return { changed: changed.size, tookMs: performance.now() - startedAt };
  });
  expect(places.changed).toBe(600);
  expect(places.tookMs).toBeLessThan(1_500);
});

test('of the flaws of a chunk those of several names or set apart are placed, and no others are asked about', async () => {
  await bench.read(async (scope) => {
    const ids = await insertFlaws(scope, [
      ['CVE-2026-0001', 'CVE-2026-0001'],
      ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-0001'],
      ['nessus:1', null],
      ['nessus:2', null],
      ['nessus:3', null],
    ]);
    await scope.client.query(
      `insert into flaw_statement (organisation_id, id, kind, key, scanner, extent, reason, stated_at, stated_by, withdrawn_at, withdrawn_by)
       select $1, gen_random_uuid(), 'apart', given.*, 'everywhere', 'nagekeken', now(), 'local', ended.at, ended.by
       from (values ('nessus:2', 'qualys'), ('nessus:3', 'qualys')) as given
       cross join lateral (select case when given.column1 = 'nessus:3' then now() end as at, case when given.column1 = 'nessus:3' then 'local' end as by) ended`,
      [scope.organisationId],
    );
    const [first, other, plain, apart, withdrawn] = ids;
    const asked = [other, plain, apart, withdrawn].filter((id) => id !== undefined);
    expect([...(await placedFlawsAmong(scope, asked))].toSorted()).toEqual([other, apart].toSorted());
    expect((await placedFlawsAmong(scope, asked)).has(first ?? ('' as Id))).toBe(false);
  });
});
