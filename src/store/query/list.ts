/**
 * Lists of records: one page, its total and the cursor to the next, in one statement and its time limit. The page is found
 * first, joining only what filter and sort read; the fields of its rows are joined after.
 * Not here: what a filter means (`core/query`), who may ask (the server).
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { isId } from '#core/kernel/id.ts';
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
import type { Cursor, CursorValue, KeysetColumn } from './keyset.ts';
import { behindParts, behindSql, orderSql, questionHash, readCursor, writeCursor } from './keyset.ts';
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
 * @param countMax up to where the total is counted
 * @throws Problem `filter-invalid`, `sort-invalid`, `cursor-invalid`, `request-invalid` (as-of), `filter-too-broad` (5 s).
 */
export async function listRecords(
  scope: Scope,
  kindName: RecordKindName,
  question: ListRequest,
  countMax = totalExactMax,
): Promise<ListPage<RecordItem>> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, question);
  refuseLatestFields(place.kind, moment, question.filter, question.sort);
  invariant(Number.isInteger(question.limit) && question.limit > 0, 'a page has at least one row');
  const columns = question.sort.map((key) => keysetColumn(place, key));
  const hash = questionHash([kindName, printFilter(question.filter), printSort(question.sort), question.asOf ?? 'now']);
  const cursor = question.after === undefined ? undefined : readCursor(question.after, hash, columns);
  const filter = compileFilter(question.filter, place, moment);
  const statement = pageSql({ place, moment, filter, columns, cursor, limit: question.limit + 1, countMax, request: question });
  return withinTimeLimit(scope, async () => {
    const { rows } = await statement.execute(scope.trx);
    // A page without rows still tells the total: its one row then has no id.
    const found = rows.filter((row) => row['page_id'] !== null);
    const shown = found.slice(0, question.limit);
    const last = found.length > question.limit ? shown.at(-1) : undefined;
    const next = last === undefined ? null : writeCursor({ id: String(last['id']), values: sortValues(last, columns) }, hash);
    const count = Number(rows[0]?.['total'] ?? 0);
    const total = { count: Math.min(count, countMax), exact: count <= countMax };
    return { items: shown.map((row) => itemOf(place, row)), next, total, asOf: moment.asOf };
  });
}

/** One record; null when there is none with this id at that moment. @throws Problem `request-invalid` (as-of). */
export async function getRecord(scope: Scope, kindName: RecordKindName, id: string, asked: AskedMoment): Promise<RecordItem | null> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, asked);
  if (!isId(id)) return null;
  const filter = compileFilter({ op: 'eq', field: 'id', value: id }, place, moment);
  const { rows } = await sql<Row>`select ${sql.join(shownFields(place, moment))}
    from ${matchingSql(place, moment, filter, shownSources(place))}`.execute(scope.trx);
  invariant(rows.length < 2, `${place.prefix}${kindName} ${id} is one record`);
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

