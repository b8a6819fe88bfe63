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
import { columnSql } from './source-sql.ts';
import { cutToWindow, isShort, versionDays, versionRows } from './truth-units.ts';
import type { VersionSet, VersionSets, VersionSpan } from './version-sets.ts';

type Sql = RawBuilder<unknown>;

export interface NumberedSet {
  readonly number: number;
  readonly set: VersionSet;
}

/** Rows `set`, `place_id`, `weight`, `from_on`, `to_on` from `version` (`placedVersionsSql`): stretches of days of versions. */
export function versionRunsSql(numbered: readonly NumberedSet[]): Sql {
  // A scan for each: rows of VALUES that read another relation are made anew for each of its rows, which takes far longer.
  const scans = numbered.flatMap(({ number, set }) =>
    stretchesOf(set).map(
      ({ holds, from, to }) => sql`select ${sql.raw(String(number))} as set, place_id, sum(weight)::int as weight, from_on, to_on
        from (select v.place_id, v.weight, ${from} as from_on, ${to} as to_on from version v where ${holds}) held
        where from_on < to_on group by place_id, from_on, to_on`,
    ),
  );
  return sql.join(scans, sql` union all `);
}

/** Where two spans of a version meet, the first stretch is both of them and the second none. */
function stretchesOf([first, second]: VersionSet): readonly VersionSpan[] {
  if (second === undefined) return [first];
  const both = sql`(${isAny(first)} and ${isAny(second)} and ${first.from} <= ${second.to} and ${second.from} <= ${first.to})`;
  return [
    {
      holds: first.holds,
      from: sql`case when ${both} then least(${first.from}, ${second.from}) else ${first.from} end`,
      to: sql`case when ${both} then greatest(${first.to}, ${second.to}) else ${first.to} end`,
    },
    { ...second, holds: sql`${second.holds} and not ${both}` },
  ];
}

function isAny({ holds, from, to }: VersionSpan): Sql {
  return sql`${holds} and ${from} < ${to}`;
}

/** Versions of which `of` holds and that hold on any day of the window, each with what the sets read of it and the columns asked for. */
function versionsSql(sets: VersionSets, of: Sql | null, more: readonly Sql[]): Sql {
  const { level } = sets;
  const base = baseOf(level.place.stored);
  const days = versionDays(level, base);
  const { start, end } = cutToWindow(level, days);
  const read = sets.columns.map(({ name, made }) => sql`${made} as ${sql.raw(name)}`);
  return sql`select ${sql.join([sql`${start} as from_on`, sql`${end} as to_on`, ...read, ...more])}
        from ${versionRows(level, base, of)} and ${days.from} < ${days.to}`;
}

/** The relation `version`. Over few days most versions of a place are alike: they are one row with a weight. */
export function placedVersionsSql(sets: VersionSets, placeOf: Sql): Sql {
  const { level } = sets;
  const columns = [sql`v.from_on`, sql`v.to_on`, ...sets.columns.map(({ name }) => sql.raw(`v.${name}`))];
  const alike = isShort(level.window);
  const versions = versionsSql(sets, null, [sql`${keyOf(sets, 'assetColumn')} as of_asset`]);
  return sql`select ${sql.join([sql`coalesce(p.place_id, 0) as place_id`, ...columns, alike ? sql`count(*)::int as weight` : sql`1 as weight`])}
      from (${versions}) v left join ${placeOf} p on p.asset_id = v.of_asset
      ${alike ? sql`group by ${sql.join([sql`coalesce(p.place_id, 0)`, ...columns])}` : sql``}`;
}

function keyOf({ level: { place } }: VersionSets, column: 'unitColumn' | 'assetColumn'): Sql {
  const { series } = place.stored;
  invariant(series !== undefined, `${place.kind.name} keeps history`);
  return columnSql(place.prefix, baseOf(place.stored), series[column]);
}

/** So many sets are told in one number. */
const setsPerMask = 62;

/** Rows `set`, `place_id`, `day`, `weight`: records whose stretch was cut on this day, where a version ends and the next begins. */
export function seamsSql(sets: VersionSets, numbered: readonly NumberedSet[], placeOf: Sql): Sql {
  const { level } = sets;
  const { firstDay, endDay } = level.window;
  const days = versionDays(level, baseOf(level.place.stored));
  const masked = chunksOf(numbered, setsPerMask).map((of, index) => ({ of, name: sql.raw(`mask_${index}`) }));
  const side = (day: Sql, holdsOn: Sql, of: Sql): Sql => {
    const masks = masked.map(({ of: own, name }) => sql`${maskOf(own, holdsOn)} as ${name}`);
    const keys = [sql`${keyOf(sets, 'unitColumn')} as of_unit`, sql`${keyOf(sets, 'assetColumn')} as of_asset`];
    return sql`(select v.of_unit, v.of_asset, ${day} as day, ${sql.join(masks)} from (${versionsSql(sets, of, keys)}) v)`;
  };
  const both = masked.map(({ name }) => sql`b.${name} & a.${name} as ${name}`);
  const names = sql.join(masked.map(({ name }) => name));
  const told = masked.map(({ of, name }) => {
    const bits = of.map(({ number }, bit) => sql`(${sql.raw(String(number))}, ${bitSql(bit)})`);
    return sql`select s.set, m.place_id, m.day, m.weight from met m join (values ${sql.join(bits)}) s (set, bit) on m.${name} & s.bit <> 0`;
  });
  return sql`with met as materialized (
        select coalesce(p.place_id, 0) as place_id, day, ${names}, count(*) as weight
        from (select a.of_asset, a.day, ${sql.join(both)}
          from ${side(sql`v.to_on`, sql`v.to_on - 1`, sql`${days.to} < ${endDay}::date`)} b
          join ${side(sql`v.from_on`, sql`v.from_on`, sql`${days.from} > ${firstDay}::date`)} a
            on a.of_unit = b.of_unit and a.of_asset = b.of_asset and a.day = b.day) meeting
        left join ${placeOf} p on p.asset_id = of_asset
        group by coalesce(p.place_id, 0), day, ${names})
      select set, place_id, day, sum(weight)::int as weight from (${sql.join(told, sql` union all `)}) told group by 1, 2, 3`;
}

function bitSql(bit: number): Sql {
  return sql.raw(`${2n ** BigInt(bit)}::bigint`);
}

/** Which of the sets a version is in on a day, a bit for each. */
function maskOf(sets: readonly NumberedSet[], day: Sql): Sql {
  const bits = sets.map(({ set }, bit) => {
    const holds = set.map((span) => sql`(${span.holds} and ${span.from} <= ${day} and ${day} < ${span.to})`);
    return sql`case when ${sql.join(holds, sql` or `)} then ${bitSql(bit)} else 0 end`;
  });
  return sql`(${sql.join(bits, sql` | `)})`;
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
