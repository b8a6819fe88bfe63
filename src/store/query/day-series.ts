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

/** Days in a row on which the counts are the same; where units entered or left the numerator it is a single day. */
export interface DaySpan {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly numerator: number;
  readonly denominator: number;
  readonly gained: number;
  readonly lost: number;
}

export interface ScopeSpans {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  /** In order; together every day of the stretch that was asked about, once. */
  readonly spans: readonly DaySpan[];
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
  return (await daySpans(scope, request)).flatMap(({ scopeKind, scopeId, spans }) =>
    spans.flatMap(({ from, to, ...counts }) =>
      Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => ({ scopeKind, scopeId, day: addDays(from, index), ...counts })),
    ),
  );
}

/**
 * The same with equal days together: counts change far less often than days pass.
 * @param places of `preparePlaces`, for the same scopes and no fewer days; absent: found within the statement
 */
export async function daySpans(scope: Scope, request: DaySeriesRequest, places?: PreparedPlaces): Promise<readonly ScopeSpans[]> {
  invariant(request.from <= request.to, 'a stretch of days has a first and a last');
  const { rows } = await changesSql(scope, request, places).execute(scope.trx);
  const byScope = new Map<string, Change[]>();
  const key = (scopeKind: ScopeDimension, scopeId: string): string => `${request.scopes.indexOf(scopeKind)} ${scopeId}`;
  if (request.scopes.includes('organisation')) byScope.set(key('organisation', scope.organisationId), []);
  for (const change of rows) {
    const at = key(change.scopeKind, change.scopeId);
    const changes = byScope.get(at);
    if (changes === undefined) byScope.set(at, [change]);
    else changes.push(change);
  }
  return [...byScope.keys()].toSorted(compareCodePoints).map((at) => {
    const [place = '', ...rest] = at.split(' ');
    const scopeKind = request.scopes[Number(place)];
    invariant(scopeKind !== undefined, 'a scope was asked for');
    return { scopeKind, scopeId: rest.join(' '), spans: runningSums(byScope.get(at) ?? [], request) };
  });
}

function runningSums(changes: readonly Change[], { from, to }: DaySeriesRequest): DaySpan[] {
  const spans: DaySpan[] = [];
  let start = from;
  let numerator = 0;
  let denominator = 0;
  const close = (last: Day): void => {
    if (start <= last) spans.push({ from: start, to: last, numerator, denominator, gained: 0, lost: 0 });
  };
  for (const { day, denominator: change, gained, lost } of changes.toSorted((a, b) => compareCodePoints(a.day, b.day))) {
    // What was already there at the end of the day before the first is no change of these days.
    if (day > from) close(addDays(day, -1));
    numerator += gained - lost;
    denominator += change;
    if (day < from) continue;
    start = day;
    if (gained === 0 && lost === 0) continue;
    spans.push({ from: day, to: day, numerator, denominator, gained, lost });
    start = addDays(day, 1);
  }
  close(to);
  return spans;
}

