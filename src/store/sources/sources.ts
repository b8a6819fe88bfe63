/**
 * What is held of each source of advisories, for the whole node: edition, age, size, and how the last attempt went. These
 * tables belong to no organisation; what a source lists is written by the files beside this one.
 */
import type { PoolClient } from 'pg';
import { advisorySourceIds, type AdvisorySourceId, type HeldList } from '#core/advisories/sources.ts';
import type { Instant } from '#core/kernel/time.ts';
import { connect, type Database } from '../database.ts';
import type { Scope } from '../scope.ts';

export interface SourceState {
  readonly id: AdvisorySourceId;
  readonly edition: string | null;
  readonly datedAt: Instant | null;
  readonly asOf: Instant | null;
  readonly entries: number;
  readonly origin: string | null;
  readonly digest: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly takenAt: Instant | null;
  readonly triedAt: Instant | null;
  readonly problem: { readonly code: string; readonly detail: string; readonly at: Instant } | null;
}

/** What is written when an edition was taken. */
export interface TakenEdition {
  readonly edition: string;
  readonly datedAt: Instant;
  readonly asOf: Instant;
  readonly entries: number;
  readonly origin: string;
  readonly digest: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly takenAt: Instant;
}

interface Row extends Omit<SourceState, 'problem'> {
  readonly problemCode: string | null;
  readonly problemDetail: string | null;
  readonly problemAt: Instant | null;
}

const columns = `id, edition, dated_at as "datedAt", as_of as "asOf", entries, origin, digest, etag, last_modified as "lastModified",
  taken_at as "takenAt", tried_at as "triedAt", problem_code as "problemCode", problem_detail as "problemDetail", problem_at as "problemAt"`;

const never: Omit<SourceState, 'id'> = {
  edition: null,
  datedAt: null,
  asOf: null,
  entries: 0,
  origin: null,
  digest: null,
  etag: null,
  lastModified: null,
  takenAt: null,
  triedAt: null,
  problem: null,
};

/** Every known source, also one of which nothing was taken yet, in their order. */
export async function readSources(client: Pick<PoolClient, 'query'>): Promise<SourceState[]> {
  const { rows } = await client.query<Row>(`select ${columns} from advisory_source`);
  return advisorySourceIds.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return { id, ...never };
    const { problemCode, problemDetail, problemAt, ...state } = row;
    const hasProblem = problemCode !== null && problemAt !== null;
    return { ...state, problem: hasProblem ? { code: problemCode, detail: problemDetail ?? '', at: problemAt } : null };
  });
}

export async function readSource(client: Pick<PoolClient, 'query'>, id: AdvisorySourceId): Promise<SourceState> {
  const found = (await readSources(client)).find((one) => one.id === id);
  return found ?? { id, ...never };
}

/** Of each list that is held: the first day it can speak of (of EPSS the day it was first held), and until when it is known to be right. */
export async function readHeldLists({ client, timeZone }: Scope): Promise<Readonly<Record<AdvisorySourceId, HeldList | null>>> {
  const { rows } = await client.query<HeldList & { id: AdvisorySourceId }>(
    `select id, (as_of at time zone $1)::date as "asOfOn",
       case id when 'kev' then (select min(added_on) from kev_entry) else (select min(held_from at time zone $1)::date from epss_model) end as "fromOn"
     from advisory_source where as_of is not null`,
    [timeZone],
  );
  const of = (id: AdvisorySourceId) => rows.find((row) => row.id === id && row.fromOn !== null) ?? null;
  return { kev: of('kev'), epss: of('epss') };
}

/** Of an organisation's flaws with a CVE id: how many there are, how many have a score, how many are listed as exploited. */
export async function readCoverage({ client, organisationId }: Scope): Promise<{ cves: number; scored: number; exploited: number }> {
  const { rows } = await client.query<{ cves: number; scored: number; exploited: number }>(
    `select count(*)::int as cves, count(listed_epss)::int as scored, (count(*) filter (where listed_kev))::int as exploited
     from flaw where organisation_id = $1 and cve_id is not null`,
    [organisationId],
  );
  return rows[0] ?? { cves: 0, scored: 0, exploited: 0 };
}

/** One transaction on tables that belong to nobody, one writer of a source at a time. */
export async function changingSource<T>(database: Database, id: AdvisorySourceId, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(database.pool);
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('advisory_source'), hashtext($1))`, [id]);
    await client.query('insert into advisory_source (id) values ($1) on conflict do nothing', [id]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    throw cause;
  } finally {
    client.release();
  }
}

export async function writeEdition(client: PoolClient, id: AdvisorySourceId, taken: TakenEdition): Promise<void> {
  await client.query(
    `update advisory_source set edition = $2, dated_at = $3, as_of = $4, entries = $5, origin = $6, digest = $7, etag = $8,
       last_modified = $9, taken_at = $10, tried_at = $10, problem_code = null, problem_detail = null, problem_at = null where id = $1`,
    [
      id,
      taken.edition,
      taken.datedAt,
      taken.asOf,
      taken.entries,
      taken.origin,
      taken.digest,
      taken.etag,
      taken.lastModified,
      taken.takenAt,
    ],
  );
}

/** The publisher says that what is held is what it has (or the very same bytes came again). */
export async function confirmEdition(
  client: PoolClient,
  id: AdvisorySourceId,
  at: { readonly asOf: Instant; readonly triedAt: Instant },
): Promise<void> {
  await client.query(
    `update advisory_source set as_of = greatest(as_of, $2), tried_at = $3, problem_code = null, problem_detail = null, problem_at = null
     where id = $1`,
    [id, at.asOf, at.triedAt],
  );
}

/** What is held stays as it is. */
export async function noteProblem(
  database: Database,
  id: AdvisorySourceId,
  problem: { readonly code: string; readonly detail: string; readonly at: Instant },
): Promise<void> {
  await changingSource(database, id, async (client) => {
    await client.query('update advisory_source set tried_at = $4, problem_code = $2, problem_detail = $3, problem_at = $4 where id = $1', [
      id,
      problem.code,
      problem.detail,
      problem.at,
    ]);
  });
}
