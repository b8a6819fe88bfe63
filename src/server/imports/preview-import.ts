/** How the head of a file would be read: format, and for a table which column means what and its first rows. Nothing is stored. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import type { MappingField, MappingSettings, TableRole, UsedProfile } from '#core/imports/mapping-profile.ts';
import { isMuchSmaller } from '#core/assets/presence.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { csv } from '#importers/csv/importer.ts';
import { declaredDelimiter, guessLayout, headerPlaceOf } from '#importers/csv/layout.ts';
import { sampleRows } from '#importers/csv/rows.ts';
import { chooseImporter } from '#importers/detect.ts';
import { recognisePersonal } from '#importers/personal-detect.ts';
import { openFile } from '#importers/read-head.ts';
import { headerIn, type TableMapping } from '#importers/table/columns.ts';
import { fieldsOfRole } from '#importers/table/fields.ts';
import { guessMapping } from '#importers/table/headers.ts';
import { previewRows, type PreviewRow } from '#importers/table/preview-rows.ts';
import { readHeaders, type HeaderPlace } from '#importers/table/read-headers.ts';
import { headerWishOf, isFilled, type TableRow } from '#importers/table/table-row.ts';
import { sampleWorkbook } from '#importers/xlsx/importer.ts';
import type { SavedProfile } from '#store/mapping-profiles.ts';
import { muchSmallerCode } from '#store/register-size.ts';
import { readyProfileOf, suggestProfiles } from './mapping-profiles.ts';

const rowsShown = 10;
/** By which the order of day and month is understood. */
const rowsSampled = 200;
/** Of a text the first part tells how it would be read; the directory of a workbook stands at its end, so it is needed whole. */
export const previewBytesMax = { text: 64 * 1024, workbook: 16 * 1024 ** 2 };

export interface PreviewAsked {
  readonly profile: UsedProfile | null;
  readonly timeZone: string;
  /** Offered where their columns are there. */
  readonly saved: readonly SavedProfile[];
  /** Assets that stand registered by the source of the file; null where nobody counts them: it is a part. */
  readonly registered: { readonly source: string; readonly count: number } | null;
}

const nothing = {
  importer: null,
  title: null,
  shape: null,
  sheet: null,
  sheets: [],
  headerRow: null,
  columns: [],
  rows: [],
  words: [],
  fields: [],
  settings: null,
  profile: null,
  suggestions: [],
  remarks: [],
  problem: null,
} satisfies ImportPreview;

/** @param head the first bytes of the file, at most `previewBytesMax`. */
export async function previewImport(file: string, head: Uint8Array, asked: PreviewAsked): Promise<ImportPreview> {
  try {
    // Of a workbook that was cut off for the look nothing can be told; it is recognised whole when it is handed in.
    if (head.length < previewBytesMax.workbook) {
      const { importer } = await recognisePersonal(once(head), file);
      // No row of it is shown: the answer would be a copy of it.
      if (importer !== null) return { ...nothing, importer: importer.id, title: importer.title };
    }
    const opened = await openFile(once(head), file);
    const chosen = chooseImporter({ ...opened.head, choice: choiceOf(asked) });
    if (isProblem(chosen)) return { ...nothing, problem: { code: chosen.code, detail: chosen.message } };
    const { id, title } = chosen.importer;
    const sample =
      id === 'xlsx'
        ? await sampleOfWorkbook(head, asked)
        : id === 'csv'
          ? sampleOfText(opened.head.text, { isWhole: head.length < previewBytesMax.text, asked })
          : null;
    return { ...nothing, importer: id, title, ...(sample === null ? {} : describeTable(sample, asked)) };
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { ...nothing, problem: { code: cause.code, detail: cause.message } };
  }
}

interface TableSample {
  readonly place: HeaderPlace;
  readonly rows: readonly TableRow[];
  /** How many rows the file has; null where they were not all looked at. */
  readonly rowsInAll: number | null;
  readonly isDayFirstLand: boolean;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
}

