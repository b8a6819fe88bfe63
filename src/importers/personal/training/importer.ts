/**
 * Trainings as a table, one row per person and course: CSV or workbook of a learning system. Only what was completed on a known day is
 * kept; an attempt that failed or goes on is read and is none. README.md.
 */
import type { Pseudonymise } from '#core/awareness/pseudonym.ts';
import type { TrainingRow } from '#core/awareness/training-row.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName, hasForbiddenCharacters } from '#core/kernel/text.ts';
import { dayOf, defaultTimeZone, type Day } from '#core/kernel/time.ts';
import type { ImporterLimits } from '../../define-importer.ts';
import {
  definePersonalImporter,
  type PersonalIssue,
  type PersonalParseEvent,
  type PersonalParseOptions,
} from '../../define-personal-importer.ts';
import { decideDateOrder, readInstant, type DateOrder } from '../../table/dates.ts';
import { hasColumns } from '../../table/table-row.ts';
import { headerPlaceAmong, readPersonalTable, unmappedTable, type TableRow } from '../personal-table.ts';
import { personRowIssues } from '../person-row-issues.ts';
import { looksLikePerson } from '../personal-text.ts';
import { isCompletedWord, isTrainingTable, trainingColumns, type TrainingField } from './columns.ts';

const limits: ImporterLimits = {
  bytesMax: 128 * 1024 ** 2,
  itemsMax: 500_000,
  depthMax: 64,
  fieldCharactersMax: 200,
  issuesMax: 10_000,
};

const issues = {
  ...personRowIssues,
  'course-missing': { severity: 'refused', message: 'The row names no course.' },
  'course-invalid': {
    severity: 'refused',
    message: 'The name of the course is too long, or holds an address of mail or a long number; the row was not kept.',
  },
  'status-unknown': { severity: 'refused', message: 'What this result means is not known; the row was not kept.' },
  'not-completed': { severity: 'note', message: 'The course was not completed or not passed: read, and no completion.' },
  'day-missing': { severity: 'refused', message: 'Completed, and the row does not say when: a completion without a day is none.' },
  'days-reversed': { severity: 'refused', message: 'It ends before it was completed.' },
} as const;
const columnOfNames =
  'The column of courses holds nearly as many values as there are rows, as a column of names does; nothing of it was kept.';
const tooManyRows = 'The table has more rows than one of trainings may have (500,000); nothing of it was kept.';

type IssueCode = keyof typeof issues;

export const training = definePersonalImporter({
  id: 'training',
  version: 1,
  title: 'Trainings completed (any learning system, one row per person and course)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['training'],
  limits,
  issues,
  problems: [columnOfNames, tooManyRows, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isTrainingTable) >= 0,
  parse,
});

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  let reading: Reading | undefined;
  for await (const row of readPersonalTable(bytes, { bytesMax: limits.bytesMax, isHeaders: isTrainingTable })) {
    if (reading === undefined) reading = new Reading(row.cells, options.pseudonymise);
    else reading.take(row);
  }
  // A part by its nature: whoever is not in it was trained no less.
  yield { kind: 'header', header: { observedAt: null, partial: true } };
  if (reading === undefined) return;
  reading.refuseColumnOfNames();
  yield* reading.end(options.timeZone ?? defaultTimeZone);
}

/** A row with everything but its days, which wait for the order of day and month. */
interface HeldRow {
  readonly row: Omit<TrainingRow, 'completedOn' | 'validUntil'>;
  readonly line: number;
  readonly completed: string;
  readonly completedField: TrainingField;
  readonly until: string;
}

class Reading {
  private readonly columns: ReadonlyMap<TrainingField, number>;
  private readonly width: number;
  private readonly pseudonymise: Pseudonymise;
  private readonly held: (HeldRow | PersonalIssue)[] = [];
  private readonly courses = new Set<string>();
  private items = 0;
  private rowsKept = 0;

  constructor(headers: readonly string[], pseudonymise: Pseudonymise) {
    this.columns = trainingColumns(headers);
    this.width = headers.length;
    this.pseudonymise = pseudonymise;
  }

