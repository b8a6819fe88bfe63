/**
 * A filter as a truth set: for each record the days at whose end it holds, as a `datemultirange` (design.md 1, "Days").
 *
 * Kept fields are true over the versions that satisfy them: the largest sub-tree over one version table becomes one
 * `range_agg` of the versions where it holds. Latest fields are constants over all days. `age(x) > P` is true from x + P
 * onward. `and` intersects, `or` unites, `not` is the record's validity minus the set, `exists` unites the children's sets.
 * Equal to a list as of each day (held by a property test). Not here: counting the sets (`day-series.ts`).
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant, unreachable } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { wholeDays } from '#core/query/age.ts';
import { evaluate } from '#core/query/evaluate.ts';
import type { Filter } from '#core/query/filter.ts';
import type { Field } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { KindInPlace } from './compile.ts';
import { compileFilter, fieldInPlace, kindInPlace } from './compile.ts';
import { columnSql, sourcesWithJoins, tableSql } from './source-sql.ts';

export interface TruthWindow {
  readonly organisationId: OrganisationId;
  readonly timeZone: string;
  /** Days outside are of no interest: versions that do not touch them are not read. */
  readonly firstDay: Day;
  /** Exclusive. */
  readonly endDay: Day;
}

type Sql = RawBuilder<unknown>;
type AgeLeaf = Extract<Filter, { ageOf: string }>;

/** The records of one kind being given truth sets: what must be aggregated and joined gathers here while compiling. */
export interface TruthLevel {
  readonly place: KindInPlace;
  readonly window: TruthWindow;
  /** By version source: the aggregates asked of it. */
  readonly aggregates: Map<string, Sql[]>;
  readonly latestSources: Set<string>;
  readonly children: Sql[];
}

export function truthLevel(kindName: string, window: TruthWindow, prefix = ''): TruthLevel {
  const place = kindInPlace(kindName, prefix);
  invariant(place.stored.series !== undefined, `${kindName} keeps history`);
  return { place, window, aggregates: new Map(), latestSources: new Set(), children: [] };
}

const empty = sql`'{}'::datemultirange`;

/** The days on which a record exists at all. */
export function validitySql({ place }: TruthLevel): Sql {
  return sql`${columnSql(place.prefix, baseOf(place.stored), 'validity')}`;
}

/**
 * The truth set of a filter; may reach beyond the validity of the record, so intersect with it.
 * @throws Problem `filter-invalid`: a period with hours says nothing about days.
 */
export function truthSql(filter: Filter, level: TruthLevel): Sql {
  const reads = readsOf(filter, level.place);
  if (reads.isPredicate && reads.versions.size === 1 && !reads.latest) return versionTruth(filter, level, [...reads.versions][0] ?? '');
  if (reads.isPredicate && reads.versions.size === 0 && reads.latest) return latestTruth(filter, level);
  switch (filter.op) {
    case 'and':
    case 'or':
      return groupTruth(filter, level);
    case 'not':
      return sql`(${validitySql(level)} - ${truthSql(filter.of, level)})`;
    case 'exists':
      return childTruth(filter, level);
    default:
      invariant('ageOf' in filter, 'a leaf without age is a predicate');
      return ageTruth(filter, level);
  }
}

interface Reads {
  readonly versions: ReadonlySet<string>;
  readonly latest: boolean;
  /** Only leaves on fields: no ages, no children. */
  readonly isPredicate: boolean;
}

function readsOf(filter: Filter, place: KindInPlace): Reads {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.of.map((part) => readsOf(part, place));
      return {
        versions: new Set(parts.flatMap((part) => [...part.versions])),
        latest: parts.some((part) => part.latest),
        isPredicate: parts.every((part) => part.isPredicate),
      };
    }
    case 'not':
      return readsOf(filter.of, place);
    case 'exists':
      return { versions: new Set(), latest: false, isPredicate: false };
    default: {
      const { stored } = fieldInPlace(place, 'ageOf' in filter ? filter.ageOf : filter.field);
      const isVersion = place.stored.sources[stored.source]?.versions === true;
      return { versions: new Set(isVersion ? [stored.source] : []), latest: !isVersion, isPredicate: !('ageOf' in filter) };
    }
  }
}