/** Only days on which something changed leave the database. */
function changesSql(
  scope: Scope,
  { kind, population, numerator, scopes, from, to }: DaySeriesRequest,
  prepared: PreparedPlaces | undefined,
): RawBuilder<Change> {
  const window = windowOf(scope, { from, to });
  const dimensions = placeDimensions(scopes);
  const hasPlaces = dimensions.length > 0;
  const pieces = [
    ...(scopes.includes('organisation') ? [organisationSql(scope)] : []),
    ...(hasPlaces
      ? [
          sql`select s.scope_kind, s.scope_id, w.d * s.days as d, w.n * s.days as n, w.weight
      from weighted w join ${prepared?.sites ?? sql`sites`} s on s.place_id = w.place_id`,
        ]
      : []),
  ];
  // From `weighted` on, records that came and went together at assets of one place are one row with a weight.
  return sql<Change>`with ${hasPlaces && prepared === undefined ? sql`${placesSql(scope, dimensions, window)},` : sql``}
    units as materialized (${countedSql(kind, window, population, numerator)}),
    weighted as materialized (
      select ${hasPlaces ? sql`p.place_id` : sql`null::bigint as place_id`}, d, ${numerator === null ? sql`d` : sql`d * within`} as n, count(*) as weight
      from units ${hasPlaces ? sql`left join ${prepared?.placeOf ?? sql`place_of`} p on p.asset_id = units.asset_id` : sql``}
      where not isempty(d) group by 1, 2, 3),
    pieces as (${sql.join(pieces, sql` union all `)}),
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

/** Per record: its asset, the days it is in the population (within the window), and those on which the numerator holds. */
function countedSql(kind: 'asset' | 'finding', window: TruthWindow, population: Filter, numerator: Filter | null): RawBuilder<unknown> {
  const level = truthLevel(kind, window);
  const clip = sql`datemultirange(daterange(${window.firstDay}::date, ${window.endDay}::date))`;
  const counted = sql`${truthWithinSql(population, level)} * ${clip}`;
  const within = numerator === null ? sql`null::datemultirange` : truthSql(numerator, level);
  const stored = storedKinds[kind];
  const asset = columnSql('', baseOf(stored), stored.series?.assetColumn ?? '');
  return sql`select ${asset} as asset_id, ${counted} as d, ${within} as within from ${unitsSql(level)}`;
}

function organisationSql({ organisationId }: Scope): RawBuilder<unknown> {
  return sql`select 'organisation'::text as scope_kind, ${organisationId}::text as scope_id, d, n, weight from weighted`;
}

function windowOf(scope: Scope, { from, to }: Pick<DaySeriesRequest, 'from' | 'to'>): TruthWindow {
  return { ...scope, firstDay: addDays(from, -1), endDay: addDays(to, 1) };
}

function placeDimensions(scopes: readonly ScopeDimension[]): readonly PlaceDimension[] {
  return scopes.filter((dimension) => dimension !== 'organisation');
}

/** Tables of this transaction that hold what `placesSql` finds. */
export interface PreparedPlaces {
  readonly placeOf: RawBuilder<unknown>;
  readonly sites: RawBuilder<unknown>;
}

/** Finds once, for many series over the same days, which scopes each asset was in. Needs a transaction that may write. */
export async function preparePlaces(
  scope: Scope,
  { scopes, from, to }: Pick<DaySeriesRequest, 'scopes' | 'from' | 'to'>,
): Promise<PreparedPlaces> {
  const window = windowOf(scope, { from, to });
  await sql`create temporary table day_series_dimension on commit drop as ${dimensionsSql(scope, placeDimensions(scopes), window)}`.execute(
    scope.trx,
  );
  const dimensions = sql`day_series_dimension`;
  await sql`create temporary table day_series_place on commit drop as ${placeOfSql(dimensions)}`.execute(scope.trx);
  const placeOf = sql`day_series_place`;
  await sql`create temporary table day_series_site on commit drop as ${sitesSql(dimensions, placeOf)}`.execute(scope.trx);
  await sql`analyze day_series_place, day_series_site`.execute(scope.trx);
  return { placeOf, sites: sql`day_series_site` };
}

type PlaceDimension = Exclude<ScopeDimension, 'organisation'>;

/** Names compare folded, so departments that only differ in case are one; their name is the department's own. */
const assetColumns: Readonly<Record<PlaceDimension, string>> = { department: 'av.department_folded', class: 'av.class', tier: 'av.tier' };

/**
 * `sites`: which scopes a place belongs to, on which days. Assets that were in the same scopes on the same days are one
 * place (`place_of`): there are few, so that sets are cut to scopes once per place and not once per record.
 */
function placesSql(scope: Scope, dimensions: readonly PlaceDimension[], window: TruthWindow): RawBuilder<unknown> {
  return sql`dimensions as materialized (${dimensionsSql(scope, dimensions, window)}),
    place_of as materialized (${placeOfSql(sql`dimensions`)}),
    sites as materialized (${sitesSql(sql`dimensions`, sql`place_of`)})`;
}

function dimensionsSql(
  { organisationId }: Scope,
  dimensions: readonly PlaceDimension[],
  { firstDay, endDay }: TruthWindow,
): RawBuilder<unknown> {
  const perDimension = dimensions.map((dimension) => {
    const column = sql.raw(assetColumns[dimension]);
    return sql`select av.asset_id, ${sql.raw(`'${dimension}'::text`)} as scope_kind, ${column}::text as scope_id,
        range_agg(daterange(greatest(av.valid_from_on, ${firstDay}::date), least(av.valid_to_on, ${endDay}::date))) as days
      from asset_version av
      where av.organisation_id = ${organisationId}::uuid and av.valid_from_on < ${endDay}::date and av.valid_to_on > ${firstDay}::date
        and ${column} is not null
      group by 1, 3`;
  });
  return sql.join(perDimension, sql` union all `);
}

function placeOfSql(dimensions: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select asset_id, dense_rank() over (order by scopes) as place_id
      from (select asset_id, string_agg(concat_ws(' ', scope_kind, days, scope_id), chr(10) order by scope_kind, scope_id) as scopes
        from ${dimensions} group by asset_id) described`;
}

function sitesSql(dimensions: RawBuilder<unknown>, placeOf: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select distinct p.place_id, d.scope_kind, d.scope_id, d.days from ${dimensions} d join ${placeOf} p on p.asset_id = d.asset_id`;
}
