/**
 * What follows from a kind's declaration: its columns, and the description of all kinds from which `docs/records.md`
 * and the filter menus are made.
 */
import type { Localised } from '../kernel/text.ts';
import type { LeafOperator } from './operators.ts';
import { hasAge, literalForms, operatorsOf } from './operators.ts';
import type { Choice, Field, FieldHistory, FieldType, RecordKind, RecordKinds } from './record-kind.ts';

export interface Column {
  readonly name: string;
  readonly field: Field;
}

/** Every field of the kind in the order of its declaration: the columns a reader may choose from. */
export function columns(kind: RecordKind): readonly Column[] {
  return Object.entries(kind.fields).map(([name, field]) => ({ name, field }));
}

/** The columns shown until the reader chooses others. */
export function defaultColumns(kind: RecordKind): readonly Column[] {
  return columns(kind).filter(({ field }) => field.column === true);
}

export interface FieldDescription {
  readonly name: string;
  readonly type: FieldType;
  readonly label: Localised;
  readonly help: Localised | null;
  readonly history: FieldHistory;
  readonly sortable: boolean;
  /** Operators that may stand before the field; none: not filterable. */
  readonly operators: readonly LeafOperator[];
  /** `age(field)` may be compared with a period. */
  readonly age: boolean;
  /** The choices, or one example of how a literal is written. */
  readonly literals: readonly string[];
  readonly choices: readonly Choice[];
  readonly unit: Field['unit'] | null;
}

export interface KindDescription {
  readonly name: string;
  readonly plural: string;
  readonly label: Localised;
  readonly labelPlural: Localised;
  readonly defaultSort: string;
  /** A list, count or figure of a past day can be asked for, over the kept fields. */
  readonly asOf: boolean;
  readonly fields: readonly FieldDescription[];
  readonly children: readonly { readonly name: string; readonly kind: string; readonly label: Localised }[];
}

/** All kinds that can be asked about; those about people are left out. */
export function describeKinds(kinds: RecordKinds): readonly KindDescription[] {
  return Object.values(kinds)
    .filter((kind) => !kind.personal)
    .map((kind) => ({
      name: kind.name,
      plural: kind.plural,
      label: kind.label,
      labelPlural: kind.labelPlural,
      defaultSort: kind.defaultSort,
      asOf: hasHistory(kind),
      fields: columns(kind).map(({ name, field }) => describeField(name, field)),
      children: Object.entries(kind.children).map(([name, relation]) => ({ name, kind: relation.kind, label: relation.label })),
    }));
}

/** Whether a kind can be asked as of a past day: it keeps the history of at least one field. */
export function hasHistory(kind: RecordKind): boolean {
  return Object.values(kind.fields).some((field) => field.history === 'kept');
}

function describeField(name: string, field: Field): FieldDescription {
  return {
    name,
    type: field.type,
    label: field.label,
    help: field.help ?? null,
    history: field.history,
    sortable: field.sortable !== false,
    operators: operatorsOf(field),
    age: field.filterable !== false && hasAge(field),
    literals: literalForms(field),
    choices: field.choices ?? [],
    unit: field.unit ?? null,
  };
}
