/**
 * Times the import of files, one after another, on a database of its own with fsync on: seconds, counts, rows changed
 * and the growth of memory, beside a yardstick of the same run (parsing the same file without storing anything).
 * Usage: node --expose-gc dist/bench/import.js [FILE…]; without files it writes a scan of 5,000 hosts with 100,000 items,
 * the scan of the month after, and that same scan in other bytes.
 */
import { randomFillSync, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { instantFromMilliseconds, type Clock, type Instant } from '#core/kernel/time.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';
import { openHome } from '#server/home.ts';
import { runImport } from '#server/imports/run-import.ts';
import { startPostgres } from '#server/postgres/start-postgres.ts';
import { openDatabase, type Database } from '#store/database.ts';
import { createImport } from '#store/imports.ts';
import { migrate } from '#store/migrate.ts';
import { createOrganisation } from '#store/organisations.ts';
import { withOrganisation } from '#store/scope.ts';
import { writeNessusFile } from './nessus-file.ts';

const clock: Clock = { now: () => instantFromMilliseconds(Date.now()) };
const pool = new Uint8Array(65_536);
let used = pool.length;
export const newId = idMaker(clock, (count) => {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.slice(used - count, used);
});
const mebibyte = 1024 * 1024;

export interface ImportTiming {
  readonly file: string;
  readonly read: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly seconds: number;
  /** Seconds of processor time of this process and of PostgreSQL: comparable on a busy machine. */
  readonly nodeCpuSeconds: number;
  readonly databaseCpuSeconds: number;
  /** Processor seconds of parsing alone: the yardstick of the same run. */
  readonly parseCpuSeconds: number;
  /** Above what the process took before, at its highest. */
  readonly memoryMebibytes: number;
  readonly rowsWritten: number;
}

/** @param files in the order of import; all for one organisation. */
export async function timeImports(files: readonly string[], report: (timing: ImportTiming) => void): Promise<void> {
  await onFreshDatabase(async (place) => {
    for (const file of files) report(await timeImport(place, file));
  });
}

/** A database of its own with one organisation, gone afterwards. */
export async function onFreshDatabase(work: (place: Place) => Promise<void>): Promise<void> {
  const folder = await mkdtemp('/tmp/cybermetrics-bench-');
  const home = await openHome(folder);
  const postgres = await startPostgres({ home, log: { info: () => undefined, warn: console.warn } });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, runtimeRole: postgres.runtimeRole });
    const database = await openDatabase({ url: postgres.url, applicationName: 'bench', connectionsMax: 4, isWorkRepeatable: true });
    const organisationId = newId() as OrganisationId;
    await createOrganisation(database, { id: organisationId, name: 'Bench', timeZone: 'Europe/Amsterdam', now: clock.now(), newId });
    await work({ database, organisationId, ownerUrl: postgres.ownerUrl, postmasterPid: postgres.pid });
    await database.end();
  } finally {
    await postgres.stop();
    await home.release();
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Place {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly ownerUrl: string;
  readonly postmasterPid: number;
}

export async function timeImport({ database, organisationId, ownerUrl, postmasterPid }: Place, file: string): Promise<ImportTiming> {
  const parseCpuSeconds = await timeParse(file);
  globalThis.gc?.();
  const idleBytes = process.memoryUsage().rss;
  let peakBytes = idleBytes;
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage().rss)), 20);
  const rowsBefore = await rowsWritten(ownerUrl);
  const digest = createHash('sha256').update(file).digest('hex');
  const row = await withOrganisation(database, organisationId, async (scope) =>
    createImport(scope, {
      id: newId(),
      digest,
      file: path.basename(file),
      sizeBytes: (await stat(file)).size,
      source: null,
      formatAsked: null,
      mapping: null,
      observedAtAsked: observedAtOf(file),
      partialFile: false,
      receivedAt: clock.now(),
      receivedBy: null,
    }),
  );
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const databaseCpuBefore = await databaseCpuSeconds(postmasterPid);
  const outcome = await runImport({ database, organisationId, importId: row.id, filePath: file, clock, newId });
  const seconds = (performance.now() - started) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const databaseCpu = (await databaseCpuSeconds(postmasterPid)) - databaseCpuBefore;
  clearInterval(watch);
  const { read, stored, unchanged } = outcome.row;
  const memoryMebibytes = Math.round((peakBytes - idleBytes) / mebibyte);
  return {
    file: path.basename(file),
    read,
    stored,
    unchanged,
    seconds,
    nodeCpuSeconds: (cpu.user + cpu.system) / 1e6,
    databaseCpuSeconds: databaseCpu,
    parseCpuSeconds,
    memoryMebibytes,
    rowsWritten: (await rowsWritten(ownerUrl)) - rowsBefore,
  };
}

