/**
 * All rows of a list from first to last, a few hundred at a time, out of one cursor in one snapshot: sorted once, never held
 * at once. For what leaves the node as a file; a page that people turn is `list.ts`.
 */
import { sql } from 'kysely';
import type { Filter, SortKey } from '#core/query/filter.ts';
import type { RecordKindName } from '#core/records/registry.ts';
import type { Scope } from '#store/scope.ts';
import type { CompiledFilter, KindInPlace } from './compile.ts';
import { compileFilter, kindInPlace } from './compile.ts';
import { orderSql } from './keyset.ts';
import type { RecordItem, Row } from './list.ts';
import { idSql, itemOf, keysetColumn, matchingSql, shownFields, shownSources } from './list.ts';
import type { AskedMoment, ResolvedMoment } from './moment.ts';
import { refuseLatestFields, resolveMoment } from './moment.ts';
import { withinTimeLimit } from './time-limit.ts';

/** Whoever takes a whole list out waits longer than somebody before a page. */
export const walkTimeLimitMs = 60_000;

export interface WalkRequest extends AskedMoment {
  readonly filter: Filter;
  readonly sort: readonly SortKey[];
}

export interface Walk {
  /** Counted up to one above `countMax`. */
  readonly count: number;
  /** To be read once, within the transaction of the scope. */
  rows(): AsyncGenerator<readonly RecordItem[], void, undefined>;
}

/**
 * @param countMax how far the rows are counted beforehand
 * @throws Problem `filter-invalid`, `sort-invalid`, `request-invalid` (as-of), `filter-too-broad` (60 s for any statement)
 */
export async function walkRecords(scope: Scope, kindName: RecordKindName, asked: WalkRequest, countMax: number): Promise<Walk> {
  const place = kindInPlace(kindName);
  const moment = resolveMoment(scope, place.kind, asked);
  refuseLatestFields(place.kind, moment, asked.filter, asked.sort);
  const filter = compileFilter(asked.filter, place, moment);
  const { rows } = await withinTimeLimit(
    scope,
    () =>
      sql<{ count: number }>`select count(*)::int as count from (
        select from ${matchingSql(place, moment, filter)} limit ${countMax + 1}) counted`.execute(scope.trx),
    walkTimeLimitMs,
  );
  return { count: rows[0]?.count ?? 0, rows: () => walk(scope, { place, moment, filter, sort: asked.sort }) };
}

const rowsAtOnce = 500;

interface WalkParts {
  readonly place: KindInPlace;
  readonly moment: ResolvedMoment;
  readonly filter: CompiledFilter;
  readonly sort: readonly SortKey[];
}

async function* walk(scope: Scope, { place, moment, filter, sort }: WalkParts): AsyncGenerator<readonly RecordItem[], void, undefined> {
  const order = orderSql(
    sort.map((key) => keysetColumn(place, key)),
    idSql(place),
  );
  // All rows will be read: a plan that gives the first ones soon is no good.
  await sql`set local cursor_tuple_fraction = 1`.execute(scope.trx);
  await sql`declare walked no scroll cursor for
    select ${sql.join(shownFields(place, moment))} from ${matchingSql(place, moment, filter, shownSources(place))} order by ${order}`.execute(
    scope.trx,
  );
  const next = sql<Row>`fetch forward ${sql.raw(String(rowsAtOnce))} from walked`;
  for (;;) {
    const { rows } = await withinTimeLimit(scope, () => next.execute(scope.trx), walkTimeLimitMs);
    if (rows.length > 0) yield rows.map((row) => itemOf(place, row));
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close walked`.execute(scope.trx);
}
