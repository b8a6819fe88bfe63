/** The worker on its real queue, in this thread. */
import { access, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { findCampaign } from '#store/awareness/campaigns.ts';
import { getImport } from '#store/imports.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { withOrganisation } from '#store/scope.ts';
import { fixture, startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { startWebhookReceiver } from '../../../test/support/webhook-receiver.ts';
import { lookAtAlerts } from '../alerts/look-at-alerts.ts';
import { uploadPath } from '../imports/accept-upload.ts';
import { runImport } from '../imports/run-import.ts';
import { httpClient } from '../sources/http-client.ts';
import { openQueue, queuePool, workerName, type Queue } from './queue.ts';
import { startWorker, type RunningWorker, type WorkerOptions } from './run-worker.ts';

const log = pino({ level: 'silent' });
let node: TestNode;
let queue: Queue;
let worker: RunningWorker | undefined;
beforeEach(async () => {
  node = await startTestNode({ holdImports: true });
  queue = await openQueue(node.fresh.url, log);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await queue.end();
  await node.stop();
});

async function start(changes: Partial<WorkerOptions> = {}): Promise<void> {
  const { uploadsPath, keysPath, clock, newId, random, publicUrl, mail, sourceUrls: urls, staleLimits } = node.context;
  const httpUntil = (stopping: AbortSignal) => httpClient('0.0.0-test', stopping);
  const ports = { uploadsPath, keysPath, clock, newId, random, nodeUrl: publicUrl, mail, log, urls, staleLimits, httpUntil };
  worker = await startWorker({ databaseUrl: node.fresh.url, ...ports, ...changes });
}

/** Accepted; no job knows of it. */
async function accept(path = 'csv/dutch-register.csv'): Promise<string> {
  const { name, bytes } = await fixture(path);
  const response = await node.ask(node.localToken, 'POST', `/imports?file=${name}&observedAt=2026-03-30`, bytes);
  return ((await response.json()) as ImportReport).id;
}

const report = async (id: string) => (await (await node.ask(node.localToken, 'GET', `/imports/${id}`)).json()) as ImportReport;
const measuredUpTo = () => withOrganisation(node.fresh.database, node.fresh.organisationId, newestMeasuredDay);

/** Asks until it holds, for at most twenty seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come about in twenty seconds');
    await pause(50);
  }
}
const untilEnded = (id: string) => until(async () => !['accepted', 'running'].includes((await report(id)).status));

test('a queued file is read, and measured a moment later', async () => {
  await start();
  const id = await accept();
  await queue.enqueueImport({ organisationId: node.fresh.organisationId, importId: id });
  await untilEnded(id);
  expect(await report(id)).toMatchObject({ status: 'complete', read: 2, stored: 2 });
  await until(async () => (await measuredUpTo()) === '2026-04-01');
});

test('a worker that has imported says once that it rests, when nothing more comes', async () => {
  let rests = 0;
  await start({ onRest: () => (rests += 1), restAfterMs: 200 });
  const id = await accept();
  await queue.enqueueImport({ organisationId: node.fresh.organisationId, importId: id });
  await until(() => Promise.resolve(rests > 0));
  expect((await report(id)).status).toBe('complete');
  await pause(400);
  // Once after the import, and once more if its measuring came later than that.
  expect(rests).toBeLessThanOrEqual(2);
});

test('a worker that only measured has nothing to rest from', async () => {
  let rests = 0;
  const { database, organisationId } = node.fresh;
  const { uploadsPath, clock, newId } = node.context;
  const id = await accept();
  const { digest } = await withOrganisation(database, organisationId, (scope) => getImport(scope, id));
  await runImport({ database, organisationId, importId: id as Id, filePath: uploadPath(uploadsPath, digest), clock, newId });
  await start({ onRest: () => (rests += 1), restAfterMs: 100 });
  await until(async () => (await measuredUpTo()) === '2026-04-01');
  await pause(500);
  expect(rests).toBe(0);
});

test('what a stopped node left behind goes on at the next start', async () => {
  const ids = [await accept(), await accept('nessus/authenticated-host.nessus')];
  await start();
  for (const id of ids) await untilEnded(id);
  expect((await report(ids[0] ?? '')).status).toBe('complete');
});

test('a phishing test whose counting broke off is counted at the next start', async () => {
  const id = node.context.newId();
  const organisationId = node.fresh.organisationId;
  await withOrganisation(node.fresh.database, organisationId, (scope) =>
    scope.client.query(
      `insert into campaign (organisation_id, id, name, name_folded, created_at, asked_at, asked_by)
       values ($1, $2, 'Lente', 'lente', $3, $3, 'iemand')`,
      [organisationId, id, node.context.clock.now()],
    ),
  );
  await start();
  await until(() =>
    withOrganisation(node.fresh.database, organisationId, async (scope) => (await findCampaign(scope, id))?.publishedAt != null),
  );
});

test('a job that a killed node held is free once nothing of that node is left', async () => {
  const id = await accept();
  const job = { organisationId: node.fresh.organisationId, importId: id };
  await queue.enqueueImport(job);
  const { pool } = node.fresh.database;
  // As the library marks a job that a worker has taken.
  await pool.query(`update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'worker-killed'`);
  await pool.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-killed', attempts = 1`);
  const left = queuePool(node.fresh.url, workerName('killed'), 1);
  await left.query('select 1');
  await start();
  expect((await report(id)).status).toBe('accepted');
  await left.end();
  await untilEnded(id);
  expect((await report(id)).status).toBe('complete');
});

test('a report whose day has come is made within the hour, also when a step before it fails', async () => {
  const every = { every: 'month', onDay: 3, languages: ['nl'] };
  expect((await node.ask(node.localToken, 'PUT', '/reports/schedule', { schedule: every })).status).toBe(200);
  const id = await accept();
  await start({ clock: { now: () => '2026-04-03T10:00:00.000Z' as Instant } });
  await untilEnded(id);
  await until(async () => (await measuredUpTo()) === '2026-04-03');
  // The end of accepted risks cannot be looked up.
  const owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  await owner.query('alter table finding_decision rename to finding_decision_away');
  await owner.end();
  await node.fresh.database.pool.query(`select graphile_worker.add_job('nightly')`);
  const made = async () => (await (await node.ask(node.localToken, 'GET', '/reports')).json()) as { items: { period: string }[] };
  await until(async () => (await made()).items.length > 0);
  expect((await made()).items).toMatchObject([{ period: '2026-03' }]);
});

test('no file is read before the worker may', async () => {
  let begin: () => void = () => undefined;
  await start({ mayBegin: new Promise((resolve) => (begin = resolve)) });
  const id = await accept();
  await queue.enqueueImport({ organisationId: node.fresh.organisationId, importId: id });
  await until(async () => (await queue.counts()).running === 1);
  expect((await report(id)).status).toBe('accepted');
  begin();
  await untilEnded(id);
});

test('what a file brings is told to a receiver after it is measured, and a receiver that hangs keeps no file waiting', async () => {
  const receiver = await startWebhookReceiver();
  receiver.answer('hang');
  try {
    const what = { on: 'filter', kind: 'asset', filter: '' };
    const rule = { name: 'All', language: 'en', what, to: { by: 'webhook', url: receiver.url } };
    expect((await node.ask(node.localToken, 'POST', '/alerts', rule)).status).toBe(201);
    await start();
    const job = async (id: string) => queue.enqueueImport({ organisationId: node.fresh.organisationId, importId: id });
    const first = await accept();
    await job(first);
    await until(() => Promise.resolve(receiver.received.length === 1));
    const second = await accept('nessus/authenticated-host.nessus');
    await job(second);
    await untilEnded(second);
    expect((await report(second)).status).toBe('complete');
    expect(receiver.received).toHaveLength(1);
  } finally {
    await receiver.stop();
  }
});

test('a delivery that waits in the database and not in the queue is sent at the next start', async () => {
  const receiver = await startWebhookReceiver();
  try {
    const what = { on: 'filter', kind: 'asset', filter: '' };
    const rule = { name: 'All', language: 'en', what, to: { by: 'webhook', url: receiver.url } };
    await node.ask(node.localToken, 'POST', '/alerts', rule);
    const id = await accept();
    const { database, organisationId } = node.fresh;
    const { uploadsPath, clock, newId } = node.context;
    const { digest } = await withOrganisation(database, organisationId, (scope) => getImport(scope, id));
    await runImport({ database, organisationId, importId: id as Id, filePath: uploadPath(uploadsPath, digest), clock, newId });
    const [delivery] = await lookAtAlerts({ database, clock, newId, nodeUrl: 'http://node.test' }, organisationId);
    await start();
    await until(() => Promise.resolve(receiver.received.length === 1));
    expect(receiver.received[0]?.headers['webhook-id']).toBe(delivery);
  } finally {
    await receiver.stop();
  }
});

const countRows = (table: string) =>
  withOrganisation(node.fresh.database, node.fresh.organisationId, async (scope) => {
    const { rows } = await scope.client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count;
  });

test.each([
  ['ends rejected when nothing of it is stored', 0, { status: 'rejected', read: 0, stored: 0 }],
  ['ends partial and is folded and measured when something of it is', 1, { status: 'partial', read: 1, stored: 1 }],
])('a file that an error of ours stops for good %s, and is no one’s to wait for', async (_, rowsRead, expected) => {
  // The worker's own name is the first; after that every record that it would make fails.
  let calls = 0;
  const brokenId: NewId = () => {
    if ((calls += 1) > 1) throw new TypeError('a bug');
    return node.context.newId();
  };
  const id = await accept();
  if (rowsRead > 0) await readOneRow(id);
  await start({ newId: brokenId });
  const attempts = async () => {
    const { rows } = await node.fresh.database.pool.query<{ attempts: number }>(
      `select attempts from graphile_worker._private_jobs where key = $1 and locked_at is null and attempts > 0`,
      [`import:${id}`],
    );
    return rows[0]?.attempts ?? 0;
  };
  await until(async () => (await attempts()) > 0);
  expect((await report(id)).status).not.toBe('rejected');
  // The waiting between attempts is the library's; here the last one is due at once.
  await node.fresh.database.pool.query(
    `update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now() where key = $1`,
    [`import:${id}`],
  );
  await untilEnded(id);
  expect(await report(id)).toMatchObject({ ...expected, problem: { code: 'internal' } });
  if (rowsRead > 0) await until(async () => (await measuredUpTo()) === '2026-04-01');
  expect([await countRows('asset'), await countRows('import_asset'), await countRows('import_touch')]).toEqual([rowsRead, 0, 0]);
});

/** A node that stopped after the first row. */
async function readOneRow(id: string): Promise<void> {
  const { database, organisationId } = node.fresh;
  const { uploadsPath, clock, newId } = node.context;
  const row = await withOrganisation(database, organisationId, (scope) => getImport(scope, id));
  const stop = () => {
    throw new Error('stopped');
  };
  const filePath = uploadPath(uploadsPath, row.digest);
  const stopped = runImport({ database, organisationId, importId: row.id, filePath, clock, newId, chunkItems: 1, onProgress: stop });
  await expect(stopped).rejects.toThrow('stopped');
}

test('a source that is asked for is fetched, laid over the flaws of every organisation, and its file is deleted once read', async () => {
  const other = {
    ...{ cveID: 'CVE-2025-0001', vendorProject: 'Maker', product: 'Monitor', vulnerabilityName: 'Monitor lets anybody in' },
    ...{ dateAdded: '2026-01-01', dueDate: '2026-01-04', requiredAction: 'Update.', knownRansomwareCampaignUse: 'Unknown' },
  };
  const catalogue = { catalogVersion: '2026.01.01', dateReleased: '2026-01-01T12:00:00Z', count: 1, vulnerabilities: [other] };
  const path = uploadPath(node.context.uploadsPath, 'source-test');
  await writeFile(path, JSON.stringify(catalogue));
  await withOrganisation(node.fresh.database, node.fresh.organisationId, async ({ client, organisationId }) => {
    await client.query(
      `insert into flaw (organisation_id, id, key, cve_id, title, title_folded, described_at)
       values ($1, $2, 'CVE-2026-0001', 'CVE-2026-0001', 'x', 'x', '2026-01-01')`,
      [organisationId, node.context.newId()],
    );
  });
  await start();
  await queue.enqueueSource({ sourceId: 'kev', file: { path, name: 'kev.json' }, replace: false });
  const read = () =>
    withOrganisation(node.fresh.database, node.fresh.organisationId, async ({ client, organisationId }) => {
      const { rows } = await client.query<{ kev: boolean | null }>('select kev from flaw where organisation_id = $1', [organisationId]);
      return rows[0]?.kev;
    });
  await vi.waitFor(async () => expect(await read()).toBe(false), { timeout: 90_000, interval: 100 });
  await expect(access(path)).rejects.toThrow('ENOENT');
});
