/**
 * The rows of a file's tables → records and issues, whatever the format: it numbers the items through the whole file,
 * looks at the first rows to decide how dates are written, refuses rows that do not fit, and says each scanned host once.
 */
import type { ImportIssue, ImportedRecord } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from '../define-importer.ts';
import { Cells } from './cells.ts';
import { columnsOf, decideDateOrders, isDutch } from './columns.ts';
import type { TableMapping } from './columns.ts';
import { FindingRows } from './findings.ts';
import { readRegisterRow } from './register.ts';
import { ScannedHosts } from './scanned-hosts.ts';
import { hasColumns, isFilled } from './table-row.ts';
import type { TableRow } from './table-row.ts';

/** Rows looked at before the first is given, to decide the order of day and month of a column. */
const rowsAhead = 1_000;

export interface StartedTable {
  readonly headers: readonly string[];
  /** Rows before the header row, which `next` is given too; -1 where there is no header row. */
  readonly headerIndex: number;
  readonly mapping: TableMapping;
  /** The file is written where day comes before month; a Dutch header says so as well. */
  readonly isDayFirstLand: boolean;
  /** Name of the sheet, where a file has several tables. */
  readonly sheet: string | null;
}

export class TableReading {
  private readonly limits: ImporterLimits;
  private readonly timeZone: string;
  private readonly hosts = new ScannedHosts();
  private itemNumber = 0;
  private table: StartedTable | undefined;
  private rowsSeen = 0;
  private ahead: TableRow[] | null = null;
  private cells: Cells | undefined;
  private findings: FindingRows | undefined;

  constructor(limits: ImporterLimits, timeZone: string) {
    this.limits = limits;
    this.timeZone = timeZone;
  }

  /** Of the rows that follow, until the next start; `flush` first. */
  start(table: StartedTable): void {
    this.table = table;
    this.rowsSeen = 0;
    this.ahead = [];
  }

  *next(row: TableRow): Generator<ParseEvent> {
    this.rowsSeen += 1;
    if (this.rowsSeen <= (this.table?.headerIndex ?? 0) + 1) return;
    if (this.ahead === null) return yield* this.read(row);
    this.ahead.push(row);
    if (this.ahead.length >= rowsAhead) yield* this.flush();
  }

  /** Gives the rows that were held back to look at their dates: at the end of a table, or of what could be read of it. */
  *flush(): Generator<ParseEvent> {
    const { ahead, table } = this;
    if (ahead === null || table === undefined) return;
    const columns = columnsOf(table.headers, table.mapping.mapping);
    const { settings } = table.mapping;
    const isDayFirstLand = table.isDayFirstLand || isDutch(table.headers);
    const orders = decideDateOrders(columns, ahead, { isDayFirstLand, decided: settings?.dayOrder ?? null });
    this.cells = new Cells(columns, orders, { timeZone: this.timeZone, sheet: table.sheet, settings });
    this.findings = table.mapping.shape === 'findings' ? new FindingRows(this.cells, this.hosts) : undefined;
    this.ahead = null;
    for (const row of ahead) yield* this.read(row);
  }

  /** Once, after the last table of a file that was read whole: coverage of the hosts. */
  *end(): Generator<ParseEvent> {
    yield* this.flush();
    yield* recordEvents(this.hosts.coverages());
  }

  /** The number of a row that is read elsewhere: rows of one file are numbered through. */
  takeItem(): number {
    this.itemNumber += 1;
    return this.itemNumber;
  }

  private *read(row: TableRow): Generator<ParseEvent> {
    const cells = this.cells;
    if (cells === undefined) return;
    // An empty line is no row; a line of separators is, and says nothing.
    if (row.cells.length === 1 && !isFilled(row.cells)) return;
    this.takeItem();
    if (this.itemNumber > this.limits.itemsMax) {
      const detail = `The file has more than ${this.limits.itemsMax} rows. Split it and import the parts; rows up to line ${row.line} were read.`;
      throw new Problem('file-too-large', detail, { itemsMax: this.limits.itemsMax, line: row.line });
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
    const role = this.table?.mapping.settings?.role === 'discovery' ? 'discovery' : 'register';
    const asset = readRegisterRow(cells, this.itemNumber, role);
    return asset === null ? [] : [asset];
  }

  private isRefused(row: TableRow, cells: Cells): boolean {
    const expected = this.table?.headers.length ?? 0;
    if (!hasColumns(row.cells, expected)) {
      const isHeaderless = this.table?.mapping.settings?.headerless === true;
      const message = isHeaderless
        ? `The row has ${row.cells.length} columns where most rows have ${expected}, so it cannot be told which cell is what.`
        : `The row has ${row.cells.length} columns where the header row has ${expected}, so its cells cannot be matched to headers.`;
      cells.report('refused', 'row-column-count', message, null);
      return true;
    }
    const forbidden = cells.forbiddenIn(this.limits.fieldCharactersMax);
    if (forbidden === undefined) return false;
    if (forbidden.reason === 'length') {
      cells.report('refused', 'field-too-long', `The cell is longer than ${this.limits.fieldCharactersMax} characters.`, forbidden.header);
    } else {
      const message = 'The cell holds a NUL character or half a surrogate pair, which cannot be stored.';
      cells.report('refused', 'value-forbidden-characters', message, forbidden.header);
    }
    return true;
  }
}

export function* issueEvents(issues: Iterable<ImportIssue>): Generator<ParseEvent> {
  for (const issue of issues) yield { kind: 'issue', issue };
}

function* recordEvents(records: Iterable<ImportedRecord>): Generator<ParseEvent> {
  for (const record of records) yield { kind: 'record', record };
}
