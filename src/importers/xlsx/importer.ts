/**
 * Importer of workbooks of Office Open XML (`.xlsx`): every visible sheet whose header row is known is read as the CSV
 * importer reads a table, one sheet after the other; the others are named in a note. The packed file is held in memory,
 * its rows are streamed. No formula is computed, no macro, link or picture is looked at. What is read and dropped:
 * `README.md`. Followed: ECMA-376 (Office Open XML) part 1 and 2.
 */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { namesOfColumns, numberOfColumn } from '#core/imports/mapping-profile.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import { defineImporter } from '../define-importer.ts';
import type { FileHead, ImporterLimits, ParseEvent, ParseOptions, TableChoice } from '../define-importer.ts';
import { isDependencyTable } from '../dependencies/columns.ts';
import { placeOf, readDependencyRow, unreadColumns } from '../dependencies/rows.ts';
import { limitBytes } from '../read-head.ts';
import { foldHeader } from '../table/headers.ts';
import { readHeaders, remarksOn } from '../table/read-headers.ts';
import type { HeaderPlace, ReadHeaders } from '../table/read-headers.ts';
import { unmapped } from '../table/remarks.ts';
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
  version: 3,
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
    const reason = whyUnread(sheet, options, isHeaderGiven);
    const start = reason === null ? await startOf(workbook.rows(sheet, sharedString), options) : { kind: reason };
    if (start.kind !== 'table') {
      unread.push({ sheet, reason: start.kind, problem: start.kind === 'unknown' ? start.problem : null });
      continue;
    }
    if (start.read === null) {
      if (!isHeaderGiven) yield { kind: 'header', header: { observedAt: null, tool: null, partial: false } };
      isHeaderGiven = true;
      yield* readDependencySheet(start, reading);
      continue;
    }
    const { headers, headerIndex, read } = start;
    const { table } = read;
    if (!isHeaderGiven) yield { kind: 'header', header: { observedAt: null, tool: null, partial: false, mapping: table.mapping } };
    isHeaderGiven = true;
    yield* issueEvents(remarksOn(read).map((issue) => ({ ...issue, path: sheet.name + (issue.path === null ? '' : `: ${issue.path}`) })));
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
  if (!isHeaderGiven) throw unreadable(unread);
  if (unread.length > 0) yield* issueEvents(unreadRemarks(unread));
  yield* reading.end();
}

