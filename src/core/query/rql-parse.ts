/**
 * RQL text to a filter: read and checked against the record kind in one go, so that every refusal points at the place
 * and says what is allowed there. Grammar: `op(argument, …)` with the operators of `operators.ts`; see `design.md` 1.
 * Not here: what a filter means (`evaluate.ts`).
 */
import { Problem } from '../kernel/problem.ts';
import { hasForbiddenCharacters } from '../kernel/text.ts';
import { parsePeriod } from '../kernel/time.ts';
import type { CompareOperator, Filter, Literal } from './filter.ts';
import { listFields, nearestFields, nearestNames } from './nearest.ts';
import type { FilterOperator, LeafOperator } from './operators.ts';
import { compareOperators, filterOperators, hasAge, literalForms, operatorsOf, readLiteral } from './operators.ts';
import type { Field, RecordKind, RecordKinds } from './record-kind.ts';
import type { Token } from './rql-tokens.ts';
import { tokenAt } from './rql-tokens.ts';

export const filterLimits = { textLength: 8_000, depth: 32, leaves: 200 } as const;

interface Reader {
  readonly text: string;
  readonly kinds: RecordKinds;
  token: Token;
  leaves: number;
}

/**
 * @param kinds all record kinds by name: `exists` steps into another one.
 * @throws Problem `filter-invalid` with data `{position, found, expected}`; position counts UTF-16 units from 0.
 */
export function parseFilter(text: string, kind: RecordKind, kinds: RecordKinds): Filter {
  if (kind.personal) {
    throw new Problem('filter-invalid', `Records of kind "${kind.name}" are about people and cannot be filtered.`, {
      position: 0,
      found: kind.name,
      expected: [],
    });
  }
  if (text.length > filterLimits.textLength) {
    refuse({ position: filterLimits.textLength, text: '…' }, [`at most ${filterLimits.textLength} characters`], 'The filter is too long');
  }
  const reader: Reader = { text, kinds, token: tokenAt(text, 0), leaves: 0 };
  const filter = readFilter(reader, kind, 1);
  if (reader.token.kind !== 'end') refuse(reader.token, ['the end of the filter']);
  return filter;
}

function refuse(at: { position: number; text: string }, expected: readonly string[], why?: string, more = 0): never {
  const found = at.text === '' ? 'the end' : at.text.length > 60 ? `${at.text.slice(0, 60)}…` : at.text;
  const said = at.text === '' ? found : JSON.stringify(found);
  const allowed = expected.length === 0 ? '' : ` Expected: ${listFields({ expected, more })}.`;
  throw new Problem('filter-invalid', `${why ?? 'The filter cannot be read'} at character ${at.position + 1}, found ${said}.${allowed}`, {
    position: at.position,
    found,
    expected,
    ...(more === 0 ? {} : { more }),
  });
}

function advance(reader: Reader): Token {
  const token = reader.token;
  reader.token = tokenAt(reader.text, token.position + token.text.length);
  return token;
}

function expect(reader: Reader, kind: 'open' | 'close' | 'comma', sign: string, others: readonly string[] = []): void {
  if (reader.token.kind !== kind) refuse(reader.token, [sign, ...others]);
  advance(reader);
}

function readFilter(reader: Reader, kind: RecordKind, depth: number): Filter {
  const name = reader.token;
  if (name.kind !== 'word') refuse(name, filterOperators);
  const op = filterOperators.find((candidate) => candidate === name.value);
  if (op === undefined) refuse(name, nearestNames(name.value, filterOperators, filterOperators.length), 'No such operator');
  if (depth > filterLimits.depth) refuse(name, [`at most ${filterLimits.depth} levels`], 'The filter is nested too deeply');
  if (op !== 'and' && op !== 'or' && op !== 'not') {
    reader.leaves += 1;
    if (reader.leaves > filterLimits.leaves) refuse(name, [`at most ${filterLimits.leaves} conditions`], 'The filter is too large');
  }
  advance(reader);
  expect(reader, 'open', '(');
  const filter = readArguments(reader, kind, { op, at: name, depth });
  expect(reader, 'close', ')', 'value' in filter || 'values' in filter ? ['double quotes around text with spaces or signs'] : []);
  return filter;
}

interface Operation {
  readonly op: FilterOperator;
  readonly at: Token;
  readonly depth: number;
}

function readArguments(reader: Reader, kind: RecordKind, operation: Operation): Filter {
  const { op, depth } = operation;
  switch (op) {
    case 'and':
    case 'or':
      return { op, of: readFilters(reader, kind, depth + 1) };
    case 'not':
      return { op, of: readFilter(reader, kind, depth + 1) };
    case 'exists':
      return readExists(reader, kind, depth);
    default:
      return reader.token.value === 'age' && tokenAt(reader.text, reader.token.position + 3).kind === 'open'
        ? readAge(reader, kind, operation)
        : readLeaf(reader, kind, op, operation.at);
  }
}