function sampleOfText(text: string, { isWhole, asked }: { readonly isWhole: boolean; readonly asked: PreviewAsked }): TableSample {
  const declared = declaredDelimiter(text);
  const table = text.slice(declared?.length ?? 0);
  const layout = guessLayout(table, declared?.delimiter ?? null, { isWhole, wish: headerWishOf(choiceOf(asked)) });
  if (layout === null) throw new Problem('file-unmapped', 'The file has no row that could be a header.');
  const { headerIndex, delimiter } = layout;
  const rows = sampleRows(table, delimiter, headerIndex + 1 + rowsSampled, isWhole).slice(headerIndex + 1);
  const place = headerPlaceOf(layout, declared === null ? 1 : 2);
  return {
    place,
    rows: rows.map((cells, index) => ({ cells, line: place.row + 1 + index })),
    rowsInAll: isWhole && rows.length < rowsSampled ? filledRows(rows) : null,
    isDayFirstLand: delimiter === ';',
    sheet: null,
    sheets: [],
  };
}

/** A workbook larger than what was sent for a look is taken without one. */
async function sampleOfWorkbook(head: Uint8Array, asked: PreviewAsked): Promise<TableSample | null> {
  if (head.length === previewBytesMax.text || head.length >= previewBytesMax.workbook) return null;
  const sample = await sampleWorkbook(Buffer.from(head.buffer, head.byteOffset, head.byteLength), rowsSampled, choiceOf(asked));
  if (sample === null) throw new Problem('file-unmapped', 'The workbook has no visible sheet with a filled row.');
  // Of several sheets more than this one may be read.
  const isAll = sample.sheets.length === 1 && sample.rows.length < rowsSampled;
  return { ...sample, rowsInAll: isAll ? filledRows(sample.rows.map(({ cells }) => cells)) : null, isDayFirstLand: false };
}

function filledRows(rows: readonly (readonly string[])[]): number {
  return rows.filter(isFilled).length;
}

/** Said before it is handed in, where it can be known; afterwards the import says how many are missing. */
function remarkOnSize(
  { rowsInAll }: TableSample,
  shape: ImportPreview['shape'],
  { profile, registered }: PreviewAsked,
): readonly ImportIssue[] {
  if (rowsInAll === null || registered === null || shape !== 'register' || profile?.settings.role === 'discovery') return [];
  if (!isMuchSmaller(rowsInAll, registered.count)) return [];
  const message =
    `The file has ${rowsInAll} rows, and ${registered.count} assets stand registered by its source (${registered.source}). ` +
    'Handed in as complete, those that are missing from it no longer count as registered. If it is only a part, say so.';
  return [{ code: muchSmallerCode, message, path: null, line: null, severity: 'warning', itemNumber: null }];
}

function choiceOf({ profile }: PreviewAsked): { readonly settings?: MappingSettings } {
  return profile === null ? {} : { settings: profile.settings };
}

/** What does not fit is shown beside its problem: that is where a person mends it. */
function describeTable(sample: TableSample, asked: PreviewAsked): Partial<ImportPreview> {
  const { place, rows, sheet, sheets, isDayFirstLand } = sample;
  const { headers } = place;
  const { mapping, remarks, problem } = mappingWithFaults(place, asked.profile?.settings);
  const role = asked.profile?.settings.role ?? (mapping.shape === 'findings' ? 'findings' : 'register');
  const { timeZone, saved } = asked;
  const columns = columnsOf(headers, mapping);
  const fields = fieldsOfRole(role);
  const read = previewRows({ headers, mapping, rows, isDayFirstLand, timeZone, limits: csv.limits }, rows.length);
  return {
    shape: mapping.shape,
    sheet,
    sheets: [...sheets],
    headerRow: asked.profile?.settings.headerless === true ? null : place.row,
    columns,
    rows: read.slice(0, rowsShown).map((row) => ({ ...row, cells: [...row.cells] })),
    words: unknownWordsOf(columns, read, fields),
    fields: fields.map((field) => ({ ...field, choices: [...field.choices] })),
    settings: asked.profile?.settings ?? settingsOfGuess(mapping, role),
    profile: describeUsed(asked.profile),
    suggestions: asked.profile === null ? [...suggestProfiles(headers, saved)] : [],
    remarks: [...remarks, ...remarkOnSize(sample, mapping.shape, asked)].map(({ code, message, line }) => ({ code, message, line })),
    problem: problem === null ? null : { code: problem.code, detail: problem.message },
  };
}

