/**
 * Filters written in TypeScript: field names and literals are checked by the compiler against the record kind, so a
 * metric or an SDK call cannot ask for what is not there. The same tree `parseFilter` gives.
 */
import type { Period } from '../kernel/time.ts';
import type { CompareOperator, Filter, Literal } from './filter.ts';
import type { Field, RecordKind } from './record-kind.ts';

export function and(...of: readonly Filter[]): Filter {
  return { op: 'and', of };
}
export function or(...of: readonly Filter[]): Filter {
  return { op: 'or', of };
}
export function not(of: Filter): Filter {
  return { op: 'not', of };
}

type FieldName<K extends RecordKind> = keyof K['fields'] & string;
type FieldOf<K extends RecordKind, F extends FieldName<K>> = K['fields'][F] & Field;
/** Fields of a kind that have one of these types. */
type NamesOfType<K extends RecordKind, T extends Field['type']> = {
  [F in FieldName<K>]: FieldOf<K, F>['type'] extends T ? F : never;
}[FieldName<K>];
type ValueOf<F extends Field> = F['type'] extends 'choice'
  ? F extends { readonly choices: readonly { readonly value: infer V }[] }
    ? V & string
    : string
  : F['type'] extends 'boolean'
    ? boolean
    : F['type'] extends 'integer' | 'number'
      ? number
      : string;

type Compare<K extends RecordKind> = <F extends FieldName<K>>(field: F, value: ValueOf<FieldOf<K, F>>) => Filter;

export interface FilterBuilder<K extends RecordKind> {
  readonly eq: Compare<K>;
  readonly ne: Compare<K>;
  readonly lt: Compare<K>;
  readonly le: Compare<K>;
  readonly gt: Compare<K>;
  readonly ge: Compare<K>;
  in<F extends FieldName<K>>(field: F, values: readonly ValueOf<FieldOf<K, F>>[]): Filter;
  contains(field: NamesOfType<K, 'text' | 'name'>, value: string): Filter;
  startsWith(field: NamesOfType<K, 'text' | 'name'>, value: string): Filter;
  unknown(field: FieldName<K>): Filter;
  known(field: FieldName<K>): Filter;
  /** `age('gt', 'openedAt', 'P30D')`: opened more than 30 days ago; `age('lt', 'dueOn', '-P7D')`: due more than 7 days from now. */
  age(op: CompareOperator, field: NamesOfType<K, 'day' | 'instant'>, period: `P${string}` | `-P${string}`): Filter;
  exists(child: keyof K['children'] & string, where?: Filter): Filter;
}

/** The builder of one kind: `const f = filtersOf(finding); and(f.eq('state', 'open'), f.ge('severity', 'high'))`. */
export function filtersOf<K extends RecordKind>(_kind: K): FilterBuilder<K> {
  const compare =
    (op: CompareOperator) =>
    (field: string, value: Literal): Filter => ({ op, field, value });
  return {
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    in: (field, values) => ({ op: 'in', field, values }),
    contains: (field, value) => ({ op: 'contains', field, value }),
    startsWith: (field, value) => ({ op: 'startsWith', field, value }),
    unknown: (field) => ({ op: 'unknown', field }),
    known: (field) => not({ op: 'unknown', field }),
    age: (op, field, period) => ({ op, ageOf: field, period: period as Period }),
    exists: (child, where) => ({ op: 'exists', child, where: where ?? null }),
  };
}
