/** Tables on paper: head repeated on every sheet, rows never cut in two. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RichText } from '#core/reports/report-document.ts';
import { bottom, marginTop, type PdfSheet } from './pdf-sheet.ts';

export interface Column {
  readonly title: string;
  /** Of the width of the table. */
  readonly share: number;
  readonly isRight?: true;
}

export interface TableRow {
  readonly cells: readonly RichText[];
  /** The mark that is shown in the first figure of the row only. */
  readonly shown?: number | undefined;
  /** Across all columns: what the rows beneath are of. */
  readonly isGroup?: true;
  /** Words stand in place of figures: they take the columns after the first up to the next that says anything. */
  readonly isSaid?: true;
  /** The row of the register that marks lead to. */
  readonly destination?: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  readonly x: number;
  readonly width: number;
  readonly size: number;
}

const cellGap = 5;

/** Rows between two turns of whatever else the process has to answer. */
const rowsAtOnce = 20;

export async function drawTable(sheet: PdfSheet, table: Table): Promise<void> {
  const element = sheet.open('Table');
  drawHead(sheet, table);
  for (const [place, row] of table.rows.entries()) {
    if (place % rowsAtOnce === rowsAtOnce - 1) await nextTurn();
    // What names a group stays with the first row of it.
    const next = row.isGroup === true ? table.rows[place + 1] : undefined;
    const needed = heightOf(sheet, table, row) + (next === undefined ? 0 : heightOf(sheet, table, next));
    if (sheet.y + needed > bottom && sheet.y > marginTop + 60) {
      sheet.newPage();
      drawHead(sheet, table);
    }
    drawRow(sheet, table, row);
  }
  element.close();
}

/** Of the whole table on one sheet. */
export function tableHeight(sheet: PdfSheet, table: Table): number {
  return [headOf(table), ...table.rows].reduce((sum, row) => sum + heightOf(sheet, table, row), 0);
}

function headOf({ columns }: Table): TableRow {
  return { cells: columns.map(({ title }): RichText => [title]) };
}

function drawHead(sheet: PdfSheet, table: Table): void {
  drawRow(sheet, table, headOf(table), true);
}

function setCells(sheet: PdfSheet, { columns, width, size }: Table, row: TableRow, isHead: boolean) {
  if (row.isGroup === true) return row.cells.map((cell) => sheet.set(cell, width, { size, isBold: true }));
  return row.cells.map((cell, place) => {
    const column = columns[place];
    const isSaid = row.isSaid === true && place === 1;
    const isFirstFigure = row.cells.findIndex((one) => one.some((run) => typeof run !== 'string' && 'figure' in run)) === place;
    return sheet.set(cell, width * (isSaid ? shareSaid(columns, row) : (column?.share ?? 0)) - cellGap, {
      size,
      isBold: isHead,
      align: column?.isRight === true && !isSaid ? 'right' : 'left',
      ...(isFirstFigure ? {} : { shown: row.shown }),
    });
  });
}

function shareSaid(columns: readonly Column[], { cells }: TableRow): number {
  const next = cells.findIndex((cell, place) => place > 1 && cell.some((run) => run !== ''));
  return columns.slice(1, next === -1 ? undefined : next).reduce((sum, { share }) => sum + share, 0);
}

function heightOf(sheet: PdfSheet, table: Table, row: TableRow): number {
  const pad = row.isGroup === true ? 5 : 1.7;
  return Math.max(table.size * 1.3, ...setCells(sheet, table, row, false).map(({ height }) => height)) + pad;
}

function drawRow(sheet: PdfSheet, table: Table, row: TableRow, isHead = false): void {
  const { columns, x, width, size } = table;
  const cells = setCells(sheet, table, row, isHead);
  const pad = row.isGroup === true ? 5 : 1.7;
  const height = Math.max(size * 1.3, ...cells.map((cell) => cell.height)) + pad;
  if (row.destination !== undefined) sheet.doc.addNamedDestination(row.destination, 'XYZ', x, sheet.y, null);
  const element = sheet.open('TR');
  let left = x;
  cells.forEach((cell, place) => {
    const kind = isHead || place === 0 ? 'TH' : 'TD';
    // Empty cells are cells too: columns are counted by them.
    if (cell.lines.length === 0) sheet.open(kind).close();
    else sheet.put(cell, left, sheet.y + (row.isGroup === true ? pad - 1.2 : 0.9), kind);
    left += width * (columns[place]?.share ?? 0);
  });
  element.close();
  sheet.y += height;
  sheet.rule(x, sheet.y - 0.6, width, isHead ? { weight: 0.7, level: 0.3 } : { weight: 0.3, level: 0.8 });
}
