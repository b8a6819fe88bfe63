/**
 * One row's cells as typed values. A value that is not what its column promises is left out and reported; the row
 * keeps the rest. A cell that says "not known" (empty, `-`, `n.v.t.`, `#N/A`) is absent and not reported.
 */
import type { ImportIssue, IssueSeverity } from '#core/imports/imported-record.ts';
import type { MappingSettings } from '#core/imports/mapping-profile.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { foldName, hasForbiddenCharacters } from '#core/kernel/text.ts';
import { hostNameFacts } from '../host-facts.ts';
import { ipAddressOf } from './addresses.ts';
import type { ReadAddresses } from './addresses.ts';
import { readDay, readInstant } from './dates.ts';
import type { DateOrder } from './dates.ts';
import type { TableRow } from './table-row.ts';
import { isBlank } from './vocabulary.ts';

export interface Column {
  readonly index: number;
  readonly header: string;
}
export type Columns = ReadonlyMap<string, Column>;

export interface CellsOptions {
  readonly timeZone: string;
  /** Name of the sheet, where a file has several tables. */
  readonly sheet: string | null;
  /** Fixed values and translations of a profile. */
  readonly settings: MappingSettings | null;
}

/** Characters of a stored text; longer ones are no name or number. */
const textCharactersMax = 1_000;
/** Different unknown words reported per file; the same word is reported once. */
const wordsReportedMax = 1_000;
/** Different cells remembered per column of words or days: such columns repeat a few values on each row. */
const readingsKeptMax = 2_000;

export class Cells {
  private readonly columns: Columns;
  private readonly dateOrders: ReadonlyMap<string, DateOrder>;
  private readonly sheet: string | null;
  private readonly fixed: ReadonlyMap<string, string>;
  private readonly words: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  readonly timeZone: string;
  private readonly reportedWords = new Set<string>();
  private readonly readings = new Map<string, Map<string, unknown>>();
  private issues: ImportIssue[] = [];
  private cells: readonly string[] = [];
  private line = 0;
  private itemNumber = 0;

  constructor(columns: Columns, dateOrders: ReadonlyMap<string, DateOrder>, { timeZone, sheet, settings }: CellsOptions) {
    this.timeZone = timeZone;
    this.sheet = sheet;
    this.fixed = new Map(Object.entries(settings?.fixed ?? {}));
    this.words = new Map(
      Object.entries(settings?.translations ?? {}).map(([target, words]) => [
        target,
        new Map(Object.entries(words).map(([word, value]) => [foldName(word), value])),
      ]),
    );
    this.columns = columns;
    this.dateOrders = dateOrders;
  }

  /** Goes to the next row. */
  move(row: TableRow, itemNumber: number): void {
    this.cells = row.cells;
    this.line = row.line;
    this.itemNumber = itemNumber;
  }

  takeIssues(): readonly ImportIssue[] {
    const taken = this.issues;
    if (taken.length > 0) this.issues = [];
    return taken;
  }

  report(severity: IssueSeverity, code: string, message: string, header: string | null): void {
    const path = this.sheet === null ? header : header === null ? this.sheet : `${this.sheet}: ${header}`;
    this.issues.push({ code, message, path, line: this.line, severity, itemNumber: this.itemNumber });
  }

  /** Header of the column whose cell may not be stored; undefined when all may. */
  forbiddenIn(fieldCharactersMax: number): { readonly header: string; readonly reason: 'characters' | 'length' } | undefined {
    for (const { index, header } of this.columns.values()) {
      const cell = this.cells[index] ?? '';
      if (cell.length > fieldCharactersMax) return { header, reason: 'length' };
      if (hasForbiddenCharacters(cell)) return { header, reason: 'characters' };
    }
    return undefined;
  }

  header(target: string): string | null {
    return this.columns.get(target)?.header ?? null;
  }