interface FaultyMapping {
  readonly mapping: TableMapping;
  readonly remarks: readonly ImportIssue[];
  readonly problem: Problem | null;
}

function mappingWithFaults(place: HeaderPlace, settings: MappingSettings | undefined): FaultyMapping {
  try {
    const { table, doubts } = readHeaders(place, settings === undefined ? {} : { settings });
    return { mapping: table, remarks: doubts, problem: null };
  } catch (problem) {
    if (!isProblem(problem)) throw problem;
    const nothingElse = { unmapped: [], ambiguous: [], repeated: [], missing: [] };
    if (settings === undefined) {
      // What the headers say is offered all the same, but of cells of data nothing.
      const { mapping, shape } = problem.code === 'file-headerless' ? { mapping: {}, shape: null } : guessMapping(place.headers);
      return { mapping: { ...nothingElse, mapping, shape, settings: null }, remarks: [], problem };
    }
    const mapping: Record<string, string> = {};
    for (const { header, field } of settings.columns) {
      const found = headerIn(place.headers, header);
      if (found !== undefined && !Object.hasOwn(mapping, field)) mapping[field] = found;
    }
    const shape = settings.role === 'findings' ? 'findings' : 'register';
    return { mapping: { ...nothingElse, mapping, shape, settings }, remarks: [], problem };
  }
}

function columnsOf(headers: readonly string[], { mapping, settings }: TableMapping): ImportPreview['columns'] {
  const fieldOf = new Map(
    Object.entries(mapping)
      .map(([field, header]) => [header, field] as const)
      .toReversed(),
  );
  const ambiguous = new Map(
    settings !== null
      ? []
      : guessMapping(headers).ambiguous.flatMap(({ target, headers: [, ...others] }) => others.map((other) => [other, target])),
  );
  return headers.map((header, index) => {
    const field = headers.indexOf(header) === index ? (fieldOf.get(header) ?? null) : null;
    const couldBe = field === null ? (ambiguous.get(header) ?? null) : null;
    const reason = settings !== null ? 'profile' : field !== null ? 'header' : couldBe === null ? 'unknown' : 'taken';
    return { header, field, reason, couldBe };
  });
}

const wordsShown = 60;

/** Of fields whose values are a choice, in the order of the file. */
function unknownWordsOf(
  columns: ImportPreview['columns'],
  rows: readonly PreviewRow[],
  fields: readonly MappingField[],
): ImportPreview['words'] {
  const chosen = new Set(fields.filter(({ kind }) => kind === 'choice' || kind === 'boolean' || kind === 'tier').map(({ field }) => field));
  const words = new Map<string, ImportPreview['words'][number]>();
  for (const { cells } of rows) {
    for (const [index, { header, field }] of columns.entries()) {
      const cell = cells[index];
      if (field === null || !chosen.has(field) || cell === undefined || cell.issue === null || cell.written === '') continue;
      const key = `${field} ${foldName(cell.written)}`;
      if (words.size < wordsShown && !words.has(key)) words.set(key, { field, header, word: cell.written.slice(0, 200) });
    }
  }
  return [...words.values()];
}

/** Null where not even one column is known: settings name one at least. */
function settingsOfGuess({ mapping }: TableMapping, role: TableRole): MappingSettings | null {
  const columns = Object.entries(mapping).map(([field, header]) => ({ header, field, required: false }));
  if (columns.length === 0) return null;
  return { role, sheet: null, headerRow: null, columns, fixed: {}, translations: {}, dayOrder: null, source: null, partial: false };
}

function describeUsed(profile: UsedProfile | null): ImportPreview['profile'] {
  if (profile?.slug == null) return null;
  const { slug, name, revision } = profile;
  return { slug, name: name ?? slug, remark: revision === null ? (readyProfileOf(slug)?.remark ?? null) : null };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
