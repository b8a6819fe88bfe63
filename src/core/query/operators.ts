/**
 * Which operators a field of a type takes, and how its literals are written. The parser, the filter menus of the web,
 * the documentation of record kinds and the typed builder read these tables; the meaning itself is in `evaluate.ts`.
 */
import { parseDay, parseInstant } from '../kernel/time.ts';
import type { CompareOperator, Literal, TextOperator } from './filter.ts';
import type { Field, FieldType } from './record-kind.ts';

export type LeafOperator = CompareOperator | TextOperator | 'in' | 'unknown';
export type GroupOperator = 'and' | 'or' | 'not' | 'exists';
export type FilterOperator = LeafOperator | GroupOperator;

export const compareOperators: readonly CompareOperator[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
export const filterOperators: readonly FilterOperator[] = [
  'and',
  'or',
  'not',
  'exists',
  ...compareOperators,
  'in',
  'contains',
  'startsWith',
  'unknown',
];

const equality: readonly LeafOperator[] = ['eq', 'ne', 'in', 'unknown'];
const ordered: readonly LeafOperator[] = [...compareOperators, 'in', 'unknown'];
const operatorsByType: Readonly<Record<FieldType, readonly LeafOperator[]>> = {
  text: [...ordered, 'contains', 'startsWith'],
  name: [...ordered, 'contains', 'startsWith'],
  choice: equality,
  boolean: ['eq', 'ne', 'unknown'],
  integer: ordered,
  number: ordered,
  day: ordered,
  instant: ordered,
  id: equality,
};

/** Operators that may stand before this field; none when it cannot be filtered. */
export function operatorsOf(field: Field): readonly LeafOperator[] {
  if (field.filterable === false) return [];
  return field.type === 'choice' && field.ordered === true ? ordered : operatorsByType[field.type];
}

/** `age(field)` is asked of days and instants. */
export function hasAge(field: Field): boolean {
  return field.type === 'day' || field.type === 'instant';
}

/** What a literal of this field looks like, for the reader of a Problem: the choices themselves, or one form. */
export function literalForms(field: Field): readonly string[] {
  switch (field.type) {
    case 'choice':
      return (field.choices ?? []).map((choice) => choice.value);
    case 'boolean':
      return ['true', 'false'];
    case 'integer':
      return ['a whole number such as 3'];
    case 'number':
      return ['a number such as 7.5'];
    case 'day':
      return ['a day such as 2026-11-22'];
    case 'instant':
      return ['an instant such as 2026-11-22T01:10:32Z'];
    case 'id':
      return ['an id such as 01935b2c-8d4e-7a10-9c3f-5e6f7a8b9c0d'];
    default:
      return ['text, in double quotes where it has spaces or signs'];
  }
}

/**
 * The value a written literal stands for; undefined when it is not one of this field's form.
 * @param quoted written between double quotes, which numbers and truth values are not.
 */
export function readLiteral(field: Field, text: string, quoted: boolean): Literal | undefined {
  switch (field.type) {
    case 'text':
    case 'name':
      return text;
    case 'choice':
      return (field.choices ?? []).some((choice) => choice.value === text) ? text : undefined;
    case 'boolean':
      return quoted ? undefined : readBoolean(text);
    case 'integer':
    case 'number':
      return quoted ? undefined : readNumber(text, field.type === 'integer');
    case 'day':
      return withinYears(parseDay(text));
    case 'instant':
      return withinYears(parseInstant(text));
    case 'id':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
  }
}

function readBoolean(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function readNumber(text: string, whole: boolean): number | undefined {
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return undefined;
  // Adding 0 turns -0 into 0, so that a filter prints and parses to itself.
  const value = Number(text) + 0;
  if (!Number.isFinite(value)) return undefined;
  return whole && !Number.isSafeInteger(value) ? undefined : value;
}

/** Years 0001 to 9999: what both ISO text and PostgreSQL order alike. */
function withinYears<T extends string>(value: T | undefined): T | undefined {
  return value !== undefined && value >= '0001' && value < ':' ? value : undefined;
}
