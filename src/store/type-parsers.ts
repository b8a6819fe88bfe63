/**
 * What a column's text becomes in memory: instants and days are the ISO strings of `core/kernel/time.ts` (never a
 * JavaScript Date, which would put days in the machine's time zone), 64-bit integers are numbers and must be safe,
 * `infinity` stays the word. Arrays of these follow. Everything else is as node-postgres does it.
 */
import { types, type CustomTypesConfig } from 'pg';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';

type Parse = (text: string) => unknown;

/** `2026-11-22 01:10:32.123456+00` → `2026-11-22T01:10:32.123Z`; the session's zone is UTC (see `database.ts`). */
export function parseTimestamptz(text: string): Instant {
  if (text.endsWith('infinity')) return text as Instant;
  if (!text.endsWith('+00') || text.charAt(10) !== ' ') {
    const milliseconds = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
    invariant(!Number.isNaN(milliseconds), `the database sent a timestamp this node cannot read: ${text}`);
    return new Date(milliseconds).toISOString() as Instant;
  }
  const fraction = text.slice(20, -3).slice(0, 3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z` as Instant;
}

function parseInt8(text: string): number {
  const value = Number(text);
  invariant(Number.isSafeInteger(value), `the database sent an integer beyond 2^53: ${text}`);
  return value;
}

/** The declared type knows only the built-in scalar types; arrays have their own numbers (pg_type.oid). */
const parserOf = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parse;
const parseTextArray = parserOf(1009) as (text: string) => (string | null)[];
function arrayOf(parse: Parse): Parse {
  return (text) => parseTextArray(text).map((item) => (item === null ? null : parse(item)));
}

const parseDate = (text: string): Day => text as Day;

const parsers = new Map<number, Parse>([
  [types.builtins.INT8, parseInt8],
  [types.builtins.NUMERIC, Number],
  [types.builtins.FLOAT8, Number],
  [types.builtins.DATE, parseDate],
  [types.builtins.TIMESTAMPTZ, parseTimestamptz],
  [1016, arrayOf(parseInt8)],
  [1022, arrayOf(Number)],
  [1231, arrayOf(Number)],
  [1182, arrayOf(parseDate)],
  [1185, arrayOf((text) => parseTimestamptz(text))],
]);

export const columnTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? parserOf(oid, format)) as CustomTypesConfig['getTypeParser'],
};
