/**
 * Ambassadors as a table, one row for each person and department: who speaks for safe work there, from when until when. A list is whole:
 * whoever is not in the next one is no ambassador any more. README.md.
 */
import type { AmbassadorRow } from '#core/awareness/ambassador-row.ts';
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
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable, type TableRow } from '../personal-table.ts';
import { personRowIssues } from '../person-row-issues.ts';
import { looksLikePerson } from '../personal-text.ts';
import { namesDevices, populationColumns, type PopulationField } from '../population/columns.ts';

const limits: ImporterLimits = { bytesMax: 16 * 1024 ** 2, itemsMax: 20_000, depthMax: 64, fieldCharactersMax: 200, issuesMax: 10_000 };

const issues = {
  ...personRowIssues,
  'department-invalid': {
    severity: 'refused',
    message: 'The name of the department is too long, or holds an address of mail or a long number; the row was not kept.',
  },
  'not-active': { severity: 'note', message: 'No ambassador (any more), as the row says: read, and nothing of it is kept.' },
  'active-unknown': { severity: 'refused', message: 'Whether this is an ambassador now is not said by yes or no; the row was not kept.' },
  'days-reversed': { severity: 'refused', message: 'The last day comes before the first.' },
} as const;
const tooManyRows = 'The table has more rows than a list of ambassadors may have (20,000); nothing of it was kept.';
type IssueCode = keyof typeof issues;

type Field = Extract<PopulationField, 'employee' | 'email' | 'division' | 'department' | 'team'> | 'fromOn' | 'untilOn' | 'active';

/** What only a list of ambassadors has. */
const marks = folded(
  'ambassador, ambassadeur, security ambassador, security champion, champion, awareness ambassador, awareness ambassadeur, ' +
    'ambassador since, ambassadeur sinds, ambassador from, ambassadeur vanaf, ambassador until, ambassadeur tot, is ambassador, ' +
    'ambassador active, ambassadeur actief, active ambassador, actieve ambassadeur, active, actief, active ?, actief ?',
);
const words: Readonly<Record<'fromOn' | 'untilOn' | 'active', ReadonlySet<string>>> = {
  fromOn: folded(
    'from, since, start, start date, from on, ambassador since, ambassador from, vanaf, sinds, van, startdatum, begindatum, ' +
      'ambassadeur sinds, ambassadeur vanaf',
  ),
  untilOn: folded('until, to, end, end date, until on, ambassador until, tot, tot en met, t/m, einddatum, ambassadeur tot'),
  active: folded(
    'active, actief, ambassador, ambassadeur, is ambassador, ambassador active, ambassadeur actief, active ambassador, ' +
      'actieve ambassadeur, security ambassador, security champion, champion, awareness ambassador, awareness ambassadeur, status',
  ),
};

function folded(names: string): ReadonlySet<string> {
  return new Set(names.split(',').map(foldPersonalHeader));
}

export const ambassadors = definePersonalImporter({
  id: 'ambassadors',
  version: 1,
  title: 'Ambassadors of departments',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['ambassador'],
  limits,
  issues,
  problems: [tooManyRows, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isAmbassadorTable) >= 0,
  parse,
});

/** Somebody, a word that only such a list has, and nothing that a population file has besides. */
function isAmbassadorTable(headers: readonly string[]): boolean {
  if (namesDevices(headers)) return false;
  const named = new Set(populationColumns(headers).values());
  if (!(named.has('employee') || named.has('email')) || named.has('roleGroup') || named.has('contract')) return false;
  const columns = columnsOf(headers);
  const isMarked = headers.some((header) => marks.has(foldPersonalHeader(header)));
  const isActiveOnly = headers.every((header) => !/ambass|champion/i.test(header));
  // A column "active" alone stands in many tables: then both days have to be there too.
  return isMarked && (!isActiveOnly || (columns.has('fromOn') && columns.has('untilOn')));
}

function columnsOf(headers: readonly string[]): ReadonlyMap<Field, number> {
  const named = populationColumns(headers);
  const places = new Map<Field, number>();
  for (const [place, header] of headers.entries()) {
    const own = named.get(place);
    const isOfPerson = own === 'employee' || own === 'email' || own === 'division' || own === 'department' || own === 'team';
    const field = isOfPerson ? own : (['fromOn', 'untilOn', 'active'] as const).find((one) => words[one].has(foldPersonalHeader(header)));
    if (field !== undefined && !places.has(field)) places.set(field, place);
  }
  return places;
}

interface HeldRow {
  readonly row: Omit<AmbassadorRow, 'fromOn' | 'untilOn'>;
  readonly line: number;
  readonly from: string;
  readonly until: string;
}

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  let reading: Reading | undefined;
  for await (const row of readPersonalTable(bytes, { bytesMax: limits.bytesMax, isHeaders: isAmbassadorTable })) {
    if (reading === undefined) reading = new Reading(row.cells, options.pseudonymise);
    else reading.take(row);
  }
  yield { kind: 'header', header: { observedAt: null, partial: false } };
  if (reading !== undefined) yield* reading.end();
}

