/**
 * Importer of tables as text: an asset list (register) or a scanner's export (findings), told apart by the headers.
 * It reads what `headers.ts` knows or the person mapped, and says of the rest that it was not read. It does not merge rows of
 * one asset, does not judge identifiers, and knows no clock. What is read and dropped: `README.md`. Followed: RFC 4180, leniently.
 */
import type { ImportIssue, ImportedRecord } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import { defineImporter } from '../define-importer.ts';
import type { FileHead, ImporterLimits, ParseEvent, ParseOptions } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { decodeStream } from '../text-decoding.ts';
import { Cells } from './cells.ts';
import { columnsOf, decideDateOrders, mappingOf } from './columns.ts';
import type { TableMapping } from './columns.ts';
import { FindingRows } from './findings.ts';
import { declaredDelimiter, guessLayout, hasColumns, isFilled } from './layout.ts';
import type { TableLayout } from './layout.ts';
import { readRegisterRow } from './register.ts';
import { readRows } from './rows.ts';
import type { TableRow } from './rows.ts';

const limits: ImporterLimits = {
  bytesMax: 2 * 1024 ** 3,
  itemsMax: 2_000_000,
  depthMax: 0,
  fieldCharactersMax: 1_000_000,
  issuesMax: 10_000,
};

/** Text looked at for separator and header. */
const sampleCharacters = 65_536;
/** Rows looked at before the first is given, to decide the order of day and month of a column. */
const rowsAhead = 1_000;

export const csv = defineImporter({
  id: 'csv',
  version: 2,
  title: 'CSV (asset list or scanner export)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['register', 'discovery', 'findings'],
  limits,
  accepts: isTable,
  parse: parseTable,
});

/** Text, no markup, and rows of equal length or a header that is known. */
function isTable(head: FileHead): boolean {
  const text = head.text.replace(/^\uFEFF/, '');
  if (/^\s*[<{[]/.test(text) || ['%PDF', 'PK\u0003', '\u001f'].some((magic) => text.startsWith(magic)) || isBinary(text)) return false;
  const declared = declaredDelimiter(text);
  const isWhole = head.bytes.length < sampleCharacters;
  const sample = text.slice(declared?.length ?? 0);
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole });
  if (layout === null) return false;
  if (mappingOf(layout.headers, undefined).shape !== null) return true;
  return layout.headers.length > 1 && layout.sampledRows > 0 && layout.agreementRatio >= 0.8;
}

/** Control characters and replaced bytes: here and there is damage, more is no text. */
function isBinary(text: string): boolean {
  const strange = text.match(/[^\P{Cc}\s]|\uFFFD/gu)?.length ?? 0;
  return strange > text.length * 0.02;
}

async function* parseTable(bytes: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncGenerator<ParseEvent> {
  const decoded = decodeStream(limitBytes(bytes, limits.bytesMax));
  const texts = decoded[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const wanted = options.mapping === undefined ? {} : { wantedHeaders: Object.values(options.mapping) };
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole, ...wanted });
  if (layout === null) throw new Problem('file-empty', 'The file holds no row: not even a row of headers.');
  const table = mappingOf(layout.headers, options.mapping);
  if (table.shape === null) throw unmapped(layout);
  yield { kind: 'header', header: { observedAt: null, tool: null, partial: false, mapping: table.mapping } };
  yield* issueEvents(remarksOnHeaders(table));
  const batches = readRows(followedBy(sample, texts), { delimiter: layout.delimiter, firstLine: declared === null ? 1 : 2 });
  const reading = new TableReading(layout, table, options.timeZone ?? defaultTimeZone);
  try {
    for await (const batch of batches) {
      yield* issueEvents(decoded.takeIssues());
      for (const row of batch) yield* reading.next(row);
    }
  } catch (problem) {
    // What was read before the failure stands; rows may still wait for their dates to be decided.
    yield* reading.flush();
    throw problem;
  }
  yield* issueEvents(decoded.takeIssues());
  yield* reading.end();
}

/** The rows of one table, one after the other. */
class TableReading {
  private readonly layout: TableLayout;
  private readonly table: TableMapping;
  private readonly timeZone: string;
  private rowsSeen = 0;
  private itemNumber = 0;
  private ahead: TableRow[] | null = [];
  private cells: Cells | undefined;
  private findings: FindingRows | undefined;

  constructor(layout: TableLayout, table: TableMapping, timeZone: string) {
    this.timeZone = timeZone;
    this.layout = layout;
    this.table = table;
  }

  *next(row: TableRow): Generator<ParseEvent> {
    this.rowsSeen += 1;
    if (this.rowsSeen <= this.layout.headerIndex + 1) return;
    if (this.ahead === null) return yield* this.read(row);
    this.ahead.push(row);
    if (this.ahead.length >= rowsAhead) yield* this.flush();
  }

  *end(): Generator<ParseEvent> {
    yield* this.flush();
    yield* this.findings === undefined ? [] : recordEvents(this.findings.coverages());
  }

