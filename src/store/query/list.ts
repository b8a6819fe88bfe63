/**
 * Lists of records: one page, its total and the cursor to the next, in a fixed number of statements. The page is found
 * first, joining only what filter and sort read; the fields of its rows are fetched after.
 * Not here: what a filter means (`core/query`), who may ask (the server).
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Filter, SortKey } from '#core/query/filter.ts';
import { everything } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { printSort } from '#core/query/sort.ts';
import type { RecordKindName } from '#core/records/registry.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';
import type { Scope } from '#store/scope.ts';
import type { CompiledFilter, KindInPlace } from './compile.ts';
import { compileFilter, fieldInPlace, kindInPlace } from './compile.ts';
import type { CursorValue, KeysetColumn } from './keyset.ts';
import { behindSql, orderSql, questionHash, readCursor, writeCursor } from './keyset.ts';
import type { AskedMoment, ResolvedMoment } from './moment.ts';
import { refuseLatestFields, resolveMoment } from './moment.ts';
import { boundSql, columnSql, comparedColumnSql, fromSql } from './source-sql.ts';
import { withinTimeLimit } from './time-limit.ts';

/** Totals are counted up to here and are "more than" above. */
export const totalExactMax = 10_000;

export interface ListRequest extends AskedMoment {
  readonly filter: Filter;
  /** Empty: by id. */
  readonly sort: readonly SortKey[];
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

/** A record as plain JSON: every field of its kind, null where unknown (or, as of a past day, without history). */
export type RecordItem = { readonly id: string } & Readonly<Record<string, string | number | boolean | null>>;

export interface Total {
  readonly count: number;
  /** False: there are more than `count`. */
  readonly exact: boolean;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly total: Total;
  readonly asOf: Day;
}

/**
 * One page. Unknown values come last whichever way the list is sorted; `id` breaks ties.
 * @throws Problem `filter-invalid`, `sort-invalid`, `cursor-invalid`, `request-invalid` (as-of), `filter-too-broad` (5 s).
 */
export async function listRecords(scope: Scope, kindName: RecordKindName, question: ListRequest): Promise<ListPage<RecordItem>> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, question);
  refuseLatestFields(place.kind, moment, question.filter, question.sort);
  invariant(Number.isInteger(question.limit) && question.limit > 0, 'a page has at least one row');
  const columns = question.sort.map((key) => keysetColumn(place, key));
  const hash = questionHash([kindName, printFilter(question.filter), printSort(question.sort), question.asOf ?? 'now']);
  const cursor = question.after === undefined ? undefined : readCursor(question.after, hash, columns);
  const filter = compileFilter(question.filter, place, moment);
  const behind = cursor === undefined ? sql`true` : behindSql(columns, idSql(place), cursor);
  const page = pageSql({ place, moment, filter, columns, sources: sortSources(place, question.sort), behind, limit: question.limit + 1 });
  return withinTimeLimit(scope, async () => {
    const { rows } = await page.execute(scope.trx);
    const total = await totalOf(scope, place, moment, filter);
    const shown = rows.slice(0, question.limit);
    const last = rows.length > question.limit ? shown.at(-1) : undefined;
    const next = last === undefined ? null : writeCursor({ id: String(last['id']), values: sortValues(last, columns) }, hash);
    return { items: shown.map((row) => itemOf(place, row)), next, total, asOf: moment.asOf };
  });
}

/** One record; null when there is none with this id at that moment. @throws Problem `request-invalid` (as-of). */
export async function getRecord(scope: Scope, kindName: RecordKindName, id: string, asked: AskedMoment): Promise<RecordItem | null> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, asked);
  const filter = compileFilter({ op: 'eq', field: 'id', value: id }, place, moment);
  const { rows } = await pageSql({ place, moment, filter, columns: [], sources: new Set(), behind: sql`true`, limit: 1 }).execute(
    scope.trx,
  );
  return rows[0] === undefined ? null : itemOf(place, rows[0]);
}

