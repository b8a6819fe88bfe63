/**
 * Where assets were: which department, class and tier each of them was in and which services rested on it, on which days. Not: what is counted there
 * (`day-series.ts`).
 *
 * A spot is one combination of the asked dimensions; spot 0 is nowhere, in the organisation alone. Assets that were at the
 * same spots on the same days are one place: there are few, so that days are looked up per place and not per record.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Scope } from '#store/scope.ts';
import type { TruthWindow } from './truth-units.ts';

export const scopeDimensions = ['organisation', 'department', 'class', 'tier', 'service'] as const;
/**
 * A record counts in the department, class and tier its asset had at the end of that very day, and in every service and care
 * process that rested on it then; unknown gives no row.
 */
export type ScopeDimension = (typeof scopeDimensions)[number];
type PlaceDimension = Exclude<ScopeDimension, 'organisation'>;

export interface Places {
  /** What must stand before the other steps of a statement; empty where tables hold it. */
  readonly made: RawBuilder<unknown>;
  /** `asset_id`, `place_id` (1 …): an asset without a row was nowhere. */
  readonly placeOf: RawBuilder<unknown>;
  /** `place_id`, `spot_id`, `from_on`, `to_on` (exclusive): days on which it is in none, it is nowhere. */
  readonly stays: RawBuilder<unknown>;
  /** `spot_id`, `scope_no`: every scope that a record at the spot counts in. */
  readonly spotScopes: RawBuilder<unknown>;
  /** `scope_no`, `scope_kind`, `scope_id`. */
  readonly scopeNames: RawBuilder<unknown>;
}

/** Names compare folded, so departments that only differ in case are one; their name is the department's own. */
const assetColumns: Readonly<Record<PlaceDimension, string>> = {
  department: 'department_folded',
  class: 'class',
  tier: 'tier',
  service: 'services',
};

/** Found within the statement that asks. */
export function placesWithin(scope: Scope, scopes: readonly ScopeDimension[], window: TruthWindow): Places {
  const assetStays = sql`asset_stay`;
  const placeOf = sql`place_of`;
  return {
    made: sql`asset_stay as materialized (${assetStaysSql(scopes, window)}),
    place_of as materialized (${placeOfSql(assetStays)}),
    stay as materialized (${staysSql(assetStays, placeOf)}),
    spot_scope_name as materialized (${spotScopeNamesSql(assetStays, scopes, scope)}),
    spot_scope as (${spotScopesSql(sql`spot_scope_name`)}),
    scope_name as (${scopeNamesSql(sql`spot_scope_name`)}),`,
    placeOf,
    stays: sql`stay`,
    spotScopes: sql`spot_scope`,
    scopeNames: sql`scope_name`,
  };
}

/** Found once, for many series over the same days. Needs a transaction that may write; its tables go with it. */
export async function preparePlaces(scope: Scope, scopes: readonly ScopeDimension[], window: TruthWindow): Promise<Places> {
  const made = async (name: string, rows: RawBuilder<unknown>): Promise<RawBuilder<unknown>> => {
    const table = sql.raw(`day_series_${name}`);
    await sql`drop table if exists pg_temp.${table}`.execute(scope.trx);
    await sql`create temporary table ${table} on commit drop as ${rows}`.execute(scope.trx);
    await sql`analyze ${table}`.execute(scope.trx);
    return table;
  };
  const assetStays = await made('asset_stay', assetStaysSql(scopes, window));
  const placeOf = await made('place_of', placeOfSql(assetStays));
  const stays = await made('stay', staysSql(assetStays, placeOf));
  const names = await made('spot_scope_name', spotScopeNamesSql(assetStays, scopes, scope));
  const spotScopes = await made('spot_scope', spotScopesSql(names));
  const scopeNames = await made('scope_name', scopeNamesSql(names));
  return { made: sql``, placeOf, stays, spotScopes, scopeNames };
}

function columnsOf(
  scopes: readonly ScopeDimension[],
): readonly { readonly dimension: PlaceDimension; readonly column: RawBuilder<unknown> }[] {
  return scopes
    .filter((dimension) => dimension !== 'organisation')
    .map((dimension) => ({ dimension, column: sql.raw(assetColumns[dimension]) }));
}

