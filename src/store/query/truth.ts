/**
 * A filter as a truth set: for each record the days at whose end it holds, as a `datemultirange` (design.md 1, "Days").
 *
 * Kept fields are true over the versions that satisfy them: the largest sub-tree over one version table becomes one
 * `range_agg` of the versions where it holds. Latest fields are constants over all days. `age(x) > P` is true from x + P
 * onward. `and` intersects, `or` unites, `not` is the record's validity minus the set, `exists` unites the children's sets.
 * Equal to a list as of each day (held by a property test). Not here: counting the sets (`day-series.ts`).
 *
 * Most sets are one stretch: its bounds and its number of days are plain aggregates, far cheaper than `range_agg`, which
 * only the records whose days do not add up to one stretch pay for.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant, unreachable } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { wholeDays } from '#core/query/age.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { everything, type Filter } from '#core/query/filter.ts';
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
  readonly aggregates: Map<string, Stretch[]>;
  readonly latestSources: Set<string>;
  readonly children: Sql[];
  /** Read by the record, once something asks for it. */
  validity?: Sql;
}

/** Of each version for which `where` holds, the days from `from` to before `to`, which lie within the version. */
interface Stretch {
  readonly from: Sql;
  readonly to: Sql;
  readonly where: Sql;
}

export function truthLevel(kindName: string, window: TruthWindow, prefix = ''): TruthLevel {
  const place = kindInPlace(kindName, prefix);
  invariant(place.stored.series !== undefined, `${kindName} keeps history`);
  return { place, window, aggregates: new Map(), latestSources: new Set(), children: [] };
}

const empty = sql`'{}'::datemultirange`;

/** The days on which a record exists at all. */
export function validitySql(level: TruthLevel): Sql {
  const base = baseOf(level.place.stored);
  level.validity ??= stretched(level, base, { ...versionDays(level, base), where: sql`true` });
  return level.validity;
}

/** The truth set of a filter within the validity of the record. @throws as `truthSql`. */
export function truthWithinSql(filter: Filter, level: TruthLevel): Sql {
  return isWithinValidity(filter, level) ? truthSql(filter, level) : sql`${validitySql(level)} * ${truthSql(filter, level)}`;
}

/** Whether the set is made of versions of the base alone, or was already cut to them. */
function isWithinValidity(filter: Filter, level: TruthLevel): boolean {
  const { place } = level;
  const reads = readsOf(filter, place);
  if (reads.isPredicate && !reads.latest && [...reads.versions].join() === baseOf(place.stored)) return true;
  switch (filter.op) {
    case 'and':
      return filter.of.length === 0 || filter.of.some((part) => isWithinValidity(part, level));
    case 'or':
      return filter.of.every((part) => isWithinValidity(part, level));
    case 'not':
      // Negated conditions on an optional source are themselves cut to the validity, but not their plain forms.
      return !reads.isPredicate || reads.versions.size !== 1;
    case 'exists':
      return false;
    default:
      return fieldInPlace(place, 'ageOf' in filter ? filter.ageOf : filter.field).stored.source === baseOf(place.stored);
  }
}

/**
 * The truth set of a filter; may reach beyond the validity of the record, so intersect with it.
 * @throws Problem `filter-invalid`: a period with hours says nothing about days.
 */
export function truthSql(filter: Filter, level: TruthLevel): Sql {
  const reads = readsOf(filter, level.place);
  if (reads.isPredicate && reads.versions.size === 1 && !reads.latest) return versionTruth(filter, level, [...reads.versions][0] ?? '');
  if (reads.isPredicate && reads.versions.size === 0 && reads.latest) return latestTruth(filter, level, validitySql(level), empty);
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
  const combined = [...together].map(([key, parts]): readonly [string, Filter] => {
    const [only] = parts;
    return [key, parts.length === 1 && only !== undefined ? only : { op: filter.op, of: parts }];
  });
  const constant = combined.find(([key]) => key === 'latest')?.[1];
  const others = combined.filter(([key]) => key !== 'latest').map(([, part]) => truthSql(part, level));
  if (constant === undefined) return sql`(${sql.join(others, filter.op === 'and' ? sql` * ` : sql` + `)})`;
  if (others.length === 0) return latestTruth(constant, level, validitySql(level), empty);
  // A constant chooses between all of the rest and nothing (or), none of it and all (and): no set is made for it.
  const rest = sql`(${sql.join(others, filter.op === 'and' ? sql` * ` : sql` + `)})`;
  return filter.op === 'and' ? latestTruth(constant, level, rest, empty) : latestTruth(constant, level, validitySql(level), rest);
}

/** Conditions on fields alone do not look at the clock. */
const noMoment = { asOf: '1970-01-01' as Day, now: '1970-01-01T00:00:00.000Z' as Instant };

function versionTruth(filter: Filter, level: TruthLevel, source: string): Sql {
  const { place, window } = level;
  const { condition } = compileFilter(filter, place, { ...window, ...noMoment });
  const days = versionDays(level, source);
  // Where the record may have no version in this source, its fields are unknown on those days, and the filter may hold of that.
  const isOptional = place.stored.sources[source]?.join?.optional === true;
  const context = { kind: place.kind, kinds: recordKinds, now: noMoment.now, timeZone: window.timeZone };
  if (isOptional && evaluate(filter, {}, context)) {
    return sql`(${validitySql(level)} - ${stretched(level, source, { ...days, where: sql`(${condition}) is not true` })})`;
  }
  return stretched(level, source, { ...days, where: condition });
}

