/** From which day there is anything to measure. */
import { sql } from 'kysely';
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '#store/scope.ts';

/** The earliest day of any asset's history; null while there is none. Findings always belong to an asset. */
export async function earliestVersionDay(scope: Scope): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    select min(valid_from_on) as day from asset_version where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return rows[0]?.day ?? null;
}
