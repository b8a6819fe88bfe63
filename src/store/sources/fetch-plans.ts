/** When each source is fetched next by itself, how often, and how often it failed in a row: lists and providers alike. */
import { advisorySourceIds, isAdvisorySourceId, type AdvisorySourceId } from '#core/advisories/sources.ts';
import { fetchHours } from '#core/advisories/fetch-schedule.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Database } from '../database.ts';

export interface FetchPlan {
  readonly id: string;
  /** Hours between two fetches; null: only when somebody asks. */
  readonly everyHours: number | null;
  /** Nobody set it. */
  readonly isUsual: boolean;
  /** Null: it was not planned yet, or is not fetched by itself. */
  readonly nextAt: Instant | null;
  /** In a row. */
  readonly failures: number;
  readonly triedAt: Instant | null;
}

interface Row {
  readonly id: string;
  readonly setHours: number | null;
  readonly nextAt: Instant | null;
  readonly failures: number;
  readonly triedAt: Instant | null;
  readonly origin: string | null;
  readonly isProvider: boolean;
}

/**
 * @param urls where lists are fetched from: one that came from there is fetched from there again
 * @param id only this one
 */
export async function readFetchPlans(
  { pool }: Pick<Database, 'pool'>,
  urls: Readonly<Record<AdvisorySourceId, string>>,
  id: string | null = null,
): Promise<FetchPlan[]> {
  const { rows } = await pool.query<Row>(
    `select source.id, source.fetch_every_hours as "setHours", source.fetch_at as "nextAt", source.fetch_failures as failures,
       source.tried_at as "triedAt", source.origin, provider.source_id is not null as "isProvider"
     from advisory_source source left join csaf_provider provider on provider.source_id = source.id
     where $1::text is null or source.id = $1`,
    [id],
  );
  const missing = advisorySourceIds.filter((one) => (id === null || id === one) && !rows.some((row) => row.id === one));
  const untouched = { setHours: null, nextAt: null, failures: 0, triedAt: null, origin: null, isProvider: false };
  return [...rows, ...missing.map((one): Row => ({ id: one, ...untouched }))].map(
    ({ id: own, setHours, nextAt, origin, isProvider, ...row }) => {
      const isNamed = isProvider || (isAdvisorySourceId(own) && origin === urls[own]);
      const everyHours = fetchHours({ setHours, isNamed });
      return { id: own, ...row, everyHours, isUsual: setHours === null, nextAt: everyHours === null ? null : nextAt };
    },
  );
}

/** @param hours null: as is usual; 0: never by itself. @returns false when there is no such source. */
export async function setFetchHours({ pool }: Database, id: string, hours: number | null): Promise<boolean> {
  if (isAdvisorySourceId(id)) await pool.query('insert into advisory_source (id) values ($1) on conflict do nothing', [id]);
  const { rowCount } = await pool.query('update advisory_source set fetch_every_hours = $2, fetch_at = null where id = $1', [id, hours]);
  return rowCount === 1;
}

export async function planFetch({ pool }: Database, id: string, at: Instant): Promise<void> {
  await pool.query('update advisory_source set fetch_at = $2 where id = $1', [id, at]);
}

/** After an attempt by the network. */
export async function noteFetched(
  { pool }: Database,
  id: string,
  { failures, nextAt }: { readonly failures: number; readonly nextAt: Instant | null },
): Promise<void> {
  await pool.query('update advisory_source set fetch_failures = $2, fetch_at = $3 where id = $1', [id, failures, nextAt]);
}
