/**
 * The first rows of a table as they would be read, cell by cell, by the very engine that imports them: for a person who
 * looks before a file is handed in. Nothing is stored, and no value is shown that an import would not keep.
 */
import type { AssetFacts, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { ImporterLimits } from '../define-importer.ts';
import type { TableMapping } from './columns.ts';
import { foldHeader } from './headers.ts';
import { TableReading } from './table-reading.ts';
import { isFilled } from './table-row.ts';
import type { TableRow } from './table-row.ts';
import { isBlank } from './vocabulary.ts';

export interface PreviewTable {
  readonly headers: readonly string[];
  readonly mapping: TableMapping;
  /** Rows below the header row: those that are shown, and more by which dates are understood. */
  readonly rows: readonly TableRow[];
  readonly isDayFirstLand: boolean;
  readonly timeZone: string;
  readonly limits: ImporterLimits;
}

export interface PreviewCell {
  /** As written. */
  readonly written: string;
  /** As it would be kept; null where the column is not read, the cell says nothing, or it is refused. */
  readonly value: string | null;
  /** Why the cell is left out. */
  readonly issue: Pick<ImportIssue, 'code' | 'message'> | null;
}

export interface PreviewRow {
  readonly line: number;
  /** Why the whole row is refused; null = it is read. */
  readonly refused: Pick<ImportIssue, 'code' | 'message'> | null;
  /** One for each header. */
  readonly cells: readonly PreviewCell[];
}

export function previewRows(table: PreviewTable, rowsShown: number): readonly PreviewRow[] {
  const rows = table.rows.filter((row) => isFilled(row.cells));
  const outcome = readAll(table, rows);
  // Of a column that gives two fields (a name that is the host name too) the first is shown.
  const fieldOf = new Map(
    Object.entries(table.mapping.mapping)
      .map(([field, header]) => [header, field] as const)
      .toReversed(),
  );
  const fields = table.headers.map((header, index) => (table.headers.indexOf(header) === index ? fieldOf.get(header) : undefined));
  return rows.slice(0, rowsShown).map((row, index) => {
    const item = outcome.get(index + 1) ?? { issues: [], values: {} };
    const refused = item.issues.find(({ severity }) => severity === 'refused') ?? null;
    const cells = table.headers.map((header, column): PreviewCell => {
      const field = fields[column];
      const written = (row.cells[column] ?? '').trim();
      if (field === undefined) return { written, value: null, issue: null };
      const issue = item.issues.find(({ path, severity }) => path === header && severity !== 'note') ?? null;
      const value = refused !== null || issue !== null ? null : (item.values[field] ?? (isBlank(written) ? null : written));
      return { written, value, issue: shortened(issue) };
    });
    return { line: row.line, refused: shortened(refused), cells };
  });
}

interface ItemOutcome {
  issues: ImportIssue[];
  values: Readonly<Record<string, string>>;
}

/** By the number of the item, which is the place of its row among the filled ones. */
function readAll(table: PreviewTable, rows: readonly TableRow[]): ReadonlyMap<number, ItemOutcome> {
  const reading = new TableReading(table.limits, table.timeZone);
  const { headers, mapping, isDayFirstLand } = table;
  reading.start({ headers, headerIndex: -1, mapping, isDayFirstLand, sheet: null });
  const items = new Map<number, ItemOutcome>();
  const itemAt = (number: number): ItemOutcome => {
    const item = items.get(number) ?? { issues: [], values: {} };
    items.set(number, item);
    return item;
  };
  const hosts = new Map<string, AssetFacts>();
  const events = function* () {
    for (const row of rows) yield* reading.next(row);
    yield* reading.flush();
  };
  // A word that is not known is reported at its first row only; here every row that has it shows it.
  const unknownWords = new Map<string, ImportIssue>();
  for (const event of events()) {
    if (event.kind === 'issue' && event.issue.itemNumber !== null) {
      const { itemNumber, code, path } = event.issue;
      itemAt(itemNumber).issues.push(event.issue);
      if (code === 'word-unknown') unknownWords.set(wordKey(path, headers, rows[itemNumber - 1]), event.issue);
    } else if (event.kind === 'record') {
      if (event.record.kind === 'asset') hosts.set(event.record.assetKey, event.record.facts);
      if ('itemNumber' in event.record && event.record.itemNumber !== null) {
        itemAt(event.record.itemNumber).values = valuesOf(event.record, hosts);
      }
    }
  }
  if (unknownWords.size > 0) repeatUnknownWords(table, rows, { unknownWords, itemAt });
  return items;
}

function repeatUnknownWords(
  { headers, mapping }: PreviewTable,
  rows: readonly TableRow[],
  { unknownWords, itemAt }: { unknownWords: ReadonlyMap<string, ImportIssue>; itemAt: (number: number) => ItemOutcome },
): void {
  for (const [index, row] of rows.entries()) {
    for (const header of Object.values(mapping.mapping)) {
      const issue = unknownWords.get(wordKey(header, headers, row));
      const item = itemAt(index + 1);
      if (issue !== undefined && !item.issues.some(({ path }) => path === header)) item.issues.push(issue);
    }
  }
}

function wordKey(header: string | null, headers: readonly string[], row: TableRow | undefined): string {
  return `${header ?? ''}\n${foldHeader(row?.cells[headers.indexOf(header ?? '')] ?? '')}`;
}

/** What a record says, by the field of the column it came from. */
function valuesOf(record: ImportedRecord, hosts: ReadonlyMap<string, AssetFacts>): Readonly<Record<string, string>> {
  if (record.kind === 'asset') return textsOf(record.facts);
  if (record.kind !== 'vulnerability' && record.kind !== 'detection') return {};
  const { check, port, protocol } = record;
  const place = { checkId: check.nativeId, title: check.title, family: check.family, solution: check.solution, port, protocol };
  const host = textsOf(hosts.get(record.assetKey) ?? {});
  if (record.kind === 'detection') return { ...host, ...textsOf(place), severity: 'informational' };
  const { severity, cveIds, cvss, epss, kev } = record;
  return { ...host, ...textsOf({ ...place, severity, cveIds, cvssScore: cvss?.score, cvssVector: cvss?.vector, epss, kev }) };
}

function textsOf(values: object): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    texts[name] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return texts;
}

function shortened(issue: ImportIssue | null): PreviewCell['issue'] {
  return issue === null ? null : { code: issue.code, message: issue.message };
}
