/** Imports that an error of ours stops for good. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, type ReportHost } from '../../../test/support/report-files.ts';
import { abandonImport, endReading, getImport, type ImportRow } from '#store/imports.ts';
import { readImportReport } from './import-report.ts';
import { endInPart } from './run-import.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const problem = { code: 'internal', detail: 'An error of ours.' };
const items = [{ plugin: 10001, severity: 4, cves: ['CVE-2021-34527'] }] as const;
const hosts = Array.from({ length: 3 }, (_, index): ReportHost => {
  return { ip: `10.20.1.${index + 1}`, fqdn: `ws-${index}.zuiderhof.example`, startedAt: '2026-03-10T11:00:00Z', items };
});

/** Stopped after its first transaction, in which a finding of an asset known before was stored and not yet folded. */
async function stopAfterFirst(): Promise<ImportRow> {
  const before = hosts.map((host) => ({ ...host, startedAt: '2026-02-10T11:00:00Z', items: [] }));
  await bench.handIn({ file: 'february.nessus', content: nessusFile(before) });
  const accepted = await bench.accept({ file: 'march.nessus', content: nessusFile(hosts) });
  const stop = () => {
    throw new Error('a bug');
  };
  await expect(bench.run(accepted, { chunkItems: 1, onProgress: stop })).rejects.toThrow('a bug');
  expect(await remembered()).toEqual({ assets: 1, touches: 1 });
  return bench.read((scope) => getImport(scope, accepted.id));
}

function remembered(): Promise<{ assets: number; touches: number } | undefined> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ assets: number; touches: number }>(
      `select (select count(*)::int from import_asset where organisation_id = $1) as assets,
         (select count(*)::int from import_touch where organisation_id = $1) as touches`,
      [scope.organisationId],
    );
    return rows[0];
  });
}

test('what was merged is folded: its findings have their history, and the row says that it was read in part', async () => {
  const { id } = await stopAfterFirst();
  const { database, organisationId, newId, now } = bench.fresh;
  const options = { database, organisationId, importId: id, filePath: 'none', clock: { now: () => now }, newId };
  const { row, earliestDayTouched } = await endInPart(options, problem);
  expect(row).toMatchObject({ status: 'partial', outcome: 'partial', read: 1, stored: 1, problemCode: 'internal', finishedAt: now });
  // The file speaks of a day to come; what that means for today is measured today.
  expect(earliestDayTouched).toBe('2026-01-05');
  expect((await bench.history()).findings).toHaveLength(1);
  expect(await remembered()).toEqual({ assets: 0, touches: 0 });
});

test('an import that cannot be folded either is ended as it is, and nothing waits for it', async () => {
  const { id } = await stopAfterFirst();
  await bench.read((scope) => abandonImport(scope, id, { problem, at: bench.fresh.now }));
  expect(await bench.read((scope) => getImport(scope, id))).toMatchObject({ status: 'partial', problemCode: 'internal', issuesTotal: 1 });
  expect(await remembered()).toEqual({ assets: 0, touches: 0 });
});

test('the problem that ends an import is one remark, also where its end is tried twice', async () => {
  const { id } = await stopAfterFirst();
  const readAt = bench.fresh.now;
  const report = await bench.read(async (scope) => {
    await endReading(scope, id, { outcome: 'partial', problem, readAt });
    await abandonImport(scope, id, { problem, at: readAt });
    return readImportReport(scope, id);
  });
  const remark = { code: problem.code, message: problem.detail, path: null, line: null, severity: 'refused' };
  expect(report).toMatchObject({ status: 'partial', issues: [remark], issuesTotal: 1 });
});
