/** A row of a table as any format gives it: cells as text, and where it stands. Which row is the header is found here too. */
import { namesOfColumns } from '#core/imports/mapping-profile.ts';
import type { TableChoice } from '../define-importer.ts';
import { countKnownHeaders, foldHeader, guessMapping } from './headers.ts';

export interface TableRow {
  readonly cells: readonly string[];
  /** Line of the text on which the row begins, or its number in the sheet; from 1. */
  readonly line: number;
}

/** A title or two may stand above the table; below this many rows nobody looks for the header. */
export const headerIndexMax = 20;

/** What is known of the header row before a table is looked at. */
export interface HeaderWish {
  /** Number of the row, where a profile says it. */
  readonly row: number | null;
  readonly headers: readonly string[];
  /** Every header must be there; otherwise the row that has most of them is the one. */
  readonly isWhole: boolean;
  /** There is none: every row is data. */
  readonly isHeaderless?: boolean;
}

/** Undefined: nobody said anything, so known headers are looked for. */
export function headerWishOf({ mapping, settings }: TableChoice): HeaderWish | undefined {
  if (settings !== undefined) {
    const headers = settings.columns.map(({ header }) => header);
    return { row: settings.headerRow, headers, isWhole: false, isHeaderless: settings.headerless === true };
  }
  return mapping === undefined ? undefined : { row: null, headers: Object.values(mapping), isWhole: true };
}

/** Rows to look at before the header row is known. */
export function rowsBeforeHeader(wish: HeaderWish | undefined): number {
  return Math.max(headerIndexMax, wish?.row ?? 0);
}

/**
 * Place of the header row among the first rows: the first with known headers, or the one that is wished for; -1 where none is.
 * @param lines number of each row; absent = from 1, one after the other.
 */
export function findHeaderRow(rows: readonly (readonly string[])[], wish: HeaderWish | undefined, lines?: readonly number[]): number {
  if (wish !== undefined && wish.row !== null) {
    const at = lines === undefined ? wish.row - 1 : lines.indexOf(wish.row);
    return rows[at] === undefined ? -1 : at;
  }
  const first = rows.slice(0, headerIndexMax);
  if (wish !== undefined && !wish.isWhole) {
    const counts = first.map((row) => countWished(row, wish));
    const most = Math.max(0, ...counts);
    return most === 0 ? -1 : counts.indexOf(most);
  }
  const firstFilled = rows.findIndex(isFilled);
  const isHeader = (row: readonly string[], index: number) => isHeaderRow(row, index === firstFilled, wish?.headers);
  const found = first.findIndex(isHeader);
  // A title of one word that is a header as well ("Device") stands above the headers it belongs to.
  const isTitle = wish === undefined && found === firstFilled && withoutTrailingBlanks(first[found] ?? []).length === 1;
  const below = isTitle ? first.findIndex((row, index) => index > found && isHeader(row, index)) : -1;
  return below < 0 ? found : below;
}

/** Columns of a table without headers, called by their number: as many as most of its rows have. */
export function headersByNumber(rows: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<number, number>();
  for (const row of rows.filter(isFilled)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [most] = [...counts].toSorted(([left, leftRows], [right, rightRows]) => rightRows - leftRows || right - left);
  return namesOfColumns(most?.[0] ?? 0);
}

/** Headers of the row that are wished for, or else known. */
export function countWished(row: readonly string[], wish: HeaderWish | undefined): number {
  if (wish === undefined) return countKnownHeaders(row);
  const keys = new Set(wish.headers.map(foldHeader));
  return row.filter((header) => keys.has(foldHeader(header))).length;
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
