/** Files that left the node, read back by others than those who wrote them: csv-parse, our importer of workbooks, hyparquet. */
import { parse } from 'csv-parse/sync';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { unguardFormula } from '#core/kernel/formula-guard.ts';
import { Workbook } from '#importers/xlsx/workbook.ts';

export interface ReadTable {
  readonly headers: readonly string[];
  /** An empty text where there is no cell. */
  readonly rows: readonly (readonly string[])[];
}

export function readCsv(bytes: Uint8Array): ReadTable {
  const [headers = [], ...rows] = parse(Buffer.from(bytes), { bom: true });
  return { headers, rows: rows.map((row) => row.map(unguardFormula)) };
}

/** Numbers, dates and truth values as the importer reads them. */
export async function readXlsx(bytes: Uint8Array): Promise<ReadTable & { readonly sheet: string }> {
  const far = 1e9;
  const workbook = await Workbook.open(Buffer.from(bytes), {
    bytesMax: far,
    ratioMax: 1e6,
    ratioFromBytes: far,
    sheetsMax: 1,
    sharedStringsMax: 0,
    sharedCharactersMax: 0,
    cellCharactersMax: 100_000,
  });
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  const read: (readonly string[])[] = [];
  for await (const some of workbook.rows(sheet, () => 'no shared strings')) read.push(...some.map(({ cells }) => cells));
  const [headers = [], ...rows] = read;
  return { sheet: sheet.name, headers, rows: rows.map((row) => headers.map((_, at) => row[at] ?? '')) };
}

export async function readParquet(bytes: Uint8Array): Promise<{
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}> {
  const file = Uint8Array.from(bytes).buffer;
  const { schema } = await parquetMetadataAsync(file);
  const columns = schema.slice(1).map(({ name, type, converted_type: converted }) => ({ name, type: converted ?? type ?? '' }));
  return { columns, rows: (await parquetReadObjects({ file })) as Record<string, unknown>[] };
}
