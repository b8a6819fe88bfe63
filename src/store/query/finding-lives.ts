/**
 * How many findings are open and how many are closed on each day, per scope and by the day they were opened: all that a curve of
 * any month needs (`core/metrics/life-windows.ts`). One statement for all scopes and months.
 *
 * Findings are not gathered one by one: a version is a stretch of days in which its finding is open, and of two that follow each
 * other one ends and the other begins on the same day, which cancel out. A closing is a stretch of the day before it, so that it
 * counts in the scope the finding was followed in, also where its asset is elsewhere or gone from that day on.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { LifeChange, Lives } from '#core/metrics/life-windows.ts';
import type { Scope } from '#store/scope.ts';
import { windowOf } from './day-series.ts';
import { summedSteps } from './placed-runs.ts';
import { placesWithin, type Places, type ScopeDimension } from './places.ts';
import type { TruthWindow } from './truth-units.ts';

export interface LivesQuestion {
  readonly scopes: readonly ScopeDimension[];
  /** The first day looked at: what was open before it comes on the day before it. */
  readonly from: Day;
  readonly to: Day;
}

export interface LivesInScope {
  readonly scopeKind: ScopeDimension;
  /** As in `day-series.ts`. */
  readonly scopeId: string;
  readonly lives: readonly Lives[];
}

interface LivesRow {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  readonly member: string;
  /** `day open closed`, the day as its distance from the first. */
  readonly changes: string;
}

/**
 * @param places of `preparePlaces`, for the same scopes and for these days or more; absent: found within the statement
 * @returns the scopes in which any finding was, in no order
 */
export async function findingLives(scope: Scope, asked: LivesQuestion, places?: Places): Promise<readonly LivesInScope[]> {
  const window = windowOf(scope, asked);
  const { rows } = await livesSql(window, places ?? placesWithin(scope, asked.scopes, window)).execute(scope.trx);
  const found = new Map<string, LivesInScope & { readonly lives: Lives[] }>();
  for (const { scopeKind, scopeId, member, changes } of rows) {
    const key = `${scopeKind} ${scopeId}`;
    const own = found.get(key) ?? { scopeKind, scopeId, lives: [] };
    found.set(key, own);
    own.lives.push({ ...memberOf(member), changes: changesOf(changes, window.firstDay) });
  }
  return [...found.values()];
}

function memberOf(member: string): Omit<Lives, 'changes'> {
  const [openedOn, isPrevalent, falseFrom = '', falseTo = ''] = member.split(' ');
  invariant(openedOn !== undefined, 'lives are told apart by the day on which they began');
  return {
    openedOn: openedOn as Day,
    isPrevalent: isPrevalent === 't',
    falseFrom: falseFrom === '' ? null : (falseFrom as Day),
    falseTo: falseTo === '' ? null : (falseTo as Day),
  };
}

function changesOf(packed: string, firstDay: Day): readonly LifeChange[] {
  return packed
    .split(',')
    .map((change) => {
      const [day = 0, open = 0, closed = 0] = change.split(' ').map(Number);
      return { day: addDays(firstDay, day), open, closed };
    })
    .toSorted((left, right) => daysBetween(right.day, left.day));
}

function livesSql(window: TruthWindow, places: Places): RawBuilder<LivesRow> {
  const { made, placeOf, stays, spotScopes, scopeNames } = places;
  const { organisationId, firstDay } = window;
  return sql<LivesRow>`with ${made} ${runsSteps(window, placeOf)}
    ${summedSteps({ stays, spotScopes }, window, sql`member`)},
    changed as (
      select scope_no, member, day, gained - lost as open, 0 as closed from summed where set = 0 and gained <> lost
      union all
      select scope_no, member, day + 1, 0, gained from summed where set = 1 and gained > 0),
    told as (
      select scope_no, member, string_agg(concat_ws(' ', day - ${firstDay}::date, open, closed), ',') as changes
      from (select scope_no, member, day, sum(open) as open, sum(closed) as closed from changed group by 1, 2, 3) of_day group by 1, 2)
    select n.scope_kind as "scopeKind", coalesce(d.name, n.scope_id) as "scopeId", told.member, told.changes
    from told join ${scopeNames} n on n.scope_no = told.scope_no
    left join department d on d.organisation_id = ${organisationId}::uuid and n.scope_kind = 'department' and d.name_folded = n.scope_id`;
}

/**
 * `runs` as `summedSteps` reads them: set 0 are open findings, set 1 closings. `put_away` are the days on which an asset is retired:
 * nobody looks any more, so what is open on it then is followed no further.
 */
function runsSteps({ organisationId, timeZone, firstDay, endDay }: TruthWindow, placeOf: RawBuilder<unknown>): RawBuilder<unknown> {
  const ofThis = sql`organisation_id = ${organisationId}::uuid`;
  return sql`false_ones as materialized (
      select called.finding_id, called.occurrence, called.false_from,
        min(v.valid_from_on) filter (where v.decision is distinct from 'false-positive' and v.valid_from_on > called.false_from) as false_to
      from (select finding_id, occurrence, min(valid_from_on) as false_from
        from finding_version where ${ofThis} and decision = 'false-positive' group by 1, 2) called
      join finding_version v on v.organisation_id = ${organisationId}::uuid and v.finding_id = called.finding_id and v.occurrence = called.occurrence
      group by 1, 2, 3),
    put_away as materialized (
      select asset_id, range_agg(daterange(valid_from_on, valid_to_on)) as days
      from asset_version where ${ofThis} and lifecycle = 'retired' and valid_from_on < valid_to_on group by 1),
    version as (
      select v.asset_id, v.finding_id, v.occurrence, v.opened_at, v.prevalent, (v.state = 'closed')::int as set,
        case when v.state = 'open' then greatest(v.valid_from_on, ${firstDay}::date) else v.valid_from_on - 1 end as from_on,
        case when v.state = 'open' then least(v.valid_to_on, ${endDay}::date) else v.valid_from_on end as to_on
      from finding_version v
      where ${ofThis} and v.valid_from_on < ${endDay}::date and case when v.state = 'open' then v.valid_to_on > ${firstDay}::date
        and v.valid_from_on < v.valid_to_on else v.valid_from = v.closed_at and v.valid_from_on > ${firstDay}::date end),
    counted as materialized (
      select v.set, coalesce(p.place_id, 0) as place_id, v.from_on, v.to_on, (v.opened_at at time zone ${timeZone}::text)::date as opened_on,
        v.prevalent, f.false_from, f.false_to, a.days as away, count(*) as weight
      from version v
      left join ${placeOf} p on p.asset_id = v.asset_id
      left join put_away a on a.asset_id = v.asset_id
      left join false_ones f on f.finding_id = v.finding_id and f.occurrence = v.occurrence
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9),
    followed as (
      select set, place_id, from_on, to_on, opened_on, prevalent, false_from, false_to, weight from counted where away is null
      union all
      select set, place_id, lower(days), upper(days), opened_on, prevalent, false_from, false_to, weight
      from counted cross join lateral unnest(datemultirange(daterange(from_on, to_on)) - away) days where away is not null),
    runs as materialized (
      select set, place_id, from_on, to_on, sum(weight)::int as weight,
        concat_ws(' ', opened_on, prevalent, false_from, false_to) as member
      from followed group by 1, 2, 3, 4, 6),`;
}