type SheetStart =
  | {
      readonly kind: 'table';
      /** Null: a table of dependencies. */
      readonly read: ReadHeaders | null;
      readonly headers: readonly string[];
      readonly headerIndex: number;
      /** All rows, those that were looked at included. */
      readonly rows: AsyncIterable<readonly TableRow[]>;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** Looks at the first rows of a sheet for its headers. */
async function startOf(rows: Batches, choice: TableChoice): Promise<SheetStart> {
  const firstRows = await lookAhead(rows, rowsBeforeHeader(headerWishOf(choice)));
  const { first, failure } = firstRows;
  const ofDependencies = hasChoice(choice) ? -1 : first.findIndex((row) => isDependencyTable(row.cells));
  if (ofDependencies >= 0) {
    const headers = withoutTrailingBlanks(first[ofDependencies]?.cells ?? []);
    return { kind: 'table', read: null, headers, headerIndex: ofDependencies, rows: followedBy(firstRows, rows) };
  }
  const { headerIndex, isFound, place } = headerPlaceIn(first, choice);
  const read = readOrProblem(place, choice);
  if (isFound && 'table' in read) return { kind: 'table', read, headers: place.headers, headerIndex, rows: followedBy(firstRows, rows) };
  if (failure !== null) throw failure.cause;
  await rows.return(undefined);
  if (first.length === 0) return { kind: 'empty' };
  return { kind: 'unknown', problem: 'table' in read ? unmapped(place.headers) : read };
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

/** A hidden sheet is read only where a profile asks for it by its name; of several without headers only the first is known to be meant. */
function whyUnread(sheet: Sheet, { settings }: TableChoice, isOneRead: boolean): 'hidden' | 'other' | null {
  if (sheet.isHidden && (settings?.sheet ?? null) === null) return 'hidden';
  return settings?.headerless === true && isOneRead ? 'other' : null;
}

interface FoundHeaders {
  readonly place: HeaderPlace;
  /** Place among the rows; -1 where the table has no row of headers. */
  readonly headerIndex: number;
  /** False: the first row is looked at only to say what stands there. */
  readonly isFound: boolean;
}

function headerPlaceIn(rows: readonly TableRow[], choice: TableChoice): FoundHeaders {
  const cells = rows.map((row) => row.cells);
  if (choice.settings?.headerless === true) {
    const named = choice.settings.columns.map(({ header }) => numberOfColumn(header) ?? 0);
    const headers = namesOfColumns(Math.max(0, ...named, ...cells.map((row) => withoutTrailingBlanks(row).length)));
    return { place: { row: 0, headers, above: [], below: cells }, headerIndex: -1, isFound: rows.length > 0 };
  }
  const lines = rows.map((row) => row.line);
  const found = findHeaderRow(cells, headerWishOf(choice), lines);
  const headerIndex = Math.max(0, found);
  const headers = withoutTrailingBlanks(cells[headerIndex] ?? []);
  const above = rows.slice(0, headerIndex).map((row) => ({ row: row.line, cells: row.cells }));
  const place = { row: lines[headerIndex] ?? 1, headers, above, below: cells.slice(headerIndex + 1) };
  return { place, headerIndex, isFound: found >= 0 };
}

/** A sheet that a profile does not fit is another sheet than it was made for; that none fits is said at the end. */
function readOrProblem(place: HeaderPlace, choice: TableChoice): ReadHeaders | Problem {
  try {
    return readHeaders(place, choice);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
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

/** Every sheet with its rows as text, in the order of the workbook, for a reader with headers of its own. @throws Problem as `parse` does. */
export async function* sheetsOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly name: string; readonly isHidden: boolean; readonly rows: AsyncGenerator<readonly TableRow[]> }> {
  const workbook = await Workbook.open(await gather(limitBytes(bytes, limits.bytesMax)), workbookLimits);
  const sharedString = sharedStringIn(await workbook.sharedStrings());
  for (const sheet of workbook.sheets) yield { name: sheet.name, isHidden: sheet.isHidden, rows: workbook.rows(sheet, sharedString) };
}

interface UnreadSheet {
  readonly sheet: Sheet;
  readonly reason: 'hidden' | 'empty' | 'unknown' | 'other';
  /** Why its headers are not taken. */
  readonly problem: Problem | null;
}

const reasons = { hidden: 'hidden', empty: 'empty', unknown: 'no known header row' } as const;

function unreadRemarks(unread: readonly UnreadSheet[]): ImportIssue[] {
  const named = (sheets: readonly UnreadSheet[]) => sheets.map(({ sheet }) => `"${sheet.name}"`).join(', ');
  const remark = (message: string, severity: ImportIssue['severity']): ImportIssue[] => [
    { code: 'sheet-not-read', message, path: null, line: null, severity, itemNumber: null },
  ];
  // A sheet that may be a table without headers is a loss; the others are not.
  const headerless = unread.filter(({ problem }) => problem?.code === 'file-headerless');
  const others = unread.filter(({ reason }) => reason === 'other');
  const rest = unread.filter((one) => !headerless.includes(one) && !others.includes(one));
  const names = rest.map(({ sheet, reason }) => `"${sheet.name}" (${reason === 'other' ? '' : reasons[reason]})`).join(', ');
  return [
    ...(rest.length === 0 ? [] : remark(`Sheets that were not read: ${names}.`, 'note')),
    ...(headerless.length === 0
      ? []
      : remark(
          `Sheets that were not read, because their first row looks like data and not like headers: ${named(headerless)}. ` +
            'Add a row of headers to each, or hand in the sheet with a mapping profile that says it has none.',
          'warning',
        )),
    ...(others.length === 0
      ? []
      : remark(`Sheets that were not read, because of several without headers only the first is: ${named(others)}.`, 'warning')),
  ];
}

function unreadable(unread: readonly UnreadSheet[]): Problem {
  // Of several sheets, the one that may be a table says more than a title page.
  const problems = unread.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  const problem = problems.find(({ code }) => code === 'file-headerless') ?? problems[0];
  if (problem !== undefined) return problem;
  const detail = 'The workbook has no visible sheet with a filled cell. Save it again, with the table on a visible sheet.';
  return new Problem('file-empty', detail, { sheets: unread.map(({ sheet }) => sheet.name) });
}

export interface WorkbookSample {
  readonly sheet: string;
  /** Names of the visible sheets. */
  readonly sheets: readonly string[];
  readonly place: HeaderPlace;
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
    .filter((sheet) => whyUnread(sheet, choice, false) === null)
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
  const found = sampled.map((one) => ({ ...one, ...headerPlaceIn(one.rows, choice) }));
  const chosen = found.find(({ isFound }) => isFound) ?? found.find(({ rows }) => rows.length > 0);
  if (chosen === undefined) return null;
  const { place, headerIndex } = chosen;
  const rows = chosen.rows.slice(headerIndex + 1, headerIndex + 1 + rowsMax).map((row) => fitted(row, place.headers.length));
  return { sheet: chosen.sheet, sheets, place, rows };
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
