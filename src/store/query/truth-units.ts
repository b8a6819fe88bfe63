/**
 * What truth sets are made of: the versions of each source gathered per record, with the days on which a condition holds
 * of them. Which conditions a filter needs, and how its sets follow from them, is `truth.ts`.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import { daysBetween } from '#core/kernel/time.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { KindInPlace } from './compile.ts';
import { kindInPlace } from './compile.ts';
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

/** The records of one kind being given truth sets: what must be aggregated and joined gathers here while compiling. */
export interface TruthLevel {
  readonly place: KindInPlace;
  readonly window: TruthWindow;
  /** By version source: the aggregates asked of it. */
  readonly aggregates: Map<string, Stretch[]>;
  readonly latestSources: Set<string>;
  /** Optional sources without which a record is in no set that is asked of the level: records that have no version there are not read. */
  readonly requiredSources: Set<string>;
  readonly children: Sql[];
  /** What the sets read of a record, in order. */
  readonly atoms: Sql[];
  /** By filter: sets that several questions share are made once. */
  readonly truths: Map<string, Sql>;
  /** Sets that are nothing but the gathered days of one condition, and how to read these without making a set. */
  readonly gathered: Map<Sql, GatheredDays>;
  /** By version source: the days of instants that its bounds ask for, each worked out once per version. */
  readonly localDays: Map<string, Map<string, Sql>>;
  /** Read by the record, once something asks for it. */
  validity?: Sql;
}

/** Of each version for which `where` holds, the days from `from` to before `to`, which lie within the version. */
interface Stretch {
  readonly from: Sql;
  readonly to: Sql;
  readonly where: Sql;
  /** Printed conditions that all must hold: a set with more of them reads no version that one with fewer does not. */
  readonly of: ReadonlySet<string>;
  /** Its days are those of the version. */
  readonly isWhole: boolean;
}

/** Atoms of a record: its days are `many` where that is known, else from `from` to before `to`, else none. */
interface GatheredDays {
  readonly from: Sql;
  readonly to: Sql;
  readonly many: Sql;
}

export function truthLevel(kindName: string, window: TruthWindow): TruthLevel {
  return levelOf(kindInPlace(kindName), window);
}

export function levelOf(place: KindInPlace, window: TruthWindow): TruthLevel {
  invariant(place.stored.series !== undefined, `${place.kind.name} keeps history`);
  return {
    place,
    window,
    aggregates: new Map(),
    latestSources: new Set(),
    requiredSources: new Set(),
    children: [],
    atoms: [],
    truths: new Map(),
    gathered: new Map(),
    localDays: new Map(),
  };
}

export const emptySet = sql`'{}'::datemultirange`;

/** The alias under which `unitsSql` gives the records of a level. */
function unitAlias({ place }: TruthLevel): string {
  return `${place.prefix}u`;
}

/** A column of the record, under the name it has in `unitsSql`. */
export function unitColumn(level: TruthLevel, column: string): Sql {
  return columnSql('', unitAlias(level), column);
}

export function atomNames({ atoms }: TruthLevel): readonly Sql[] {
  return atoms.map((_, index) => sql.raw(`atom_${index}`));
}

export function atomSql(level: TruthLevel, expression: Sql): Sql {
  level.atoms.push(expression);
  return unitColumn(level, `atom_${level.atoms.length - 1}`);
}

/** Adds one set to what is aggregated over the versions of a source, and says how the record reads it. */
export function stretched(level: TruthLevel, source: string, stretch: Stretch): Sql {
  const { prefix } = level.place;
  const asked = level.aggregates.get(source) ?? [];
  level.aggregates.set(source, [...asked, stretch]);
  const part = (name: string): Sql => columnSql(prefix, source, `${name}_${asked.length}`);
  const key = versionKey(level, source);
  // The same rows once more, for the records whose days are not one stretch; inside, the alias is the table again.
  const outer = columnSql(prefix, source, key);
  const { start, end } = cutToWindow(level, stretch);
  const together = sql`(select range_agg(daterange(${start}, ${end}))
    from (select ${outer} as id) of_unit, ${versionRows(level, source, sql`${columnSql(prefix, source, key)} = of_unit.id`)}
      and ${stretch.where} and ${start} < ${end})`;
  const [from, to] = [atomSql(level, part('from')), atomSql(level, part('to'))];
  const many = atomSql(level, sql`case when ${part('days')} <> ${part('to')} - ${part('from')} then ${together} end`);
  const set = sql`(case when ${many} is not null then ${many} when ${from} is null then ${emptySet} else datemultirange(daterange(${from}, ${to})) end)`;
  level.gathered.set(set, { from, to, many });
  return set;
}

