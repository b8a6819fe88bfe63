/** A table as CSV: UTF-8 with a byte order mark, one line of headers, moments in UTC. */
import { byteOrderMark, csvLine } from '#core/exports/csv.ts';
import type { Write } from './streamed-response.ts';
import type { TableSource } from './table-file.ts';

export async function writeCsv({ head, rows, language }: TableSource, write: Write): Promise<void> {
  await write(Buffer.from(byteOrderMark + csvLine(head.columns.map(({ label }) => label[language]))));
  for await (const some of rows) await write(Buffer.from(some.map(csvLine).join('')));
}
