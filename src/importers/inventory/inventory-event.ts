/** What comes out of an inventory file while it is read: rows as they stand, what is refused, and what is said of the file. */
import { identifierFields, type InventoryLine } from '#core/matching/device-names.ts';

export interface InventoryPlace {
  /** Of a workbook. */
  readonly sheet: string | null;
  /** Line of the text or row of the sheet, from 1; null: the file as a whole. */
  readonly line: number | null;
}

/** A row before anybody looked whether it has an id. */
export type InventoryRow = { readonly [field in keyof InventoryLine]: string | null };

/** Those that are there: a line that has none says nothing of them. */
export function identifiersBy(read: (field: (typeof identifierFields)[number]) => string | null): Partial<InventoryRow> {
  return Object.fromEntries(
    identifierFields.flatMap((field) => {
      const text = read(field);
      return text === null ? [] : [[field, text]];
    }),
  );
}

export interface InventoryRefusal {
  readonly kind: 'refused';
  readonly place: InventoryPlace;
  /** Stable kebab-case code. */
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

export type InventoryEvent =
  | { readonly kind: 'row'; readonly place: InventoryPlace; readonly row: InventoryRow }
  | InventoryRefusal
  | { readonly kind: 'remark'; readonly place: InventoryPlace; readonly message: string };

export function refusal(place: InventoryPlace, code: string, message: string): InventoryRefusal {
  return { kind: 'refused', place, code, message };
}
