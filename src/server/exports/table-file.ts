/** A table as a file of one of the formats, written piece by piece: rows are held only as long as their format needs them. */
import type { ExportFormat, TableHead, TableRow } from '#core/exports/table.ts';
import type { Language } from '#core/kernel/text.ts';
import { writeCsv } from './csv-file.ts';
import { writeParquet } from './parquet-file.ts';
import type { Write } from './streamed-response.ts';
import { writeXlsx } from './xlsx-file.ts';

export interface TableSource {
  readonly head: TableHead;
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** Of the reader: headers of CSV and workbook. */
  readonly language: Language;
  /** Of the organisation: a workbook has no time zones, so its moments are those of the clock on the wall. */
  readonly timeZone: string;
}

export type WriteTable = (source: TableSource, write: Write) => Promise<void>;

export const tableWriters: Readonly<Record<ExportFormat, WriteTable>> = { csv: writeCsv, xlsx: writeXlsx, parquet: writeParquet };
