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
import { isShort } from './truth-units.ts';

type Sql = RawBuilder<unknown>;

/** Of a row of `versionsSql` for which `holds`, the days from `from` to before `to`, none where `to` is not later. Never null. */
export interface VersionSpan {
  readonly holds: Sql;
  readonly from: Sql;
  readonly to: Sql;
}

/** The days of a version are those of one span or of either of two. */
export type VersionSet = readonly [VersionSpan] | readonly [VersionSpan, VersionSpan];

/** What the sets read of a version, each worked out once. */
export interface VersionColumn {
  readonly name: string;
  readonly made: Sql;
}

type Part =
  | { readonly condition: Filter }
  /** `orUnknown`: where the field is unknown it holds as well. */
  | { readonly age: AgeLeaf; readonly orUnknown: boolean };
type Conjunction = readonly Part[];

export class VersionSets {
  readonly level: TruthLevel;
  readonly #columns = new Map<string, VersionColumn>();

  constructor(level: TruthLevel) {
    this.level = level;
  }

  get columns(): readonly VersionColumn[] {
    return [...this.#columns.values()];
  }

  /** Null: not a set of versions. @throws Problem `filter-invalid`: an age with hours. */
  setOf(filter: Filter): VersionSet | null {
    const [first, second, ...more] = conjunctionsOf(filter, this.level.place) ?? [];
    if (first === undefined || more.length > 0) return null;
    return second === undefined ? [this.#spanOf(first)] : [this.#spanOf(first), this.#spanOf(second)];
  }

  #spanOf(parts: Conjunction): VersionSpan {
    const holds: Sql[] = [];
    const from = [sql`v.from_on`];
    const to = [sql`v.to_on`];
    for (const part of parts) {
      if ('condition' in part) {
        holds.push(this.#conditionOf(part.condition));
        continue;
      }
      const bounds = this.#boundsOf(part.age);
      // A bound that is unknown does not shorten anything: `greatest` and `least` pass over it.
      from.push(...bounds.from);
      to.push(...bounds.to);
      if (!part.orUnknown) holds.push(...[...bounds.from, ...bounds.to].map((bound) => sql`${bound} is not null`));
    }
    return {
      holds: holds.length === 0 ? sql`true` : sql`(${sql.join(holds, sql` and `)})`,
      from: sql`greatest(${sql.join(from)})`,
      to: sql`least(${sql.join(to)})`,
    };
  }

  #column(key: string, made: () => Sql): Sql {
    const known = this.#columns.get(key) ?? { name: `read_${this.#columns.size}`, made: made() };
    this.#columns.set(key, known);
    return sql.raw(`v.${known.name}`);
  }

  #conditionOf(filter: Filter): Sql {
    const { place, window } = this.level;
    return this.#column(printFilter(filter), () => sql`(${compileFilter(filter, place, { ...window, ...noMoment }).condition}) is true`);
  }

  #boundsOf(age: AgeLeaf): { readonly from: readonly Sql[]; readonly to: readonly Sql[] } {
    const { firstDay, endDay } = this.level.window;
    const [span] = ageOfField(age, this.level).spans;
    const bound = (name: string | null, day: Sql | null | undefined): readonly Sql[] => {
      if (name === null || day === null || day === undefined) return [];
      // Days outside the window are all one, so that versions that differ in nothing else are alike.
      const cut = isShort(this.level.window)
        ? sql`case when ${day} is not null then least(greatest(${day}, ${firstDay}::date), ${endDay}::date) end`
        : day;
      return [this.#column(`${name} ${age.ageOf} ${age.period}`, () => cut)];
    };
    return { from: bound(firstBounds[age.op], span?.from), to: bound(lastBounds[age.op], span?.to) };
  }
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
