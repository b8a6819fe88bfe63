/**
 * Tables about people, from CSV text or a workbook: rows as text, with where they stand, from the row of headers that the reader
 * knows. What a cell means is the reader's. Unlike `../csv/` and `../xlsx/` it says nothing of what it read: no header, no name of a
 * sheet and no cell leaves it but in a row. Followed: RFC 4180, leniently; ECMA-376.
 */
import { Problem } from '#core/kernel/problem.ts';
import { followedBy, takeSample } from '../csv/importer.ts';
import { declaredDelimiter } from '../csv/layout.ts';
import { readRows, sampleRows } from '../csv/rows.ts';
import { limitBytes, peek } from '../read-head.ts';
import { foldHeader } from '../table/headers.ts';
import { headerIndexMax, isFilled, type TableRow } from '../table/table-row.ts';
import { decodeStream } from '../text-decoding.ts';
import { visibleSheets } from '../xlsx/importer.ts';

export type { TableRow };

const delimiters = [';', ',', '\t', '|'];

export function isWorkbookStart(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** First rows of a text, separated as most of them agree; null where it is no table. */
export function firstRowsOfText(text: string, isWhole: boolean): readonly (readonly string[])[] | null {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*[<{[]/.test(plain) || plain.slice(0, 4096).includes('\u0000')) return null;
  const declared = declaredDelimiter(plain);
  const sample = plain.slice(declared?.length ?? 0);
  const tables = (declared === null ? delimiters : [declared.delimiter]).map((one) => sampleRows(sample, one, headerIndexMax * 2, isWhole));
  const cellsOf = (rows: readonly (readonly string[])[]) => rows.reduce((sum, row) => sum + row.length, 0) / Math.max(1, rows.length);
  const best = tables.toSorted((left, right) => cellsOf(right) - cellsOf(left))[0] ?? [];
  return best.some(isFilled) ? best : null;
}

/** First rows of the first visible sheet that has any. @throws Problem of a workbook that cannot be opened. */
export async function firstRowsOfWorkbook(bytes: Uint8Array): Promise<readonly (readonly string[])[] | null> {
  for await (const { rows } of visibleSheets(once(bytes))) {
    const first: (readonly string[])[] = [];
    for await (const batch of rows) {
      first.push(...batch.map(({ cells }) => cells));
      if (first.length >= headerIndexMax) break;
    }
    if (first.some(isFilled)) return first.slice(0, headerIndexMax * 2);
  }
  return null;
}

/** As headers compare: `E-mail adres`, `e_mail-adres` and `EMAILADRES` are one. */
export function foldPersonalHeader(header: string): string {
  return foldHeader(header);
}

/** The place of the row of headers among the first rows; -1 where none is one. */
export function headerPlaceAmong(rows: readonly (readonly string[])[], isHeaders: (cells: readonly string[]) => boolean): number {
  return rows.slice(0, headerIndexMax).findIndex(isHeaders);
}

/**
 * The row of headers first, then every filled row below it. Of a workbook the first visible sheet with such headers is read.
 * @throws Problem `file-unmapped` where no row is one of headers, and what tables throw otherwise.
 */
export async function* readPersonalTable(
  bytes: AsyncIterable<Uint8Array>,
  { bytesMax, isHeaders }: { readonly bytesMax: number; readonly isHeaders: (cells: readonly string[]) => boolean },
): AsyncGenerator<TableRow> {
  const { head, bytes: whole } = await peek(limitBytes(bytes, bytesMax), 4);
  if (!isWorkbookStart(head)) {
    yield* fromHeaders(rowsOfText(whole, isHeaders), isHeaders);
    return;
  }
  for await (const { rows } of visibleSheets(whole)) {
    const read = fromHeaders(rows, isHeaders);
    const first = await read.next().catch((cause: unknown) => {
      if (cause instanceof Problem && cause.code === 'file-unmapped') return null;
      throw cause;
    });
    if (first === null || first.done === true) continue;
    yield first.value;
    yield* read;
    return;
  }
  throw unmapped();
}

async function* fromHeaders(
  batches: AsyncIterable<readonly TableRow[]>,
  isHeaders: (cells: readonly string[]) => boolean,
): AsyncGenerator<TableRow> {
  let isBelow = false;
  let rowsSeen = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      rowsSeen += 1;
      if (isBelow) {
        if (isFilled(row.cells)) yield row;
      } else if (isHeaders(row.cells)) {
        isBelow = true;
        yield row;
      } else if (rowsSeen >= headerIndexMax) throw unmapped();
    }
  }
  if (!isBelow) throw unmapped();
}

async function* rowsOfText(
  bytes: AsyncIterable<Uint8Array>,
  isHeaders: (cells: readonly string[]) => boolean,
): AsyncGenerator<readonly TableRow[]> {
  const texts = decodeStream(bytes)[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const delimiter = declared?.delimiter ?? delimiters.find((one) => sampleRows(sample, one, headerIndexMax, isWhole).some(isHeaders));
  if (delimiter === undefined) throw unmapped();
  yield* readRows(followedBy(sample, texts), { delimiter, firstLine: declared === null ? 1 : 2 });
}

/** For the list of an importer that reads tables. */
export const unmappedTable = 'No row of the first ones holds the headers that a file of this kind has.';

function unmapped(): Problem {
  return new Problem('file-unmapped', unmappedTable);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
