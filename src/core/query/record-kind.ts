/**
 * Record kinds: what can be asked about. A kind declares its fields once; list columns, filter menus, CSV headers,
 * OpenAPI parameters, the SQL compiler and `docs/records.md` follow (design.md 1).
 * Not here: how a kind is stored (`store/kinds/`) or evaluated (`evaluate.ts`).
 */
import type { Localised } from '../kernel/text.ts';

export const fieldTypes = ['text', 'name', 'choice', 'boolean', 'integer', 'number', 'day', 'instant', 'id'] as const;
/**
 * `text` compares by code point; `name` by its folded form; `choice` is one of a closed list and, when the list is
 * `ordered`, orders by its place in it (first = lowest).
 */
export type FieldType = (typeof fieldTypes)[number];

/** `kept`: a change makes a new version with validity. `latest`: only the newest value is known; not askable as of a past day. */
export type FieldHistory = 'kept' | 'latest';

export interface Field {
  readonly type: FieldType;
  readonly label: Localised;
  readonly help?: Localised;
  readonly history: FieldHistory;
  readonly filterable?: false;
  readonly sortable?: false;
  /** Shown as a column unless the reader chooses otherwise. */
  readonly column?: true;
  readonly unit?: 'days' | 'count' | 'score' | 'probability' | 'bytes';
  readonly choices?: readonly Choice[];
  readonly ordered?: true;
}

export interface Choice {
  readonly value: string;
  readonly label: Localised;
}

/** A one-to-many step that `exists(child, filter)` may take. */
export interface ChildRelation {
  readonly kind: string;
  readonly label: Localised;
}

export interface RecordKind {
  readonly name: string;
  readonly plural: string;
  readonly label: Localised;
  readonly labelPlural: Localised;
  readonly fields: Readonly<Record<string, Field>>;
  readonly children: Readonly<Record<string, ChildRelation>>;
  /** Fields a list sorts by when nothing is asked; `id` always follows as the tie-breaker. */
  readonly defaultSort: string;
  /** Kinds about people have no list, filter, sort or as-of (design.md 6). */
  readonly personal: boolean;
}

/** Record kinds by name: what `exists` may step into. */
export type RecordKinds = Readonly<Record<string, RecordKind>>;

export function defineRecordKind<const K extends RecordKind>(kind: K): K {
  return kind;
}