  take({ cells, line }: TableRow): void {
    this.items += 1;
    if (this.items > limits.itemsMax) throw new Problem('file-too-large', tooManyRows, { itemsMax: limits.itemsMax });
    const itemNumber = this.items;
    const text = (field: TrainingField) => emptied((cells[this.columns.get(field) ?? -1] ?? '').trim());
    const say = (code: IssueCode, field?: TrainingField) => {
      this.held.push({ code, line, column: field === undefined ? null : this.placeOf(field), itemNumber });
    };
    // Spreadsheets leave off the empty cells at the end of a row.
    if (cells.length > this.width && !hasColumns(cells, this.width)) return say('row-ragged');
    const done = text('done');
    const isDoneWord = done !== '' && isCompletedWord(done) !== undefined;
    const said = [text('status'), text('result'), isDoneWord ? done : ''].filter((word) => word !== '').map(isCompletedWord);
    const isDoneDay = text('completedOn') === '' && done !== '' && !isDoneWord;
    const completedField: TrainingField = isDoneDay || !this.columns.has('completedOn') ? 'done' : 'completedOn';
    const completed = isDoneDay ? done : text('completedOn');
    const course = text('course').replaceAll(/\s+/g, ' ');
    if (text('employee') === '' && text('email') === '') return say('person-missing');
    if (course === '') return say('course-missing', 'course');
    if (course.length > limits.fieldCharactersMax || hasForbiddenCharacters(course) || looksLikePerson(course))
      return say('course-invalid', 'course');
    if (said.includes(false)) return say('not-completed');
    if (said.includes(undefined)) return say('status-unknown', this.columns.has('status') ? 'status' : 'result');
    // Nothing says that it was completed, nor when: enrolled, no more.
    if (completed === '') return said.length === 0 ? say('not-completed') : say('day-missing', completedField);
    const isMail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text('email'));
    if (text('email') !== '' && !isMail) say('email-invalid', 'email');
    const employee = this.hashed('employee', text('employee'));
    const email = isMail ? this.hashed('email', text('email')) : null;
    if (employee === null && email === null) return say('person-missing');
    this.courses.add(foldName(course));
    this.rowsKept += 1;
    const row = { kind: 'training', itemNumber, employee, email, course } as const;
    this.held.push({ row, line, completed, completedField, until: text('validUntil') });
  }

  private hashed(kind: 'employee' | 'email', text: string) {
    return text === '' || hasForbiddenCharacters(text) ? null : this.pseudonymise(kind, text);
  }

  private placeOf(field: TrainingField): number | null {
    const place = this.columns.get(field);
    return place === undefined ? null : place + 1;
  }

  /** Nothing was yielded yet, so nothing was kept of it. */
  refuseColumnOfNames(): void {
    if (this.rowsKept >= 30 && this.courses.size > this.rowsKept / 2)
      throw new Problem('file-malformed', columnOfNames, { column: this.placeOf('course') });
  }

  *end(timeZone: string): Generator<PersonalParseEvent> {
    const rows = this.held.filter((one): one is HeldRow => 'row' in one);
    const order = decideDateOrder(datesOf(rows), true);
    for (const one of this.held) {
      if ('row' in one) yield this.finish(one, order, timeZone);
      else yield { kind: 'issue', issue: one };
    }
  }

  private finish({ row, line, completed, completedField, until }: HeldRow, order: DateOrder, timeZone: string): PersonalParseEvent {
    const refuse = (code: IssueCode, field: TrainingField): PersonalParseEvent => ({
      kind: 'issue',
      issue: { code, line, column: this.placeOf(field), itemNumber: row.itemNumber },
    });
    const completedOn = dayIn(completed, order, timeZone);
    if (completedOn === null || typeof completedOn === 'object') return refuse(completedOn?.code ?? 'day-invalid', completedField);
    const validUntil = dayIn(until, order, timeZone);
    if (typeof validUntil === 'object' && validUntil !== null) return refuse(validUntil.code, 'validUntil');
    if (validUntil !== null && validUntil < completedOn) return refuse('days-reversed', 'validUntil');
    return { kind: 'row', row: { ...row, completedOn, validUntil } };
  }
}

function* datesOf(rows: readonly HeldRow[]): Generator<string> {
  for (const { completed, until } of rows) {
    yield completed;
    yield until;
  }
}

/** What tools write where nothing is to be said. */
function emptied(text: string): string {
  return /^(?:-+|–|—|n\/?a|null|never|nooit|nvt|n\.v\.t\.)$/i.test(text) ? '' : text;
}

/** The day on the hospital's clock; null: nothing is said. */
function dayIn(text: string, order: DateOrder, timeZone: string): Day | null | { readonly code: 'day-ambiguous' | 'day-invalid' } {
  if (text === '') return null;
  const read = readInstant(text, order, timeZone);
  if (read.kind === 'read') return dayOf(read.instant, timeZone);
  return { code: read.kind === 'ambiguous' ? 'day-ambiguous' : 'day-invalid' };
}