export function keysetColumn(place: KindInPlace, { field: name, descending }: SortKey): KeysetColumn {
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
  readonly cursor: Cursor | undefined;
  readonly limit: number;
  readonly countMax: number;
  readonly request: ListRequest;
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Entries of an index that a walk reads at most; where they do not fill the page, everything is filtered and sorted. */
const walkedMax = 5_000;

/** One statement: the rows of the page, each with the total; one row without `page_id` when the page is empty. */
function pageSql(parts: PageParts): RawBuilder<Row> {
  const { place, moment, filter, columns, countMax } = parts;
  const { stored, prefix } = place;
  const bound = { ...moment, prefix };
  const order = orderSql(aliased(columns), sql`page_id`);
  const way = wayOf(place, parts.request);
  const { steps, page } =
    way.kind === 'walk' ? walkedPage(parts, order) : way.kind === 'sort' ? sortedPage(parts, order) : nearOrSortedPage(parts, way, order);
  const all = way.kind === 'sort' ? sql`matched` : sql`${matchingSql(place, moment, filter)}`;
  const counted = sql`counted as materialized (select count(*)::int as total from (select from ${all} limit ${countMax + 1}) c)`;
  return sql<Row>`with ${sql.join(way.kind === 'sort' ? [...steps, counted] : [counted, ...steps])}, page as materialized (${page})
    select page.*, counted.total, ${sql.join(shownFields(place, moment))}
    from counted left join (page join ${fromSql(stored, shownSources(place), bound)}
      on page.page_id = ${idSql(place)} and ${boundSql(stored, baseOf(stored), bound)}) on true
    order by ${order}`;
}

interface FoundPage {
  readonly steps: readonly RawBuilder<unknown>[];
  /** Rows with `page_id` and what they are sorted by. */
  readonly page: RawBuilder<unknown>;
}

/** What the filter finds, with what it is sorted by. */
function foundSql({ place, moment, filter, columns, request }: PageParts): RawBuilder<unknown> {
  const found = columns.map((column, index) => sql`${column.expression} as ${sortAlias(index)}`);
  return sql`select ${sql.join([sql`${idSql(place)} as page_id`, ...found])} from ${matchingSql(place, moment, filter, sortSources(place, request.sort))}`;
}

function firstBehind({ columns, cursor, limit }: PageParts, order: RawBuilder<unknown>, holds: RawBuilder<unknown>): RawBuilder<unknown> {
  const behind = cursor === undefined ? sql`true` : behindSql(aliased(columns), sql`page_id`, cursor);
  return sql`select * from matched where ${behind} and ${holds} order by ${order} limit ${limit}`;
}

function sortedPage(parts: PageParts, order: RawBuilder<unknown>): FoundPage {
  return { steps: [sql`matched as materialized (${foundSql(parts)})`], page: firstBehind(parts, order, sql`true`) };
}

function walkedPage(parts: PageParts, order: RawBuilder<unknown>): FoundPage {
  const { columns, cursor, limit } = parts;
  const behind = behindParts(aliased(columns), sql`page_id`, cursor);
  const walk = walkSql(
    behind,
    limit,
    (part, holds) => sql`select * from matched where ${part} and ${holds} order by ${order} limit ${limit}`,
  );
  return {
    steps: [sql`matched as not materialized (${foundSql(parts)})`, ...walk.steps],
    page: sql`${walk.entries} order by ${order} limit ${limit}`,
  };
}

/**
 * Where the filter finds no more than would be walked, all of it is sorted. Of more, many of the first entries of the index, those of
 * `when` and behind the cursor, are likely to pass it; where they do not fill the page, everything is sorted after all.
 */
function nearOrSortedPage(parts: PageParts, { when, entriesMax }: BoundedWalk, order: RawBuilder<unknown>): FoundPage {
  const { place, moment, filter, columns, cursor, limit, countMax, request } = parts;
  const found = columns.map((column, index) => sql`${column.expression} as ${sortAlias(index)}`);
  const entry = sql.join([sql`${idSql(place)} as page_id`, ...found, sql`${filter.condition} as holds`]);
  const sources = new Set([...filter.sources, ...sortSources(place, request.sort)]);
  const from = matchingSql(place, moment, compileFilter(when, place, moment), sources);
  const isMany = sql`(select total from counted) > ${Math.min(entriesMax, countMax)}`;
  const walk = walkSql(
    behindParts(columns, idSql(place), cursor),
    entriesMax,
    (part, holds) =>
      sql`select ${entry} from ${from} and ${part} and ${isMany} and ${holds} order by ${orderSql(columns, idSql(place))} limit ${entriesMax}`,
  );
  const named = sql.join([sql`page_id`, ...columns.map((_, index) => sortAlias(index))]);
  const isNear = sql`(select count(*) from near) = ${limit}`;
  return {
    steps: [
      ...walk.steps,
      sql`near as materialized (select ${named} from (${walk.entries}) walked where holds order by ${order} limit ${limit})`,
      sql`matched as materialized (${foundSql(parts)})`,
    ],
    page: sql`(select * from near where ${isNear}) union all (${firstBehind(parts, order, sql`not ${isNear}`)})`,
  };
}

/** Entries of an index part by part (`behindParts`), each of which is only read where those before it did not give enough. */
function walkSql(
  behind: readonly RawBuilder<unknown>[],
  entriesMax: number,
  partSql: (behind: RawBuilder<unknown>, holds: RawBuilder<unknown>) => RawBuilder<unknown>,
): { readonly steps: readonly RawBuilder<unknown>[]; readonly entries: RawBuilder<unknown> } {
  const names = behind.map((_, index) => sql.raw(`walk_${index}`));
  const entries = (count: number): RawBuilder<unknown> =>
    sql.join(
      names.slice(0, count).map((name) => sql`select * from ${name}`),
      sql` union all `,
    );
  const steps = behind.map((part, index) => {
    const holds = index === 0 ? sql`true` : sql`(select count(*) from (${entries(index)}) read) < ${entriesMax}`;
    return sql`${names[index] ?? sql``} as materialized (${partSql(part, holds)})`;
  });
  return { steps, entries: entries(names.length) };
}

function aliased(columns: readonly KeysetColumn[]): readonly KeysetColumn[] {
  return columns.map((column, index) => ({ ...column, expression: sortAlias(index) }));
}

/**
 * How a page is found. `walk`: an index gives the rows in this order and the filter asks nothing else of them.
 * `bounded-walk`: it gives the order, and whether many of the first rows pass the filter is tried. `sort`: all that the
 * filter finds is sorted.
 */
type Way = { readonly kind: 'walk' } | BoundedWalk | { readonly kind: 'sort' };

interface BoundedWalk {
  readonly kind: 'bounded-walk';
  readonly when: Filter;
  readonly entriesMax: number;
}

function wayOf({ kind, stored }: KindInPlace, { filter, sort }: ListRequest): Way {
  if (stored.walks === undefined) return { kind: 'walk' };
  const [first, ...rest] = sort;
  const walk = stored.walks.find((one) => one.field === first?.field && one.descending === first.descending);
  if (walk === undefined || rest.length > 0) return { kind: 'sort' };
  const parts = filter.op === 'and' ? filter.of : [filter];
  const when = parts.find(
    (part) => part.op === 'eq' && 'value' in part && part.field === walk.when.field && part.value === walk.when.value,
  );
  if (when === undefined) return { kind: 'sort' };
  // The rows of one record are few and found by its id.
  if (parts.some((part) => part.op === 'eq' && 'field' in part && kind.fields[part.field]?.type === 'id')) return { kind: 'sort' };
  return parts.length === 1 ? { kind: 'walk' } : { kind: 'bounded-walk', when, entriesMax: walk.entriesMax ?? walkedMax };
}

/** Those that the fields of a record are read from: each more would be one more order of joining for the planner to weigh. */
export function shownSources({ stored }: KindInPlace): ReadonlySet<string> {
  return new Set(Object.values(stored.fields).map(({ source }) => source));
}

/** Every field known at that moment, under its name. */
export function shownFields({ kind, stored, prefix }: KindInPlace, moment: ResolvedMoment): readonly RawBuilder<unknown>[] {
  return Object.entries(stored.fields)
    .filter(([name]) => !moment.past || kind.fields[name]?.history === 'kept')
    .map(([name, column]) => fieldSql(prefix, name, column));
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
export function itemOf({ kind }: KindInPlace, row: Row): RecordItem {
  const item: Record<string, string | number | boolean | null> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = row[name] ?? null;
    item[name] = field.ordered === true && value !== null ? (field.choices?.[Number(value) - 1]?.value ?? null) : value;
  }
  return item as RecordItem;
}