/** Parts over the same source become one predicate; sets are only made where sources differ. */
function groupTruth(filter: Extract<Filter, { op: 'and' | 'or' }>, level: TruthLevel): Sql {
  if (filter.of.length === 0) return filter.op === 'and' ? validitySql(level) : empty;
  const together = new Map<string, Filter[]>();
  filter.of.forEach((part, index) => {
    const reads = readsOf(part, level.place);
    const sources = [...reads.versions, ...(reads.latest ? ['latest'] : [])];
    const key = reads.isPredicate && sources.length === 1 ? String(sources[0]) : `alone ${index}`;
    together.set(key, [...(together.get(key) ?? []), part]);
  });
  const truths = [...together.values()].map((parts) => {
    const [only] = parts;
    return truthSql(parts.length === 1 && only !== undefined ? only : { op: filter.op, of: parts }, level);
  });
  return sql`(${sql.join(truths, filter.op === 'and' ? sql` * ` : sql` + `)})`;
}

/** Conditions on fields alone do not look at the clock. */
const noMoment = { asOf: '1970-01-01' as Day, now: '1970-01-01T00:00:00.000Z' as Instant };

function versionTruth(filter: Filter, level: TruthLevel, source: string): Sql {
  const { place, window } = level;
  const { condition } = compileFilter(filter, place, { ...window, ...noMoment });
  const days = sql`daterange(${versionColumn(level, source, 'valid_from_on')}, ${versionColumn(level, source, 'valid_to_on')})`;
  // Where the record may have no version in this source, its fields are unknown on those days, and the filter may hold of that.
  const isOptional = place.stored.sources[source]?.join?.optional === true;
  const context = { kind: place.kind, kinds: recordKinds, now: noMoment.now, timeZone: window.timeZone };
  if (isOptional && evaluate(filter, {}, context)) {
    return sql`(${validitySql(level)} - ${aggregated(level, source, sql`range_agg(${days}) filter (where (${condition}) is not true)`)})`;
  }
  return aggregated(level, source, sql`range_agg(${days}) filter (where ${condition})`);
}

function latestTruth(filter: Filter, level: TruthLevel): Sql {
  const { condition, sources } = compileFilter(filter, level.place, { ...level.window, ...noMoment });
  for (const source of sources) level.latestSources.add(source);
  return sql`(case when ${condition} then ${validitySql(level)} else ${empty} end)`;
}

/** Adds one aggregate over the versions of a source, and says how the record reads it. */
function aggregated(level: TruthLevel, source: string, aggregate: Sql): Sql {
  const asked = level.aggregates.get(source) ?? [];
  level.aggregates.set(source, [...asked, aggregate]);
  return sql`coalesce(${columnSql(level.place.prefix, source, `set_${asked.length}`)}, ${empty})`;
}

function versionColumn({ place }: TruthLevel, source: string, column: string): Sql {
  return columnSql(place.prefix, source, column);
}

function ageTruth(filter: AgeLeaf, level: TruthLevel): Sql {
  const { place, window } = level;
  const { field, stored } = fieldInPlace(place, filter.ageOf);
  const days = wholeDays(filter.period);
  if (days === undefined) {
    throw new Problem('filter-invalid', `A figure per day takes periods of whole days, found ${filter.period}.`, {
      position: 0,
      found: filter.period,
      expected: ['a period of whole days or weeks such as P30D or P2W'],
    });
  }
  const column = columnSql(place.prefix, stored.source, stored.column);
  const spans = ageSpans(filter, firstDays(column, field, days, window.timeZone));
  if (place.stored.sources[stored.source]?.versions !== true) {
    level.latestSources.add(stored.source);
    const ranges = spans.map(({ from, to }) => sql`daterange(${from ?? sql`null`}, ${to ?? sql`null`})`);
    return sql`(case when ${column} is null then ${empty} else datemultirange(${sql.join(ranges)}) end)`;
  }
  const versionFrom = versionColumn(level, stored.source, 'valid_from_on');
  const versionTo = versionColumn(level, stored.source, 'valid_to_on');
  const sets = spans.map(({ from, to }) => {
    const start = from === null ? versionFrom : sql`greatest(${versionFrom}, ${from})`;
    const end = to === null ? versionTo : sql`least(${versionTo}, ${to})`;
    return aggregated(
      level,
      stored.source,
      sql`range_agg(daterange(${start}, ${end})) filter (where ${column} is not null and ${start} < ${end})`,
    );
  });
  return sql`(${sql.join(sets, sql` + `)})`;
}

interface FirstDays {
  /** The first day at whose end `age > P`. */
  readonly gt: Sql;
  /** The first day at whose end `age >= P`; never later than `gt`. */
  readonly ge: Sql;
}