function latestTruth(filter: Filter, level: TruthLevel, then: Sql, otherwise: Sql): Sql {
  const { condition, sources } = compileFilter(filter, level.place, { ...level.window, ...noMoment });
  for (const source of sources) level.latestSources.add(source);
  return sql`(case when ${condition} then ${then} else ${otherwise} end)`;
}

/** Adds one set to what is aggregated over the versions of a source, and says how the record reads it. */
function stretched(level: TruthLevel, source: string, stretch: Stretch): Sql {
  const { prefix, stored } = level.place;
  const asked = level.aggregates.get(source) ?? [];
  level.aggregates.set(source, [...asked, stretch]);
  const part = (name: string): Sql => columnSql(prefix, source, `${name}_${asked.length}`);
  const key = versionKey(level, source);
  // The same rows once more, for the records whose days are not one stretch; inside, the alias is the table again.
  const outer = columnSql(prefix, source, key);
  const inner = columnSql(prefix, source, 'organisation_id');
  const table = stored.sources[source]?.table;
  invariant(table !== undefined, `${source} is a source`);
  const many = sql`(select range_agg(daterange(${stretch.from}, ${stretch.to}))
    from (select ${outer} as id) of_unit, ${tableSql(table, `${prefix}${source}`)}
    where ${inner} = ${level.window.organisationId}::uuid and ${columnSql(prefix, source, key)} = of_unit.id
      and ${touchesWindow(level, source)} and ${stretch.where})`;
  return sql`(case when ${part('days')} is null then ${empty}
    when ${part('days')} = ${part('to')} - ${part('from')} then datemultirange(daterange(${part('from')}, ${part('to')}))
    else ${many} end)`;
}

function versionKey({ place }: TruthLevel, source: string): string {
  const join = place.stored.sources[source]?.join;
  return join?.column ?? place.stored.series?.unitColumn ?? 'id';
}

function versionDays(level: TruthLevel, source: string): { readonly from: Sql; readonly to: Sql } {
  return { from: versionColumn(level, source, 'valid_from_on'), to: versionColumn(level, source, 'valid_to_on') };
}

function touchesWindow(level: TruthLevel, source: string): Sql {
  const { from, to } = versionDays(level, source);
  return sql`${from} < ${level.window.endDay}::date and ${to} > ${level.window.firstDay}::date`;
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
  const version = versionDays(level, stored.source);
  const sets = spans.map((span) => {
    const from = span.from === null ? version.from : sql`greatest(${version.from}, ${span.from})`;
    const to = span.to === null ? version.to : sql`least(${version.to}, ${span.to})`;
    return stretched(level, stored.source, { from, to, where: sql`${column} is not null and ${from} < ${to}` });
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
  const truth = truthWithinSql(filter.where ?? everything, child);
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
    if (versions === true) return sql`left join ${versionsSql(level, source, [join.column])} on ${on}`;
    return sql`join ${tableSql(table, `${prefix}${source}`)} on ${columnSql(prefix, source, 'organisation_id')} = ${level.window.organisationId}::uuid and ${on}`;
  });
  const { unitColumn, joinColumns } = stored.series ?? { unitColumn: 'id', joinColumns: [] };
  return sql.join([versionsSql(level, base, [unitColumn, ...joinColumns]), ...joins, ...level.children], sql` `);
}

/** The versions of a source gathered per record, under the alias of the source; versions that no set asks for are not read. */
function versionsSql(level: TruthLevel, source: string, keys: readonly string[]): Sql {
  const { place, window } = level;
  const table = place.stored.sources[source]?.table;
  invariant(table !== undefined, `${source} is a source`);
  const alias = `${place.prefix}${source}`;
  const keyColumns = keys.map((key) => columnSql(place.prefix, source, key));
  const stretches = level.aggregates.get(source) ?? [];
  // Only one set: its condition chooses the rows that are read, and an index that holds the rest is enough.
  const only = stretches.length === 1;
  // Cut to the window: an end that is `infinity` has no number of days.
  const sets = stretches.flatMap(({ from, to, where }, index) => {
    const [start, end] = [sql`greatest(${from}, ${window.firstDay}::date)`, sql`least(${to}, ${window.endDay}::date)`];
    const filter = sql`filter (where ${only ? sql`true` : where} and ${start} < ${end})`;
    return [
      sql`min(${start}) ${filter} as ${sql.raw(`from_${index}`)}`,
      sql`max(${end}) ${filter} as ${sql.raw(`to_${index}`)}`,
      sql`sum(${end} - ${start}) ${filter} as ${sql.raw(`days_${index}`)}`,
    ];
  });
  const any =
    stretches.length === 0
      ? sql`true`
      : sql`(${sql.join(
          stretches.map(({ where }) => where),
          sql` or `,
        )})`;
  return sql`(select ${sql.join([...keyColumns, ...sets])} from ${tableSql(table, alias)}
    where ${columnSql(place.prefix, source, 'organisation_id')} = ${window.organisationId}::uuid
      and ${touchesWindow(level, source)} and ${any}
    group by ${sql.join(keyColumns)}) ${sql.raw(alias)}`;
}