/** Versions next to each other that differ in something else are one stay. */
function assetStaysSql(scopes: readonly ScopeDimension[], { organisationId, firstDay, endDay }: TruthWindow): RawBuilder<unknown> {
  const columns = columnsOf(scopes).map(({ column }) => column);
  // Without dimensions there is one spot.
  const by = sql.join(columns.length === 0 ? [sql`true`] : columns);
  return sql`select asset_id, (dense_rank() over (order by ${by}))::int as spot_id, ${sql.join([...columns, sql`lower(days) as from_on`, sql`upper(days) as to_on`])}
      from (select ${sql.join([sql`asset_id`, ...columns])},
          unnest(range_agg(daterange(greatest(valid_from_on, ${firstDay}::date), least(valid_to_on, ${endDay}::date)))) as days
        from ${scopes.includes('service') ? versionsWithServicesSql(organisationId) : sql`asset_version`}
        where organisation_id = ${organisationId}::uuid and valid_from_on < ${endDay}::date and valid_to_on > ${firstDay}::date
        group by ${sql.join([sql`asset_id`, ...columns])}) stayed`;
}

/** Between the keys of services: a control character that no name holds. */
const separator = sql.raw('chr(31)');

/** Each version cut where the services that rest on its asset change, with all of them in one text: an asset has several. */
function versionsWithServicesSql(organisationId: string): RawBuilder<unknown> {
  const ofThis = sql`organisation_id = ${organisationId}::uuid`;
  return sql`(with piece as (
        select asset_id, day as from_on, lead(day, 1, 'infinity') over (partition by asset_id order by day) as to_on
        from (select asset_id, '-infinity'::date as day from asset_service where ${ofThis}
          union select asset_id, valid_from_on from asset_service where ${ofThis}
          union select asset_id, valid_to_on from asset_service where ${ofThis}) cut),
      resting as (
        select piece.asset_id, piece.from_on, piece.to_on, string_agg(node.key, ${separator} order by node.key) as services
        from piece
        left join asset_service held on held.organisation_id = ${organisationId}::uuid and held.asset_id = piece.asset_id
          and held.valid_from_on <= piece.from_on and held.valid_to_on >= piece.to_on
        left join dependency_node node on node.organisation_id = ${organisationId}::uuid and node.id = held.node_id
        where piece.from_on < piece.to_on group by 1, 2, 3)
      select av.organisation_id, av.asset_id, av.department_folded, av.class, av.tier, resting.services,
        greatest(av.valid_from_on, coalesce(resting.from_on, '-infinity')) as valid_from_on,
        least(av.valid_to_on, coalesce(resting.to_on, 'infinity')) as valid_to_on
      from asset_version av left join resting on resting.asset_id = av.asset_id
        and resting.from_on < av.valid_to_on and av.valid_from_on < resting.to_on
      where av.organisation_id = ${organisationId}::uuid) with_services`;
}

function placeOfSql(assetStays: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select asset_id, (dense_rank() over (order by stays))::int as place_id
      from (select asset_id, string_agg(concat_ws(' ', spot_id, from_on, to_on), ',' order by from_on) as stays
        from ${assetStays} group by asset_id) described`;
}

function staysSql(assetStays: RawBuilder<unknown>, placeOf: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select distinct p.place_id, s.spot_id, s.from_on, s.to_on from ${assetStays} s join ${placeOf} p on p.asset_id = s.asset_id`;
}

/** Scopes are numbered: what is summed per scope and day is then told apart by numbers. */
function spotScopeNamesSql(
  assetStays: RawBuilder<unknown>,
  scopes: readonly ScopeDimension[],
  { organisationId }: Scope,
): RawBuilder<unknown> {
  const perDimension = columnsOf(scopes).map(({ dimension, column }) => {
    const named = dimension === 'service' ? sql`unnest(string_to_array(${column}, ${separator}))` : sql`${column}::text`;
    return sql`select distinct spot_id, ${sql.raw(`'${dimension}'::text`)} as scope_kind, ${named} as scope_id
        from ${assetStays} where ${column} is not null`;
  });
  const whole = sql`select spot_id, 'organisation'::text as scope_kind, ${organisationId}::text as scope_id
        from (select distinct spot_id from ${assetStays} union all select 0) spots`;
  const all = [...perDimension, ...(scopes.includes('organisation') ? [whole] : [])];
  return sql`select spot_id, dense_rank() over (order by scope_kind, scope_id)::int as scope_no, scope_kind, scope_id
      from (${sql.join(all, sql` union all `)}) scoped`;
}

function spotScopesSql(names: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select spot_id, scope_no from ${names} spots`;
}

function scopeNamesSql(names: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select distinct scope_no, scope_kind, scope_id from ${names} spots`;
}
