/**
 * How long the findings of a filter were open, counted by length: each time round is one spell, from when it was opened to
 * when it was first found gone, or to the moment asked about. What they are grouped and chosen by is read as it was then.
 * Not here: what a curve makes of them (`core/vulnerabilities/time-to-close.ts`).
 */
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import { isNoFalsePositive } from '#core/metrics/populations.ts';
import type { Filter } from '#core/query/filter.ts';
import type { Spell } from '#core/statistics/survival.ts';
import type { ClosingGroup } from '#core/vulnerabilities/time-to-close.ts';
import type { Scope } from '#store/scope.ts';
import { compileFilter, fieldInPlace, kindInPlace } from './compile.ts';
import { idSql, matchingSql } from './list.ts';
import type { AskedMoment } from './moment.ts';
import { resolveMoment } from './moment.ts';
import { columnSql } from './source-sql.ts';
import { withinTimeLimit } from './time-limit.ts';

export interface SpellQuestion extends AskedMoment {
  readonly filter: Filter;
  readonly by: ClosingGroup | null;
  /** What ended before is left out, and what had begun before enters at the age it had then. Null: everything on record. */
  readonly since: Instant | null;
}

export interface GroupedSpell extends Spell {
  /** As stored: ordered choices by their place, 1 first; null where unknown or nothing is grouped by. */
  readonly group: string | number | null;
}

/** Ages in whole days, rounded down. @throws Problem `filter-invalid`, `filter-too-broad` (5 s). */
export async function readSpells(scope: Scope, { filter, by, since, ...asked }: SpellQuestion): Promise<readonly GroupedSpell[]> {
  const place = kindInPlace('finding');
  const moment = resolveMoment(scope, place.kind, asked);
  const compiled = compileFilter({ op: 'and', of: [filter, isNoFalsePositive] }, place, moment);
  const stored = by === null ? null : fieldInPlace(place, by).stored;
  const group = stored === null ? sql`null::text` : columnSql(place.prefix, stored.source, stored.column);
  const { now } = moment;
  const from = since ?? '-infinity';
  return withinTimeLimit(scope, async () => {
    const { rows } = await sql<GroupedSpell>`
      with chosen as materialized (
        select ${idSql(place)} as finding_id, ${group} as chosen_group
        from ${matchingSql(place, moment, compiled, new Set(stored === null ? [] : [stored.source]))}),
      spell as (
        select chosen.chosen_group, min(known.opened_at) as opened_at, max(known.closed_at) filter (where known.state = 'closed') as closed_at,
          bool_or(known.prevalent) as prevalent
        from chosen join finding_version known on known.organisation_id = ${scope.organisationId} and known.finding_id = chosen.finding_id
          and known.valid_from <= ${now}
        group by chosen.chosen_group, known.finding_id, known.occurrence)
      select chosen_group as "group", closed_at is not null as "isClosed",
        case when prevalent then null when opened_at >= ${from} then 0 else ${daysSql(sql`${since ?? now}::timestamptz`)} end as "enteredAge",
        ${daysSql(sql`coalesce(closed_at, ${now}::timestamptz)`)} as "leftAge", count(*)::int as count
      from spell where opened_at <= ${now} and (closed_at is null or closed_at >= ${from})
      group by 1, 2, 3, 4`.execute(scope.trx);
    invariant(
      rows.every(({ count }) => count > 0),
      'a group of spells has some',
    );
    return rows;
  });
}

function daysSql(until: ReturnType<typeof sql>) {
  return sql`greatest(0, floor(extract(epoch from ${until} - opened_at) / 86400))::int`;
}
