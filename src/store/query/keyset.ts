/**
 * Pages by keyset: a cursor holds the sort values of the last row, so a page costs the same wherever it lies and rows
 * that come or go meanwhile move nothing. Unknown values last in both directions; `id` breaks ties.
 */
import { createHash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { parseDay, parseInstant } from '#core/kernel/time.ts';
import type { Field } from '#core/query/record-kind.ts';
import { comparedType } from './leaf-sql.ts';

export type CursorValue = string | number | boolean | null;

export interface KeysetColumn {
  readonly field: Field;
  /** What is ordered by. */
  readonly expression: RawBuilder<unknown>;
  readonly descending: boolean;
  readonly nullable: boolean;
}

export interface Cursor {
  readonly values: readonly CursorValue[];
  readonly id: string;
}

/** Of everything that makes a cursor belong to one question. */
export function questionHash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

export function writeCursor({ values, id }: Cursor, hash: string): string {
  return Buffer.from(JSON.stringify([hash, id, ...values])).toString('base64url');
}

/** @throws Problem `cursor-invalid`: not a cursor of ours, or of another filter, sort or day. */
export function readCursor(text: string, hash: string, columns: readonly KeysetColumn[]): Cursor {
  const [ownHash, id, ...values] = readArray(text);
  if (ownHash !== hash) throw invalid('belongs to another filter, sort or day');
  const fits = values.length === columns.length && columns.every((column, index) => isCursorValue(column, values[index]));
  if (typeof id !== 'string' || !isId(id) || !fits) throw invalid('is damaged');
  return { id, values: values as CursorValue[] };
}

function readArray(text: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(read)) return read;
  } catch {
    // Said below, like every other damage.
  }
  throw invalid('is damaged');
}

function invalid(why: string): Problem {
  return new Problem('cursor-invalid', `The cursor ${why}: ask the first page again, without "after".`);
}

function isCursorValue({ field, nullable }: KeysetColumn, value: unknown): boolean {
  if (value === null) return nullable;
  switch (comparedType(field)) {
    case 'smallint':
      return Number.isInteger(value) && Math.abs(Number(value)) < 32_768;
    case 'bigint':
      return Number.isSafeInteger(value);
    case 'double precision':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && parseDay(value) !== undefined;
    case 'timestamptz':
      return typeof value === 'string' && parseInstant(value) === value;
    case 'uuid':
      return typeof value === 'string' && isId(value);
    default:
      return typeof value === 'string' && !hasForbiddenCharacters(value);
  }
}

/** @param id breaks ties; absent: they stay */
export function orderSql(columns: readonly KeysetColumn[], id?: RawBuilder<unknown>): RawBuilder<unknown> {
  const keys = columns.map(({ expression, descending, nullable }) => {
    const direction = sql.raw(`${descending ? ' desc' : ''}${nullable ? ' nulls last' : ''}`);
    return sql`${expression}${direction}`;
  });
  return sql.join(id === undefined ? keys : [...keys, id]);
}

/** What holds of exactly the rows behind the cursor in the order of `orderSql`. */
export function behindSql(columns: readonly KeysetColumn[], id: RawBuilder<unknown>, cursor: Cursor): RawBuilder<unknown> {
  return behindOrTiedSql(columns, cursor, sql`${id} > ${cursor.id}::uuid`);
}

/**
 * The same in parts that follow each other in the order and share no row, each of which an index on the columns and the id begins
 * at its first row: `or` has it read all rows that are level with the cursor, and all before it where a value may be unknown.
 */
export function behindParts(
  columns: readonly KeysetColumn[],
  id: RawBuilder<unknown>,
  cursor: Cursor | undefined,
): readonly RawBuilder<unknown>[] {
  if (cursor === undefined) return [sql`true`];
  const equal = columns.map((column, index) => equalSql(column, cursor.values[index] ?? null));
  const parts = [[...equal, sql`${id} > ${cursor.id}::uuid`]];
  for (const [index, column] of [...columns.entries()].toReversed()) {
    const value = cursor.values[index] ?? null;
    if (value === null) continue;
    const before = equal.slice(0, index);
    parts.push([...before, strictlyBehindSql(column, value)]);
    if (column.nullable) parts.push([...before, sql`${column.expression} is null`]);
  }
  return parts.map((part) => sql`(${sql.join(part, sql` and `)})`);
}

/** Of rows that have the values of the cursor; `columns` are the first of those it was written for. */
export function tiedSql(columns: readonly KeysetColumn[], cursor: Cursor): RawBuilder<unknown> {
  const equal = columns.map((column, index) => equalSql(column, cursor.values[index] ?? null));
  return equal.length === 0 ? sql`true` : sql`(${sql.join(equal, sql` and `)})`;
}

/** What holds of the rows behind the cursor in the order of `columns`, and of those tied with it of which `ofTied` holds. */
export function behindOrTiedSql(columns: readonly KeysetColumn[], cursor: Cursor, ofTied: RawBuilder<unknown>): RawBuilder<unknown> {
  const equal: RawBuilder<unknown>[] = [];
  const ways: RawBuilder<unknown>[] = [];
  columns.forEach((column, index) => {
    const value = cursor.values[index] ?? null;
    const behind = behindValueSql(column, value, false);
    if (behind !== null) ways.push(sql`(${sql.join([...equal, behind], sql` and `)})`);
    equal.push(equalSql(column, value));
  });
  ways.push(sql`(${sql.join([...equal, ofTied], sql` and `)})`);
  const any = sql`(${sql.join(ways, sql` or `)})`;
  const [leading] = columns;
  if (leading === undefined) return any;
  // Repeated on the leading column alone: an index on it can then start at the right place.
  const bound = behindValueSql(leading, cursor.values[0] ?? null, true) ?? sql`${leading.expression} is null`;
  return sql`(${bound}) and ${any}`;
}

function equalSql(column: KeysetColumn, value: CursorValue): RawBuilder<unknown> {
  return value === null ? sql`${column.expression} is null` : sql`${column.expression} = ${typed(column, value)}`;
}

/** Null when nothing lies behind: unknown is last. */
function behindValueSql(column: KeysetColumn, value: CursorValue, orEqual: boolean): RawBuilder<unknown> | null {
  if (value === null) return null;
  const operator = sql.raw(`${column.descending ? '<' : '>'}${orEqual ? '=' : ''}`);
  const compared = sql`${column.expression} ${operator} ${typed(column, value)}`;
  return column.nullable ? sql`(${compared} or ${column.expression} is null)` : compared;
}

function strictlyBehindSql(column: KeysetColumn, value: Exclude<CursorValue, null>): RawBuilder<unknown> {
  return sql`${column.expression} ${sql.raw(column.descending ? '<' : '>')} ${typed(column, value)}`;
}

function typed({ field }: KeysetColumn, value: Exclude<CursorValue, null>): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(comparedType(field))}`;
}
