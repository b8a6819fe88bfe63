/**
 * What the gates need to know per day: the newest complete source of each role. Also when a source first spoke (a chart
 * phase begins there) and when last (the overview lists the stale ones).
 * Not here: what follows from it (`core/metrics/gates.ts`).
 */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, dayOf } from '#core/kernel/time.ts';
import type { SourceRole } from '#core/metrics/gates.ts';
import type { Scope } from '#store/scope.ts';

export type NewestByRole = Readonly<Record<SourceRole, Day | null>>;

export interface SourceSpan {
  readonly source: string;
  readonly role: SourceRole;
  readonly firstAt: Instant;
  readonly newestAt: Instant;
}

/**
 * Days on which complete imports of each role observed something, up to `to`, in order. A register counts only as a
 * full snapshot; a scan is a discovery as well.
 */
async function spokenDays(scope: Scope, to: Day): Promise<Readonly<Record<SourceRole, readonly Day[]>>> {
  const { rows } = await sql<{ role: 'register' | 'discovery' | 'scan'; day: Day }>`
    select 'register' as role, (observed_at at time zone ${scope.timeZone})::date as day from import_run
      where organisation_id = ${scope.organisationId} and full_register and status = 'complete' and observed_at is not null
    union
    select kind as role, (observed_at at time zone ${scope.timeZone})::date as day from sighting
      where organisation_id = ${scope.organisationId} and kind in ('discovery', 'scan') and complete
    order by day`.execute(scope.trx);
  const until = rows.filter(({ day }) => day <= to);
  const of = (...roles: readonly string[]) => until.filter(({ role }) => roles.includes(role)).map(({ day }) => day);
  return { register: of('register'), discovery: of('discovery', 'scan'), scan: of('scan') };
}

/** @returns for each day from `from` to `to` the newest day each role spoke, that day included; null while it never did */
export async function gateFacts(scope: Scope, from: Day, to: Day): Promise<ReadonlyMap<Day, NewestByRole>> {
  const spoken = await spokenDays(scope, to);
  const facts = new Map<Day, NewestByRole>();
  const cursors = { register: 0, discovery: 0, scan: 0 };
  const newest: Record<SourceRole, Day | null> = { register: null, discovery: null, scan: null };
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const role of ['register', 'discovery', 'scan'] as const) {
      for (let next = spoken[role][cursors[role]]; next !== undefined && next <= day; next = spoken[role][cursors[role]]) {
        newest[role] = next;
        cursors[role] += 1;
      }
    }
    facts.set(day, { ...newest });
  }
  return facts;
}

/** When each source first and last spoke in each role; walks the index, one probe per source and role. */
export async function sourceSpans(scope: Scope): Promise<readonly SourceSpan[]> {
  const { rows } = await sql<SourceSpan>`
    select named.source, kinds.kind as role, span.first_at as "firstAt", span.newest_at as "newestAt"
    from (select distinct source from import_run where organisation_id = ${scope.organisationId} and source is not null) named
    cross join (values ('register'), ('discovery'), ('scan')) kinds (kind)
    cross join lateral (
      select min(observed_at) as first_at, max(observed_at) as newest_at from sighting
      where organisation_id = ${scope.organisationId} and sighting.source = named.source and sighting.kind = kinds.kind) span
    where span.first_at is not null
    order by kinds.kind, named.source`.execute(scope.trx);
  return rows;
}

/** Days on which a source spoke for the first time in a role a metric leans on, except the very first of that role. */
export function newSourceDays(
  spans: readonly SourceSpan[],
  leansOn: readonly SourceRole[],
  timeZone: string,
): readonly { readonly on: Day; readonly source: string }[] {
  return leansOn
    .flatMap((role) => {
      const own = spans.filter((span) => span.role === role || (role === 'discovery' && span.role === 'scan'));
      const first = own.map((span) => span.firstAt).toSorted()[0];
      return own.filter((span) => span.firstAt !== first).map((span) => ({ on: dayOf(span.firstAt, timeZone), source: span.source }));
    })
    .filter((mark, index, all) => all.findIndex((other) => other.on === mark.on && other.source === mark.source) === index)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
