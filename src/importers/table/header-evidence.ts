/**
 * Whether a row that stands where headers should is one of the data: a table without headers would lose its first row to
 * them, and nobody would see it. It looks at cells only to doubt, never to say which column is what.
 * A cell that some table knows as a header speaks for headers; addresses, dates and the like speak for data.
 */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { foldName } from '#core/kernel/text.ts';
import { Problem } from '#core/kernel/problem.ts';
import { readMacAddresses, ipAddressOf } from './addresses.ts';
import { readDay } from './dates.ts';
import { countKnownHeaders } from './headers.ts';

/** What is said of the cells of a row that looks like data. */
export interface DataSigns {
  /** Cells that look like data, and cells of the row in all. */
  readonly signs: number;
  readonly cells: number;
  /** The cell that shows it best, and what it is. */
  readonly cell: string;
  readonly looksLike: string;
}

interface Sign {
  /** 3: no header is such; 2: no header beside cells like it below; 1: a header may be. */
  readonly weight: 1 | 2 | 3;
  readonly cell: string;
  readonly looksLike: string;
}

const isMacAddress = (text: string): boolean => readMacAddresses(text).valid.length === 1;
const isDate = (text: string): boolean => readDay(text, 'undecided').kind !== 'invalid';

/**
 * Null where the row may be headers. Without a single known header one cell that looks like data is enough; beside known
 * ones (a cell of data may happen to be one) what no header is must be as many as they.
 * @param below rows under it, some hundred at most.
 */
export function signsOfData(row: readonly string[], below: readonly (readonly string[])[]): DataSigns | null {
  const known = countKnownHeaders(row);
  const signs = row.flatMap((cell, index) => {
    const found = countKnownHeaders([cell]) > 0 ? null : signOf(row, index, below);
    return found === null ? [] : [found];
  });
  const sure = signs.filter(({ weight }) => weight === 3).length;
  const likely = signs.filter(({ weight }) => weight >= 2).length;
  const isData = known === 0 ? likely > 0 || signs.length * 2 > row.length : sure >= known || (sure > 0 && likely > known);
  const best = signs.toSorted((left, right) => right.weight - left.weight)[0];
  if (!isData || best === undefined) return null;
  return { signs: signs.length, cells: row.length, cell: best.cell.slice(0, 60).toWellFormed(), looksLike: best.looksLike };
}

function signOf(row: readonly string[], index: number, below: readonly (readonly string[])[]): Sign | null {
  const cell = (row[index] ?? '').trim();
  const sign = (weight: Sign['weight'], looksLike: string): Sign => ({ weight, cell, looksLike });
  if (cell === '') return sign(1, 'an empty cell');
  if (ipAddressOf(cell) !== undefined) return sign(3, 'an IP address');
  if (isMacAddress(cell)) return sign(3, 'a MAC address');
  if (isDate(cell)) return sign(3, 'a date');
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell)) return sign(3, 'an e-mail address');
  // A year heads a column of budgets as well as it fills a cell.
  if (/^\d+(?:[.,]\d+)?$/.test(cell)) return /^(?:19|20)\d\d$/.test(cell) ? null : sign(2, 'a number');
  const others = below.map((cells) => (cells[index] ?? '').trim()).filter((text) => text !== '');
  if (isNumbered(cell, others)) return sign(2, 'a serial or asset number');
  if (others.some((other) => foldName(other) === foldName(cell))) return sign(2, 'in the rows below as well');
  return row.some((other, place) => place !== index && foldName(other) === foldName(cell)) ? sign(1, 'twice in the row') : null;
}

/** Letters and digits as most cells below have them (`PC-001` above `PC-002`); with none below, three digits are enough. */
function isNumbered(cell: string, below: readonly string[]): boolean {
  if (/\s/.test(cell) || !/\d/.test(cell) || !/\p{L}/u.test(cell)) return false;
  if (below.length === 0) return /\d.*\d.*\d/.test(cell);
  return below.filter((other) => shapeOf(other) === shapeOf(cell)).length * 2 > below.length;
}

function shapeOf(text: string): string {
  return text.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '9');
}

/** Nothing was chosen by hand, so the row would be lost: the file is not read. */
export function headerless(row: number, { signs, cells, cell, looksLike }: DataSigns, seen: readonly string[]): Problem {
  const detail =
    `Row ${row} stands where the headers should, and looks like data: ${signs} of its ${cells} cells, such as "${cell}" (${looksLike}). ` +
    'The file was not read, so that this row is not lost. Add a row of headers above it, or say in a mapping profile that the file has no ' +
    'row of headers and which column is what.';
  const headers = seen.slice(0, 100).map((header) => header.slice(0, 100).toWellFormed());
  return new Problem('file-headerless', detail, { row, headers });
}

/** A person chose columns by these headers: they are taken, and it is said what that costs. */
export function headersDoubted(row: number, { signs, cells, cell, looksLike }: DataSigns): ImportIssue {
  const message =
    `Row ${row} is taken as the row of headers and is not imported, though ${signs} of its ${cells} cells look like data, such as ` +
    `"${cell}" (${looksLike}). If it is data, say in the mapping that the file has no row of headers.`;
  return { code: 'header-looks-like-data', message, path: null, line: row, severity: 'warning', itemNumber: null };
}

export interface RowAbove {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A title above a table is no loss, and a line of a few cells is likely one; a row as wide as the table is told as a warning. */
export function rowsAbove(above: readonly RowAbove[], headerRow: number, headers: readonly string[]): ImportIssue[] {
  const several = above.filter(({ cells }) => filledOf(cells) > 1);
  if (several.length === 0) return [];
  const isWide = several.some(({ cells }) => filledOf(cells) * 2 > filledOf(headers));
  const rows = several.map(({ row }) => row).join(', ');
  const message = `Not imported, because they stand above the row of headers (row ${headerRow}) and have several cells: rows ${rows}.`;
  const line = several[0]?.row ?? null;
  return [{ code: 'rows-above-headers', message, path: null, line, severity: isWide ? 'warning' : 'note', itemNumber: null }];
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
