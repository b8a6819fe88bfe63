/**
 * From stretches of days to changes per scope: what begins or ends at a spot changes the scopes of that spot, what moves those
 * of one spot that are not those of the other. Which stretches, and what is made of the changes, is `group-changes.ts`.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Places } from './places.ts';
import type { TruthWindow } from './truth-units.ts';

/**
 * Steps of a statement, the last of them `summed`: `set`, `scope_no`, `day`, `gained`, `lost`. They read `runs`: `set`,
 * `place_id`, `weight`, `from_on`, `to_on` (exclusive), within the window.
 * @param by a further column of `runs` that keeps its rows apart, up to `summed`
 */
export function summedSteps(
  { stays, spotScopes }: Pick<Places, 'stays' | 'spotScopes'>,
  { firstDay, endDay }: Pick<TruthWindow, 'firstDay' | 'endDay'>,
  by: RawBuilder<unknown> | null = null,
): RawBuilder<unknown> {
  const also = by === null ? sql`` : sql`, ${by}`;
  return sql`ends as (
      select r.set, r.from_on as day, coalesce(s.spot_id, 0) as spot_id, r.weight as gained, 0 as lost ${also}
      from runs r left join ${stays} s on s.place_id = r.place_id and s.from_on <= r.from_on and r.from_on < s.to_on
      union all
      select r.set, r.to_on, coalesce(s.spot_id, 0), 0, r.weight ${also}
      from runs r left join ${stays} s on s.place_id = r.place_id and s.from_on < r.to_on and r.to_on <= s.to_on
      where r.to_on < ${endDay}::date),
    ended as materialized (
      select set, day, spot_id, sum(gained)::int as gained, sum(lost)::int as lost ${also} from ends group by set, day, spot_id ${also}
      having sum(gained) <> 0 or sum(lost) <> 0),
    bounds as (
      select place_id, from_on as day, 0 as from_spot, spot_id as to_spot from ${stays} s where from_on > ${firstDay}::date
      union all select place_id, to_on, spot_id, 0 from ${stays} s where to_on < ${endDay}::date),
    moves as (select place_id, day, max(from_spot) as from_spot, max(to_spot) as to_spot from bounds group by 1, 2),
    moved as materialized (
      select r.set, m.day, m.from_spot, m.to_spot, sum(r.weight)::int as weight ${also}
      from runs r join moves m on m.place_id = r.place_id and r.from_on < m.day and m.day < r.to_on
      group by r.set, m.day, m.from_spot, m.to_spot ${also}),
    changes as (
      select e.set, e.day, s.scope_no, e.gained, e.lost ${also} from ended e join ${spotScopes} s on s.spot_id = e.spot_id
      union all
      select m.set, m.day, t.scope_no, m.weight, 0 ${also} from moved m join ${spotScopes} t on t.spot_id = m.to_spot
      left join ${spotScopes} f on f.spot_id = m.from_spot and f.scope_no = t.scope_no where f.spot_id is null
      union all
      select m.set, m.day, f.scope_no, 0, m.weight ${also} from moved m join ${spotScopes} f on f.spot_id = m.from_spot
      left join ${spotScopes} t on t.spot_id = m.to_spot and t.scope_no = f.scope_no where t.spot_id is null),
    summed as (
      select set, scope_no, day, sum(gained) as gained, sum(lost) as lost ${also} from changes group by set, scope_no, day ${also})`;
}
