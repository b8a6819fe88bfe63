/**
 * A list's filter as the reader sees it: conditions that all hold, each a chip. A filter of another shape (an `or` at
 * the top) is one chip. The language itself is in `core/query`.
 */
import { isProblem, type Problem } from '#core/kernel/problem.ts';
import type { Period } from '#core/kernel/time.ts';
import type { Filter, Literal } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { Field, RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';

export type ReadFilter =
  | { readonly kind: 'filter'; readonly filter: Filter | null }
  | { readonly kind: 'problem'; readonly problem: Problem };

export function readFilter(text: string | undefined, kind: RecordKind): ReadFilter {
  if (text === undefined || text.trim() === '') return { kind: 'filter', filter: null };
  try {
    return { kind: 'filter', filter: parseFilter(text, kind, recordKinds) };
  } catch (cause) {
    if (isProblem(cause)) return { kind: 'problem', problem: cause };
    throw cause;
  }
}

export function conditionsOf(filter: Filter | null): readonly Filter[] {
  if (filter === null) return [];
  return filter.op === 'and' ? filter.of : [filter];
}

/** RQL of conditions that all hold; undefined when there are none. */
export function printConditions(conditions: readonly Filter[]): string | undefined {
  const [only, ...others] = conditions;
  if (only === undefined) return undefined;
  return printFilter(others.length === 0 ? only : { op: 'and', of: conditions });
}

/** `text` with one more condition. */
export function addCondition(text: string | undefined, kind: RecordKind, condition: Filter): string | undefined {
  const read = readFilter(text, kind);
  return printConditions([...(read.kind === 'filter' ? conditionsOf(read.filter) : []), condition]);
}

/** How a reader asks: the operators of the language in plain words, ages and absence among them. */
export const askOperators = {
  choice: ['in', 'ne', 'unknown', 'known'],
  orderedChoice: ['in', 'ge', 'le', 'ne', 'unknown', 'known'],
  boolean: ['eq', 'unknown'],
  text: ['contains', 'eq', 'startsWith', 'ne', 'unknown', 'known'],
  number: ['ge', 'le', 'eq', 'gt', 'lt', 'unknown', 'known'],
  time: ['older', 'younger', 'before', 'onOrAfter', 'unknown', 'known'],
  id: ['eq'],
} as const;
export type AskOperator = (typeof askOperators)[keyof typeof askOperators][number];

export function operatorsFor(field: Field): readonly AskOperator[] {
  switch (field.type) {
    case 'choice':
      return field.ordered === true ? askOperators.orderedChoice : askOperators.choice;
    case 'boolean':
      return askOperators.boolean;
    case 'integer':
    case 'number':
      return askOperators.number;
    case 'day':
    case 'instant':
      return askOperators.time;
    case 'id':
      return askOperators.id;
    default:
      return askOperators.text;
  }
}

export interface Asked {
  readonly name: string;
  readonly field: Field;
  readonly operator: AskOperator;
  /** As typed; for choices the chosen ones. */
  readonly values: readonly string[];
  readonly timeZone: string;
}

/** The condition that was asked for; null while it is incomplete. */
export function conditionOf({ name, field, operator, values, timeZone }: Asked): Filter | null {
  if (operator === 'unknown') return { op: 'unknown', field: name };
  if (operator === 'known') return { op: 'not', of: { op: 'unknown', field: name } };
  const [text] = values;
  if (text === undefined || text.trim() === '') return null;
  if (operator === 'older' || operator === 'younger') {
    const days = Number(text);
    if (!Number.isInteger(days) || days < 0 || days > 100_000) return null;
    return { op: operator === 'older' ? 'gt' : 'lt', ageOf: name, period: `P${days}D` as Period };
  }
  const literals = values.map((value) => literalOf(field, value, timeZone)).filter((value) => value !== null);
  const [first] = literals;
  if (first === undefined || literals.length !== values.length) return null;
  if (operator === 'in')
    return literals.length === 1 ? { op: 'eq', field: name, value: first } : { op: 'in', field: name, values: literals };
  if (operator === 'contains' || operator === 'startsWith') return { op: operator, field: name, value: String(first) };
  const op = operator === 'before' ? 'lt' : operator === 'onOrAfter' ? 'ge' : operator;
  return { op, field: name, value: first };
}

function literalOf(field: Field, text: string, timeZone: string): Literal | null {
  switch (field.type) {
    case 'boolean':
      return text === 'true';
    case 'integer':
    case 'number': {
      const value = Number(text.replace(',', '.'));
      return !Number.isFinite(value) || (field.type === 'integer' && !Number.isInteger(value)) ? null : value;
    }
    case 'instant':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOfDayIn(text, timeZone) : null;
    default:
      return text;
  }
}

/** The first instant of a day in a time zone, by asking Intl how late it is there. */
export function startOfDayIn(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const offsetAt = (time: number) => Date.parse(`${clock.format(time).replace(' ', 'T')}Z`) - time;
  // A second time with the offset found first, for days on which the clock changes.
  const guess = midnight - offsetAt(midnight);
  return new Date(midnight - offsetAt(guess)).toISOString();
}
