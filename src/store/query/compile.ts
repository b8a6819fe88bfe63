/**
 * A filter as a SQL condition, equal to `core/query/evaluate.ts` (held by a property test). Two-valued logic on top of
 * SQL's three values: `and` and `or` only ever ask whether something is true, and `not x` is `x is not true`; so a leaf
 * on null is false without wrapping each leaf, and an index can serve it.
 * Every value is a parameter; every table carries its organisation and, for versions, the day.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import type { Field, RecordKind, RecordKinds } from '#core/query/record-kind.ts';
import { recordKinds, type RecordKindName } from '#core/records/registry.ts';
import { storedKinds } from '#store/kinds/registry.ts';
import type { StoredColumn, StoredKind, StoredRelation } from '#store/kinds/stored-kind.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import { ageSql, compareSql, inSql, textSql } from './leaf-sql.ts';
import { boundSql, columnSql, comparedColumnSql, fromSql, tableSql } from './source-sql.ts';

const kinds: RecordKinds = recordKinds;

export interface Moment {
  readonly organisationId: OrganisationId;
  readonly timeZone: string;
  /** Versions that hold on this day are read. */
  readonly asOf: Day;
  /** The instant ages count to. */
  readonly now: Instant;
}

export interface CompiledFilter {
  readonly condition: RawBuilder<unknown>;
  /** Sources of the kind that the condition reads, without those they join through. */
  readonly sources: ReadonlySet<string>;
}

export interface KindInPlace {
  readonly kind: RecordKind;
  readonly stored: StoredKind;
  /** Before each alias. */
  readonly prefix: string;
}

export function kindInPlace(name: string, prefix = ''): KindInPlace {
  const kind = kinds[name];
  const stored = storedKinds[name as RecordKindName] as StoredKind | undefined;
  invariant(kind !== undefined && stored !== undefined, `${name} is a record kind`);
  invariant(!kind.personal, 'records about people are never asked');
  return { kind, stored, prefix };
}

/** The children of a relation in sets over days: of its own table, or of the view that has a row for each parent. */
export function childInPlace(name: string, { through, childColumn }: StoredRelation, prefix: string): KindInPlace {
  const view = through?.view;
  const place = kindInPlace(name, prefix);
  const base = baseOf(place.stored);
  const source = place.stored.sources[base];
  if (view === undefined || source === undefined) return place;
  const series = { unitColumn: view.unitColumn, joinColumns: view.joinColumns, assetColumn: childColumn };
  return { ...place, stored: { ...place.stored, sources: { ...place.stored.sources, [base]: { ...source, table: view.table } }, series } };
}

export function compileFilter(filter: Filter, place: KindInPlace, moment: Moment): CompiledFilter {
  const sources = new Set<string>();
  return { condition: conditionOf(filter, place, moment, sources), sources };
}

function conditionOf(filter: Filter, place: KindInPlace, moment: Moment, sources: Set<string>): RawBuilder<unknown> {
  switch (filter.op) {
    case 'and':
    case 'or': {
      if (filter.of.length === 0) return filter.op === 'and' ? sql`true` : sql`false`;
      const parts = filter.of.map((part) => conditionOf(part, place, moment, sources));
      return sql`(${sql.join(parts, filter.op === 'and' ? sql` and ` : sql` or `)})`;
    }
    case 'not':
      return sql`(${conditionOf(filter.of, place, moment, sources)}) is not true`;
    case 'exists':
      return existsOf(filter, place, moment);
    default:
      return leafOf(filter, place, moment, sources);
  }
}

function leafOf(
  filter: Exclude<Filter, { op: 'and' | 'or' } | { op: 'not' } | { op: 'exists' }>,
  place: KindInPlace,
  moment: Moment,
  sources: Set<string>,
): RawBuilder<unknown> {
  const { field, stored } = fieldInPlace(place, 'ageOf' in filter ? filter.ageOf : filter.field);
  sources.add(stored.source);
  if (filter.op === 'unknown') return sql`${columnSql(place.prefix, stored.source, stored.column)} is null`;
  const column = comparedColumnSql(place.prefix, stored);
  if ('ageOf' in filter) return ageSql(column, field, filter, moment);
  if (filter.op === 'in') return inSql(column, field, filter.values);
  if (filter.op === 'contains' || filter.op === 'startsWith') return textSql(column, field, filter);
  return compareSql(column, field, filter.op, filter.value);
}

export function fieldInPlace({ kind, stored }: KindInPlace, name: string): { readonly field: Field; readonly stored: StoredColumn } {
  const field = kind.fields[name];
  const column = stored.fields[name];
  invariant(field !== undefined && column !== undefined, `${kind.name} has a field ${name}`);
  return { field, stored: column };
}

function existsOf(filter: Extract<Filter, { op: 'exists' }>, place: KindInPlace, moment: Moment): RawBuilder<unknown> {
  const relation = place.kind.children[filter.child];
  const link = place.stored.children[filter.child];
  invariant(relation !== undefined && link !== undefined, `${place.kind.name} has children ${filter.child}`);
  const child = kindInPlace(relation.kind, `${place.prefix}x_`);
  const where = compileFilter(filter.where ?? { op: 'and', of: [] }, child, moment);
  const bound = { ...moment, prefix: child.prefix };
  const base = baseOf(child.stored);
  const parent = columnSql(place.prefix, baseOf(place.stored), link.parentColumn);
  const childOf = (owner: RawBuilder<unknown>, column: string, more: RawBuilder<unknown>) =>
    sql`exists (select from ${fromSql(child.stored, where.sources, bound)} where ${boundSql(child.stored, base, bound)}
      and ${columnSql(child.prefix, base, column)} = ${owner} and ${more}${where.condition})`;
  if (link.through === undefined) return childOf(parent, link.childColumn, sql``);
  // Two steps, each of which ends at its first row: what a thousand parents share is not joined a thousand times.
  const { table, parentColumn, ownerColumn, childColumn, onlyColumn } = link.through;
  const through: StoredKind = { sources: { link: { table, versions: true } }, fields: {}, children: {} };
  const inner = childOf(columnSql(child.prefix, 'link', ownerColumn), childColumn, sql`${columnSql(child.prefix, base, onlyColumn)} and `);
  return sql`exists (select from ${tableSql(table, `${child.prefix}link`)} where ${boundSql(through, 'link', bound)}
    and ${columnSql(child.prefix, 'link', parentColumn)} = ${parent} and ${inner})`;
}
