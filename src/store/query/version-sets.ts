/**
 * Filters that read nothing but the versions of a record, as stretches of days of each version: `and`s of conditions on its
 * fields and of ages, one of them or two of which either holds. Such a set is counted version by version (`version-runs.ts`),
 * and no set is made per record. Any other filter is a truth set per record (`truth.ts`), and the answers are the same.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import { compileFilter, fieldInPlace, type KindInPlace } from './compile.ts';
import type { AgeLeaf } from './truth.ts';
import { ageOfField, noMoment, partsOf, readsOf } from './truth.ts';
import type { TruthLevel } from './truth-units.ts';

type Sql = RawBuilder<unknown>;

/**
 * Of a row of `versionsSql` for which `holds`, the days from `from` to before `to`, none where `to` is not later. Never null. And of
 * which columns these are made, by their place among the conditions and among the bounds: the same, for who counts the rows.
 */
export interface VersionSpan {
  readonly holds: Sql;
  readonly from: Sql;
  readonly to: Sql;
  /** All are true. */
  readonly conditions: readonly number[];
  /** None is unknown. */
  readonly known: readonly number[];
  /** The span begins with the latest of the version and these, and ends with the earliest; what is unknown is passed over. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

/** The days of a version are those of one span or of either of two. */
export type VersionSet = readonly [VersionSpan] | readonly [VersionSpan, VersionSpan];

/** What the sets read of a version, each worked out once: conditions, which are true or false, and bounds, which are days or unknown. */
export interface VersionColumn {
  readonly name: string;
  readonly made: Sql;
}

interface Read {
  /** Of a row of `versionsSql`. */
  readonly column: Sql;
  readonly place: number;
}

type Part =
  | { readonly condition: Filter }
  /** `orUnknown`: where the field is unknown it holds as well. */
  | { readonly age: AgeLeaf; readonly orUnknown: boolean };
type Conjunction = readonly Part[];

export class VersionSets {
  readonly level: TruthLevel;
  readonly #conditions = new Map<string, VersionColumn>();
  readonly #bounds = new Map<string, VersionColumn>();

  constructor(level: TruthLevel) {
    this.level = level;
  }