/**
 * The day of an instant where the organisation is, of a source of versions. A bound is read several times per version, and
 * calendars are most of what measuring costs: the day is made once, beside the columns of the table (`versionRows`).
 */
export function localDay(level: TruthLevel, source: string, instant: Sql, name: string): Sql {
  const { place, window } = level;
  const made = sql`(${instant} at time zone ${window.timeZone}::text)::date`;
  if (place.stored.sources[source]?.versions !== true) return made;
  const days = level.localDays.get(source) ?? new Map<string, Sql>();
  level.localDays.set(source, days.set(name, made));
  return columnSql(place.prefix, source, name);
}

/** `TABLE where …` under the alias of the source: its versions within the window, those `of` which the condition holds. */
export function versionRows(level: TruthLevel, source: string, of: Sql | null = null): Sql {
  const { place, window } = level;
  const table = place.stored.sources[source]?.table;
  invariant(table !== undefined, `${source} is a source`);
  const alias = `${place.prefix}${source}`;
  const own = sql`${columnSql(place.prefix, source, 'organisation_id')} = ${window.organisationId}::uuid`;
  const where = sql`${own}${of === null ? sql`` : sql` and ${of}`} and ${touchesWindow(level, source)}`;
  const days = [...(level.localDays.get(source) ?? [])].map(([name, made]) => sql`${made} as ${sql.raw(name)}`);
  if (days.length === 0) return sql`${tableSql(table, alias)} where ${where}`;
  // Without the offset the days would be put back in the place of each of their names.
  return sql`lateral (select ${sql.raw(alias)}.*, ${sql.join(days)} from ${tableSql(table, alias)} where ${where} offset 0) ${sql.raw(alias)} where true`;
}

/** An end that is `infinity` has no number of days, and days outside the window are of no interest. */
export function cutToWindow(
  { window }: TruthLevel,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): { readonly start: Sql; readonly end: Sql } {
  return { start: sql`greatest(${from}, ${window.firstDay}::date)`, end: sql`least(${to}, ${window.endDay}::date)` };
}

function versionKey({ place }: TruthLevel, source: string): string {
  const join = place.stored.sources[source]?.join;
  return join?.column ?? place.stored.series?.unitColumn ?? 'id';
}

export function versionDays(level: TruthLevel, source: string): { readonly from: Sql; readonly to: Sql } {
  return { from: versionColumn(level, source, 'valid_from_on'), to: versionColumn(level, source, 'valid_to_on') };
}

function touchesWindow(level: TruthLevel, source: string): Sql {
  const { from, to } = versionDays(level, source);
  return sql`${from} < ${level.window.endDay}::date and ${to} > ${level.window.firstDay}::date`;
}

function versionColumn({ place }: TruthLevel, source: string, column: string): Sql {
  return columnSql(place.prefix, source, column);
}

/**
 * The FROM over which the truth sets of a level are read: one row per record, with its key columns and atoms. Call after
 * compiling every filter of the level.
 */
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
    if (versions === true) {
      const kind = sql.raw(level.requiredSources.has(source) ? 'join' : 'left join');
      return sql`${kind} ${versionsSql(level, source, [join.column])} on ${on}`;
    }
    return sql`join ${tableSql(table, `${prefix}${source}`)} on ${columnSql(prefix, source, 'organisation_id')} = ${level.window.organisationId}::uuid and ${on}`;
  });
  const keys = [stored.series?.unitColumn ?? 'id', ...(stored.series?.joinColumns ?? [])];
  const names = atomNames(level);
  const columns = [
    ...keys.map((key) => columnSql(prefix, base, key)),
    ...level.atoms.map((atom, index) => sql`${atom} as ${names[index] ?? sql`atom`}`),
  ];
  const from = sql.join([versionsSql(level, base, keys), ...joins, ...level.children], sql` `);
  return sql`(select ${sql.join(columns)} from ${from}) ${sql.raw(unitAlias(level))}`;
}

