/**
 * Sets of `version-sets.ts` counted version by version. The versions of a record do not overlap, and each stretch of a set lies
 * within its version: how many records are in a set on a day is how many versions are, and nothing is gathered per record.
 *
 * Only what comes and goes needs the record. One that is in a set to the end of a version and from the beginning of the next
 * neither left nor entered, but its stretch was cut there. Such a cut is a seam. Where an uncut stretch says nothing, the two
 * parts say that one record left the spot of the day before and one entered that of the day; the seam takes both back in the
 * scopes that the two spots have in common. So it is right on the day of a move as well: there `moved` of `placed-runs.ts`
 * speaks only of stretches that go on over the day, which neither part does, and what the parts say less what the spots share
 * is what it would have said: entered where only the new spot is, left where only the old one is.
 *
 * A set has no other cuts: within a version two stretches that meet are one, and a record that is in no version on a day, or in
 * one that began and ended on it, has the versions around that day meet or not as days do.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { RowBatch } from './copied-rows.ts';
import type { ScopeChanges } from './place-days.ts';
import { columnSql } from './source-sql.ts';
import { cutToWindow, isShort, versionDays, versionRows } from './truth-units.ts';
import type { VersionSet, VersionSets, VersionSpan } from './version-sets.ts';

type Sql = RawBuilder<unknown>;

export interface NumberedSet {
  readonly number: number;
  readonly set: VersionSet;
}

/** So many conditions or sets are told in one number. */
const bitsPerMask = 30;
/** A bound that is unknown: earlier than any day of a window. */
const unknown = -1;

/** Columns of rows of versions, in order. */
const fixed = ['place', 'from', 'to', 'weight'] as const;

function masksOf(of: readonly unknown[]): number {
  return Math.ceil(of.length / bitsPerMask);
}

/** How many columns `placedVersionsSql` gives. */
export function versionWidth({ conditions, bounds }: VersionSets): number {
  return fixed.length + masksOf(conditions) + bounds.length;
}

/** How many columns `seamsSql` gives. */
export function seamWidth(numbered: readonly NumberedSet[]): number {
  return 3 + masksOf(numbered);
}

/** Versions of which `of` holds and that hold on any day of the window, each with what the sets read of it and the columns asked for. */
function versionsSql(sets: VersionSets, of: Sql | null, more: readonly Sql[]): Sql {
  const { level } = sets;
  const base = baseOf(level.place.stored);
  const days = versionDays(level, base);
  const { start, end } = cutToWindow(level, days);
  const read = [...sets.conditions, ...sets.bounds].map(({ name, made }) => sql`${made} as ${sql.raw(name)}`);
  return sql`select ${sql.join([sql`${start} as from_on`, sql`${end} as to_on`, ...read, ...more])}
        from ${versionRows(level, base, of)} and ${days.from} < ${days.to}`;
}

/**
 * Rows of whole numbers: place, first day, day after the last, weight, which conditions hold, and the bounds; days count from the
 * first of the window. Over few days most versions of a place are alike: they are one row with a weight.
 */
export function placedVersionsSql(sets: VersionSets, numbered: readonly NumberedSet[], placeOf: Sql): Sql {
  const { level } = sets;
  const { firstDay } = level.window;
  const conditions = sets.conditions.map(({ name }) => sql.raw(`v.${name}`));
  const columns = [
    sql`coalesce(p.place_id, 0)`,
    sql`v.from_on - ${firstDay}::date`,
    sql`v.to_on - ${firstDay}::date`,
    ...masksSql(conditions),
    ...sets.bounds.map(({ name }) => sql`coalesce(v.${sql.raw(name)} - ${firstDay}::date, ${sql.raw(String(unknown))})`),
  ];
  const [place = sql``, from = sql``, to = sql``, ...read] = columns;
  const alike = isShort(level.window);
  const versions = versionsSql(sets, null, [sql`${keyOf(sets, 'assetColumn')} as of_asset`]);
  // Most that closed did so long before. Without the offset each condition would be worked out anew in each set that reads it.
  const inAny = numbered.flatMap(({ set }) => set.map(({ holds, from, to }) => sql`(${holds} and ${from} < ${to})`));
  return sql`select ${sql.join([place, from, to, alike ? sql`count(*)::int` : sql`1`, ...read])}
      from (${versions} ${alike ? sql`offset 0` : sql``}) v left join ${placeOf} p on p.asset_id = v.of_asset
      ${alike ? sql`where ${sql.join(inAny, sql` or `)} group by ${sql.join(columns.map((_, index) => sql.raw(String(index < 3 ? index + 1 : index + 2))))}` : sql``}`;
}

