/** A row of a table as any format gives it: cells as text, and where it stands. Which row is the header is found here too. */
import { countKnownHeaders, foldHeader, guessMapping } from './headers.ts';

export interface TableRow {
  readonly cells: readonly string[];
  /** Line of the text on which the row begins, or its number in the sheet; from 1. */
  readonly line: number;
}

/** A title or two may stand above the table; below this many rows nobody looks for the header. */
export const headerIndexMax = 20;

/**
 * Place of the header row among the first rows: the first with known headers, or with all that a mapping names.
 * -1 where none is.
 */
export function findHeaderRow(rows: readonly (readonly string[])[], wantedHeaders: readonly string[] | undefined): number {
  const firstFilled = rows.findIndex(isFilled);
  return rows.slice(0, headerIndexMax).findIndex((row, index) => isHeaderRow(row, index === firstFilled, wantedHeaders));
}

/** Below the first filled row one known word is not enough: it would be a cell of the data. */
function isHeaderRow(row: readonly string[], isFirst: boolean, wantedHeaders: readonly string[] | undefined): boolean {
  if (wantedHeaders !== undefined && wantedHeaders.length > 0) {
    const keys = new Set(row.map(foldHeader));
    return wantedHeaders.every((header) => keys.has(foldHeader(header)));
  }
  return guessMapping(row).shape !== null && (isFirst || (row.length > 1 && countKnownHeaders(row) >= 2));
}

export function isFilled(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '');
}

/** Spreadsheets add empty cells at the end; a row that is short, or holds more, does not fit its headers. */
export function hasColumns(row: readonly string[], columns: number): boolean {
  if (row.length === columns) return true;
  return row.length > columns && !row.slice(columns).some((cell) => cell.trim() !== '');
}

export function withoutTrailingBlanks(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((cell) => cell.trim() !== '') + 1);
}
