/**
 * Text of a table → rows, streaming, through csv-parse, with the line each row begins on. Not the meaning of a cell,
 * and no judgement about ragged rows. Followed: RFC 4180, leniently: a quote inside an unquoted cell is a character
 * (`Monitor 24"`), lines end in CRLF, LF or CR, also mixed.
 */
import { parse } from 'csv-parse';
import type { CsvError } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { Problem } from '#core/kernel/problem.ts';
import type { TableRow } from '../table/table-row.ts';

export interface RowOptions {
  readonly delimiter: string;
  /** Line number of the first character. */
  readonly firstLine: number;
}

/** A row that takes more than this is not a row: most often a quote that nobody closed. */
export const rowBytesMax = 4 * 1024 * 1024;

const lenient = {
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: rowBytesMax,
};

/**
 * @param texts pieces cut anywhere but inside a surrogate pair, as `decodeStream` gives them.
 * Yields the rows of each piece of text together; holds no more than that and one unfinished row.
 * @throws Problem file-truncated (the text ends inside quotes), file-malformed (a row beyond `rowBytesMax`), after all
 * rows before were yielded.
 */
export async function* readRows(texts: AsyncIterable<string>, options: RowOptions): AsyncGenerator<readonly TableRow[]> {
  let rows: TableRow[] = [];
  let line = options.firstLine;
  let rowsEndByte = 0;
  let failure: CsvError | undefined;
  const held = new HeldBytes();
  const parser = parse({
    ...lenient,
    delimiter: options.delimiter,
    // Rows are taken here and not read from the stream, which would lose the ones before an error.
    on_record: (cells: string[], { bytes }) => {
      rows.push({ cells, line });
      line += 1 + countLineEnds(cells);
      rowsEndByte = bytes;
      return null;
    },
  });
  // A parser that fails may close without calling back what was being written.
  let settled: (() => void) | undefined;
  parser.on('error', (error: CsvError) => (failure = error));
  parser.once('close', () => settled?.());
  parser.resume();
  const settle = (send: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      settled = resolve;
      send(resolve);
    });
  const take = function* (): Generator<readonly TableRow[]> {
    const taken = rows;
    rows = [];
    if (taken.length > 0) yield taken;
    if (failure !== undefined) throw problemOf(failure, openQuoteLine(held.textFrom(rowsEndByte), options.delimiter, line), line);
    held.forgetBefore(rowsEndByte);
  };
  try {
    for await (const text of texts) {
      const bytes = Buffer.from(text);
      held.add(bytes);
      await settle((done) => parser.write(bytes, () => done()));
      yield* take();
    }
    await settle((done) => parser.end(done));
    yield* take();
  } finally {
    parser.destroy();
  }
}

/** The first rows of a piece of text that may be cut anywhere: a last, unfinished row is given when `isWhole`. */
export function sampleRows(text: string, delimiter: string, rowsMax: number, isWhole: boolean): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let endByte = 0;
  try {
    parseAtOnce(text, {
      ...lenient,
      delimiter,
      to: rowsMax,
      on_record: (cells: string[], { bytes }) => {
        rows.push(cells);
        endByte = bytes;
        return null;
      },
    });
  } catch (error) {
    // A sample cut inside quotes: the rows before the cut are all there.
    if (isWhole && rows.length === 0) return [];
    if (!(error instanceof Error && 'code' in error)) throw error;
    return rows;
  }
  const isCut = !isWhole && rows.length < rowsMax && endByte >= Buffer.byteLength(text);
  return isCut ? rows.slice(0, -1) : rows;
}

/** Bytes since the last whole row, kept only to name the line of a quote that is never closed. */
class HeldBytes {
  private parts: Buffer[] = [];
  private startByte = 0;

  add(bytes: Buffer): void {
    this.parts.push(bytes);
  }

  forgetBefore(byte: number): void {
    let first = this.parts[0];
    while (first !== undefined && this.startByte + first.length <= byte) {
      this.startByte += first.length;
      this.parts.shift();
      first = this.parts[0];
    }
  }

  textFrom(byte: number): string {
    return Buffer.concat(this.parts)
      .subarray(Math.max(0, byte - this.startByte))
      .toString('utf8');
  }
}

/** Line of the quote that is open at the end of the text, by the parser's own rules; undefined when none is open. */
function openQuoteLine(text: string, delimiter: string, firstLine: number): number | undefined {
  let openedOn: number | undefined;
  let line = firstLine;
  let isCellStart = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const isLineEnd = character === '\n' || (character === '\r' && text.charAt(at + 1) !== '\n');
    if (character === '"') {
      if (openedOn === undefined && isCellStart) openedOn = line;
      else if (openedOn !== undefined && text.charAt(at + 1) === '"') at += 1;
      else openedOn = undefined;
    }
    if (isLineEnd) line += 1;
    isCellStart = character === delimiter || character === '\n' || character === '\r';
  }
  return openedOn;
}

function problemOf(failure: CsvError, quoteLine: number | undefined, rowLine: number): Problem {
  const column = typeof failure['column'] === 'number' ? failure['column'] + 1 : null;
  const data = { line: quoteLine ?? rowLine, rowLine, column };
  if (failure.code === 'CSV_QUOTE_NOT_CLOSED') {
    const detail = `The quote opened on line ${data.line} is never closed: the file was cut off there or later, or the quote is a mistake. Export the file again, or correct that line.`;
    return new Problem('file-truncated', detail, data, failure);
  }
  if (failure.code === 'CSV_MAX_RECORD_SIZE') {
    const cause = quoteLine === undefined ? 'has no end' : `opens a quote on line ${quoteLine} that is not closed`;
    const detail = `The row that begins on line ${rowLine} ${cause} within ${rowBytesMax} bytes. Correct that line and import the file again.`;
    return new Problem('file-malformed', detail, data, failure);
  }
  return new Problem('file-malformed', `The row that begins on line ${rowLine} cannot be read as a table row.`, data, failure);
}

/** Line ends inside the cells of one row; csv-parse counts CRLF inside quotes twice, so its own count is not used. */
function countLineEnds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
