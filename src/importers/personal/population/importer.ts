/**
 * Importer of a population file: who works where, in which group of roles, from when to when. One row per person, in a CSV or a
 * workbook, with headers in Dutch or English. Employees, agency staff, students and volunteers count alike. It keeps no name and
 * no address: personnel number and address of mail become pseudonyms here, and columns that it does not know are never looked at.
 * The rows are held until the file ends, because two things are seen only then: the order of day and month in its dates, and a
 * column of departments or roles that holds nearly as many values as people, which is a column of names.
 */
import type { PopulationRow } from '#core/awareness/population-row.ts';
import type { Pseudonymise } from '#core/awareness/pseudonym.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import type { ImporterLimits } from '../../define-importer.ts';
import {
  definePersonalImporter,
  type PersonalIssue,
  type PersonalParseEvent,
  type PersonalParseOptions,
} from '../../define-personal-importer.ts';
import { decideDateOrder, readDay, type DateOrder } from '../../table/dates.ts';
import { hasColumns } from '../../table/table-row.ts';
import { personRowIssues } from '../person-row-issues.ts';
import { looksLikePerson } from '../personal-text.ts';
import { headerPlaceAmong, readPersonalTable, unmappedTable, type TableRow } from '../personal-table.ts';
import { isPopulationTable, populationColumns, type PopulationField } from './columns.ts';
import { readContract } from './words.ts';

const limits: ImporterLimits = {
  bytesMax: 64 * 1024 ** 2,
  itemsMax: 200_000,
  depthMax: 64,
  fieldCharactersMax: 200,
  issuesMax: 10_000,
};

const issues = {
  ...personRowIssues,
  'person-repeated': { severity: 'refused', message: 'The same person stands in an earlier row; that one counts.' },
  'text-personal': {
    severity: 'refused',
    message: 'The cell holds an address of mail or a long number where a department or a role belongs; the row was not kept.',
  },
  'text-too-long': { severity: 'refused', message: 'The cell is longer than the name of a department or a role may be (200 characters).' },
  'text-invalid': { severity: 'refused', message: 'The cell holds a character that no text may hold (NUL or half a surrogate pair).' },
  'contract-unknown': { severity: 'warning', message: 'This kind of contract is not known; the person counts under "other".' },
  'days-reversed': { severity: 'refused', message: 'The last day comes before the first.' },
} as const;
const columnOfNames =
  'A column of departments or role groups holds nearly as many values as people, as a column of names does; nothing of it was kept.';
const tooManyRows = 'The table has more rows than a population may have (200,000); nothing of it was kept.';

type IssueCode = keyof typeof issues;

export const population = definePersonalImporter({
  id: 'population',
  version: 1,
  title: 'Population of a hospital (people by department and role group)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['population'],
  limits,
  issues,
  problems: [columnOfNames, tooManyRows, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isPopulationTable) >= 0,
  parse,
});

/** A row with everything but its days, which wait for the order of day and month. */
interface HeldRow {
  readonly row: Omit<PopulationRow, 'startOn' | 'endOn'>;
  readonly line: number;
  readonly start: string;
  readonly end: string;
}

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  let columns: ReadonlyMap<number, PopulationField> = new Map();
  let width = 0;
  let itemNumber = 0;
  const reading = new Reading(options.pseudonymise);
  for await (const table of readPersonalTable(bytes, { bytesMax: limits.bytesMax, isHeaders: isPopulationTable })) {
    if (width === 0) {
      width = table.cells.length;
      columns = populationColumns(table.cells);
      reading.start(columns);
      yield { kind: 'header', header: { observedAt: null, partial: false } };
      continue;
    }
    itemNumber += 1;
    if (itemNumber > limits.itemsMax) throw new Problem('file-too-large', tooManyRows, { itemsMax: limits.itemsMax });
    reading.take(table, itemNumber, width);
  }
  reading.refuseColumnsOfNames();
  yield* reading.end();
}

class Reading {
  private readonly pseudonymise: Pseudonymise;
  private columns: ReadonlyMap<PopulationField, number> = new Map();
  private readonly held: (HeldRow | PersonalIssue)[] = [];
  private readonly seen = new Set<string>();
  private readonly values = { departments: new Set<string>(), roleGroup: new Set<string>() };
  private rowsKept = 0;

  constructor(pseudonymise: Pseudonymise) {
    this.pseudonymise = pseudonymise;
  }

  start(columns: ReadonlyMap<number, PopulationField>): void {
    this.columns = new Map([...columns].map(([place, field]) => [field, place] as const));
  }

