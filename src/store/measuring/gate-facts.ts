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

export interface SourceDays extends NewestByRole {
  /** The day with a scan before the newest. */
  readonly scanBefore: Day | null;
}

export interface SourceSpan {
  readonly source: string;
  readonly role: SourceRole;
  readonly firstAt: Instant;
  readonly newestAt: Instant;
}

/**
 * Days on which each role spoke, up to `to`, in order. A register counts only as a full snapshot, a row refused or
 * not; a scan is a discovery as well, and speaks also where its file could be read only in part. What an import did shows in the sightings it gave:
 * one in which nothing was seen tells nothing about how fresh its source is.
 */
async function spokenDays(scope: Scope, to: Day): Promise<Readonly<Record<SourceRole, readonly Day[]>>> {
  const { rows } = await sql<{ role: SourceRole; day: Day }>`
    with given as materialized (
      select distinct import_id, kind from sighting where organisation_id = ${scope.organisationId})
    select distinct given.kind as role, (run.observed_at at time zone ${scope.timeZone})::date as day
    from import_run run join given on given.import_id = run.id
    where run.organisation_id = ${scope.organisationId} and run.status in ('complete', 'partial')
      and (run.full_register or given.kind <> 'register'
        or (run.outcome = 'complete' and not run.partial_file and run.register_rows > 0))
      and (run.observed_at at time zone ${scope.timeZone})::date <= ${to}::date
    order by day`.execute(scope.trx);
  const of = (...roles: readonly SourceRole[]) => rows.filter(({ role }) => roles.includes(role)).map(({ day }) => day);
  return { register: of('register'), discovery: of('discovery', 'scan'), scan: of('scan') };
}

/** @returns for each day from `from` to `to` the newest day each role spoke, that day included; null while it never did */
export async function gateFacts(scope: Scope, from: Day, to: Day): Promise<ReadonlyMap<Day, SourceDays>> {
  const spoken = await spokenDays(scope, to);
  const facts = new Map<Day, SourceDays>();
  const cursors = { register: 0, discovery: 0, scan: 0 };
  const newest: Record<SourceRole, Day | null> = { register: null, discovery: null, scan: null };
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const role of ['register', 'discovery', 'scan'] as const) {
      for (let next = spoken[role][cursors[role]]; next !== undefined && next <= day; next = spoken[role][cursors[role]]) {
        newest[role] = next;
        cursors[role] += 1;
      }
    }
    facts.set(day, { ...newest, scanBefore: spoken.scan[cursors.scan - 2] ?? null });
  }
  return facts;
}

/** When each source first and last spoke in each role, as its sightings say. */
export async function sourceSpans(scope: Scope): Promise<readonly SourceSpan[]> {
  const { rows } = await sql<SourceSpan>`
    select source, kind as role, min(from_at) as "firstAt", max(last_at) as "newestAt" from presence
    where organisation_id = ${scope.organisationId} and kind in ('register', 'discovery', 'scan')
    group by source, kind order by kind, source`.execute(scope.trx);
  return rows;
}

/** Days on which a source spoke for the first time in a role a metric leans on, except the very first of that role. */
export function newSourceDays(
  spans: readonly SourceSpan[],
  leansOn: readonly SourceRole[],
  timeZone: string,
): readonly { readonly on: Day; readonly source: string }[] {
  const marks = leansOn.flatMap((role) => {
    const firstBySource = new Map<string, Instant>();
    for (const span of spans) {
      if (span.role !== role && !(role === 'discovery' && span.role === 'scan')) continue;
      const known = firstBySource.get(span.source);
      if (known === undefined || span.firstAt < known) firstBySource.set(span.source, span.firstAt);
    }
    const first = [...firstBySource.values()].toSorted()[0];
    return [...firstBySource].filter(([, at]) => at !== first).map(([source, at]) => ({ on: dayOf(at, timeZone), source }));
  });
  return marks
    .filter((mark, index) => marks.findIndex((other) => other.on === mark.on && other.source === mark.source) === index)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The first day on which one source both kept the register and looked at the network; null while none does. */
export function firstMixedDay(spans: readonly SourceSpan[], timeZone: string): Day | null {
  const days = spans
    .filter(({ role }) => role === 'register')
    .flatMap((register) =>
      spans
        .filter(({ source, role }) => source === register.source && role !== 'register')
        .map(({ firstAt }) => dayOf(firstAt > register.firstAt ? firstAt : register.firstAt, timeZone)),
    );
  return days.toSorted()[0] ?? null;
}
