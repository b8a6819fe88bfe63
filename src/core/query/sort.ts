/** The order of a list: `-severity,name`. Unknown values come last in both directions; `id` always breaks ties, ascending. */
import { invariant } from '../kernel/invariant.ts';
import { Problem } from '../kernel/problem.ts';
import { compareCodePoints, foldName } from '../kernel/text.ts';
import type { SortKey } from './filter.ts';
import { listFields, nearestFields } from './nearest.ts';
import type { Field, RecordKind } from './record-kind.ts';

export const sortKeysMax = 8;

/** A record outside any store: field values by name (null or absent: unknown) and children by relation. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** @throws Problem `sort-invalid` with data `{position, found, expected}`. Empty text is the kind's own order. */
export function parseSort(text: string, kind: RecordKind): readonly SortKey[] {
  const keys: SortKey[] = [];
  let position = 0;
  for (const part of (text.trim() === '' ? kind.defaultSort : text).split(',')) {
    const written = part.trim();
    const descending = written.startsWith('-');
    const field = descending ? written.slice(1) : written;
    const sortable = Object.keys(kind.fields).filter((name) => kind.fields[name]?.sortable !== false);
    if (!sortable.includes(field)) {
      const nearest = nearestFields(field, sortable);
      throw new Problem(
        'sort-invalid',
        `"${kind.name}" cannot be sorted by ${JSON.stringify(field.slice(0, 60))}. Expected a field such as: ${listFields(nearest)}; "-" before it turns the order.`,
        { position, found: field.slice(0, 60), expected: nearest.expected, ...(nearest.more === 0 ? {} : { more: nearest.more }) },
      );
    }
    if (keys.some((key) => key.field === field) || keys.length === sortKeysMax) {
      throw new Problem('sort-invalid', `Sort by at most ${sortKeysMax} different fields; ${JSON.stringify(field)} is one too many.`, {
        position,
        found: field,
        expected: [],
      });
    }
    keys.push({ field, descending });
    position += part.length + 1;
  }
  return keys;
}

export function printSort(keys: readonly SortKey[]): string {
  return keys.map((key) => `${key.descending ? '-' : ''}${key.field}`).join(',');
}

/** What a value compares by: the folded name, the place of an ordered choice, otherwise itself. */
export function sortValueOf(field: Field, value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  invariant(typeof value === 'string', 'a field holds text, a number or a truth value');
  if (field.type === 'name') return foldName(value);
  if (field.type === 'choice' && field.ordered === true) return (field.choices ?? []).findIndex((choice) => choice.value === value);
  return value;
}

/** Orders two values as lists, `lt` and `gt` do; both known. */
export function compareValues(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareCodePoints(String(left), String(right));
}

/** The comparator that a list in this order follows. */
export function compareRecords(keys: readonly SortKey[], kind: RecordKind): (left: PlainRecord, right: PlainRecord) => number {
  return (left, right) => {
    for (const { field: name, descending } of keys) {
      const field = kind.fields[name];
      if (field === undefined) continue;
      const a = sortValueOf(field, left[name]);
      const b = sortValueOf(field, right[name]);
      if (a === null || b === null) {
        if (a === b) continue;
        return a === null ? 1 : -1;
      }
      const order = compareValues(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return compareCodePoints(String(left['id']), String(right['id']));
  };
}