/** The end of day D is the start of D + 1, from which the days of a period count back by the calendar. */
function firstDays(column: Sql, field: Field, days: number, timeZone: string): FirstDays {
  if (field.type === 'day') return { gt: sql`(${column} + ${days}::int)`, ge: sql`(${column} + ${days - 1}::int)` };
  const dayIn = (instant: Sql): Sql => sql`((${instant} at time zone ${timeZone}::text)::date + ${days}::int)`;
  // Exactly at the start of a day an instant is already that old at the end of the day before.
  return { gt: dayIn(column), ge: dayIn(sql`(${column} - interval '1 millisecond')`) };
}

interface Span {
  readonly from: Sql | null;
  readonly to: Sql | null;
}

function ageSpans({ op }: AgeLeaf, { gt, ge }: FirstDays): readonly Span[] {
  switch (op) {
    case 'gt':
      return [{ from: gt, to: null }];
    case 'ge':
      return [{ from: ge, to: null }];
    case 'lt':
      return [{ from: null, to: ge }];
    case 'le':
      return [{ from: null, to: gt }];
    case 'eq':
      return [{ from: ge, to: gt }];
    case 'ne':
      return [
        { from: null, to: ge },
        { from: gt, to: null },
      ];
    default:
      return unreachable(op);
  }
}

function childTruth(filter: Extract<Filter, { op: 'exists' }>, level: TruthLevel): Sql {
  const { place, window } = level;
  const relation = place.kind.children[filter.child];
  const link = place.stored.children[filter.child];
  invariant(relation !== undefined && link !== undefined, `${place.kind.name} has children ${filter.child}`);
  const child = truthLevel(relation.kind, window, `${place.prefix}x_`);
  const validity = validitySql(child);
  const truth = filter.where === null ? validity : sql`${validity} * ${truthSql(filter.where, child)}`;
  const alias = sql.raw(`${place.prefix}child_${level.children.length}`);
  const parent = columnSql(child.place.prefix, baseOf(child.place.stored), link.childColumn);
  level.children
    .push(sql`left join (select ${parent} as parent_id, range_agg(${truth}) as days from ${unitsSql(child)} group by ${parent}) ${alias}
    on ${alias}.parent_id = ${columnSql(place.prefix, baseOf(place.stored), link.parentColumn)}`);
  return sql`coalesce(${alias}.days, ${empty})`;
}

/** The FROM over which the truth sets of a level are read: one row per record. Call after compiling every filter of the level. */
export function unitsSql(level: TruthLevel): Sql {
  const { stored, prefix } = level.place;
  const base = baseOf(stored);
  const needed = sourcesWithJoins(stored, new Set([...level.latestSources, ...level.aggregates.keys()])).filter(
    (source) => source !== base,
  );
  const joins = needed.map((source) => {
    const { join, table, versions } = stored.sources[source] ?? {};
    invariant(join !== undefined && table !== undefined, `${source} is joined`);
    const on = sql`${columnSql(prefix, source, join.column)} = ${columnSql(prefix, join.to.source, join.to.column)}`;
    if (versions === true) return sql`left join ${versionsSql(level, source, [join.column], false)} on ${on}`;
    return sql`join ${tableSql(table, `${prefix}${source}`)} on ${columnSql(prefix, source, 'organisation_id')} = ${level.window.organisationId}::uuid and ${on}`;
  });
  const { unitColumn, joinColumns } = stored.series ?? { unitColumn: 'id', joinColumns: [] };
  return sql.join([versionsSql(level, base, [unitColumn, ...joinColumns], true), ...joins, ...level.children], sql` `);
}

/** The versions of a source gathered per record, under the alias of the source. */
function versionsSql(level: TruthLevel, source: string, keys: readonly string[], withValidity: boolean): Sql {
  const { place, window } = level;
  const table = place.stored.sources[source]?.table;
  invariant(table !== undefined, `${source} is a source`);
  const alias = `${place.prefix}${source}`;
  const from = versionColumn(level, source, 'valid_from_on');
  const to = versionColumn(level, source, 'valid_to_on');
  const keyColumns = keys.map((key) => columnSql(place.prefix, source, key));
  const sets = (level.aggregates.get(source) ?? []).map((aggregate, index) => sql`${aggregate} as ${sql.raw(`set_${index}`)}`);
  const validity = withValidity ? [sql`range_agg(daterange(${from}, ${to})) as validity`] : [];
  return sql`(select ${sql.join([...keyColumns, ...validity, ...sets])} from ${tableSql(table, alias)}
    where ${columnSql(place.prefix, source, 'organisation_id')} = ${window.organisationId}::uuid
      and ${from} < ${window.endDay}::date and ${to} > ${window.firstDay}::date
    group by ${sql.join(keyColumns)}) ${sql.raw(alias)}`;
}