function keyOf({ level: { place } }: VersionSets, column: 'unitColumn' | 'assetColumn'): Sql {
  const { series } = place.stored;
  invariant(series !== undefined, `${place.kind.name} keeps history`);
  return columnSql(place.prefix, baseOf(place.stored), series[column]);
}

/** Rows of whole numbers: place, day, weight, and of which sets records' stretches were cut on this day, where a version ends and the next begins. */
export function seamsSql(sets: VersionSets, numbered: readonly NumberedSet[], placeOf: Sql): Sql {
  const { level } = sets;
  const { firstDay, endDay } = level.window;
  const days = versionDays(level, baseOf(level.place.stored));
  const names = Array.from({ length: masksOf(numbered) }, (_, index) => sql.raw(`mask_${index}`));
  const keys = [sql`${keyOf(sets, 'unitColumn')} as of_unit`, sql`${keyOf(sets, 'assetColumn')} as of_asset`];
  const [ended, begun] = [sql`${days.to} < ${endDay}::date`, sql`${days.from} > ${firstDay}::date`];
  // Over few days few versions end or begin, and finding them is what costs.
  const alike = isShort(level.window);
  const cut = alike ? sql`with cut as materialized (${versionsSql(sets, sql`(${ended} or ${begun})`, keys)})` : sql``;
  const side = (day: Sql, holdsOn: Sql, of: Sql, ofCut: Sql): Sql => {
    const masks = masksSql(numbered.map(({ set }) => isOn(set, holdsOn))).map((mask, index) => sql`${mask} as ${names[index] ?? sql``}`);
    const from = alike ? sql`cut v where ${ofCut}` : sql`(${versionsSql(sets, of, keys)}) v`;
    return sql`(select v.of_unit, v.of_asset, ${day} as day, ${sql.join(masks)} from ${from})`;
  };
  const both = names.map((name) => sql`b.${name} & a.${name}`);
  return sql`${cut} select coalesce(p.place_id, 0), day - ${firstDay}::date, count(*)::int, ${sql.join(names)}
        from (select a.of_asset, a.day, ${sql.join(both.map((mask, index) => sql`${mask} as ${names[index] ?? sql``}`))}
          from ${side(sql`v.to_on`, sql`v.to_on - 1`, ended, sql`v.to_on < ${endDay}::date`)} b
          join ${side(sql`v.from_on`, sql`v.from_on`, begun, sql`v.from_on > ${firstDay}::date`)} a
            on a.of_unit = b.of_unit and a.of_asset = b.of_asset and a.day = b.day
          where ${sql.join(
            both.map((mask) => sql`${mask} <> 0`),
            sql` or `,
          )}) meeting
        left join ${placeOf} p on p.asset_id = of_asset
        group by ${sql.join([sql`1`, sql`2`, ...names])}`;
}

/** A bit for each that holds, so many in a number as fit. */
function masksSql(conditions: readonly Sql[]): readonly Sql[] {
  return Array.from({ length: masksOf(conditions) }, (_, index) => {
    const own = conditions.slice(index * bitsPerMask, (index + 1) * bitsPerMask);
    return sql`(${sql.join(
      own.map((holds, bit) => sql`case when ${holds} then ${sql.raw(String(2 ** bit))} else 0 end`),
      sql` | `,
    )})`;
  });
}

function isOn(set: VersionSet, day: Sql): Sql {
  return sql`(${sql.join(
    set.map((span) => sql`(${span.holds} and ${span.from} <= ${day} and ${day} < ${span.to})`),
    sql` or `,
  )})`;
}

