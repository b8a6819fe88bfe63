/**
 * How many records come to a group and leave it on each day, per scope: records that a filter finds, grouped by what one of
 * their kept fields says (the day on which a finding opened, the segment of an asset). One statement for many questions. What
 * follows from the counts (a quantile, the number of different groups) is the core's (`core/metrics/group-spans.ts`).
 *
 * A version is a stretch of days of its record, so its rows are taken as they are: no set is made per record. Two versions that
 * follow each other in one group end and begin on the same day, and cancel each other out.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import type { GroupChange } from '#core/metrics/group-spans.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { Scope } from '#store/scope.ts';
import { compileFilter, fieldInPlace, kindInPlace, type KindInPlace } from './compile.ts';
import { windowOf, type DaySeriesSheet } from './day-series.ts';
import { summedSteps } from './placed-runs.ts';
import { placesWithin, type Places, type ScopeDimension } from './places.ts';
import { columnSql, tableSql } from './source-sql.ts';
import type { TruthWindow } from './truth-units.ts';

export interface GroupQuestion {
  /** Of fields that the versions of the record itself hold, without ages and children. */
  readonly filter: Filter;
  /** Such a field; a moment groups by its day. Records of which it is unknown are left out. */
  readonly by: string;
}

export interface GroupSheet extends Pick<DaySeriesSheet, 'kind' | 'scopes' | 'from' | 'to'> {
  readonly questions: readonly GroupQuestion[];
}

export interface GroupsInScope {
  readonly scopeKind: ScopeDimension;
  /** As in `day-series.ts`. */
  readonly scopeId: string;
  /** What was there before the first day comes on the day before it. */
  readonly changes: readonly GroupChange[];
}

interface ChangesRow {
  readonly set: number;
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  readonly group: string;
  readonly changes: string;
}

/**
 * @param places of `preparePlaces`, for the same scopes and days; absent: found within the statement
 * @returns for each question the scopes in which any record of it was, in no order
 */
export async function groupChanges(scope: Scope, sheet: GroupSheet, places?: Places): Promise<readonly (readonly GroupsInScope[])[]> {
  if (sheet.questions.length === 0) return [];
  const window = windowOf(scope, sheet);
  const { rows } = await changesSql(sheet, window, places ?? placesWithin(scope, sheet.scopes, window)).execute(scope.trx);
  const found = sheet.questions.map(() => new Map<string, GroupsInScope & { readonly changes: GroupChange[] }>());
  for (const { set, scopeKind, scopeId, group, changes } of rows) {
    const scopes = found[set];
    invariant(scopes !== undefined, 'an answer is to a question');
    const own = scopes.get(`${scopeKind} ${scopeId}`) ?? { scopeKind, scopeId, changes: [] };
    scopes.set(`${scopeKind} ${scopeId}`, own);
    for (const change of changes.split(',')) {
      const [day = 0, net = 0] = change.split(' ').map(Number);
      own.changes.push({ group, day: addDays(window.firstDay, day), change: net });
    }
  }
  return found.map((scopes) => [...scopes.values()]);
}

function changesSql({ kind, questions }: GroupSheet, window: TruthWindow, places: Places): RawBuilder<ChangesRow> {
  const { made, spotScopes, stays, scopeNames, placeOf } = places;
  const { organisationId, firstDay } = window;
  const runs = questions.map((question, index) => runsSql(question, { place: kindInPlace(kind), window, placeOf, index }));
  return sql<ChangesRow>`with ${made}
    runs as materialized (${sql.join(runs, sql` union all `)}),
    ${summedSteps({ stays, spotScopes }, window, sql`member`)},
    told as (
      select set, scope_no, member, string_agg(concat_ws(' ', day - ${firstDay}::date, gained - lost), ',') as changes
      from summed where gained <> lost group by 1, 2, 3)
    select told.set, n.scope_kind as "scopeKind", coalesce(d.name, n.scope_id) as "scopeId", told.member as "group", told.changes
    from told join ${scopeNames} n on n.scope_no = told.scope_no
    left join department d on d.organisation_id = ${organisationId}::uuid and n.scope_kind = 'department' and d.name_folded = n.scope_id`;
}

interface RunsParts {
  readonly place: KindInPlace;
  readonly window: TruthWindow;
  readonly placeOf: RawBuilder<unknown>;
  readonly index: number;
}

/** Conditions on fields alone do not look at the clock. */
const noMoment = { asOf: '1970-01-01' as Day, now: '1970-01-01T00:00:00.000Z' as Instant };

/** Versions of one place that are of one group over the same days are one row with a weight. */
function runsSql({ filter, by }: GroupQuestion, { place, window, placeOf, index }: RunsParts): RawBuilder<unknown> {
  const { stored } = place;
  const base = baseOf(stored);
  const table = stored.sources[base]?.table;
  const { field, stored: grouping } = fieldInPlace(place, by);
  const { condition, sources } = compileFilter(filter, place, { ...window, ...noMoment });
  invariant(table !== undefined && stored.series !== undefined, `${place.kind.name} keeps history`);
  invariant(grouping.source === base && [...sources].every((source) => source === base), 'a group is asked of the versions of a record');
  const value = columnSql('', base, grouping.column);
  const member = field.type === 'instant' ? sql`(${value} at time zone ${window.timeZone}::text)::date::text` : sql`${value}::text`;
  const [from, to] = [columnSql('', base, 'valid_from_on'), columnSql('', base, 'valid_to_on')];
  const { firstDay, endDay, organisationId } = window;
  return sql`select ${sql.raw(String(index))}::int as set, coalesce(p.place_id, 0) as place_id, greatest(${from}, ${firstDay}::date) as from_on,
        least(${to}, ${endDay}::date) as to_on, ${member} as member, count(*)::int as weight
      from ${tableSql(table, base)} left join ${placeOf} p on p.asset_id = ${columnSql('', base, stored.series.assetColumn)}
      where ${columnSql('', base, 'organisation_id')} = ${organisationId}::uuid and ${from} < ${endDay}::date and ${to} > ${firstDay}::date
        and ${from} < ${to} and ${value} is not null and ${condition}
      group by 2, 3, 4, 5`;
}