/** A register does not tell its day; its name may: `cmdb-export-2026-03-01.csv`. */
function observedAtOf(file: string): Instant | null {
  const day = /(\d{4}-\d{2}-\d{2})\.(?:csv|xlsx)$/.exec(file)?.[1];
  return day === undefined ? null : instantFromMilliseconds(Date.parse(day));
}

/** Of the server and all its sessions; 0 where the system has no /proc. */
export async function databaseCpuSeconds(postmasterPid: number): Promise<number> {
  let ticks = 0;
  for (const name of await readdir('/proc').catch(() => [])) {
    const text = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) === postmasterPid) ticks += Number(fields[11]) + Number(fields[12]);
    // Of the server itself, and of its sessions that have ended.
    if (Number(name) === postmasterPid) for (const field of [11, 12, 13, 14]) ticks += Number(fields[field]);
  }
  return ticks / 100;
}

async function timeParse(file: string): Promise<number> {
  const before = process.cpuUsage();
  const opened = await openFile(createReadStream(file), path.basename(file));
  const chosen = chooseImporter(opened.head);
  if (chosen instanceof Error) throw chosen;
  for await (const _event of chosen.importer.parse(opened.bytes, {}));
  const cpu = process.cpuUsage(before);
  return (cpu.user + cpu.system) / 1e6;
}

/** Rows inserted, updated and deleted so far in the tables of records. */
async function rowsWritten(ownerUrl: string): Promise<number> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // The counters of other sessions arrive a moment after their transactions.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { rows } = await client.query<{ written: string }>(`
      select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) as written from pg_stat_user_tables
      where schemaname = 'public' and relname not in ('import_run', 'import_asset', 'import_touch', 'import_issue', 'measure_pending',
        'organisation_change')`);
    return Number(rows[0]?.written ?? 0);
  } finally {
    await client.end();
  }
}

/** The promise is about these: first scan, the next month's, and the same content once more. */
async function writeScans(folder: string): Promise<string[]> {
  const files = ['first.nessus', 'next-month.nessus', 'same-again.nessus'].map((name) => path.join(folder, name));
  const [first = '', next = '', again = ''] = files;
  const size = { hosts: 5_000, items: 100_000, seed: 1 };
  await writeNessusFile(first, { ...size, scanStartAt: '2026-01-05T20:00:00Z' });
  await writeNessusFile(next, { ...size, scanStartAt: '2026-02-04T20:00:00Z', round: 1 });
  await copyFile(next, again);
  await appendFile(again, '\n');
  return files;
}

/** Does the work in a thread like the one in which a node imports, with its nursery (`server/jobs/thread-gate.ts`). */
export async function inWorkerThread(url: string, work: () => Promise<void>): Promise<void> {
  if (!isMainThread) return work();
  const worker = new Worker(new URL(url), { argv: process.argv.slice(2), resourceLimits: { maxYoungGenerationSizeMb: 128 } });
  await new Promise<void>((resolve, reject) => worker.once('error', reject).once('exit', () => resolve()));
}

async function timeScans(): Promise<void> {
  const folder = await mkdtemp('/tmp/cybermetrics-bench-files-');
  const given = process.argv.slice(2);
  const timings: ImportTiming[] = [];
  await timeImports(given.length > 0 ? given : await writeScans(folder), (timing) => timings.push(timing));
  await rm(folder, { recursive: true, force: true });
  console.table(timings.map((timing) => ({ ...timing, timesParsing: timing.nodeCpuSeconds / timing.parseCpuSeconds })));
}

if (process.argv[1] === import.meta.filename) await inWorkerThread(import.meta.url, timeScans);
