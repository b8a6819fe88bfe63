/** One condition on one column as SQL. A leaf on null gives null, which every caller takes as false. */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant, unreachable } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, dayOf, instantFromMilliseconds, millisecondsOf, startOfDay } from '#core/kernel/time.ts';
import { ageThreshold } from '#core/query/age.ts';
import type { CompareOperator, Filter, Literal } from '#core/query/filter.ts';
import type { Field } from '#core/query/record-kind.ts';

const sqlOperators: Readonly<Record<CompareOperator, string>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/** `age(x) > P` is `x < asOf − P`: the other way round. */
const turned: Readonly<Record<CompareOperator, CompareOperator>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

function operatorSql(op: CompareOperator): RawBuilder<unknown> {
  return sql.raw(sqlOperators[op]);
}

/** SQL type of what a field compares by. */
export function comparedType(field: Field): string {
  if (field.ordered === true) return 'smallint';
  switch (field.type) {
    case 'text':
    case 'name':
    case 'choice':
      return 'text';
    case 'boolean':
      return 'boolean';
    // Wider than any column, so that a large literal is compared and not refused.
    case 'integer':
      return 'bigint';
    case 'number':
      return 'double precision';
    case 'day':
      return 'date';
    case 'instant':
      return 'timestamptz';
    case 'id':
      return 'uuid';
    default:
      return unreachable(field.type);
  }
}

/** The value that is compared with the column of `comparedColumnSql`. */
export function comparedValue(field: Field, value: Literal): Literal {
  if (field.type === 'name') return foldName(String(value));
  if (field.ordered !== true) return value;
  const place = (field.choices ?? []).findIndex((choice) => choice.value === value);
  invariant(place >= 0, `${String(value)} is a choice`);
  return place + 1;
}

function parameter(field: Field, value: Literal): RawBuilder<unknown> {
  return sql`${comparedValue(field, value)}::${sql.raw(comparedType(field))}`;
}

export function compareSql(column: RawBuilder<unknown>, field: Field, op: CompareOperator, value: Literal): RawBuilder<unknown> {
  return sql`${column} ${operatorSql(op)} ${parameter(field, value)}`;
}

export function inSql(column: RawBuilder<unknown>, field: Field, values: readonly Literal[]): RawBuilder<unknown> {
  if (values.length === 1 && values[0] !== undefined) return compareSql(column, field, 'eq', values[0]);
  return sql`${column} = any(${values.map((value) => comparedValue(field, value))}::${sql.raw(comparedType(field))}[])`;
}

export function textSql(
  column: RawBuilder<unknown>,
  field: Field,
  filter: Extract<Filter, { op: 'contains' | 'startsWith' }>,
): RawBuilder<unknown> {
  const value = comparedValue(field, filter.value);
  return filter.op === 'contains' ? sql`strpos(${column}, ${value}::text) > 0` : sql`starts_with(${column}, ${value}::text)`;
}

/** Year 1: before it, ISO text and PostgreSQL write years differently, and nothing is stored. */
const yearOneMs = Date.parse('0001-01-01T00:00:00.000Z');
/** The end of year 9999, for the same reason. */
const lastYearEndMs = Date.parse('+010000-01-01T00:00:00.000Z');

/** @param now the instant ages count to. */
export function ageSql(
  column: RawBuilder<unknown>,
  field: Field,
  filter: Extract<Filter, { ageOf: string }>,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): RawBuilder<unknown> {
  const thresholdMs = ageThreshold(now, filter.period, timeZone);
  const op = turned[filter.op];
  if (thresholdMs < yearOneMs) {
    // Every stored value lies after such a threshold.
    return op === 'gt' || op === 'ge' || op === 'ne' ? sql`${column} is not null` : sql`false`;
  }
  if (thresholdMs >= lastYearEndMs) return op === 'lt' || op === 'le' || op === 'ne' ? sql`${column} is not null` : sql`false`;
  const threshold = instantFromMilliseconds(thresholdMs);
  if (field.type === 'instant') return sql`${column} ${operatorSql(op)} ${threshold}::timestamptz`;
  return dayAgainstInstantSql(column, op, threshold, timeZone);
}

/** The start of a day compared with an instant, said in days so that an index on the column serves. */
function dayAgainstInstantSql(column: RawBuilder<unknown>, op: CompareOperator, instant: Instant, timeZone: string): RawBuilder<unknown> {
  const day: Day = dayOf(instant, timeZone);
  const atStart = millisecondsOf(startOfDay(day, timeZone)) === millisecondsOf(instant);
  const on = (operator: string, bound: Day): RawBuilder<unknown> => sql`${column} ${sql.raw(operator)} ${bound}::date`;
  switch (op) {
    case 'lt':
      return on('<=', atStart ? addDays(day, -1) : day);
    case 'le':
      return on('<=', day);
    case 'gt':
      return on('>', day);
    case 'ge':
      return on('>=', atStart ? day : addDays(day, 1));
    case 'eq':
      return atStart ? on('=', day) : sql`false`;
    case 'ne':
      return atStart ? on('<>', day) : sql`${column} is not null`;
    default:
      return unreachable(op);
  }
}
