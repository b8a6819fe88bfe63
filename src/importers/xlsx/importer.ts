/**
 * Importer of workbooks of Office Open XML (`.xlsx`): every visible sheet whose header row is known is read as the CSV
 * importer reads a table, one sheet after the other; the others are named in a note. The packed file is held in memory,
 * its rows are streamed. No formula is computed, no macro, link or picture is looked at. What is read and dropped:
 * `README.md`. Followed: ECMA-376 (Office Open XML) part 1 and 2.
 */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import { defineImporter } from '../define-importer.ts';
import type { FileHead, ImporterLimits, ParseEvent, ParseOptions } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { mappingOf } from '../table/columns.ts';
import type { TableMapping } from '../table/columns.ts';
import { remarksOnHeaders, unmapped } from '../table/remarks.ts';
import { issueEvents, TableReading } from '../table/table-reading.ts';
import { findHeaderRow, headerIndexMax, withoutTrailingBlanks } from '../table/table-row.ts';
import type { TableRow } from '../table/table-row.ts';
import { sharedStringIn, Workbook } from './workbook.ts';
import type { SharedStringOf } from './sheet-rows.ts';
import type { Sheet, WorkbookLimits } from './workbook.ts';

const limits: ImporterLimits = {
  bytesMax: 64 * 1024 ** 2,
  itemsMax: 2_000_000,
  depthMax: 64,
  fieldCharactersMax: 1_000_000,
  issuesMax: 10_000,
};

const workbookLimits: WorkbookLimits = {
  bytesMax: 2 * 1024 ** 3,
  // Rows of equal cells pack 50 times, a bomb 1,000 times.
  ratioMax: 250,
  ratioFromBytes: 16 * 1024 ** 2,
  sheetsMax: 250,
  sharedStringsMax: 2_000_000,
  sharedCharactersMax: 100_000_000,
  cellCharactersMax: limits.fieldCharactersMax,
};

export const xlsx = defineImporter({
  id: 'xlsx',
  version: 1,
  title: 'Excel workbook (asset list or scanner export)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['register', 'discovery', 'findings'],
  limits,
  accepts: isWorkbook,
  parse: parseWorkbook,
});

/** A ZIP archive with a part below `xl/` among its first ones. */
function isWorkbook({ bytes }: FileHead): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = Buffer.from('PK\u0003\u0004', 'latin1');
  for (let at = head.indexOf(mark); at >= 0; at = head.indexOf(mark, at + 4)) {
    if (at === 0 || at + 33 <= head.length) {
      if (/^[/\\]?xl[/\\]/i.test(head.toString('latin1', at + 30, at + 34))) return true;
    }
  }
  return false;
}

async function* parseWorkbook(bytes: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncGenerator<ParseEvent> {
  const workbook = await Workbook.open(await gather(limitBytes(bytes, limits.bytesMax)), workbookLimits);
  const sharedString = sharedStringIn(await workbook.sharedStrings());
  const reading = new TableReading(limits, options.timeZone ?? defaultTimeZone);
  const unread: UnreadSheet[] = [];
  let isHeaderGiven = false;
  for (const sheet of workbook.sheets) {
    const start = sheet.isHidden ? { kind: 'hidden' as const } : await startOf(workbook.rows(sheet, sharedString), options.mapping);
    if (start.kind !== 'table') {
      unread.push({ sheet, reason: start.kind, headers: start.kind === 'unknown' ? start.headers : [] });
      continue;
    }
    const { table, headers, headerIndex } = start;
    if (!isHeaderGiven) yield { kind: 'header', header: { observedAt: null, tool: null, partial: false, mapping: table.mapping } };
    isHeaderGiven = true;
    yield* issueEvents(
      remarksOnHeaders(table).map((issue) => ({ ...issue, path: sheet.name + (issue.path === null ? '' : `: ${issue.path}`) })),
    );
    reading.start({ headers, headerIndex, mapping: table, isDayFirstLand: false, sheet: sheet.name });
    try {
      for await (const rows of start.rows) {
        for (const row of rows) yield* reading.next(fitted(row, headers.length));
      }
    } catch (problem) {
      // What was read before the failure stands; rows may still wait for their dates to be decided.
      yield* reading.flush();
      throw problem;
    }
    yield* reading.flush();
  }
  if (!isHeaderGiven) throw unreadable(unread, options.mapping);
  if (unread.length > 0) yield* issueEvents([unreadRemark(unread)]);
  yield* reading.end();
}

type SheetStart =
  | {
      readonly kind: 'table';
      readonly table: TableMapping;
      readonly headers: readonly string[];
      readonly headerIndex: number;
      /** All rows, those that were looked at included. */
      readonly rows: AsyncIterable<readonly TableRow[]>;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly headers: readonly string[] };

/** Looks at the first rows of a sheet for its headers. */
async function startOf(rows: Batches, mapping: ParseOptions['mapping']): Promise<SheetStart> {
  const firstRows = await lookAhead(rows);
  const { first, failure } = firstRows;
  const found = findHeaderRow(
    first.map((row) => row.cells),
    mapping === undefined ? undefined : Object.values(mapping),
  );
  const headers = withoutTrailingBlanks(first[found]?.cells ?? []);
  const table = found < 0 ? undefined : mappingOf(headers, mapping);
  if (table === undefined || table.shape === null) {
    if (failure !== null) throw failure.cause;
    await rows.return(undefined);
    return first[0] === undefined ? { kind: 'empty' } : { kind: 'unknown', headers: first[0].cells };
  }
  return { kind: 'table', table, headers, headerIndex: found, rows: followedBy(firstRows, rows) };
}

type Batches = AsyncGenerator<readonly TableRow[]>;

/** A failure among the first rows waits until what was read before it is read. */
interface FirstRows {
  readonly first: readonly TableRow[];
  readonly failure: { readonly cause: unknown } | null;
}

async function lookAhead(rows: Batches): Promise<FirstRows> {
  const first: TableRow[] = [];
  try {
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      first.push(...next.value);
      if (first.length >= headerIndexMax) break;
    }
  } catch (cause) {
    return { first, failure: { cause } };
  }
  return { first, failure: null };
}

