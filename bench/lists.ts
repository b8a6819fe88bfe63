/**
 * Times lists, counts, the overview and measuring over a million findings on 50,000 assets (`generated-hospital.ts`), on
 * a database of its own with fsync on. Milliseconds are those of the whole question as the API asks it: transaction,
 * statement, rows. Beside them stands what a question of one row by its key costs in the same run.
 * Usage: node dist/bench/lists.js [--findings 1000000] [--assets 50000] [--runs 30] [--keep FOLDER]; a kept folder is filled once.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { isProblem } from '#core/kernel/problem.ts';
import type { Clock, Day, Instant } from '#core/kernel/time.ts';
import { addDays, endOfDay } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { parseSort } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { openHome } from '#server/home.ts';
import { metricSummaries } from '#server/measuring/metric-view.ts';
import { Remembered } from '#server/remembered.ts';
import { overview } from '#server/measuring/overview.ts';
import { runMeasuring } from '#server/measuring/run-measuring.ts';
import { startPostgres } from '#server/postgres/start-postgres.ts';
import { readChanges } from '#store/changes.ts';
import { openDatabase, type Database } from '#store/database.ts';
import { migrate } from '#store/migrate.ts';
import { createOrganisation } from '#store/organisations.ts';
import { listFindingsByCheck, parseGroupSort } from '#store/query/findings-by-check.ts';
import type { ListPage } from '#store/query/list.ts';
import { countRecords, getRecord, listRecords } from '#store/query/list.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import { generateHospital } from './generated-hospital.ts';
import { groupQuestions, namedQuestions, otherQuestions, type ListQuestion } from './list-questions.ts';

const today = '2026-06-30' as Day;
const timeZone = 'Europe/Amsterdam';
const now = '2026-06-30T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const organisationId = '01900009-0000-7000-8000-000000000001' as OrganisationId;
const pageRows = 50;
/** How far into a list the deep page lies. */
const deepRows = 5_000;
/** Of a question that takes longer than a second, a few runs say enough. */
const slowMs = 1_000;
const slowRuns = 3;

export interface ListsOptions {
  readonly findings: number;
  readonly assets: number;
  readonly runs: number;
  /** Used again when it is there; else the database is made and thrown away. */
  readonly folder?: string | undefined;
  readonly report: (title: string, rows: readonly Readonly<Record<string, string | number>>[]) => void;
}

export async function timeLists(options: ListsOptions): Promise<void> {
  const folder = options.folder ?? (await mkdtemp('/tmp/cybermetrics-bench-'));
  await mkdir(folder, { recursive: true });
  const home = await openHome(folder);
  const postgres = await startPostgres({ home, log: { info: () => undefined, warn: console.warn } });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, runtimeRole: postgres.runtimeRole });
    const database = await openDatabase({ url: postgres.url, applicationName: 'bench', connectionsMax: 2 });
    const statements = countStatements(database);
    const filled = path.join(folder, 'filled');
    if (!existsSync(filled)) {
      await fill(database, postgres.ownerUrl, options);
      await writeFile(filled, '');
    }
    const bench: Bench = { database, statements, runs: options.runs };
    await timeEverything(bench, options);
    await database.end();
  } finally {
    await postgres.stop();
    await home.release();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly database: Database;
  readonly statements: { count: number };
  readonly runs: number;
}

async function fill(database: Database, ownerUrl: string, { assets, findings, report }: ListsOptions): Promise<void> {
  const newId = idMaker(clock, (count) => new Uint8Array(count));
  await createOrganisation(database, { id: organisationId, name: 'Bench', timeZone, now, newId });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const started = performance.now();
    await generateHospital(owner, { organisationId, assets, findings, today });
    report('Filled', [{ ...(await sizes(owner)), seconds: round((performance.now() - started) / 1000) }]);
  } finally {
    await owner.end();
  }
}

async function sizes(owner: Client): Promise<Readonly<Record<string, number>>> {
  const { rows } = await owner.query<Record<string, number>>(`
    select (select count(*) from asset)::int as assets, (select count(*) from finding)::int as findings,
      (select count(*) from finding_version)::int as versions,
      (select count(*) from finding_version where state = 'open' and valid_to_on > '${today}')::int as open,
      (select sum(pg_total_relation_size(oid)) / 1048576 from pg_class where relname in ('finding', 'finding_version'))::int as mebibytes`);
  return rows[0] ?? {};
}

async function timeEverything(bench: Bench, { report }: ListsOptions): Promise<void> {
  const someId = '01900001-0000-7000-8000-000000000000';
  const yardstick = await timed(bench, (scope) => getRecord(scope, 'organisation', someId, { now, today }));
  report('Yardstick', [{ question: 'one row by its key', ...yardstick }]);
  const lists = async (questions: readonly ListQuestion[]) => {
    const rows = [];
    for (const question of questions) rows.push(await timeList(bench, question));
    return rows;
  };
  report('Named lists (p95 under 50 ms)', await lists(namedQuestions));
  report('Any other list (p95 under 400 ms)', [...(await lists(otherQuestions)), ...(await timeGroups(bench))]);
  report('Measuring (365 days under 90 s, one day under 5 s)', await timeMeasuring(bench));
  report('Dashboard (p95 under 100 ms)', [
    ...(await timeDashboard(bench, 'asked again', new Remembered())),
    // After every change of any row, which is what a first reader meets.
    ...(await timeDashboard(bench, 'from nothing', new Remembered(0))),
  ]);
}

