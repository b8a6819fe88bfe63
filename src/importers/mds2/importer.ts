/**
 * Importer of MDS2 facts as a table: one row per form, a column per question (`core/device-models/mds2.ts`, by its id or its
 * words in English or Dutch). It speaks of products and of no asset. The manufacturer's own workbook is not read: its
 * questions are the vendor's text and differ by edition. What is read and dropped: `README.md`.
 */
import { mds2Questions, type Mds2Answer, type Mds2QuestionId } from '#core/device-models/mds2.ts';
import { modelKeyOf } from '#core/device-models/model-key.ts';
import type { ImportedMds2 } from '#core/imports/imported-mds2.ts';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { followedBy, takeSample } from '../csv/importer.ts';
import { declaredDelimiter, guessLayout } from '../csv/layout.ts';
import { readRows } from '../csv/rows.ts';
import { defineImporter } from '../define-importer.ts';
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { readDay } from '../table/dates.ts';
import { foldHeader, registerHeaders } from '../table/headers.ts';
import { issueEvents } from '../table/table-reading.ts';
import { hasColumns, isFilled, type TableRow } from '../table/table-row.ts';
import { decodeStream } from '../text-decoding.ts';

const limits: ImporterLimits = { bytesMax: 64 * 1024 ** 2, itemsMax: 50_000, depthMax: 0, fieldCharactersMax: 10_000, issuesMax: 10_000 };

/** Longer texts name no product or version. */
const textCharactersMax = 200;
const defaultEdition = 'HN 1-2019';

export const mds2 = defineImporter({
  id: 'mds2',
  version: 1,
  title: 'MDS2 facts (CSV)',
  itemName: { en: 'form', nl: 'formulier' },
  produces: ['software'],
  limits,
  accepts: isTableOfForms,
  parse: parseForms,
});

type Target = 'vendor' | 'model' | 'version' | 'edition' | 'formOn' | Mds2QuestionId;

const targets = new Map<string, Target>([
  ...registerHeaders.vendor.map((header) => [header, 'vendor'] as const),
  ...registerHeaders.model.map((header) => [header, 'model'] as const),
  ...[...registerHeaders.version, ...registerHeaders.softwareVersion].map((header) => [header, 'version'] as const),
  ...['edition', 'uitgave', 'mds2edition', 'mds2uitgave', 'mds2version', 'mds2versie'].map((header) => [header, 'edition'] as const),
  ...['formon', 'formdate', 'datum', 'date', 'formulierdatum', 'datumformulier', 'mds2date', 'mds2datum'].map(
    (header) => [header, 'formOn'] as const,
  ),
  ...mds2Questions.flatMap(({ id, label }) => [id, label.en, label.nl].map((header) => [foldHeader(header), id] as const)),
]);

function targetsOf(headers: readonly string[]): ReadonlyMap<Target, number> {
  const found = new Map<Target, number>();
  headers.forEach((header, index) => {
    const target = targets.get(foldHeader(header));
    if (target !== undefined && !found.has(target)) found.set(target, index);
  });
  return found;
}

/** Vendor, model, and two questions at least: no list of assets has those. */
function isFormTable(headers: readonly string[]): boolean {
  const found = targetsOf(headers);
  return found.has('vendor') && found.has('model') && mds2Questions.filter(({ id }) => found.has(id)).length >= 2;
}

