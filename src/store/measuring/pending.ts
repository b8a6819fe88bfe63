/**
 * What is still to be measured: at most one request per organisation, from the earliest day asked for. Asking is cheap
 * and safe to repeat. A request is taken off only when it was measured and nobody asked again meanwhile.
 */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '#store/scope.ts';

export async function askMeasuring(scope: Scope, fromDay: Day, now: Instant): Promise<void> {
  await sql`insert into measure_pending as waiting (organisation_id, from_on, asked_at)
    values (${scope.organisationId}, ${fromDay}::date, ${now}::timestamptz)
    on conflict (organisation_id) do update set from_on = least(waiting.from_on, excluded.from_on)`.execute(scope.trx);
}

export interface Pending {
  readonly fromOn: Day;
  /** Changes whenever somebody asks again, also for a later day. */
  readonly mark: string;
}

export async function readPending(scope: Scope): Promise<Pending | null> {
  // Every ask writes the row anew, so the transaction that wrote it last tells whether it was asked again.
  const { rows } = await sql<Pending>`
    select from_on as "fromOn", xmin::text as mark from measure_pending where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return rows[0] ?? null;
}

/** Takes off the request that `readPending` saw, unless it was asked again since. */
export async function removePending(scope: Scope, mark: string | null): Promise<void> {
  if (mark === null) return;
  await sql`delete from measure_pending where organisation_id = ${scope.organisationId} and xmin::text = ${mark}`.execute(scope.trx);
}

/**
 * Until the end of the transaction nobody else measures this organisation, on any host, and joins are between sets: right
 * after a large import the planner has no statistics yet, takes the tables for empty, and a nested loop over them costs
 * a hundred times what a hash join does.
 */
export async function beginMeasuring(scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('measuring ' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
  await sql`set local enable_nestloop = off`.execute(scope.trx);
  // Counts of a million findings are kept in memory instead of sorted on disk; only one run has this at a time on a node.
  await sql`set local work_mem = '64MB'`.execute(scope.trx);
}