/** Adds the stretches of the sets of rows of `placedVersionsSql`. */
export function countVersions(sets: VersionSets, numbered: readonly NumberedSet[], batch: RowBatch, changes: ScopeChanges): void {
  const [places, from, to, weights] = batch.columns;
  invariant(places !== undefined && from !== undefined && to !== undefined && weights !== undefined, 'rows of versions have these columns');
  const reading = readingOf(sets, batch);
  for (const { number, set } of numbered) {
    const [first, second] = set.map((span) => new SpanDays(span, reading));
    for (let row = 0; row < batch.rows; row += 1) {
      const holds = first?.read(row) === true;
      const also = second?.read(row) === true;
      if (!holds && !also) continue;
      const place = places[row] ?? 0;
      // Rows of another kind are told by it.
      if (place < 0) continue;
      const weight = weights[row] ?? 0;
      if (holds && also && first !== undefined && second !== undefined && first.from <= second.to && second.from <= first.to) {
        // Where two spans of a version meet, they are one.
        changes.addRun(number, place, Math.min(first.from, second.from), Math.max(first.to, second.to), weight);
        continue;
      }
      if (holds && first !== undefined) changes.addRun(number, place, first.from, first.to, weight);
      if (also && second !== undefined) changes.addRun(number, place, second.from, second.to, weight);
    }
  }
}

interface Reading {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly masks: readonly Int32Array[];
  readonly bounds: readonly Int32Array[];
}

function readingOf({ conditions, bounds }: VersionSets, { columns }: RowBatch): Reading {
  const [, from, to] = columns;
  invariant(from !== undefined && to !== undefined, 'rows of versions have days');
  const masks = columns.slice(fixed.length, fixed.length + masksOf(conditions));
  return { from, to, masks, bounds: columns.slice(fixed.length + masks.length, fixed.length + masks.length + bounds.length) };
}

/** The days of one span of one row after another. */
class SpanDays {
  from = 0;
  to = 0;
  readonly #reading: Reading;
  readonly #needed: readonly { readonly mask: Int32Array; readonly bits: number }[];
  readonly #known: readonly Int32Array[];
  readonly #begins: readonly Int32Array[];
  readonly #ends: readonly Int32Array[];

  constructor({ conditions, known, begins, ends }: VersionSpan, reading: Reading) {
    const columnsOf = (places: readonly number[]): readonly Int32Array[] => places.flatMap((place) => reading.bounds[place] ?? []);
    this.#reading = reading;
    this.#needed = reading.masks.flatMap((mask, index) => {
      const own = conditions.filter((place) => Math.floor(place / bitsPerMask) === index);
      const bits = own.reduce((all, place) => all | (2 ** (place % bitsPerMask)), 0);
      return bits === 0 ? [] : [{ mask, bits }];
    });
    this.#known = columnsOf(known);
    this.#begins = columnsOf(begins);
    this.#ends = columnsOf(ends);
  }

  /** @returns whether it has any days; `from` and `to` are then these */
  read(row: number): boolean {
    for (const { mask, bits } of this.#needed) if (((mask[row] as number) & bits) !== bits) return false;
    for (const bound of this.#known) if (bound[row] === unknown) return false;
    let from = this.#reading.from[row] as number;
    let to = this.#reading.to[row] as number;
    for (const bound of this.#begins) {
      const day = bound[row] as number;
      if (day > from) from = day;
    }
    for (const bound of this.#ends) {
      const day = bound[row] as number;
      if (day < to && day !== unknown) to = day;
    }
    this.from = from;
    this.to = to;
    return from < to;
  }
}

/** Takes back what rows of `seamsSql` say, from column `start` on. */
export function takeSeams(
  numbered: readonly NumberedSet[],
  { columns }: RowBatch,
  { row, start }: { readonly row: number; readonly start: number },
  changes: ScopeChanges,
): void {
  const at = (column: number): number => columns[start + column]?.[row] ?? 0;
  const [place, day, weight] = [at(0), at(1), at(2)];
  for (const [index, { number }] of numbered.entries()) {
    if ((at(3 + Math.floor(index / bitsPerMask)) & (2 ** (index % bitsPerMask))) === 0) continue;
    changes.takeSeam(number, place, day, weight);
  }
}
