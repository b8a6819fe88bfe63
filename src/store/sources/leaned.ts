/** Until when each source is known to be right: the lists of the node, and the advisories that it holds. Of all organisations. */
import type { PoolClient } from 'pg';
import type { LeanedSourceId } from '#core/advisories/sources.ts';
import type { Instant } from '#core/kernel/time.ts';

/**
 * Of advisories the provider that was last asked longest ago, for its later ones are what is missing; without providers, when
 * advisories were handed in last, whether they said anything new or not.
 */
export async function readLeaned(client: Pick<PoolClient, 'query'>): Promise<Readonly<Record<LeanedSourceId, Instant | null>>> {
  const { rows } = await client.query<Readonly<Record<LeanedSourceId, Instant | null>>>(
    `select (select as_of from advisory_source where id = 'kev') as kev, (select as_of from advisory_source where id = 'epss') as epss,
       coalesce((select min(as_of) from advisory_source where id like 'csaf:%'), (select as_of from advisory_source where id = $1),
         (select max(taken_at) from advisory)) as csaf`,
    [handedInId],
  );
  return rows[0] ?? { kev: null, epss: null, csaf: null };
}

/** Where `advisory_source` keeps when advisories were handed in last. */
const handedInId = 'csaf';

export async function noteHandedIn(client: Pick<PoolClient, 'query'>, now: Instant): Promise<void> {
  await client.query(
    `insert into advisory_source as known (id, as_of, taken_at, tried_at) values ($1, $2, $2, $2)
     on conflict (id) do update set as_of = greatest(known.as_of, excluded.as_of), taken_at = excluded.taken_at, tried_at = excluded.tried_at`,
    [handedInId, now],
  );
}
