/** Which fields a filter asks about. */
import type { Filter } from './filter.ts';
import type { RecordKind, RecordKinds } from './record-kind.ts';

/** Every field a filter names, of its own kind only (not those inside `exists`). */
export function fieldsOf(filter: Filter): ReadonlySet<string> {
  switch (filter.op) {
    case 'and':
    case 'or':
      return new Set(filter.of.flatMap((part) => [...fieldsOf(part)]));
    case 'not':
      return fieldsOf(filter.of);
    case 'exists':
      return new Set();
    default:
      return new Set(['ageOf' in filter ? filter.ageOf : filter.field]);
  }
}

/** The first field of only-latest history that a filter asks about, also inside `exists`; null when all are kept. */
export function firstLatestField(filter: Filter, kind: RecordKind, kinds: RecordKinds): string | null {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.of.map((part) => firstLatestField(part, kind, kinds)).find((name) => name !== null) ?? null;
    case 'not':
      return firstLatestField(filter.of, kind, kinds);
    case 'exists': {
      const child = kinds[kind.children[filter.child]?.kind ?? ''];
      return filter.where === null || child === undefined ? null : firstLatestField(filter.where, child, kinds);
    }
    default: {
      const name = 'ageOf' in filter ? filter.ageOf : filter.field;
      return kind.fields[name]?.history === 'kept' ? null : name;
    }
  }
}