async function* followedBy({ first, failure }: FirstRows, rest: Batches): Batches {
  yield first;
  if (failure !== null) throw failure.cause;
  yield* rest;
}

/** A cell stands under its header wherever the row ends, and what stands beside the table is no part of it. */
function fitted(row: TableRow, columns: number): TableRow {
  if (row.cells.length === columns) return row;
  const cells = row.cells.slice(0, columns);
  while (cells.length < columns) cells.push('');
  return { cells, line: row.line };
}

interface UnreadSheet {
  readonly sheet: Sheet;
  readonly reason: 'hidden' | 'empty' | 'unknown';
  readonly headers: readonly string[];
}

const reasons = { hidden: 'hidden', empty: 'empty', unknown: 'no known header row' } as const;

function unreadRemark(unread: readonly UnreadSheet[]): ImportIssue {
  const names = unread.map(({ sheet, reason }) => `"${sheet.name}" (${reasons[reason]})`).join(', ');
  return {
    code: 'sheet-not-read',
    message: `Sheets that were not read: ${names}.`,
    path: null,
    line: null,
    severity: 'note',
    itemNumber: null,
  };
}

function unreadable(unread: readonly UnreadSheet[], mapping: ParseOptions['mapping']): Problem {
  const looked = unread.find(({ reason }) => reason === 'unknown');
  if (looked === undefined) {
    const detail = 'The workbook has no visible sheet with a filled cell. Save it again, with the table on a visible sheet.';
    return new Problem('file-empty', detail, { sheets: unread.map(({ sheet }) => sheet.name) });
  }
  try {
    if (mapping !== undefined) mappingOf(looked.headers, mapping);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
  return unmapped(looked.headers);
}

interface WorkbookSample {
  readonly headers: readonly string[];
  /** Rows below the header row, as long as it. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The first sheet that would be read, and its first rows, for a preview: no more of the workbook is unpacked than these need.
 * @returns null where no sheet has known headers.
 * @throws Problem as `parse` does.
 */
export async function sampleWorkbook(bytes: Buffer, rowsMax: number): Promise<WorkbookSample | null> {
  const workbook = await Workbook.open(bytes, workbookLimits);
  let stringsNeeded = 0;
  const visible = workbook.sheets.filter((sheet) => !sheet.isHidden).slice(0, sheetsSampled);
  const looked = (sharedString: SharedStringOf): Promise<(readonly TableRow[])[]> =>
    Promise.all(visible.map((sheet) => takeRows(workbook.rows(sheet, sharedString), headerIndexMax + rowsMax)));
  // Once to see which texts are needed: a workbook may share a million of them.
  await looked((index) => {
    if (index < stringsSampled) stringsNeeded = Math.max(stringsNeeded, index + 1);
    return '-';
  });
  const strings = await workbook.sharedStrings(stringsNeeded);
  for (const rows of await looked((index) => strings[index] ?? '')) {
    const found = findHeaderRow(
      rows.map((row) => row.cells),
      undefined,
    );
    if (found < 0) continue;
    const headers = withoutTrailingBlanks(rows[found]?.cells ?? []);
    return { headers, rows: rows.slice(found + 1, found + 1 + rowsMax).map((row) => fitted(row, headers.length).cells) };
  }
  return null;
}

const sheetsSampled = 20;
/** A text further back is shown as empty. */
const stringsSampled = 100_000;

async function takeRows(rows: Batches, count: number): Promise<readonly TableRow[]> {
  const taken: TableRow[] = [];
  for await (const batch of rows) {
    taken.push(...batch);
    if (taken.length >= count) break;
  }
  return taken.slice(0, count);
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