/**
 * Stretches of days so short that nearly every record has one version which holds on all of them. Such a version needs no
 * grouping by record, and such records are alike.
 */
const shortDays = 31;

export function isShort({ firstDay, endDay }: TruthWindow): boolean {
  return daysBetween(firstDay, endDay) <= shortDays;
}

/** The versions of a source gathered per record, under the alias of the source; versions that no set asks for are not read. */
function versionsSql(level: TruthLevel, source: string, keys: readonly string[]): Sql {
  const { place, window } = level;
  const alias = `${place.prefix}${source}`;
  const keyColumns = keys.map((key) => columnSql(place.prefix, source, key));
  const asked = level.aggregates.get(source) ?? [];
  const stretches = asked.map((stretch) => {
    const { start, end } = cutToWindow(level, stretch);
    return { ...stretch, start, end, holds: sql`${stretch.where} and ${start} < ${end}` };
  });
  const widest = stretches.filter(
    ({ of }) => !asked.some((other) => other.of.size < of.size && [...other.of].every((part) => of.has(part))),
  );
  const any =
    stretches.length === 0
      ? sql`true`
      : sql`(${sql.join(
          widest.map(({ holds }) => holds),
          sql` or `,
        )})`;
  // Only one set: its condition chooses the rows that are read, and an index that holds the rest is enough.
  const only = stretches.length === 1;
  const named = (columns: (stretch: (typeof stretches)[number]) => readonly [Sql, Sql, Sql]): readonly Sql[] =>
    stretches.flatMap((stretch, index) => {
      const [from, to, days] = columns(stretch);
      return [
        sql`${from} as ${sql.raw(`from_${index}`)}`,
        sql`${to} as ${sql.raw(`to_${index}`)}`,
        sql`${days} as ${sql.raw(`days_${index}`)}`,
      ];
    });
  const gathered = named(({ start, end, holds }) => {
    const filter = only ? sql`` : sql`filter (where ${holds})`;
    return [sql`min(${start}) ${filter}`, sql`max(${end}) ${filter}`, sql`sum(${end} - ${start}) ${filter}`];
  });
  const read = sql`from ${versionRows(level, source)} and ${any}`;
  const grouped = (rows: Sql): Sql => sql`select ${sql.join([...keyColumns, ...gathered])} ${rows} group by ${sql.join(keyColumns)}`;
  if (!isShort(window)) return sql`(${grouped(read)}) ${sql.raw(alias)}`;
  // Of a version that covers the window, what is whole needs no bounds.
  const alone = named(({ start, end, where, holds, isWhole }) =>
    isWhole
      ? [sql`case when ${where} then ${window.firstDay}::date end`, sql`${window.endDay}::date`, sql`null::bigint`]
      : [sql`case when ${holds} then ${start} end`, sql`case when ${holds} then ${end} end`, sql`null::bigint`],
  );
  const anyAlone =
    stretches.length === 0
      ? any
      : sql`(${sql.join(
          widest.map(({ where, holds, isWhole }) => (isWhole ? where : holds)),
          sql` or `,
        )})`;
  const { from, to } = versionDays(level, source);
  const covers = sql`${from} <= ${window.firstDay}::date and ${to} >= ${window.endDay}::date`;
  return sql`(select ${sql.join([...keyColumns, ...alone])} from ${versionRows(level, source)} and ${covers} and ${anyAlone}
    union all ${grouped(sql`${read} and not (${covers})`)}) ${sql.raw(alias)}`;
}
