/**
 * What is still to be measured: at most one request per organisation, from the earliest day asked for. Asking is cheap
 * and safe to repeat; taking it over is part of the measuring transaction, so a crash leaves it in place.
 */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '#store/scope.ts';

export async function askMeasuring(scope: Scope, fromDay: Day, now: Instant): Promise<void> {
  await sql`insert into measure_pending as waiting (organisation_id, from_on, asked_at)
    values (${scope.organisationId}, ${fromDay}::date, ${now}::timestamptz)
    on conflict (organisation_id) do update set from_on = least(waiting.from_on, excluded.from_on)`.execute(scope.trx);
}

/** @returns the earliest day asked for, which is then no longer waiting; null when nothing waits */
export async function takePending(scope: Scope): Promise<Day | null> {
  const { rows } = await sql<{ fromOn: Day }>`
    delete from measure_pending where organisation_id = ${scope.organisationId} returning from_on as "fromOn"`.execute(scope.trx);
  return rows[0]?.fromOn ?? null;
}