async function timeDashboard(bench: Bench, state: string, remembered: Remembered): Promise<readonly Row[]> {
  const reading = async (scope: Scope) => ({ today, now, remembered, changes: await readChanges(scope) });
  return [
    { question: `overview, ${state}`, ...(await timed(bench, async (scope) => overview(scope, await reading(scope)))) },
    { question: `metrics, ${state}`, ...(await timed(bench, async (scope) => metricSummaries(scope, await reading(scope)))) },
  ];
}

async function timeList(bench: Bench, { name, kind, filter, sort, asOfDaysAgo }: ListQuestion): Promise<Row> {
  const recordKind = recordKinds[kind];
  const asked = {
    filter: parseFilter(filter, recordKind, recordKinds),
    sort: parseSort(sort, recordKind),
    asOf: asOfDaysAgo === undefined ? undefined : addDays(today, -asOfDaysAgo),
    now,
    today,
  };
  const page = (limit: number, after?: string) => (scope: Scope) => listRecords(scope, kind, { ...asked, limit, after });
  const count = await timed(bench, (scope) => countRecords(scope, kind, asked));
  return { question: `${kind}s: ${name}`, ...(await timePages(bench, page)), countMs: count.medianMs, countP95Ms: count.p95Ms };
}

async function timeGroups(bench: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, filter, sort } of groupQuestions) {
    const asked = { filter: parseFilter(filter, recordKinds.finding, recordKinds), sort: parseGroupSort(sort), now, today };
    const page = (limit: number, after?: string) => (scope: Scope) => listFindingsByCheck(scope, { ...asked, limit, after });
    rows.push({ question: `checks: ${name}`, ...(await timePages(bench, page)) });
  }
  return rows;
}

type PageAsker = (limit: number, after?: string) => (scope: Scope) => Promise<ListPage<unknown>>;

/** The first page, and one far behind it where there is one. */
async function timePages(bench: Bench, page: PageAsker): Promise<Omit<Row, 'question'>> {
  const first = await timed(bench, page(pageRows));
  const { total } = await inScope(bench, page(1));
  const depth = Math.min(deepRows, Math.floor(total.count / 2));
  const { next } = depth > pageRows ? await inScope(bench, page(depth)) : { next: null };
  const deep = next === null ? null : await timed(bench, page(pageRows, next));
  return {
    total: total.exact ? total.count : `over ${total.count}`,
    ...first,
    deepMs: deep?.medianMs ?? '',
    deepP95Ms: deep?.p95Ms ?? '',
  };
}

/** The first run measures the whole year of history; the second finds it measured up to today. */
async function timeMeasuring({ database }: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const question of ['the whole history', 'today again']) {
    const { days, rows: written, seconds } = await runMeasuring({ database, organisationId, today, now: endOfDay(today, timeZone) });
    rows.push({ question, days, written, seconds });
  }
  return rows;
}

type Row = Readonly<Record<string, string | number>> & { readonly question: string };

interface Timing {
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Within the transaction: its beginning, whose rows, the work, its end. */
  readonly statements: number;
}

async function timed(bench: Bench, work: (scope: Scope) => Promise<unknown>): Promise<Timing> {
  const { statements, runs } = bench;
  await tried(bench, work);
  statements.count = 0;
  await tried(bench, work);
  const perRun = statements.count;
  const milliseconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await tried(bench, work);
    milliseconds.push(performance.now() - started);
    if (run + 1 >= slowRuns && milliseconds.every((one) => one > slowMs)) break;
  }
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { medianMs: at(0.5), p95Ms: at(0.95), statements: perRun };
}

/** What runs into the time limit took that long, and is not tried to the end. */
async function tried(bench: Bench, work: (scope: Scope) => Promise<unknown>): Promise<void> {
  try {
    await inScope(bench, work);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'filter-too-broad') throw error;
  }
}

function inScope<T>({ database }: Bench, work: (scope: Scope) => Promise<T>): Promise<T> {
  return readingOrganisation(database, organisationId, work);
}

/** Counts what goes over every connection of the pool. */
function countStatements({ pool }: Database): { count: number } {
  const statements = { count: 0 };
  pool.on('acquire', (client) => {
    if (Object.hasOwn(client, 'query')) return;
    const query = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
    Object.assign(client, {
      query: (...given: readonly unknown[]) => {
        statements.count += 1;
        return query(...given);
      },
    });
  });
  return statements;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      findings: { type: 'string', default: '1000000' },
      assets: { type: 'string', default: '50000' },
      runs: { type: 'string', default: '30' },
      keep: { type: 'string' },
    },
  });
  await timeLists({
    findings: Number(values.findings),
    assets: Number(values.assets),
    runs: Number(values.runs),
    folder: values.keep,
    report: (title, rows) => {
      console.log(`\n${title}`);
      console.table(rows);
    },
  });
}
