/**
 * Part of `npm run bench`: takes a day's file of EPSS scores into a database of its own with fsync on, and lays them over the
 * flaws of one organisation: the first edition, the next day's where every score moved, another model's, and the same file again.
 * The promise is 300,000 scores in 20 s. The yardstick is unpacking and reading the same file.
 * Usage: node dist/bench/epss.js [--scores 300000] [--findings 100000] [--assets 5000]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { readEpssScores } from '#advisory-sources/epss/read-scores.ts';
import { idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Clock, Day, Instant } from '#core/kernel/time.ts';
import { openHome } from '#server/home.ts';
import { startPostgres } from '#server/postgres/start-postgres.ts';
import { laySources, syncSource, type SourceWork } from '#server/sources/sync-source.ts';
import { openDatabase, type Database } from '#store/database.ts';
import { migrate } from '#store/migrate.ts';
import { createOrganisation } from '#store/organisations.ts';
import { generateHospital } from './generated-hospital.ts';

const organisationId = '01900009-0000-7000-8000-000000000002' as OrganisationId;
const editions = [
  { name: 'first edition', model: 'v2026.01.01', on: '2026-06-28', moved: 0 },
  { name: 'next day, every score moved', model: 'v2026.01.01', on: '2026-06-29', moved: 1 },
  { name: 'another model', model: 'v2026.06.01', on: '2026-06-30', moved: 2 },
  { name: 'the same file again', model: 'v2026.06.01', on: '2026-06-30', moved: 2 },
] as const;
const nowOf = (on: string): Instant => `${on}T18:00:00.000Z` as Instant;

interface EpssOptions {
  readonly scores: number;
  readonly findings: number;
  readonly assets: number;
}

async function timeEpss({ scores, findings, assets }: EpssOptions): Promise<readonly Readonly<Record<string, string | number>>[]> {
  const folder = await mkdtemp('/tmp/cybermetrics-bench-');
  const home = await openHome(folder);
  const postgres = await startPostgres({ home, log: { info: () => undefined, warn: console.warn } });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, runtimeRole: postgres.runtimeRole });
    const database = await openDatabase({ url: postgres.url, applicationName: 'bench', connectionsMax: 2 });
    const cveIds = await fill(database, postgres.ownerUrl, { findings, assets });
    const rows = [];
    for (const edition of editions) rows.push(await timeEdition(database, folder, edition, cveIds, scores));
    await database.end();
    return rows;
  } finally {
    await postgres.stop();
    await home.release();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the CVEs that findings of the organisation are about. */
async function fill(database: Database, ownerUrl: string, size: Omit<EpssOptions, 'scores'>): Promise<readonly string[]> {
  const clock: Clock = { now: () => nowOf('2026-06-27') };
  const newId = idMaker(clock, (count) => new Uint8Array(count));
  await createOrganisation(database, { id: organisationId, name: 'Bench', timeZone: 'Europe/Amsterdam', now: clock.now(), newId });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await generateHospital(owner, { organisationId, ...size, today: '2026-06-27' as Day });
    const { rows } = await owner.query<{ cve: string }>('select distinct cve_id as cve from flaw where cve_id is not null order by 1');
    return rows.map(({ cve }) => cve);
  } finally {
    await owner.end();
  }
}

async function timeEdition(
  database: Database,
  folder: string,
  { name, model, on, moved }: (typeof editions)[number],
  cveIds: readonly string[],
  scores: number,
): Promise<Readonly<Record<string, string | number>>> {
  const bytes = gzipSync(epssFile(model, on, cveIds, scores, moved));
  const file = path.join(folder, `epss_scores-${on}.csv.gz`);
  await writeFile(file, bytes);
  const readMs = timeOf(() => readEpssScores(gunzipSync(bytes)));
  const clock: Clock = { now: () => nowOf(on) };
  const work: SourceWork = { database, clock, http: unreachable, urls: { kev: 'https://invalid', epss: 'https://invalid' } };
  const started = performance.now();
  const outcome = await syncSource(work, { sourceId: 'epss', file: { path: file, name: path.basename(file) }, replace: false });
  const takenMs = performance.now() - started;
  invariant(outcome.kind !== 'refused', `the bench's own file was refused: ${JSON.stringify(outcome)}`);
  await laySources({ database, clock, newId: idMaker(clock, (count) => crypto.getRandomValues(new Uint8Array(count))) }, organisationId);
  const wholeMs = performance.now() - started;
  return {
    edition: name,
    scores,
    flaws: cveIds.length,
    rowsChanged: outcome.kind === 'taken' ? outcome.rows.added + outcome.rows.changed : 0,
    readMs: Math.round(readMs),
    takeMs: Math.round(takenMs),
    layMs: Math.round(wholeMs - takenMs),
    seconds: Math.round(wholeMs / 100) / 10,
  };
}

const unreachable: SourceWork['http'] = {
  get: () => Promise.reject(new Error('the bench asks nobody')),
  wait: () => Promise.resolve(),
  now: () => 0,
};

/** The file of all scores; those of the organisation's flaws first. @param moved by how many steps each score stands elsewhere. */
function epssFile(model: string, on: string, cveIds: readonly string[], count: number, moved: number): string {
  const lines = [`#model_version:${model},score_date:${on}T12:00:00Z`, 'cve,epss,percentile'];
  const known = new Set(cveIds);
  const ids = [...known].slice(0, count);
  for (let at = 0; ids.length < count; at += 1) {
    const id = `CVE-${1999 + (at % 27)}-${10_000 + Math.floor(at / 27)}`;
    if (!known.has(id)) ids.push(id);
  }
  ids.forEach((id, at) => {
    const score = ((at * 7_919 + moved * 31) % 100_000) / 100_000;
    lines.push(`${id},${score.toFixed(5)},${((at + moved) / (count + editions.length)).toFixed(5)}`);
  });
  return `${lines.join('\n')}\n`;
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const { values } = parseArgs({
  options: {
    scores: { type: 'string', default: '300000' },
    findings: { type: 'string', default: '100000' },
    assets: { type: 'string', default: '5000' },
  },
});
console.log('\nEPSS refresh (300,000 scores under 20 s)');
console.table(await timeEpss({ scores: Number(values.scores), findings: Number(values.findings), assets: Number(values.assets) }));
