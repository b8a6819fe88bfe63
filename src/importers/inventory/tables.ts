/** An inventory as a table: text with any separator that the CSV importer knows, or the visible sheets of a workbook. */
import { Problem } from '#core/kernel/problem.ts';
import { followedBy, takeSample } from '../csv/importer.ts';
import { declaredDelimiter, guessLayout } from '../csv/layout.ts';
import { readRows } from '../csv/rows.ts';
import { findHeaderRow, hasColumns, headerIndexMax, isFilled, withoutTrailingBlanks, type TableRow } from '../table/table-row.ts';
import { decodeStream } from '../text-decoding.ts';
import { sheetsOf } from '../xlsx/importer.ts';
import { inventoryColumns, inventoryHeaderWish, missingColumns } from './columns.ts';
import { identifiersBy, refusal, type InventoryEvent, type InventoryPlace, type InventoryRow } from './inventory-event.ts';

/** @throws Problem file-empty, file-unmapped, and those of `readRows`, after the rows before. */
export async function* readTextTable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<InventoryEvent> {
  const decoded = decodeStream(bytes);
  const texts = decoded[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole, wish: inventoryHeaderWish });
  if (layout === null) throw new Problem('file-empty', 'The file holds no row: not even a row of headers.');
  const { headers, headerIndex, delimiter } = layout;
  const columns = inventoryColumns(headers);
  if (columns === null) throw withoutColumns([headers]);
  let rowsSeen = 0;
  const rows = readRows(followedBy(sample, texts), { delimiter, firstLine: declared === null ? 1 : 2 });
  for await (const batch of rows) {
    for (const { message } of decoded.takeIssues()) yield { kind: 'remark', place: { sheet: null, line: null }, message };
    for (const row of batch) {
      rowsSeen += 1;
      if (rowsSeen <= headerIndex + 1 || !isFilled(row.cells)) continue;
      const place = { sheet: null, line: row.line };
      if (hasColumns(row.cells, headers.length)) yield { kind: 'row', place, row: rowOf(row, columns) };
      else {
        const message = `The row has ${row.cells.length} columns where the header row has ${headers.length}, so its cells cannot be matched to headers.`;
        yield refusal(place, 'row-column-count', message);
      }
    }
  }
  for (const { message } of decoded.takeIssues()) yield { kind: 'remark', place: { sheet: null, line: null }, message };
}

/** Every visible sheet with a row of known headers; another table is refused, other text named. @throws Problem file-unmapped where no sheet has one. */
export async function* readWorkbook(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<InventoryEvent> {
  const unread: { readonly name: string; readonly headers: readonly string[]; readonly isTable: boolean }[] = [];
  let isOneRead = false;
  for await (const { name, isHidden, rows } of sheetsOf(bytes)) {
    if (isHidden) continue;
    const first: TableRow[] = [];
    let columns: ReturnType<typeof inventoryColumns> = null;
    for await (const batch of rows) {
      if (columns !== null) yield* eventsOf(batch, columns, name);
      else {
        first.push(...batch);
        if (first.length < headerIndexMax) continue;
        columns = yield* startOf(first, name);
        if (columns === null) break;
      }
    }
    if (columns === null && first.length < headerIndexMax) columns = yield* startOf(first, name);
    isOneRead ||= columns !== null;
    if (columns === null) unread.push({ name, ...widestRow(first) });
  }
  if (!isOneRead) throw withoutColumns(unread.map(({ headers }) => headers));
  for (const { name, headers, isTable } of unread) {
    if (headers.length === 0) continue;
    const place = { sheet: name, line: null };
    if (isTable) yield refusal(place, 'headers-unknown', missingColumns([headers]));
    else yield { kind: 'remark', place, message: 'The sheet has no row of known headers; it was not read.' };
  }
}

/** The first of the fullest rows, which are the headers where the sheet is a table: at least two columns, and a row below. */
function widestRow(first: readonly TableRow[]): { readonly headers: readonly string[]; readonly isTable: boolean } {
  const counts = first.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const at = counts.indexOf(Math.max(0, ...counts));
  const headers = withoutTrailingBlanks(first[at]?.cells ?? []);
  return { headers, isTable: (counts[at] ?? 0) > 1 && counts.slice(at + 1).some((count) => count > 1) };
}

/** Looks for the headers among the first rows and gives the rows below them. */
function* startOf(first: readonly TableRow[], sheet: string): Generator<InventoryEvent, ReturnType<typeof inventoryColumns>> {
  const at = findHeaderRow(
    first.map(({ cells }) => cells),
    inventoryHeaderWish,
  );
  const columns = inventoryColumns(first[at]?.cells ?? []);
  if (columns !== null) yield* eventsOf(first.slice(at + 1), columns, sheet);
  return columns;
}

type Columns = NonNullable<ReturnType<typeof inventoryColumns>>;

function* eventsOf(rows: readonly TableRow[], columns: Columns, sheet: string): Generator<InventoryEvent> {
  for (const row of rows) {
    const place: InventoryPlace = { sheet, line: row.line };
    if (isFilled(row.cells)) yield { kind: 'row', place, row: rowOf(row, columns) };
  }
}

function rowOf({ cells }: TableRow, columns: Columns): InventoryRow {
  const cell = (field: keyof InventoryRow): string | null => {
    const text = cells[columns.get(field) ?? -1]?.trim() ?? '';
    return text === '' ? null : text;
  };
  const named = {
    id: cell('id'),
    vendor: cell('vendor'),
    product: cell('product'),
    version: cell('version'),
    description: cell('description'),
  };
  return { ...named, ...identifiersBy(cell) };
}

function withoutColumns(tables: readonly (readonly string[])[]): Problem {
  const headers = tables
    .flat()
    .filter((header) => header.trim() !== '')
    .slice(0, 50)
    .map((header) => header.slice(0, 60).toWellFormed());
  return new Problem('file-unmapped', missingColumns(tables), { headers });
}
