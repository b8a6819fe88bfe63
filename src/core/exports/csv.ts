/**
 * Rows as CSV (RFC 4180: commas, CRLF, quotes doubled). Unknown is an empty cell, an empty text `""`. A text that a spreadsheet
 * would run is guarded (`kernel/formula-guard.ts`); importers take the guard off again. Pure.
 */
import { guardFormula } from '../kernel/formula-guard.ts';
import type { Cell, TableRow } from './table.ts';

/** Excel reads a file without it in the code page of the machine. */
export const byteOrderMark = '\uFEFF';

export function csvLine(row: TableRow): string {
  return `${row.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  if (cell === '') return '""';
  const safe = guardFormula(cell);
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