/** How many records a filter finds, exactly. @throws as `listRecords`. */
export async function countRecords(
  scope: Scope,
  kindName: RecordKindName,
  { filter = everything, ...asked }: AskedMoment & { readonly filter?: Filter },
): Promise<number> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, asked);
  refuseLatestFields(place.kind, moment, filter);
  const compiled = compileFilter(filter, place, moment);
  return withinTimeLimit(scope, async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${matchingSql(place, moment, compiled)}`.execute(
      scope.trx,
    );
    return rows[0]?.count ?? 0;
  });
}

export function idSql({ stored, prefix }: KindInPlace): RawBuilder<unknown> {
  const id = stored.fields['id'];
  invariant(id !== undefined, 'every kind has an id');
  return columnSql(prefix, id.source, id.column);
}

/** `from … where …` of exactly the records a filter finds at a moment. */
export function matchingSql(
  { stored, prefix }: KindInPlace,
  moment: ResolvedMoment,
  filter: CompiledFilter,
  moreSources: ReadonlySet<string> = new Set(),
): RawBuilder<unknown> {
  const bound = { ...moment, prefix };
  const sources = new Set([...filter.sources, ...moreSources]);
  return sql`${fromSql(stored, sources, bound)} where ${boundSql(stored, baseOf(stored), bound)} and ${filter.condition}`;
}

async function totalOf(scope: Scope, place: KindInPlace, moment: ResolvedMoment, filter: CompiledFilter): Promise<Total> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from (select from ${matchingSql(place, moment, filter)} limit ${totalExactMax + 1}) counted`.execute(scope.trx);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, totalExactMax), exact: count <= totalExactMax };
}

function keysetColumn(place: KindInPlace, { field: name, descending }: SortKey): KeysetColumn {
  const { field, stored } = fieldInPlace(place, name);
  const optional = place.stored.sources[stored.source]?.join?.optional === true;
  return { field, expression: comparedColumnSql(place.prefix, stored), descending, nullable: stored.notNull !== true || optional };
}

function sortSources({ stored }: KindInPlace, sort: readonly SortKey[]): ReadonlySet<string> {
  return new Set(sort.map((key) => stored.fields[key.field]?.source ?? baseOf(stored)));
}

interface PageParts {
  readonly place: KindInPlace;
  readonly moment: ResolvedMoment;
  readonly filter: CompiledFilter;
  readonly columns: readonly KeysetColumn[];
  readonly sources: ReadonlySet<string>;
  readonly behind: RawBuilder<unknown>;
  readonly limit: number;
}

type Row = Readonly<Record<string, string | number | boolean | null>>;

function pageSql({ place, moment, filter, columns, sources, behind, limit }: PageParts): RawBuilder<Row> {
  const { kind, stored, prefix } = place;
  const shown = Object.entries(stored.fields).filter(([name]) => !moment.past || kind.fields[name]?.history === 'kept');
  const bound = { ...moment, prefix };
  const found = columns.map((column, index) => sql`${column.expression} as ${sortAlias(index)}`);
  const again = columns.map((column, index) => ({ ...column, expression: sql`page.${sortAlias(index)}` }));
  return sql<Row>`with page as materialized (
      select ${sql.join([sql`${idSql(place)} as page_id`, ...found])}
      from ${matchingSql(place, moment, filter, sources)} and ${behind}
      order by ${orderSql(columns, idSql(place))} limit ${limit})
    select ${sql.join([...again.map((column) => column.expression), ...shown.map(([name, column]) => fieldSql(prefix, name, column))])}
    from ${fromSql(stored, new Set(shown.map(([, column]) => column.source)), bound)}
    join page on page.page_id = ${idSql(place)}
    where ${boundSql(stored, baseOf(stored), bound)}
    order by ${orderSql(again, sql`page.page_id`)}`;
}

function sortAlias(index: number): RawBuilder<unknown> {
  return sql.raw(`sort_${index}`);
}

function fieldSql(
  prefix: string,
  name: string,
  { source, column }: { readonly source: string; readonly column: string },
): RawBuilder<unknown> {
  invariant(/^[A-Za-z0-9]+$/.test(name), 'field names are ours');
  return sql`${columnSql(prefix, source, column)} as ${sql.raw(`"${name}"`)}`;
}

function sortValues(row: Row, columns: readonly KeysetColumn[]): readonly CursorValue[] {
  return columns.map((_, index) => row[`sort_${index}`] ?? null);
}

/** Ordered choices lie as their place, 1 the lowest; everything else as it is shown. */
function itemOf({ kind }: KindInPlace, row: Row): RecordItem {
  const item: Record<string, string | number | boolean | null> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = row[name] ?? null;
    item[name] = field.ordered === true && value !== null ? (field.choices?.[Number(value) - 1]?.value ?? null) : value;
  }
  return item as RecordItem;
}
