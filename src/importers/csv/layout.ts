/**
 * How a table is laid out: separator, header row, what comes before it. Decided from the first part of the file; the
 * separator is the one that gives a known header row and rows of equal length, not the most frequent character.
 */
import { countWished, findHeaderRow, hasColumns, headersByNumber, isFilled, withoutTrailingBlanks } from '../table/table-row.ts';
import type { HeaderPlace } from '../table/read-headers.ts';
import type { HeaderWish } from '../table/table-row.ts';
import { sampleRows } from './rows.ts';

export interface TableLayout {
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** Rows before the header row: titles, empty lines; -1 where there is none. */
  readonly headerIndex: number;
  /** The rows above and some below the header row, which is not among them. */
  readonly above: readonly (readonly string[])[];
  readonly below: readonly (readonly string[])[];
  /** Share of the sampled rows that are as long as the header row; 1 when there are none. */
  readonly agreementRatio: number;
  readonly sampledRows: number;
  readonly knownHeaders: number;
}

/** @param firstLine number of the first row of the sample. */
export function headerPlaceOf({ headers, headerIndex, above, below }: TableLayout, firstLine: number): HeaderPlace {
  return { row: firstLine + headerIndex, headers, above: above.map((cells, index) => ({ row: firstLine + index, cells })), below };
}

export interface LayoutOptions {
  /** The sample is the whole file. */
  readonly isWhole: boolean;
  /** What a mapping or a profile says of the header row. */
  readonly wish?: HeaderWish | undefined;
}

const delimiters = [';', ',', '\t', '|'];
const rowsSampled = 200;

/** The first line by which Excel is told the separator: no row of the table. */
export function declaredDelimiter(text: string): { readonly delimiter: string; readonly length: number } | null {
  const match = /^"?sep=([^"\r\n])"?[^\S\r\n]*(?:\r\n|\n|\r|$)/i.exec(text);
  return match?.[1] === undefined ? null : { delimiter: match[1], length: match[0].length };
}

/** @param sample text after a `sep=` line; null when it has no row at all. */
export function guessLayout(sample: string, delimiter: string | null, options: LayoutOptions): TableLayout | null {
  const layouts = (delimiter === null ? delimiters : [delimiter])
    .map((candidate) => layoutFor(sample, candidate, options))
    .filter((layout) => layout !== null);
  return layouts.reduce<TableLayout | null>((best, layout) => (best === null || isBetter(layout, best) ? layout : best), null);
}

function isBetter(left: TableLayout, right: TableLayout): boolean {
  if (left.knownHeaders !== right.knownHeaders) return left.knownHeaders > right.knownHeaders;
  return (left.headers.length - 1) * left.agreementRatio > (right.headers.length - 1) * right.agreementRatio;
}

function layoutFor(sample: string, delimiter: string, { isWhole, wish }: LayoutOptions): TableLayout | null {
  const rows = sampleRows(sample, delimiter, rowsSampled, isWhole);
  const firstFilled = rows.findIndex(isFilled);
  if (firstFilled < 0) return null;
  const isHeaderless = wish?.isHeaderless === true;
  const found = isHeaderless ? -1 : findHeaderRow(rows, wish);
  const headerIndex = isHeaderless ? -1 : found < 0 ? firstFilled : found;
  const headers = isHeaderless ? headersByNumber(rows) : withoutTrailingBlanks(rows[headerIndex] ?? []);
  const data = rows.slice(headerIndex + 1).filter(isFilled);
  const agreeing = data.filter((row) => hasColumns(row, headers.length)).length;
  return {
    delimiter,
    headers,
    headerIndex,
    above: rows.slice(0, Math.max(0, headerIndex)),
    below: rows.slice(headerIndex + 1),
    agreementRatio: data.length === 0 ? 1 : agreeing / data.length,
    sampledRows: data.length,
    knownHeaders: countWished(headers, wish),
  };
}