class Reading {
  private readonly columns: ReadonlyMap<Field, number>;
  private readonly width: number;
  private readonly pseudonymise: PersonalParseOptions['pseudonymise'];
  private readonly held: (HeldRow | PersonalIssue)[] = [];
  private items = 0;

  constructor(headers: readonly string[], pseudonymise: PersonalParseOptions['pseudonymise']) {
    this.columns = columnsOf(headers);
    this.width = headers.length;
    this.pseudonymise = pseudonymise;
  }

  take({ cells, line }: TableRow): void {
    this.items += 1;
    if (this.items > limits.itemsMax) throw new Problem('file-too-large', tooManyRows, { itemsMax: limits.itemsMax });
    const itemNumber = this.items;
    const text = (field: Field) => (cells[this.columns.get(field) ?? -1] ?? '').trim();
    const say = (code: IssueCode, field?: Field) => {
      this.held.push({ code, line, column: field === undefined ? null : this.placeOf(field), itemNumber });
    };
    if (cells.length > this.width && !hasColumns(cells, this.width)) return say('row-ragged');
    const isActive = saidActive(text('active'));
    if (isActive === undefined) return say('active-unknown', 'active');
    if (!isActive) return say('not-active');
    const unsound = (['division', 'department', 'team'] as const).find(
      (field) => text(field).length > limits.fieldCharactersMax || hasForbiddenCharacters(text(field)) || looksLikePerson(text(field)),
    );
    if (unsound !== undefined) return say('department-invalid', unsound);
    const isMail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text('email'));
    if (text('email') !== '' && !isMail) say('email-invalid', 'email');
    const isNumber = text('employee') !== '' && !hasForbiddenCharacters(text('employee'));
    const employee = isNumber ? this.pseudonymise('employee', text('employee')) : null;
    const email = isMail ? this.pseudonymise('email', text('email')) : null;
    if (employee === null && email === null) return say('person-missing');
    const departments = departmentsOf(text);
    this.held.push({
      row: { kind: 'ambassador', itemNumber, employee, email, departments },
      line,
      from: text('fromOn'),
      until: text('untilOn'),
    });
  }

  private placeOf(field: Field): number | null {
    const place = this.columns.get(field);
    return place === undefined ? null : place + 1;
  }

  *end(): Generator<PersonalParseEvent> {
    const rows = this.held.filter((one): one is HeldRow => 'row' in one);
    const order = decideDateOrder(
      rows.flatMap(({ from, until }) => [from, until]),
      true,
    );
    for (const one of this.held) yield 'row' in one ? this.finish(one, order) : { kind: 'issue', issue: one };
  }

  private finish({ row, line, from, until }: HeldRow, order: DateOrder): PersonalParseEvent {
    const refuse = (code: IssueCode, field: Field): PersonalParseEvent => ({
      kind: 'issue',
      issue: { code, line, column: this.placeOf(field), itemNumber: row.itemNumber },
    });
    const fromOn = dayIn(from, order);
    if (typeof fromOn === 'object' && fromOn !== null) return refuse(fromOn.code, 'fromOn');
    const untilOn = dayIn(until, order);
    if (typeof untilOn === 'object' && untilOn !== null) return refuse(untilOn.code, 'untilOn');
    if (fromOn !== null && untilOn !== null && untilOn < fromOn) return refuse('days-reversed', 'untilOn');
    return { kind: 'row', row: { ...row, fromOn, untilOn } };
  }
}

/** Empty: in the list, so yes. */
function saidActive(word: string): boolean | undefined {
  if (/^(?:|yes|y|ja|j|true|waar|1|x|active|actief|ambassador|ambassadeur|champion)$/i.test(word)) return true;
  return /^(?:no|n|nee|false|onwaar|0|-|–|inactive|inactief|not active|niet actief|former|voormalig|gestopt|stopped)$/i.test(word)
    ? false
    : undefined;
}

/** From the top of the tree down; one cell may hold a path, as in a population file. */
function departmentsOf(text: (field: Field) => string): readonly string[] {
  const parts = [text('division'), ...text('department').split(/\s+\/\s+|\s*>\s*|\s*\\\s*/), text('team')];
  const names = parts.map((part) => part.replaceAll(/\s+/g, ' ').trim()).filter((part) => part !== '');
  return names.filter((name, index) => names.indexOf(name) === index);
}

function dayIn(text: string, order: DateOrder): Day | null | { readonly code: 'day-ambiguous' | 'day-invalid' } {
  if (text === '') return null;
  const read = readDay(text, order);
  if (read.kind === 'read') return read.day;
  return { code: read.kind === 'ambiguous' ? 'day-ambiguous' : 'day-invalid' };
}
