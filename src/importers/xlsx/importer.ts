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
import type { FileHead, ImporterLimits, ParseEvent, ParseOptions, TableChoice } from '../define-importer.ts';
import { isDependencyTable } from '../dependencies/columns.ts';
import { placeOf, readDependencyRow, unreadColumns } from '../dependencies/rows.ts';
import { limitBytes } from '../read-head.ts';
import { mappingOf } from '../table/columns.ts';
import type { TableMapping } from '../table/columns.ts';
import { foldHeader } from '../table/headers.ts';
import { remarksOnHeaders, unmapped } from '../table/remarks.ts';
import { issueEvents, TableReading } from '../table/table-reading.ts';
import { findHeaderRow, headerWishOf, isFilled, rowsBeforeHeader, withoutTrailingBlanks } from '../table/table-row.ts';
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
  version: 2,
  title: 'Excel workbook (asset list or scanner export)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['register', 'discovery', 'findings', 'dependencies'],
  limits,
  readsTables: true,
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
  for (const sheet of sheetsFor(workbook.sheets, options)) {
    const start = isRead(sheet, options) ? await startOf(workbook.rows(sheet, sharedString), options) : { kind: 'hidden' as const };
    if (start.kind !== 'table') {
      unread.push({ sheet, reason: start.kind, headers: start.kind === 'unknown' ? start.headers : [] });
      continue;
    }
    if (start.table === null) {
      if (!isHeaderGiven) yield { kind: 'header', header: { observedAt: null, tool: null, partial: false } };
      isHeaderGiven = true;
      yield* readDependencySheet(start, reading);
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
  if (!isHeaderGiven) throw unreadable(unread, options);
  if (unread.length > 0) yield* issueEvents([unreadRemark(unread)]);
  yield* reading.end();
}

type SheetStart =
  | {
      readonly kind: 'table';
      /** Null: a table of dependencies. */
      readonly table: TableMapping | null;
      readonly headers: readonly string[];
      readonly headerIndex: number;
      /** All rows, those that were looked at included. */
      readonly rows: AsyncIterable<readonly TableRow[]>;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly headers: readonly string[] };

/** Looks at the first rows of a sheet for its headers. */
async function startOf(rows: Batches, choice: TableChoice): Promise<SheetStart> {
  const firstRows = await lookAhead(rows, rowsBeforeHeader(headerWishOf(choice)));
  const { first, failure } = firstRows;
  const ofDependencies = hasChoice(choice) ? -1 : first.findIndex((row) => isDependencyTable(row.cells));
  if (ofDependencies >= 0) {
    const headers = withoutTrailingBlanks(first[ofDependencies]?.cells ?? []);
    return { kind: 'table', table: null, headers, headerIndex: ofDependencies, rows: followedBy(firstRows, rows) };
  }
  const found = headerPlaceIn(first, choice);
  const headers = withoutTrailingBlanks(first[found]?.cells ?? []);
  const table = found < 0 ? undefined : mappingThatFits(headers, choice);
  if (table === undefined || table.shape === null) {
    if (failure !== null) throw failure.cause;
    await rows.return(undefined);
    const looked = first[Math.max(0, found)];
    return looked === undefined ? { kind: 'empty' } : { kind: 'unknown', headers: looked.cells };
  }
  return { kind: 'table', table, headers, headerIndex: found, rows: followedBy(firstRows, rows) };
}

function hasChoice({ mapping, settings }: TableChoice): boolean {
  return mapping !== undefined || settings !== undefined;
}

/** What is in such a sheet is read as from a file of its own (`../dependencies/`). */
async function* readDependencySheet(
  { headers, headerIndex, rows }: Extract<SheetStart, { kind: 'table' }>,
  reading: TableReading,
): AsyncGenerator<ParseEvent> {
  yield* issueEvents(unreadColumns(headers));
  let rowsSeen = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      rowsSeen += 1;
      if (rowsSeen <= headerIndex + 1 || !isFilled(row.cells)) continue;
      yield* readDependencyRow(fitted(row, headers.length), placeOf(headers, reading.takeItem()));
    }
  }
}

/** Only the sheet that a profile names; else all. */
function sheetsFor(sheets: readonly Sheet[], { settings }: TableChoice): readonly Sheet[] {
  const wanted = settings?.sheet ?? null;
  if (wanted === null) return sheets;
  const named = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => foldHeader(name) === foldHeader(wanted));
  if (named !== undefined) return [named];
  const names = sheets.map(({ name }) => name);
  const detail = `The workbook has no sheet "${wanted}", which the profile names. Its sheets: ${names.slice(0, 50).join(', ')}.`;
  throw new Problem('file-unmapped', detail, { sheet: wanted, sheets: names.slice(0, 50) });
}