  /** Gives the rows that were held back to look at their dates. */
  *flush(): Generator<ParseEvent> {
    if (this.ahead === null) return;
    const columns = columnsOf(this.layout.headers, this.table.mapping);
    this.cells = new Cells(columns, decideDateOrders(columns, this.ahead, this.layout), this.timeZone);
    if (this.table.shape === 'findings') this.findings = new FindingRows(this.cells);
    const rows = this.ahead;
    this.ahead = null;
    for (const row of rows) yield* this.read(row);
  }

  private *read(row: TableRow): Generator<ParseEvent> {
    const cells = this.cells;
    if (cells === undefined) return;
    // An empty line is no row; a line of separators is, and says nothing.
    if (row.cells.length === 1 && !isFilled(row.cells)) return;
    this.itemNumber += 1;
    if (this.itemNumber > limits.itemsMax) {
      const detail = `The file has more than ${limits.itemsMax} rows. Split it and import the parts; rows up to line ${row.line} were read.`;
      throw new Problem('file-too-large', detail, { itemsMax: limits.itemsMax, line: row.line });
    }
    if (!isFilled(row.cells)) {
      yield* recordEvents([{ kind: 'nothing', itemNumber: this.itemNumber, reason: 'row-blank' }]);
      return;
    }
    cells.move(row, this.itemNumber);
    const records = this.isRefused(row, cells) ? [] : this.recordsOf(cells);
    yield* issueEvents(cells.takeIssues());
    yield* recordEvents(records);
  }

  private recordsOf(cells: Cells): readonly ImportedRecord[] {
    if (this.findings !== undefined) return this.findings.read(this.itemNumber);
    const asset = readRegisterRow(cells, this.itemNumber);
    return asset === null ? [] : [asset];
  }

  private isRefused(row: TableRow, cells: Cells): boolean {
    const expected = this.layout.headers.length;
    if (!hasColumns(row.cells, expected)) {
      const message = `The row has ${row.cells.length} columns where the header row has ${expected}, so its cells cannot be matched to headers.`;
      cells.report('refused', 'row-column-count', message, null);
      return true;
    }
    const forbidden = cells.forbiddenIn(limits.fieldCharactersMax);
    if (forbidden === undefined) return false;
    if (forbidden.reason === 'length') {
      cells.report('refused', 'field-too-long', `The cell is longer than ${limits.fieldCharactersMax} characters.`, forbidden.header);
    } else {
      const message = 'The cell holds a NUL character or half a surrogate pair, which cannot be stored.';
      cells.report('refused', 'value-forbidden-characters', message, forbidden.header);
    }
    return true;
  }
}

function unmapped({ headers }: TableLayout): Problem {
  const seen = headers.slice(0, 100).map((header) => header.slice(0, 100).toWellFormed());
  const needed = {
    register: 'name, serial number, asset number, host name, IP address or MAC address',
    findings: 'host or IP address, with a check or CVE, with a severity',
  };
  const detail =
    `The headers make neither an asset list (needs ${needed.register}) nor a scanner export (needs ${needed.findings}). ` +
    `Headers of the file: ${seen.join(', ')}. Rename them, or say which column is what when importing.`;
  return new Problem('file-unmapped', detail, { headers: seen, needed });
}

function remarksOnHeaders({ unmapped: unread, ambiguous, repeated }: TableMapping): ImportIssue[] {
  const issues: ImportIssue[] = [];
  if (unread.length > 0) issues.push(remark('column-not-read', `Not read, because no field is known for it: ${shown(unread)}.`, null));
  for (const { target, headers } of ambiguous) {
    issues.push(
      remark('column-ambiguous', `Several columns fit the field ${target}: ${shown(headers)}. The first of these was taken.`, null),
    );
  }
  for (const header of repeated) {
    issues.push({
      ...remark('header-repeated', 'Several columns have this header; the first is read.', null),
      path: header,
      severity: 'warning',
    });
  }
  return issues;
}

function shown(headers: readonly string[]): string {
  const list = headers.slice(0, 50).map((header) => `"${header.slice(0, 60).toWellFormed()}"`);
  return list.join(', ') + (headers.length > 50 ? ` and ${headers.length - 50} more` : '');
}

function remark(code: string, message: string, line: number | null): ImportIssue {
  return { code, message, path: null, line, severity: 'note', itemNumber: null };
}

function* issueEvents(issues: Iterable<ImportIssue>): Generator<ParseEvent> {
  for (const issue of issues) yield { kind: 'issue', issue };
}

function* recordEvents(records: Iterable<ImportedRecord>): Generator<ParseEvent> {
  for (const record of records) yield { kind: 'record', record };
}

async function takeSample(texts: AsyncIterator<string>): Promise<{ text: string; isWhole: boolean }> {
  let text = '';
  while (text.length < sampleCharacters) {
    const next = await texts.next();
    if (next.done === true) return { text, isWhole: true };
    text += next.value;
  }
  return { text, isWhole: false };
}

async function* followedBy(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
