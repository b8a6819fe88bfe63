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
import { sheetsOf } from '../xlsx/importer.ts';
import { isMarkup } from './markup.ts';

export type { TableRow };

const delimiters = [';', ',', '\t', '|'];

export function isWorkbookStart(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

export type Rows = readonly (readonly string[])[];

/** NUL characters among so many characters are damage; more are no text. */
const damagedMax = 0.02;

/** First rows of a text by each separator, the one that most of them agree on first; none where it is no table. */
export function firstRowsOfText(text: string, isWhole: boolean): readonly Rows[] {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\u0000', '');
  if (text.length - plain.length > 1 + text.length * damagedMax || isMarkup(plain)) return [];
  const declared = declaredDelimiter(plain);
  const sample = plain.slice(declared?.length ?? 0);
  const tables = (declared === null ? delimiters : [declared.delimiter]).map((one) => firstRowsBy(one, sample, isWhole));
  const cellsOf = (rows: Rows) => rows.reduce((sum, row) => sum + row.length, 0) / Math.max(1, rows.length);
  return tables.filter((rows) => rows.some(isFilled)).toSorted((left, right) => cellsOf(right) - cellsOf(left));
}

/** Where no row ends, or a quote that nobody closed hides them, lines are taken as they stand. */
function firstRowsBy(delimiter: string, sample: string, isWhole: boolean): Rows {
  const rows = sampleRows(sample, delimiter, headerIndexMax * 2, isWhole);
  if (rows.some(isFilled)) return rows;
  return sample
    .split(/\r\n|\n|\r/)
    .slice(0, headerIndexMax * 2)
    .map((line) => line.split(delimiter));
}

/** First rows of every sheet that has any, hidden ones too. @throws Problem of a workbook that cannot be opened, or of a sheet of which no row can be read. */
export async function firstRowsOfWorkbook(bytes: Uint8Array): Promise<readonly Rows[]> {
  const sheets: Rows[] = [];
  for await (const { rows } of sheetsOf(once(bytes))) {
    const first: (readonly string[])[] = [];
    try {
      for await (const batch of rows) {
        first.push(...batch.map(({ cells }) => cells));
        if (first.length >= headerIndexMax) break;
      }
    } catch (cause) {
      if (!first.some(isFilled)) throw cause;
    }
    if (first.some(isFilled)) sheets.push(first.slice(0, headerIndexMax * 2));
  }
  return sheets;
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
  for await (const { isHidden, rows } of sheetsOf(whole)) {
    if (isHidden) continue;
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
