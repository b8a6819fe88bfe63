/**
 * A filter as a truth set: for each record the days at whose end it holds, as a `datemultirange` (design.md 1, "Days").
 *
 * Kept fields are true over the versions that satisfy them: the largest sub-tree over one version table becomes one
 * `range_agg` of the versions where it holds. Latest fields are constants over all days. `age(x) > P` is true from x + P
 * onward. `and` intersects, `or` unites, `not` is the record's validity minus the set, `exists` unites the children's sets.
 * Equal to a list as of each day (held by a property test). Not here: counting the sets (`day-series.ts`).
 *
 * Most sets are one stretch: its bounds and its number of days are plain aggregates, far cheaper than `range_agg`, which
 * only the records whose days do not add up to one stretch pay for. Many sets share one pass over the versions: what they
 * need of a record are its atoms (columns of `unitsSql`), and the sets are expressions over these.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant, unreachable } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, daysBetween, startOfDay } from '#core/kernel/time.ts';
import { wholeDays } from '#core/query/age.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { everything, type Filter } from '#core/query/filter.ts';
import type { Field } from '#core/query/record-kind.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { recordKinds } from '#core/records/registry.ts';
import { baseOf, type StoredColumn } from '#store/kinds/stored-kind.ts';
import type { KindInPlace } from './compile.ts';
import { childInPlace, compileFilter, fieldInPlace } from './compile.ts';
import { columnSql } from './source-sql.ts';
import type { TruthLevel, TruthWindow } from './truth-units.ts';
import { atomSql, emptySet, isShort, levelOf, localDay, stretched, unitColumn, unitsSql, versionDays } from './truth-units.ts';

type Sql = RawBuilder<unknown>;
export type AgeLeaf = Extract<Filter, { ageOf: string }>;

/** The days on which a record exists at all. */
export function validitySql(level: TruthLevel): Sql {
  const base = baseOf(level.place.stored);
  level.validity ??= stretched(level, base, { ...versionDays(level, base), where: sql`true`, of: new Set(), isWhole: true });
  return level.validity;
}

/** The truth set of a filter within the validity of the record and the window. @throws as `truthSql`. */
export function truthWithinSql(filter: Filter, level: TruthLevel): Sql {
  return isWithinValidity(filter, level) ? truthSql(filter, level) : sql`${validitySql(level)} * ${truthSql(filter, level)}`;
}

/** Whether the set is made of versions of the base alone, or was already cut to them. */
function isWithinValidity(filter: Filter, level: TruthLevel): boolean {
  const { place } = level;
  const reads = readsOf(filter, place);
  const [source] = reads.versions;
  if (reads.isPredicate && !reads.latest && reads.versions.size === 1) return source === baseOf(place.stored);
  if (isConstant(reads)) return true;
  switch (filter.op) {
    case 'and':
      // A constant among them only chooses, and does not cut.
      return filter.of.length === 0 || filter.of.some((part) => !isConstant(readsOf(part, place)) && isWithinValidity(part, level));
    case 'or':
      return filter.of.every((part) => isWithinValidity(part, level));
    case 'not':
      return true;
    case 'exists':
      return false;
    default:
      return fieldInPlace(place, 'ageOf' in filter ? filter.ageOf : filter.field).stored.source === baseOf(place.stored);
  }
}

/**
 * The truth set of a filter within the window; may reach beyond the validity of the record, so intersect with it.
 * @throws Problem `filter-invalid`: a period with hours says nothing about days.
 */
function truthSql(filter: Filter, level: TruthLevel): Sql {
  const key = printFilter(filter);
  const known = level.truths.get(key) ?? madeTruth(filter, level);
  level.truths.set(key, known);
  return known;
}

