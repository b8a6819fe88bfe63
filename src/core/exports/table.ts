/**
 * What leaves the node as a table: columns with a type, rows of plain values. Lists of records and measurements are written
 * as CSV, workbook and Parquet from this one shape. Not here: the formats themselves (`server/exports`), which rows (the store).
 */
import type { Localised } from '../kernel/text.ts';
import type { Field, RecordKind } from '../query/record-kind.ts';
import { columns as columnsOf } from '../query/columns.ts';
import { recordKinds, type RecordKindName } from '../records/registry.ts';
import { findingGroup } from '../vulnerabilities/finding-group.ts';
import { finding } from '../vulnerabilities/finding.ts';

export const exportFormats = ['csv', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/** More rows are refused: a workbook of more is opened by no spreadsheet in reasonable time, and of more the rest is better asked apart. */
export const exportRowsMax: Readonly<Record<ExportFormat, number>> = { csv: 1_000_000, xlsx: 200_000, parquet: 1_000_000 };

/** A `day` is `YYYY-MM-DD`, an `instant` ISO 8601 in UTC; choices and names are texts. */
export type CellType = 'text' | 'boolean' | 'integer' | 'number' | 'day' | 'instant';
/** Null: unknown. It is written as an empty cell and never as 0, false or a word. */
export type Cell = string | number | boolean | null;
export type TableRow = readonly Cell[];

export interface TableColumn {
  /** Of programs; people read the label. */
  readonly name: string;
  readonly label: Localised;
  readonly type: CellType;
}

export interface TableHead {
  /** Of the file and the sheet, without an ending: `assets`. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

const cellTypes: Readonly<Record<Field['type'], CellType>> = {
  text: 'text',
  name: 'text',
  choice: 'text',
  id: 'text',
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  day: 'day',
  instant: 'instant',
};

/** Every field of the kind, in the order of its declaration. */
function columnsOfKind(kind: RecordKind): readonly TableColumn[] {
  return columnsOf(kind).map(({ name, field }) => ({ name, label: field.label, type: cellTypes[field.type] }));
}

/** The list of a kind of record; null: findings by the scanner's check, whose filter is one of findings. */
interface ExportList {
  readonly kind: RecordKindName | null;
  readonly head: TableHead;
}

const lists = Object.entries(recordKinds).map(([name, kind]): readonly [string, ExportList] => [
  kind.plural,
  { kind: name as RecordKindName, head: { name: kind.plural, columns: columnsOfKind(kind) } },
]);

/** At most this many CVEs of a check are named, as in the list. */
const cveIds: TableColumn = { name: 'cveIds', label: { en: 'CVEs', nl: 'CVE’s' }, type: finding.fields.cveId.type };

/** Every list that can be taken out, by the name it has in addresses. */
export const exportLists: ReadonlyMap<string, ExportList> = new Map([
  ...lists,
  ['findings-by-check', { kind: null, head: { name: 'findings-by-check', columns: [...columnsOfKind(findingGroup), cveIds] } }],
]);
export const exportListNames: readonly string[] = [...exportLists.keys()];