function isTableOfForms(head: FileHead): boolean {
  const text = head.text.replace(/^\uFEFF/, '');
  if (head.choice?.mapping !== undefined || head.choice?.settings !== undefined || /^\s*[<{[]/.test(text)) return false;
  const declared = declaredDelimiter(text);
  const layout = guessLayout(text.slice(declared?.length ?? 0), declared?.delimiter ?? null, { isWhole: false });
  return layout !== null && isFormTable(layout.headers);
}

async function* parseForms(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  const decoded = decodeStream(limitBytes(bytes, limits.bytesMax));
  const texts = decoded[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole });
  if (layout === null || !isFormTable(layout.headers)) {
    const detail = 'A table of MDS2 forms needs a column for the vendor, one for the model, and two questions or more.';
    throw new Problem('file-unmapped', detail, { headers: layout?.headers.slice(0, 100) ?? [] });
  }
  yield { kind: 'header', header: { observedAt: null, tool: null, partial: false } };
  const columns = targetsOf(layout.headers);
  yield* issueEvents(unreadColumns(layout.headers, columns));
  let rowsSeen = 0;
  let itemNumber = 0;
  for await (const batch of readRows(followedBy(sample, texts), { delimiter: layout.delimiter, firstLine: declared === null ? 1 : 2 })) {
    yield* issueEvents(decoded.takeIssues());
    for (const row of batch) {
      rowsSeen += 1;
      if (rowsSeen <= layout.headerIndex + 1 || !isFilled(row.cells)) continue;
      itemNumber += 1;
      if (itemNumber > limits.itemsMax)
        throw new Problem('file-too-large', `The table has more than ${limits.itemsMax} rows.`, { itemsMax: limits.itemsMax });
      const { form, issues } = new FormRow(row, {
        columns,
        headers: layout.headers,
        itemNumber,
        isDayFirst: layout.delimiter === ';',
      }).read();
      yield* issueEvents(issues);
      if (form !== null) yield { kind: 'record', record: form };
    }
  }
  yield* issueEvents(decoded.takeIssues());
}

function unreadColumns(headers: readonly string[], columns: ReadonlyMap<Target, number>): ImportIssue[] {
  const read = new Set(columns.values());
  const unread = headers
    .filter((header, index) => header.trim() !== '' && !read.has(index))
    .map((header) => `"${header.slice(0, 60).toWellFormed()}"`);
  if (unread.length === 0) return [];
  const message = `Not read, because no question or field is known for it: ${unread.slice(0, 50).join(', ')}.`;
  return [{ code: 'column-not-read', message, path: null, line: null, severity: 'note', itemNumber: null }];
}

const answerWords: ReadonlyMap<string, Mds2Answer> = new Map([
  ...['yes', 'y', 'ja', 'j', 'true', 'x', '1'].map((word) => [word, 'yes'] as const),
  ...['no', 'n', 'nee', 'neen', 'false', '0'].map((word) => [word, 'no'] as const),
  ...['note', 'seenote', 'zietoelichting', 'toelichting', 'zienoot', 'seenotes'].map((word) => [word, 'note'] as const),
  ...['na', 'nvt', 'notapplicable', 'nietvantoepassing'].map((word) => [word, 'not-applicable'] as const),
]);

interface RowPlace {
  readonly columns: ReadonlyMap<Target, number>;
  readonly headers: readonly string[];
  readonly itemNumber: number;
  readonly isDayFirst: boolean;
}

class FormRow {
  private readonly issues: ImportIssue[] = [];
  private readonly row: TableRow;
  private readonly place: RowPlace;

  constructor(row: TableRow, place: RowPlace) {
    this.row = row;
    this.place = place;
  }

  read(): { readonly form: ImportedMds2 | null; readonly issues: readonly ImportIssue[] } {
    return { form: this.form(), issues: this.issues };
  }

  private form(): ImportedMds2 | null {
    const { headers, itemNumber } = this.place;
    if (!hasColumns(this.row.cells, headers.length)) {
      this.report('refused', 'row-column-count', 'The row has another number of columns than the header row.', null);
      return null;
    }
    if (this.row.cells.some(hasForbiddenCharacters)) {
      this.report(
        'refused',
        'value-forbidden-characters',
        'A cell holds a NUL character or half a surrogate pair, which cannot be stored.',
        null,
      );
      return null;
    }
    const [vendor, model, version, edition] = (['vendor', 'model', 'version', 'edition'] as const).map((target) => this.text(target));
    if (modelKeyOf(vendor, model) === null) {
      this.report('refused', 'row-without-model', 'The row names no vendor and model, so it is about no product.', null);
      return null;
    }
    if ([vendor, model, version, edition].some((text) => (text ?? '').length > textCharactersMax)) {
      this.report('refused', 'value-too-long', `A name or version is longer than ${textCharactersMax} characters.`, null);
      return null;
    }
    return {
      kind: 'mds2',
      itemNumber,
      vendor: vendor ?? '',
      model: model ?? '',
      version: version ?? '',
      edition: edition || defaultEdition,
      formOn: this.day(),
      answers: this.answers(),
    };
  }

  private answers(): ImportedMds2['answers'] {
    const answers: { [Id in Mds2QuestionId]?: Mds2Answer } = {};
    for (const { id } of mds2Questions) {
      const text = this.text(id);
      if (text === '') continue;
      const answer = answerWords.get(foldHeader(text));
      if (answer === undefined)
        this.report('warning', 'answer-unknown', `"${text.slice(0, 60)}" is not yes, no, see note or n/a; left out.`, id);
      else answers[id] = answer;
    }
    return answers;
  }

  private day(): Day | null {
    const text = this.text('formOn');
    if (text === '') return null;
    const reading = readDay(text, this.place.isDayFirst ? 'day-first' : 'undecided');
    if (reading.kind === 'read') return reading.day;
    this.report(
      'warning',
      'day-unreadable',
      `"${text.slice(0, 60)}" is no date that can be read; write it as YYYY-MM-DD. Left out.`,
      'formOn',
    );
    return null;
  }

  private text(target: Target): string {
    const index = this.place.columns.get(target);
    return index === undefined ? '' : (this.row.cells[index] ?? '').trim();
  }

  private report(severity: ImportIssue['severity'], code: string, message: string, target: Target | null): void {
    const index = target === null ? undefined : this.place.columns.get(target);
    const path = index === undefined ? null : (this.place.headers[index] ?? null);
    this.issues.push({ code, message, path, line: this.row.line, severity, itemNumber: this.place.itemNumber });
  }
}