  /**
   * As written, trimmed, or as the profile translates it; `="00123"` (how some tools keep leading zeros for Excel) is 00123.
   * Where the row says nothing, the fixed value of the field.
   */
  raw(target: string): string | undefined {
    const column = this.columns.get(target);
    if (column === undefined) return this.fixed.get(target);
    const cell = (this.cells[column.index] ?? '').trim();
    const text = cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1).trim() : cell;
    const translated = text === '' ? undefined : this.words.get(target)?.get(foldName(text));
    if (translated !== undefined) return translated ?? this.fixed.get(target);
    return isBlank(text) ? this.fixed.get(target) : text;
  }

  text(target: string): string | undefined {
    const text = this.raw(target)?.replace(/\s*[\r\n]\s*/g, ' ');
    if (text === undefined || text.length <= textCharactersMax) return text;
    this.drop('value-too-long', target, `is longer than ${textCharactersMax} characters`, text);
    return undefined;
  }

  /** A text that tells things apart: a spreadsheet's `1,23457E+13` has lost its digits and would join strangers. */
  identifier(target: string): string | undefined {
    const text = this.text(target);
    if (text === undefined || !/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text) || !/E\+/i.test(text)) return text;
    this.drop('value-mangled', target, 'was shortened by a spreadsheet and lost digits', text);
    return undefined;
  }

  value<Value>(target: string, read: (text: string) => Value | undefined, expected: string): Value | undefined {
    const text = this.raw(target);
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) this.drop('value-invalid', target, `is not ${expected}`, text);
    return value;
  }

  /**
   * A host name without its domain, or the address that some lists put there. The name as written when it is neither
   * is reported and left out.
   */
  host(target: string): { readonly hostName?: string; readonly domain?: string; readonly ipAddress?: string } {
    const text = this.text(target);
    if (text === undefined) return {};
    const ipAddress = ipAddressOf(text);
    if (ipAddress !== undefined) return { ipAddress };
    const facts = hostNameFacts(text);
    if (facts === undefined) this.drop('value-invalid', target, 'is neither a host name nor an IP address', text);
    return facts ?? {};
  }

  /** A word of a choice; an unknown word is reported at the first row that has it. */
  word<Value>(target: string, read: (text: string) => Value | undefined): Value | undefined {
    const text = this.raw(target);
    if (text === undefined) return undefined;
    const value = this.once(target, text, () => read(text));
    if (value !== undefined) return value;
    const key = `${target} ${text.slice(0, 100)}`;
    if (!this.reportedWords.has(key) && this.reportedWords.size < wordsReportedMax) {
      this.reportedWords.add(key);
      this.drop('word-unknown', target, 'is not a known word for this field (reported once)', text);
    }
    return undefined;
  }

  addresses(target: string, read: (text: string) => ReadAddresses, expected: string): readonly string[] | undefined {
    const text = this.raw(target);
    if (text === undefined) return undefined;
    const { valid, invalid } = read(text);
    for (const part of invalid) this.drop('value-invalid', target, `is not ${expected}`, part);
    return valid.length === 0 ? undefined : valid;
  }

  day(target: string): Day | undefined {
    const text = this.raw(target);
    if (text === undefined) return undefined;
    const reading = this.once(target, text, () => readDay(text, this.dateOrders.get(target) ?? 'undecided'));
    if (reading.kind === 'read') return reading.day;
    this.dropDate(target, reading.kind, text);
    return undefined;
  }

  instant(target: string): { readonly instant: Instant; readonly zone: 'given' | 'assumed' } | undefined {
    const text = this.raw(target);
    if (text === undefined) return undefined;
    const reading = readInstant(text, this.dateOrders.get(target) ?? 'undecided', this.timeZone);
    if (reading.kind === 'read') return reading;
    this.dropDate(target, reading.kind, text);
    return undefined;
  }

  /** The reading of this very text in this column, read once. A column is always read by the same function. */
  private once<Reading>(target: string, text: string, read: () => Reading): Reading {
    let known = this.readings.get(target);
    if (known === undefined) this.readings.set(target, (known = new Map()));
    if (known.has(text)) return known.get(text) as Reading;
    const reading = read();
    if (known.size < readingsKeptMax && text.length <= 100) known.set(text, reading);
    return reading;
  }

  private dropDate(target: string, kind: 'ambiguous' | 'invalid', text: string): void {
    if (kind === 'ambiguous') this.drop('date-ambiguous', target, 'may be day first or month first; write it as YYYY-MM-DD', text);
    else this.drop('value-invalid', target, 'is not a date in the order of its column', text);
  }

  private drop(code: string, target: string, why: string, text: string): void {
    const shown = text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
    this.report('warning', code, `"${shown}" ${why}; the value is left out.`, this.header(target));
  }
}

/** `7,5` and `7.5`; no thousands. */
export function readDecimal(text: string): number | undefined {
  return /^-?\d{1,9}(?:[.,]\d{1,9})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}