function readFilters(reader: Reader, kind: RecordKind, depth: number): Filter[] {
  const filters: Filter[] = [];
  while (reader.token.kind !== 'close') {
    if (filters.length > 0) expect(reader, 'comma', ',', [')']);
    filters.push(readFilter(reader, kind, depth));
  }
  return filters;
}

function readExists(reader: Reader, kind: RecordKind, depth: number): Filter {
  const name = reader.token;
  const children = Object.keys(kind.children);
  const relation = Object.hasOwn(kind.children, name.value) ? kind.children[name.value] : undefined;
  if (name.kind !== 'word' || relation === undefined) {
    refuse(name, nearestNames(name.value, children, children.length), `"${kind.name}" has no such children`);
  }
  const childKind = reader.kinds[relation.kind];
  if (childKind === undefined || childKind.personal) refuse(name, [], `"${relation.kind}" cannot be filtered`);
  advance(reader);
  if (reader.token.kind === 'close') return { op: 'exists', child: name.value, where: null };
  expect(reader, 'comma', ',', [')']);
  return { op: 'exists', child: name.value, where: readFilter(reader, childKind, depth + 1) };
}

function refuseField(at: Token, found: string, fields: readonly string[], why: string): never {
  const { expected, more } = nearestFields(found, fields);
  refuse(at, expected, why, more);
}

function readField(reader: Reader, kind: RecordKind): { readonly name: string; readonly field: Field } {
  const token = reader.token;
  const field = token.kind === 'word' && Object.hasOwn(kind.fields, token.value) ? kind.fields[token.value] : undefined;
  const usable = Object.entries(kind.fields)
    .filter(([, candidate]) => candidate.filterable !== false)
    .map(([name]) => name);
  if (field === undefined) refuseField(token, token.value, usable, `"${kind.name}" has no such field`);
  if (field.filterable === false) refuseField(token, token.value, usable, 'This field cannot be filtered');
  advance(reader);
  return { name: token.value, field };
}

function readAge(reader: Reader, kind: RecordKind, operation: Operation): Filter {
  const compare = compareOperators.find((candidate) => candidate === operation.op);
  if (compare === undefined) refuse(operation.at, compareOperators, 'An age cannot be asked like this');
  advance(reader);
  expect(reader, 'open', '(');
  const at = reader.token;
  const { name, field } = readField(reader, kind);
  if (!hasAge(field)) {
    const dated = Object.keys(kind.fields).filter((candidate) => hasAge(kind.fields[candidate] as Field));
    refuseField(at, name, dated, 'This field is not a day or an instant');
  }
  expect(reader, 'close', ')');
  expect(reader, 'comma', ',');
  const period = reader.token.kind === 'word' ? parsePeriod(reader.token.value) : undefined;
  if (period === undefined) refuse(reader.token, ['a period such as P30D, P2W or PT12H, or ahead such as -P30D']);
  advance(reader);
  return { op: compare, ageOf: name, period };
}

function readLeaf(reader: Reader, kind: RecordKind, op: LeafOperator, at: Token): Filter {
  const { name, field } = readField(reader, kind);
  const allowed = operatorsOf(field);
  if (!allowed.includes(op)) refuse(at, allowed, `"${name}" cannot be asked like this`);
  if (op === 'unknown') return { op, field: name };
  expect(reader, 'comma', ',');
  if (op === 'in') return { op, field: name, values: readLiterals(reader, field) };
  const value = readLiteralToken(reader, field);
  return op === 'contains' || op === 'startsWith'
    ? { op, field: name, value: String(value) }
    : { op: op satisfies CompareOperator, field: name, value };
}

function readLiterals(reader: Reader, field: Field): Literal[] {
  expect(reader, 'open', '(');
  const values: Literal[] = [];
  while (reader.token.kind !== 'close') {
    if (values.length > 0) expect(reader, 'comma', ',', [')']);
    values.push(readLiteralToken(reader, field));
  }
  advance(reader);
  return values;
}

function readLiteralToken(reader: Reader, field: Field): Literal {
  const token = reader.token;
  if (token.reason === 'escape') refuse(token, ['\\"', '\\\\'], 'No such escape');
  if (token.reason === 'string-open') refuse(token, ['a closing double quote'], 'The text does not end');
  if (token.kind !== 'word' && token.kind !== 'string') refuse(token, literalForms(field));
  if (hasForbiddenCharacters(token.value)) refuse(token, ['well-formed text without NUL'], 'The text cannot be stored anywhere');
  const value = readLiteral(field, token.value, token.kind === 'string');
  if (value === undefined) {
    const forms = literalForms(field);
    refuse(token, field.type === 'choice' ? nearestNames(token.value, forms, forms.length) : forms, 'No value of this field');
  }
  advance(reader);
  return value;
}