  get conditions(): readonly VersionColumn[] {
    return [...this.#conditions.values()];
  }

  get bounds(): readonly VersionColumn[] {
    return [...this.#bounds.values()];
  }

  /** Null: not a set of versions. @throws Problem `filter-invalid`: an age with hours. */
  setOf(filter: Filter): VersionSet | null {
    const [first, second, ...more] = conjunctionsOf(filter, this.level.place) ?? [];
    if (first === undefined || more.length > 0) return null;
    return second === undefined ? [this.#spanOf(first)] : [this.#spanOf(first), this.#spanOf(second)];
  }

  #spanOf(parts: Conjunction): VersionSpan {
    const conditions: Read[] = [];
    const known: Read[] = [];
    const begins: Read[] = [];
    const ends: Read[] = [];
    for (const part of parts) {
      if ('condition' in part) {
        conditions.push(this.#conditionOf(part.condition));
        continue;
      }
      const bounds = this.#boundsOf(part.age);
      begins.push(...bounds.from);
      ends.push(...bounds.to);
      if (!part.orUnknown) known.push(...bounds.from, ...bounds.to);
    }
    const columnsOf = (reads: readonly Read[]): readonly Sql[] => reads.map(({ column }) => column);
    const placesOf = (reads: readonly Read[]): readonly number[] => reads.map(({ place }) => place);
    const holds = [...columnsOf(conditions), ...columnsOf(known).map((bound) => sql`${bound} is not null`)];
    return {
      holds: holds.length === 0 ? sql`true` : sql`(${sql.join(holds, sql` and `)})`,
      // A bound that is unknown does not shorten anything: `greatest` and `least` pass over it.
      from: sql`greatest(${sql.join([sql`v.from_on`, ...columnsOf(begins)])})`,
      to: sql`least(${sql.join([sql`v.to_on`, ...columnsOf(ends)])})`,
      conditions: placesOf(conditions),
      known: placesOf(known),
      begins: placesOf(begins),
      ends: placesOf(ends),
    };
  }

  #conditionOf(filter: Filter): Read {
    const { place, window } = this.level;
    return readOf(
      this.#conditions,
      'holds',
      printFilter(filter),
      () => sql`(${compileFilter(filter, place, { ...window, ...noMoment }).condition}) is true`,
    );
  }

  #boundsOf(age: AgeLeaf): { readonly from: readonly Read[]; readonly to: readonly Read[] } {
    const { firstDay, endDay } = this.level.window;
    const { spans, isCut } = ageOfField(age, this.level);
    const [span] = spans;
    const bound = (name: string | null, day: Sql | null | undefined): readonly Read[] => {
      if (name === null || day === null || day === undefined) return [];
      // Days outside the window are all one, so that versions that differ in nothing else are alike.
      const cut = sql`case when ${day} is not null then least(greatest(${day}, ${firstDay}::date), ${endDay}::date) end`;
      return [readOf(this.#bounds, 'bound', `${name} ${age.ageOf} ${age.period}`, () => (isCut ? day : cut))];
    };
    return { from: bound(firstBounds[age.op], span?.from), to: bound(lastBounds[age.op], span?.to) };
  }
}

function readOf(columns: Map<string, VersionColumn>, name: string, key: string, made: () => Sql): Read {
  const known = columns.get(key) ?? { name: `${name}_${columns.size}`, made: made() };
  columns.set(key, known);
  return { column: sql.raw(`v.${known.name}`), place: [...columns.keys()].indexOf(key) };
}

/** Which day of an age begins and ends it, as `FirstDays` in `truth.ts` calls them: ages that share one share its column. */
const firstBounds: Readonly<Record<AgeLeaf['op'], string | null>> = { gt: 'gt', ge: 'ge', eq: 'ge', lt: null, le: null, ne: null };
const lastBounds: Readonly<Record<AgeLeaf['op'], string | null>> = { lt: 'ge', le: 'gt', eq: 'gt', gt: null, ge: null, ne: null };

/** More of which any may hold are not laid beside each other, but made a set. */
const conjunctionsMax = 2;

/** The filter as `or` of `and`s; null where it reads more than the versions of the record, or there are too many. */
function conjunctionsOf(filter: Filter, place: KindInPlace): readonly Conjunction[] | null {
  switch (filter.op) {
    case 'and':
      return filter.of.length === 0 ? [[]] : allOf(partsOf('and', filter.of).map((part) => conjunctionsOf(part, place)));
    case 'or': {
      const parts = partsOf('or', filter.of);
      const conditions = parts.filter((part) => isCondition(part, place));
      const others = parts.filter((part) => !isCondition(part, place)).map((part) => conjunctionsOf(part, place));
      const together: Conjunction = [{ condition: { op: 'or', of: conditions } }];
      return anyOf(conditions.length === 0 && others.length > 0 ? others : [[together], ...others]);
    }
    case 'not':
      return isCondition(filter, place) ? [[{ condition: filter }]] : conjunctionsOfNot(filter.of, place);
    case 'exists':
      return null;
    default:
      if (!('ageOf' in filter)) return isCondition(filter, place) ? [[{ condition: filter }]] : null;
      return isOfBase(filter, place) ? agesOf(filter, false) : null;
  }
}

/** What is unknown is not true, and `not` of what is not true holds: two values, so that `not` goes inward. */
function conjunctionsOfNot(filter: Filter, place: KindInPlace): readonly Conjunction[] | null {
  switch (filter.op) {
    case 'and':
    case 'or':
      return conjunctionsOf({ op: filter.op === 'and' ? 'or' : 'and', of: filter.of.map((of) => ({ op: 'not', of })) }, place);
    case 'not':
      return conjunctionsOf(filter.of, place);
    case 'exists':
      return null;
    default:
      if (!('ageOf' in filter) || !isOfBase(filter, place)) return null;
      return agesOf({ ...filter, op: otherSides[filter.op] }, true);
  }
}

const otherSides: Readonly<Record<AgeLeaf['op'], AgeLeaf['op']>> = { gt: 'le', ge: 'lt', lt: 'ge', le: 'gt', eq: 'ne', ne: 'eq' };

function agesOf(age: AgeLeaf, orUnknown: boolean): readonly Conjunction[] {
  const sides: readonly AgeLeaf['op'][] = age.op === 'ne' ? ['lt', 'gt'] : [age.op];
  return sides.map((op) => [{ age: { ...age, op }, orUnknown }]);
}

function anyOf(parts: readonly (readonly Conjunction[] | null)[]): readonly Conjunction[] | null {
  const all = parts.flatMap((part) => part ?? []);
  return parts.includes(null) || all.length > conjunctionsMax ? null : all;
}

function allOf(parts: readonly (readonly Conjunction[] | null)[]): readonly Conjunction[] | null {
  let all: readonly Conjunction[] = [[]];
  for (const part of parts) {
    if (part === null) return null;
    all = all.flatMap((before) => part.map((own) => [...before, ...own]));
    if (all.length > conjunctionsMax) return null;
  }
  return all;
}

function isCondition(filter: Filter, place: KindInPlace): boolean {
  const { isPredicate, latest, versions } = readsOf(filter, place);
  return isPredicate && !latest && [...versions].every((source) => source === baseOf(place.stored));
}

function isOfBase(age: AgeLeaf, place: KindInPlace): boolean {
  return fieldInPlace(place, age.ageOf).stored.source === baseOf(place.stored);
}
