/**
 * How many records a filter finds at the end of each day of a stretch, in one statement: truth sets per record
 * (`truth.ts`), +1 where a set begins, −1 where it ends, and running sums here. Counts only; what they mean, and their
 * intervals, is the core's (design.md 1, "The database does sets, the core does meaning").
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { storedKinds } from '#store/kinds/registry.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { Scope } from '#store/scope.ts';
import { columnSql } from './source-sql.ts';
import type { TruthWindow } from './truth.ts';
import { truthLevel, truthSql, truthWithinSql, unitsSql } from './truth.ts';

export const scopeDimensions = ['organisation', 'department', 'class', 'tier'] as const;
/** A record counts in the department, class and tier its asset had at the end of that very day; unknown gives no row. */
export type ScopeDimension = (typeof scopeDimensions)[number];

export interface DaySeriesRequest {
  readonly kind: 'asset' | 'finding';
  /** The denominator. Latest fields in it are taken as they are now, on every day. */
  readonly population: Filter;
  /** Counted within the population; null: the population itself. */
  readonly numerator: Filter | null;
  readonly scopes: readonly ScopeDimension[];
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

export interface DaySeriesRow {
  readonly scopeKind: ScopeDimension;
  /** Organisation: its id. Department: its name. Class: its value. Tier: its number as text. */
  readonly scopeId: string;
  readonly day: Day;
  readonly numerator: number;
  readonly denominator: number;
  /** Records in the numerator at the end of this day that were not at the end of the day before. */
  readonly gained: number;
  readonly lost: number;
}

interface Change {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  readonly day: Day;
  readonly denominator: number;
  readonly gained: number;
  readonly lost: number;
}

/**
 * One row per scope and day, every day from `from` to `to`: the organisation always, another scope where any record of
 * the population was in it within the stretch. Ordered by dimension as asked, scope, day. One statement.
 * @throws Problem `filter-invalid`: an age with hours.
 */
export async function daySeries(scope: Scope, request: DaySeriesRequest): Promise<readonly DaySeriesRow[]> {
  invariant(request.from <= request.to, 'a stretch of days has a first and a last');
  const { rows } = await changesSql(scope, request).execute(scope.trx);
  const byScope = new Map<string, Change[]>();
  const key = (scopeKind: ScopeDimension, scopeId: string): string => `${request.scopes.indexOf(scopeKind)} ${scopeId}`;
  if (request.scopes.includes('organisation')) byScope.set(key('organisation', scope.organisationId), []);
  for (const change of rows) {
    const at = key(change.scopeKind, change.scopeId);
    const changes = byScope.get(at);
    if (changes === undefined) byScope.set(at, [change]);
    else changes.push(change);
  }
  return [...byScope.keys()].sort(compareCodePoints).flatMap((at) => {
    const [place = '', ...rest] = at.split(' ');
    const scopeKind = request.scopes[Number(place)];
    invariant(scopeKind !== undefined, 'a scope was asked for');
    return runningSums({ scopeKind, scopeId: rest.join(' ') }, byScope.get(at) ?? [], request);
  });
}

function runningSums(
  scope: { readonly scopeKind: ScopeDimension; readonly scopeId: string },
  changes: readonly Change[],
  { from, to }: DaySeriesRequest,
): DaySeriesRow[] {
  const byDay = new Map(changes.map((change) => [change.day, change]));
  // What was already there at the end of the day before the first.
  const before = byDay.get(addDays(from, -1));
  let numerator = before?.gained ?? 0;
  let denominator = before?.denominator ?? 0;
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const day = addDays(from, index);
    const { gained = 0, lost = 0, denominator: change = 0 } = byDay.get(day) ?? {};
    numerator += gained - lost;
    denominator += change;
    return { ...scope, day, numerator, denominator, gained, lost };
  });
}

/** Only days on which something changed leave the database. */
function changesSql(scope: Scope, { kind, population, numerator, scopes, from, to }: DaySeriesRequest): RawBuilder<Change> {
  const window: TruthWindow = { ...scope, firstDay: addDays(from, -1), endDay: addDays(to, 1) };
  const level = truthLevel(kind, window);
  const clip = sql`datemultirange(daterange(${window.firstDay}::date, ${window.endDay}::date))`;
  const counted = sql`${truthWithinSql(population, level)} * ${clip}`;
  const within = numerator === null ? null : truthSql(numerator, level);
  const stored = storedKinds[kind];
  const asset = columnSql('', baseOf(stored), stored.series?.assetColumn ?? '');
  const byAsset = scopes.some((dimension) => dimension !== 'organisation');
  // Records of one asset that came and went together are one row with a weight from here on.
  return sql<Change>`with units as materialized (
      select ${byAsset ? asset : sql`null::uuid`} as asset_id, ${counted} as d, ${within ?? sql`null::datemultirange`} as within from ${unitsSql(level)}),
    weighted as materialized (
      select asset_id, d, ${within === null ? sql`d` : sql`d * within`} as n, count(*) as weight from units where not isempty(d) group by 1, 2, 3),
    pieces as (${sql.join(
      scopes.map((dimension) => piecesSql(scope, dimension, window)),
      sql` union all `,
    )}),
    intervals as materialized (select scope_kind, scope_id, d, n, sum(weight)::int as weight from pieces where not isempty(d) group by 1, 2, 3, 4),
    changes as (
      select scope_kind, scope_id, lower(r) as day, weight as denominator, 0 as gained, 0 as lost from intervals cross join lateral unnest(d) r
      union all select scope_kind, scope_id, upper(r), -weight, 0, 0 from intervals cross join lateral unnest(d) r
      union all select scope_kind, scope_id, lower(r), 0, weight, 0 from intervals cross join lateral unnest(n) r
      union all select scope_kind, scope_id, upper(r), 0, 0, weight from intervals cross join lateral unnest(n) r)
    select c.scope_kind as "scopeKind", coalesce(d.name, c.scope_id) as "scopeId", c.day,
      sum(c.denominator)::int as denominator, sum(c.gained)::int as gained, sum(c.lost)::int as lost
    from changes c
    left join department d on d.organisation_id = ${scope.organisationId}::uuid and c.scope_kind = 'department' and d.name_folded = c.scope_id
    where c.day <= ${to}::date
    group by 1, 2, 3`;
}

/** Names compare folded, so departments that only differ in case are one; their name is the department's own. */
const assetColumns: Readonly<Record<Exclude<ScopeDimension, 'organisation'>, string>> = {
  department: 'av.department_folded',
  class: 'av.class',
  tier: 'av.tier',
};

function piecesSql(scope: Scope, dimension: ScopeDimension, { firstDay, endDay }: TruthWindow): RawBuilder<unknown> {
  if (dimension === 'organisation') {
    return sql`select 'organisation'::text as scope_kind, ${scope.organisationId}::text as scope_id, d, n, weight from weighted`;
  }
  const column = sql.raw(assetColumns[dimension]);
  return sql`select ${sql.raw(`'${dimension}'::text`)} as scope_kind, s.scope_id, w.d * s.days as d, w.n * s.days as n, w.weight
    from weighted w
    join (select av.asset_id, ${column}::text as scope_id, range_agg(daterange(av.valid_from_on, av.valid_to_on)) as days
      from asset_version av
      where av.organisation_id = ${scope.organisationId}::uuid and av.valid_from_on < ${endDay}::date and av.valid_to_on > ${firstDay}::date
        and ${column} is not null
      group by 1, 2) s on s.asset_id = w.asset_id`;
}