function madeTruth(filter: Filter, level: TruthLevel): Sql {
  const reads = readsOf(filter, level.place);
  if (reads.isPredicate && reads.versions.size === 1 && !reads.latest) return versionTruth(filter, level, [...reads.versions][0] ?? '');
  if (isConstant(reads)) return latestTruth(filter, level, validitySql(level), emptySet);
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

/** The same on all days of a record. */
function isConstant({ versions, latest, isPredicate }: Reads): boolean {
  return isPredicate && latest && versions.size === 0;
}

export function readsOf(filter: Filter, place: KindInPlace): Reads {
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
function groupTruth({ op, of }: Extract<Filter, { op: 'and' | 'or' }>, level: TruthLevel): Sql {
  if (of.length === 0) return op === 'and' ? validitySql(level) : emptySet;
  const together = new Map<string, Filter[]>();
  partsOf(op, of).forEach((part, index) => {
    const reads = readsOf(part, level.place);
    const sources = [...reads.versions, ...(reads.latest ? ['latest'] : [])];
    const isJoined =
      reads.isPredicate ||
      (op === 'and' && !reads.latest && (isOneSpan(part) || (otherSide(part) !== null && reads.versions.has(baseOf(level.place.stored)))));
    const key = isJoined && sources.length === 1 ? String(sources[0]) : `alone ${index}`;
    together.set(key, [...(together.get(key) ?? []), part]);
  });
  const combined = [...together].map(([key, parts]): readonly [string, Filter] => {
    const [only] = parts;
    return [key, parts.length === 1 && only !== undefined ? only : { op, of: parts }];
  });
  const constant = combined.find(([key]) => key === 'latest')?.[1];
  const others = combined
    .filter(([key]) => key !== 'latest')
    .map(([key, part]) => {
      const isDated = part.op === 'and' && key in level.place.stored.sources && part.of.some(shortens);
      return isDated ? datedTruth(part.of, level, key) : truthSql(part, level);
    });
  const [alone] = others;
  const rest = others.length === 1 && alone !== undefined ? alone : sql`(${sql.join(others, op === 'and' ? sql` * ` : sql` + `)})`;
  if (constant === undefined) return rest;
  if (others.length === 0) return latestTruth(constant, level, validitySql(level), emptySet);
  // A constant chooses between all of the rest and nothing (or), none of it and all (and): no set is made for it.
  return op === 'and' ? latestTruth(constant, level, rest, emptySet) : latestTruth(constant, level, validitySql(level), rest);
}

/** `and` within `and` is one `and`, and what is said twice holds as it does once. An empty one among them holds always and is kept. */
export function partsOf(op: 'and' | 'or', of: readonly Filter[]): readonly Filter[] {
  const parts = of.flatMap((part) => (part.op === op && part.of.length > 0 ? partsOf(op, part.of) : [part]));
  return [...new Map(parts.map((part) => [printFilter(part), part])).values()];
}

function conditionsOf(filter: Filter): ReadonlySet<string> {
  return new Set((filter.op === 'and' ? partsOf('and', filter.of) : [filter]).map(printFilter));
}

/** An age that holds from one day to another: it shortens a version and does not cut it in two. */
function isOneSpan(filter: Filter): filter is AgeLeaf {
  return 'ageOf' in filter && filter.op !== 'ne';
}

const complements: Readonly<Partial<Record<AgeLeaf['op'], AgeLeaf['op']>>> = { gt: 'le', ge: 'lt', lt: 'ge', le: 'gt' };

/**
 * `not` of an age is the other side of its bound, where what is unknown is too; null for any other filter. Only of the base,
 * where there always is a version for it to be of.
 */
function otherSide(filter: Filter): AgeLeaf | null {
  if (filter.op !== 'not' || !('ageOf' in filter.of)) return null;
  const op = complements[filter.of.op];
  return op === undefined ? null : { ...filter.of, op };
}

function shortens(filter: Filter): boolean {
  return isOneSpan(filter) || otherSide(filter) !== null;
}

/** Ages and conditions on the fields of one version table: of each version for which all hold, the days between the bounds. */
function datedTruth(parts: readonly Filter[], level: TruthLevel, source: string): Sql {
  const { place, window } = level;
  const version = versionDays(level, source);
  const ages = parts.filter(isOneSpan).map((part) => ageOfField(part, level));
  // A bound that is unknown does not shorten anything: `greatest` and `least` pass over it.
  const others = parts.flatMap((part) => otherSide(part) ?? []).map((part) => ageOfField(part, level));
  const bounds = [...ages, ...others].flatMap(({ spans }) => spans);
  const from = sql`greatest(${sql.join([version.from, ...bounds.flatMap((span) => span.from ?? [])])})`;
  const to = sql`least(${sql.join([version.to, ...bounds.flatMap((span) => span.to ?? [])])})`;
  const rest = parts.filter((part) => !shortens(part));
  const { condition } = compileFilter({ op: 'and', of: rest }, place, { ...window, ...noMoment });
  const known = ages.map(({ column }) => sql`${column} is not null`);
  const where = sql`${sql.join([condition, ...known], sql` and `)} and ${from} < ${to}`;
  return stretched(level, source, { from, to, where, of: conditionsOf({ op: 'and', of: parts }), isWhole: false });
}

/** Conditions on fields alone do not look at the clock. */
export const noMoment = { asOf: '1970-01-01' as Day, now: '1970-01-01T00:00:00.000Z' as Instant };

function versionTruth(filter: Filter, level: TruthLevel, source: string): Sql {
  const { place, window } = level;
  const { condition } = compileFilter(filter, place, { ...window, ...noMoment });
  const days = versionDays(level, source);
  // Where the record may have no version in this source, its fields are unknown on those days, and the filter may hold of that.
  const isOptional = place.stored.sources[source]?.join?.optional === true;
  const context = { kind: place.kind, kinds: recordKinds, now: noMoment.now, timeZone: window.timeZone };
  if (isOptional && evaluate(filter, {}, context)) {
    return sql`(${validitySql(level)} - ${stretched(level, source, { ...days, where: sql`(${condition}) is not true`, of: conditionsOf({ op: 'not', of: filter }), isWhole: true })})`;
  }
  return stretched(level, source, { ...days, where: condition, of: conditionsOf(filter), isWhole: true });
}

function latestTruth(filter: Filter, level: TruthLevel, then: Sql, otherwise: Sql): Sql {
  const { condition, sources } = compileFilter(filter, level.place, { ...level.window, ...noMoment });
  for (const source of sources) level.latestSources.add(source);
  return sql`(case when ${atomSql(level, condition)} then ${then} else ${otherwise} end)`;
}

interface AgeOfField {
  readonly source: string;
  readonly column: Sql;
  /** No day of the spans is outside the window. */
  readonly isCut: boolean;
  readonly spans: readonly Span[];
}

export function ageOfField(filter: AgeLeaf, level: TruthLevel): AgeOfField {
  const { place } = level;
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
  return {
    source: stored.source,
    column,
    isCut: isCounted(field, days, level),
    spans: ageSpans(filter, firstDays(field, days, { level, stored })),
  };
}

function ageTruth(filter: AgeLeaf, level: TruthLevel): Sql {
  if (isOneSpan(filter) && [...readsOf(filter, level.place).versions].length === 1) {
    return datedTruth([filter], level, ageOfField(filter, level).source);
  }
  const { source, column, spans } = ageOfField(filter, level);
  if (level.place.stored.sources[source]?.versions !== true) {
    level.latestSources.add(source);
    const known = atomSql(level, sql`${column} is not null`);
    const bound = (day: Sql | null): Sql => (day === null ? sql`null` : atomSql(level, day));
    const ranges = spans.map(({ from, to }) => sql`daterange(${bound(from)}, ${bound(to)})`);
    const { firstDay, endDay } = level.window;
    return sql`(case when ${known} then datemultirange(${sql.join(ranges)}) * datemultirange(daterange(${firstDay}::date, ${endDay}::date))
      else ${emptySet} end)`;
  }
  const version = versionDays(level, source);
  const sets = spans.map((span, index) => {
    const from = span.from === null ? version.from : sql`greatest(${version.from}, ${span.from})`;
    const to = span.to === null ? version.to : sql`least(${version.to}, ${span.to})`;
    const of = new Set([`${printFilter(filter)} ${index}`]);
    return stretched(level, source, { from, to, where: sql`${column} is not null and ${from} < ${to}`, of, isWhole: false });
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
function firstDays(
  field: Field,
  days: number,
  { level, stored }: { readonly level: TruthLevel; readonly stored: StoredColumn },
): FirstDays {
  const column = columnSql(level.place.prefix, stored.source, stored.column);
  if (field.type === 'day') return { gt: sql`(${column} + ${days}::int)`, ge: sql`(${column} + ${days - 1}::int)` };
  const dayIn = (instant: Sql, name: string): Sql =>
    isCounted(field, days, level)
      ? dayWithin(level.window, instant, days)
      : sql`(${localDay(level, stored.source, instant, name)} + ${days}::int)`;
  // Exactly at the start of a day an instant is already that old at the end of the day before.
  const before = sql`(${column} - interval '1 millisecond')`;
  return { gt: dayIn(column, `${stored.column}_day`), ge: dayIn(before, `${stored.column}_day_before`) };
}

/** Longer ages reach to days that no calendar need know. */
const countedDays = 36_525;

/** Its days are told by `dayWithin`. */
function isCounted(field: Field, days: number, { window }: TruthLevel): boolean {
  return field.type === 'instant' && isShort(window) && Math.abs(days) <= countedDays;
}

/**
 * The day so many days after that of an instant; outside the window its first day or its end. Of few days, comparing with where each
 * begins is far cheaper than the calendar.
 */
function dayWithin({ firstDay, endDay, timeZone }: TruthWindow, instant: Sql, days: number): Sql {
  const starts = Array.from({ length: daysBetween(firstDay, endDay) }, (_, day) => startOfDay(addDays(firstDay, day + 1 - days), timeZone));
  return sql`(${firstDay}::date + width_bucket(${instant}, ${starts}::timestamptz[]))`;
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

/** The optional sources of which a record must have a version for the filter to hold at all. */
export function sourcesNeededBy(filter: Filter, { place, window }: TruthLevel): readonly string[] {
  const context = { kind: place.kind, kinds: recordKinds, now: noMoment.now, timeZone: window.timeZone };
  return partsOf('and', [filter]).flatMap((part) => {
    const { isPredicate, latest, versions } = readsOf(part, place);
    const [source] = versions;
    const isOptional = source !== undefined && place.stored.sources[source]?.join?.optional === true;
    return isPredicate && !latest && versions.size === 1 && isOptional && !evaluate(part, {}, context) ? [source] : [];
  });
}

function childTruth(filter: Extract<Filter, { op: 'exists' }>, level: TruthLevel): Sql {
  const { place, window } = level;
  const relation = place.kind.children[filter.child];
  const link = place.stored.children[filter.child];
  invariant(relation !== undefined && link !== undefined, `${place.kind.name} has children ${filter.child}`);
  const child = levelOf(childInPlace(relation.kind, link, `${place.prefix}x_`), window);
  const truth = truthWithinSql(filter.where ?? everything, child);
  // The level is asked this one question.
  for (const source of sourcesNeededBy(filter.where ?? everything, child)) child.requiredSources.add(source);
  const alias = sql.raw(`${place.prefix}child_${level.children.length}`);
  const parent = unitColumn(child, link.childColumn);
  level.children.push(sql`left join (select ${parent} as parent_id, range_agg(${truth}) as days from ${unitsSql(child)} group by 1) ${alias}
    on ${alias}.parent_id = ${columnSql(place.prefix, baseOf(place.stored), link.parentColumn)}`);
  return atomSql(level, sql`coalesce(${alias}.days, ${emptySet})`);
}