  take({ cells, line }: TableRow, itemNumber: number, width: number): void {
    const text = (field: PopulationField) => (cells[this.columns.get(field) ?? -1] ?? '').trim();
    const say = (code: IssueCode, field?: PopulationField) => {
      const place = field === undefined ? undefined : this.columns.get(field);
      this.held.push({ code, line, column: place === undefined ? null : place + 1, itemNumber });
    };
    // Spreadsheets leave off the empty cells at the end of a row.
    if (cells.length > width && !hasColumns(cells, width)) return say('row-ragged');
    const wrong = this.wrongText(text);
    if (wrong !== null) return say(wrong.code, wrong.field);
    const employee = text('employee') === '' ? null : this.pseudonymise('employee', text('employee'));
    const isMail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text('email'));
    if (text('email') !== '' && !isMail) say('email-invalid', 'email');
    const email = isMail ? this.pseudonymise('email', text('email')) : null;
    const key = employee ?? email;
    if (key === null) return say('person-missing');
    if (this.seen.has(key)) return say('person-repeated');
    const contract = text('contract') === '' ? null : (readContract(text('contract')) ?? undefined);
    if (contract === undefined) say('contract-unknown', 'contract');
    this.seen.add(key);
    this.rowsKept += 1;
    const departments = departmentsOf(text);
    const roleGroup = text('roleGroup') === '' ? null : text('roleGroup').replaceAll(/\s+/g, ' ');
    this.values.departments.add(departments.join('\n'));
    this.values.roleGroup.add(roleGroup ?? '');
    const row = {
      kind: 'population',
      itemNumber,
      employee,
      email,
      departments,
      roleGroup,
      contract: contract === undefined ? 'other' : contract,
    } as const;
    this.held.push({ row, line, start: text('startOn'), end: text('endOn') });
  }

  private wrongText(text: (field: PopulationField) => string): { code: IssueCode; field: PopulationField } | null {
    for (const field of this.columns.keys()) {
      if (hasForbiddenCharacters(text(field))) return { code: 'text-invalid', field };
      if (text(field).length > limits.fieldCharactersMax) return { code: 'text-too-long', field };
      const isKept = field === 'division' || field === 'department' || field === 'team' || field === 'roleGroup';
      if (isKept && looksLikePerson(text(field))) return { code: 'text-personal', field };
    }
    return null;
  }

  /** Nothing was yielded yet, so nothing was kept of it. */
  refuseColumnsOfNames(): void {
    for (const [field, values] of Object.entries(this.values)) {
      if (this.rowsKept < 30 || values.size <= this.rowsKept / 2) continue;
      const column =
        (this.columns.get(field === 'departments' ? (this.columns.has('team') ? 'team' : 'department') : 'roleGroup') ?? -1) + 1;
      throw new Problem('file-malformed', columnOfNames, { column });
    }
  }

  *end(): Generator<PersonalParseEvent> {
    const rows = this.held.filter((one) => 'row' in one);
    const order = decideDateOrder(datesOf(rows), true);
    for (const one of this.held) {
      if ('row' in one) yield this.finish(one, order);
      else yield { kind: 'issue', issue: one };
    }
  }

  private finish({ row, line, start, end }: HeldRow, order: DateOrder): PersonalParseEvent {
    const place = (field: PopulationField) => (this.columns.get(field) ?? -1) + 1;
    const refuse = (code: IssueCode, field: PopulationField): PersonalParseEvent => ({
      kind: 'issue',
      issue: { code, line, column: place(field), itemNumber: row.itemNumber },
    });
    const startOn = dayIn(start, order);
    if (typeof startOn === 'object' && startOn !== null) return refuse(startOn.code, 'startOn');
    const endOn = dayIn(end, order);
    if (typeof endOn === 'object' && endOn !== null) return refuse(endOn.code, 'endOn');
    if (startOn !== null && endOn !== null && endOn < startOn) return refuse('days-reversed', 'endOn');
    return { kind: 'row', row: { ...row, startOn, endOn } };
  }
}

function* datesOf(rows: readonly HeldRow[]): Generator<string> {
  for (const { start, end } of rows) {
    yield start;
    yield end;
  }
}

/** From the top of the tree down; one cell may hold a path (`Zorg / Kliniek / IC`, `Zorg > IC`). */
function departmentsOf(text: (field: PopulationField) => string): readonly string[] {
  const parts = [text('division'), ...text('department').split(/\s+\/\s+|\s*>\s*|\s*\\\s*/), text('team')];
  const names = parts.map((part) => part.replaceAll(/\s+/g, ' ').trim()).filter((part) => part !== '');
  return names.filter((name, index) => names.indexOf(name) === index);
}

function dayIn(text: string, order: DateOrder): Day | null | { readonly code: IssueCode } {
  if (text === '') return null;
  const read = readDay(text, order);
  if (read.kind === 'read') return read.day;
  return { code: read.kind === 'ambiguous' ? 'day-ambiguous' : 'day-invalid' };
}
