/**
 * What a filter means, once: evaluated over a plain record. The SQL compiler (`store/query/compile.ts`) is held equal to
 * this by a property test. Two-valued: a leaf on an unknown value is false, `not` is the plain complement.
 * The record is as it stood at `now`; choosing that state is the caller's.
 */
import { invariant, unreachable } from '../kernel/invariant.ts';
import { foldName } from '../kernel/text.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { startOfDay } from '../kernel/time.ts';
import { ageThreshold } from './age.ts';
import type { CompareOperator, Filter } from './filter.ts';
import type { Field, RecordKind, RecordKinds } from './record-kind.ts';
import type { PlainRecord } from './sort.ts';
import { compareValues, sortValueOf } from './sort.ts';

export interface EvaluationContext {
  readonly kind: RecordKind;
  readonly kinds: RecordKinds;
  /** The instant ages count to. */
  readonly now: Instant;
  readonly timeZone: string;
}

export function evaluate(filter: Filter, record: PlainRecord, context: EvaluationContext): boolean {
  switch (filter.op) {
    case 'and':
      return filter.of.every((part) => evaluate(part, record, context));
    case 'or':
      return filter.of.some((part) => evaluate(part, record, context));
    case 'not':
      return !evaluate(filter.of, record, context);
    case 'exists':
      return existsChild(filter, record, context);
    case 'unknown':
      return isUnknown(record[filter.field]);
    default:
      break;
  }
  const name = 'ageOf' in filter ? filter.ageOf : filter.field;
  const field = context.kind.fields[name];
  invariant(field !== undefined, `${context.kind.name} has no field ${name}`);
  const value = record[name];
  if (isUnknown(value)) return false;
  switch (filter.op) {
    case 'in':
      return filter.values.some((candidate) => compares('eq', field, value, candidate));
    case 'contains':
      return textOf(field, value).includes(textOf(field, filter.value));
    case 'startsWith':
      return textOf(field, value).startsWith(textOf(field, filter.value));
    default:
      return 'ageOf' in filter ? ageCompares(filter, field, value, context) : compares(filter.op, field, value, filter.value);
  }
}

function isUnknown(value: unknown): boolean {
  return value === null || value === undefined;
}

function existsChild(filter: Extract<Filter, { op: 'exists' }>, record: PlainRecord, context: EvaluationContext): boolean {
  const relation = context.kind.children[filter.child];
  const kind = relation === undefined ? undefined : context.kinds[relation.kind];
  invariant(kind !== undefined, `${context.kind.name} has no children ${filter.child}`);
  const children = record[filter.child] ?? [];
  invariant(Array.isArray(children), `${filter.child} is a list of records`);
  const { where } = filter;
  return where === null ? children.length > 0 : children.some((child: PlainRecord) => evaluate(where, child, { ...context, kind }));
}

/** Well-formed UTF-16 text contains another by unit exactly when it does by code point. */
function textOf(field: Field, value: unknown): string {
  return field.type === 'name' ? foldName(String(value)) : String(value);
}

function compares(op: CompareOperator, field: Field, left: unknown, right: unknown): boolean {
  const a = sortValueOf(field, left);
  const b = sortValueOf(field, right);
  invariant(a !== null && b !== null, 'both values are known');
  return holds(op, compareValues(a, b));
}

/** `age(x) op P` is `(asOf − P) op x`: the older, the further x lies before. */
function ageCompares(
  filter: Extract<Filter, { ageOf: string }>,
  field: Field,
  value: unknown,
  { now, timeZone }: EvaluationContext,
): boolean {
  const at = Date.parse(field.type === 'day' ? startOfDay(String(value) as Day, timeZone) : String(value));
  const threshold = ageThreshold(now, filter.period, timeZone);
  return holds(filter.op, threshold === at ? 0 : threshold - at);
}

function holds(op: CompareOperator, order: number): boolean {
  switch (op) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    default:
      return unreachable(op);
  }
}
