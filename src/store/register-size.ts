/**
 * How many assets stand registered by one source, against what a file of it holds: a part that is handed in as a whole takes
 * off the register whom it does not name. Here it is only counted and said; who is taken off is `ingest/ingest.ts`.
 */
import { sql } from 'kysely';
import { isMuchSmaller } from '#core/assets/presence.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from './scope.ts';

/** Assets that the whole registers of this source before that instant hold, and no later one up to it took off. */
export async function countRegistered(scope: Scope, source: string, at: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from presence
    where organisation_id = ${scope.organisationId} and kind = 'register' and source = ${source}
      and from_at < ${at} and to_at > ${at}`.execute(scope.trx);
  return rows[0]?.count ?? 0;
}

interface ReadRegister {
  readonly source: string;
  readonly observedAt: Instant;
  readonly rows: number;
}

/** Of a whole register that was just read, before anybody is taken off; null where its size is nothing to speak of. */
export async function sayMuchSmaller(scope: Scope, { source, observedAt, rows }: ReadRegister): Promise<string | null> {
  const registered = await countRegistered(scope, source, observedAt);
  if (!isMuchSmaller(rows, registered)) return null;
  const missing = await sql<{ count: number }>`
    select count(*)::int as count from presence
    where organisation_id = ${scope.organisationId} and kind = 'register' and source = ${source}
      and from_at < ${observedAt} and to_at > ${observedAt}
      and not exists (select from sighting where sighting.organisation_id = presence.organisation_id and sighting.asset_id = presence.asset_id
        and sighting.observed_at = ${observedAt} and sighting.kind = 'register' and sighting.source = ${source})`.execute(scope.trx);
  return (
    `The file was handed in as complete and has ${rows} rows, where ${registered} assets stood registered by its source: ` +
    `${missing.rows[0]?.count ?? 0} of these are missing from it and no longer count as registered. If it is only a part, hand in the ` +
    'whole export again, and a part as a part (--partial, or the choice on the imports page).'
  );
}

export const muchSmallerCode = 'register-much-smaller';
