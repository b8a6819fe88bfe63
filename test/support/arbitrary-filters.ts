/**
 * Random records, filters and sorts of a record kind for property tests. Values come from small pools with awkward
 * members (accents, surrogate pairs, signs, empty text), so that random filters and random records often meet.
 */
import fc from 'fast-check';
import type { Filter, Literal, SortKey } from '#core/query/filter.ts';
import { hasAge, operatorsOf } from '#core/query/operators.ts';
import type { Field, RecordKind, RecordKinds } from '#core/query/record-kind.ts';
import type { Period } from '#core/kernel/time.ts';

/** Any well-formed text without NUL. */
export const anyText = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\u0000'));

const texts = [
  '',
  'a',
  'b',
  'ab',
  'Ab',
  'á',
  'é%_',
  'b\\',
  '"q"',
  ' a  b ',
  '\ud83d\ude00',
  '\ufffd',
  'Zürich',
  'ZURICH',
  'null',
  '10.0.0.1',
];
const days = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'];
const instants = [
  '2026-01-05T11:00:00.000Z',
  '2026-01-05T23:00:00.000Z',
  '2026-01-05T22:59:59.999Z',
  '2026-01-05T23:00:00.001Z',
  '2026-03-28T23:00:00.000Z',
  '2026-03-29T22:00:00.000Z',
  '2026-10-24T22:00:00.000Z',
  '2026-10-25T23:00:00.000Z',
  '2026-01-08T12:34:56.789Z',
];
const ids = ['01935b2c-8d4e-7a10-9c3f-5e6f7a8b9c0d', '01935b2c-8d4e-7a10-9c3f-5e6f7a8b9c0e', 'ffffffff-ffff-7fff-bfff-ffffffffffff'];
const numbers = [0, 0.1, 0.30000000000000004, 5, 9.8, -2.5, 1e21];
const integers = [0, 1, 2, 3, 4, 443, -1];

/** A known value of the field as a record holds it. */
export function arbitraryValue(field: Field): fc.Arbitrary<Literal> {
  switch (field.type) {
    case 'text':
    case 'name':
      return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: anyText });
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []).map((choice) => choice.value));
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.constantFrom(...integers);
    case 'number':
      return fc.constantFrom(...numbers);
    case 'day':
      return fc.constantFrom(...days);
    case 'instant':
      return fc.constantFrom(...instants);
    case 'id':
      return fc.constantFrom(...ids);
  }
}

export const arbitraryPeriod: fc.Arbitrary<Period> = fc
  .oneof(
    fc.constantFrom('P0D', 'P1D', 'P2D', 'P1W', 'P80D', 'P999999D', 'P999999W'),
    fc.constantFrom('PT1H', 'PT24H', 'P1DT12H', 'P3DT1H'),
    fc.constantFrom('-P0D', '-P1D', '-P2D', '-P1W', '-P80D', '-P99999D', '-PT1H', '-P1DT12H'),
  )
  .map((text) => text as Period);
export const arbitraryDays: fc.Arbitrary<Period> = fc
  .constantFrom('P0D', 'P1D', 'P2D', 'P1W', 'P80D', 'P999999W', '-P0D', '-P1D', '-P2D', '-P1W', '-P80D', '-P9999W')
  .map((text) => text as Period);

export interface FilterOptions {
  /** Which fields may be asked; all when absent. */
  readonly mayAsk?: (field: Field, name: string, kind: RecordKind) => boolean;
  readonly periods?: fc.Arbitrary<Period>;
  readonly depth?: number;
}

function arbitraryLeaf(name: string, field: Field, periods: fc.Arbitrary<Period>): fc.Arbitrary<Filter> {
  const value = arbitraryValue(field);
  const leaves = operatorsOf(field).map((op): fc.Arbitrary<Filter> => {
    if (op === 'unknown') return fc.constant({ op, field: name });
    if (op === 'in') return fc.array(value, { maxLength: 3 }).map((values) => ({ op, field: name, values }));
    if (op === 'contains' || op === 'startsWith') return value.map((text) => ({ op, field: name, value: String(text) }));
    const plain: fc.Arbitrary<Filter> = value.map((literal) => ({ op, field: name, value: literal }));
    return hasAge(field)
      ? fc.oneof(
          plain,
          periods.map((period): Filter => ({ op, ageOf: name, period })),
        )
      : plain;
  });
  return fc.oneof(...leaves);
}

export function arbitraryFilter(kind: RecordKind, kinds: RecordKinds, options: FilterOptions = {}): fc.Arbitrary<Filter> {
  const { mayAsk = () => true, periods = arbitraryPeriod, depth = 3 } = options;
  const leaves = Object.entries(kind.fields)
    .filter(([name, field]) => operatorsOf(field).length > 0 && mayAsk(field, name, kind))
    .map(([name, field]) => arbitraryLeaf(name, field, periods));
  for (const [child, relation] of Object.entries(kind.children)) {
    const childKind = kinds[relation.kind];
    if (childKind === undefined) continue;
    // Children of which nothing may be asked are not asked for either: a kind without history as of a past day.
    if (!Object.entries(childKind.fields).some(([name, field]) => mayAsk(field, name, childKind))) continue;
    const where = fc.option(arbitraryFilter(childKind, kinds, { ...options, depth: depth - 1 }), { freq: 4 });
    // As often as ten fields: otherwise children would hardly ever be asked for.
    leaves.push(...Array.from({ length: 10 }, () => where.map((filter): Filter => ({ op: 'exists', child, where: filter }))));
  }
  const leaf = fc.oneof(...leaves);
  if (depth <= 0) return leaf;
  const inner = arbitraryInner(leaf, depth);
  return inner;
}

function arbitraryInner(leaf: fc.Arbitrary<Filter>, depth: number): fc.Arbitrary<Filter> {
  if (depth === 0) return leaf;
  const part = arbitraryInner(leaf, depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(part, { maxLength: 3 })).map(([op, of]) => ({ op, of })),
    },
    { weight: 1, arbitrary: part.map((of): Filter => ({ op: 'not', of })) },
  );
}

export function arbitrarySort(kind: RecordKind, mayAsk: (field: Field) => boolean = () => true): fc.Arbitrary<readonly SortKey[]> {
  const names = Object.keys(kind.fields).filter((name) => {
    const field = kind.fields[name];
    return field !== undefined && field.sortable !== false && mayAsk(field);
  });
  return fc
    .uniqueArray(fc.constantFrom(...names), { maxLength: 3 })
    .chain((fields) => fc.tuple(...fields.map((field) => fc.record({ field: fc.constant(field), descending: fc.boolean() }))));
}

/** A record with unknown values at random; `required` fields are always known. */
export function arbitraryRecord(kind: RecordKind, required: ReadonlySet<string> = new Set()): fc.Arbitrary<Record<string, Literal | null>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(kind.fields).map(([name, field]) => [
        name,
        required.has(name) ? arbitraryValue(field) : fc.option(arbitraryValue(field), { freq: 3 }),
      ]),
    ),
  );
}
