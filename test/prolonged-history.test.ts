/**
 * The short ways of ingest against the long ones: after the files of the invented hospital, handed in one by one as they
 * came, everything is folded again from its evidence, and nothing changes.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { Day } from '#core/kernel/time.ts';
import { demoSeed, writeDemoFiles, type DemoFile } from '#demo/write-demo-files.ts';
import { foldAssets } from '#store/ingest/fold-assets.ts';
import { foldFindings } from '#store/ingest/fold-findings.ts';
import { foldWaitingAssets } from '#store/support/waiting-assets.ts';
import { openImportBench, type ImportBench } from './support/import-bench.ts';

let bench: ImportBench;
let folder = '';
beforeAll(async () => {
  bench = await openImportBench();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-prolonged-'));
});
afterAll(async () => {
  await bench.end();
  await rm(folder, { recursive: true, force: true });
});

/** The registers of the first days, and everything of the last half year. */
function chosen(files: readonly DemoFile[]): DemoFile[] {
  return files.filter((file, index) => index < 2 || index >= files.length - 38);
}

test('folding everything again after half a year of files changes nothing', async () => {
  const files = chosen(await writeDemoFiles(folder, { seed: demoSeed, lastDay: '2026-11-22' as Day, assets: 150 }));
  const counts = { read: 0, unchanged: 0 };
  for (const { name, observedOn, source } of files) {
    const content = await readFile(join(folder, name));
    const observed = observedOn === null ? {} : { observedAt: `${observedOn}T00:00:00.000Z` };
    const row = await bench.handIn({ file: name, content, ...observed, ...(source === null ? {} : { source }) });
    expect(row.status, name).toBe('complete');
    counts.read += row.read;
    counts.unchanged += row.unchanged;
  }
  // Most of what scans say is a repetition: the short ways were taken.
  expect(counts.unchanged / counts.read).toBeGreaterThan(0.6);
  const before = await bench.history();
  expect(Math.min(before.assets.length, before.presence.length, before.findings.length)).toBeGreaterThan(120);

  const again = await bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    const assetIds = rows.map((row) => row.id);
    const options = { key: bench.fresh.newId(), at: bench.fresh.now, newId: bench.fresh.newId };
    const assets = await foldAssets(scope, assetIds, options);
    const findings = await foldFindings(
      scope,
      assetIds.map((assetId) => ({ assetId, isWhole: true })),
      bench.fresh.newId,
    );
    return { assets: assets.changedFromAt, facts: assets.historyChangedFrom.size, findings: findings.changedFromAt };
  });
  expect(again).toEqual({ assets: null, facts: 0, findings: null });
  expect(await bench.history()).toEqual(before);
}, 240_000);

test('versions from before agreement and freshness were kept are given both by what waits since the upgrade', async () => {
  const before = await bench.history();
  const organisation = [bench.fresh.organisationId];
  await bench.read(async ({ client }) => {
    await client.query('update asset_version set seen_within_30_days = null, agreement = null where organisation_id = $1', organisation);
    await client.query(
      'insert into asset_waiting (organisation_id, asset_id) select organisation_id, id from asset where organisation_id = $1',
      organisation,
    );
  });
  for (let hasMore = true; hasMore;) {
    ({ hasMore } = await bench.read((scope) => foldWaitingAssets(scope, { at: bench.fresh.now, newId: bench.fresh.newId })));
  }
  const { rows } = await bench.read(({ client }) =>
    client.query<{ agreement: string | null; recent: boolean | null; n: number }>(
      'select agreement, seen_within_30_days as recent, count(*)::int as n from asset_version where organisation_id = $1 group by 1, 2',
      organisation,
    ),
  );
  expect(rows.filter(({ agreement, recent }) => agreement === null || recent === null)).toEqual([]);
  expect(new Set(rows.map(({ agreement }) => agreement)).size).toBeGreaterThan(2);
  expect(await bench.history()).toEqual(before);
});