/** A hidden sheet is read only where a profile asks for it by its name. */
function isRead(sheet: Sheet, { settings }: TableChoice): boolean {
  return !sheet.isHidden || (settings?.sheet ?? null) !== null;
}

function headerPlaceIn(rows: readonly TableRow[], choice: TableChoice): number {
  return findHeaderRow(
    rows.map((row) => row.cells),
    headerWishOf(choice),
    rows.map((row) => row.line),
  );
}

/** A sheet that a profile does not fit is another sheet than it was made for; that none fits is said at the end. */
function mappingThatFits(headers: readonly string[], choice: TableChoice): TableMapping | undefined {
  try {
    return mappingOf(headers, choice);
  } catch (problem) {
    if (problem instanceof Problem && choice.settings !== undefined) return undefined;
    throw problem;
  }
}

type Batches = AsyncGenerator<readonly TableRow[]>;

/** A failure among the first rows waits until what was read before it is read. */
interface FirstRows {
  readonly first: readonly TableRow[];
  readonly failure: { readonly cause: unknown } | null;
}

async function lookAhead(rows: Batches, rowsWanted: number): Promise<FirstRows> {
  const first: TableRow[] = [];
  try {
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      first.push(...next.value);
      if (first.length >= rowsWanted) break;
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

function unreadable(unread: readonly UnreadSheet[], choice: TableChoice): Problem {
  const looked = unread.find(({ reason }) => reason === 'unknown');
  if (looked === undefined) {
    const detail = 'The workbook has no visible sheet with a filled cell. Save it again, with the table on a visible sheet.';
    return new Problem('file-empty', detail, { sheets: unread.map(({ sheet }) => sheet.name) });
  }
  try {
    mappingOf(withoutTrailingBlanks(looked.headers), choice);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
  return unmapped(looked.headers);
}

export interface WorkbookSample {
  readonly sheet: string;
  /** Names of the visible sheets. */
  readonly sheets: readonly string[];
  readonly headers: readonly string[];
  readonly headerLine: number;
  /** Rows below the header row, as long as it. */
  readonly rows: readonly TableRow[];
}

/**
 * The first sheet that would be read, and its first rows, for a preview: no more of the workbook is unpacked than these need.
 * Without a sheet whose headers are known, the first one that has rows, with its first row as headers: a person can map them.
 * @returns null where no visible sheet has a filled cell.
 * @throws Problem as `parse` does.
 */
export async function sampleWorkbook(bytes: Buffer, rowsMax: number, choice: TableChoice): Promise<WorkbookSample | null> {
  const workbook = await Workbook.open(bytes, workbookLimits);
  let stringsNeeded = 0;
  const sheets = workbook.sheets.filter((sheet) => !sheet.isHidden).map(({ name }) => name);
  const looked = sheetsFor(workbook.sheets, choice)
    .filter((sheet) => isRead(sheet, choice))
    .slice(0, sheetsSampled);
  const count = rowsBeforeHeader(headerWishOf(choice)) + rowsMax;
  const rowsOf = (sharedString: SharedStringOf): Promise<(readonly TableRow[])[]> =>
    Promise.all(looked.map((sheet) => takeRows(workbook.rows(sheet, sharedString), count)));
  // Once to see which texts are needed: a workbook may share a million of them.
  await rowsOf((index) => {
    if (index < stringsSampled) stringsNeeded = Math.max(stringsNeeded, index + 1);
    return '-';
  });
  const strings = await workbook.sharedStrings(stringsNeeded);
  const sampled = (await rowsOf((index) => strings[index] ?? '')).map((rows, at) => ({ rows, sheet: looked[at]?.name ?? '' }));
  const places = sampled.map(({ rows }) => headerPlaceIn(rows, choice));
  const at = places.findIndex((place) => place >= 0);
  const chosen = sampled[at] ?? sampled.find(({ rows }) => rows.length > 0);
  if (chosen === undefined) return null;
  const place = Math.max(0, places[at] ?? 0);
  const headers = withoutTrailingBlanks(chosen.rows[place]?.cells ?? []);
  const rows = chosen.rows.slice(place + 1, place + 1 + rowsMax).map((row) => fitted(row, headers.length));
  return { sheet: chosen.sheet, sheets, headers, headerLine: chosen.rows[place]?.line ?? 1, rows };
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
