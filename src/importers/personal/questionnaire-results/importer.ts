/**
 * Results of a questionnaire that another tool held: a table with one row per respondent, a column that names the round, if known one for
 * the department, and one per item, whose header is the item's id. Whatever says who somebody is, is dropped here and not even made a
 * pseudonym: answers stay nobody's. README.md.
 */
import type { QuestionnaireRow } from '#core/awareness/questionnaire-row.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import type { ImporterLimits } from '../../define-importer.ts';
import type { PersonalIssue, PersonalParseEvent, PersonalParseOptions, PersonalRemark } from '../../define-personal-importer.ts';
import { definePersonalImporter } from '../../define-personal-importer.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from '../personal-table.ts';
import { looksLikePerson } from '../personal-text.ts';
import { countPersonWords, namesMail } from '../population/columns.ts';

const limits: ImporterLimits = { bytesMax: 64 * 1024 ** 2, itemsMax: 100_000, depthMax: 1, fieldCharactersMax: 200, issuesMax: 10_000 };

const folded = (words: string) => new Set(words.split(',').map(foldPersonalHeader));
const roundHeaders = folded('questionnaire,vragenlijst,survey,enquete,enquête,questionnaire round,ronde,vragenlijstronde');
const departmentHeaders = folded('department,afdeling,unit,department name,afdelingsnaam,organisational unit,organisatie-eenheid');
/** Beside what a population file calls somebody: how tools of questionnaires do. */
const personHeaders = folded(
  'name,naam,respondent,respondent id,respondent email,response id,participant,participant id,deelnemer,user,username,user name,gebruiker,' +
    'gebruikersnaam,ip,ip address,ip-adres,token,phone,telefoon,age,leeftijd,gender,geslacht,sex,comment,comments,opmerking,opmerkingen,start time,' +
    'completion time,submit date,date,datum,begintijd,tijd van voltooien,id',
);

/** As the items of a pack are called, and with a sign or digit that names of people rarely have: what looks like one must be one. */
const itemHeader = /^(?=.*[0-9._-])[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/;
const itemHeaderCharactersMax = 60;
/** Options of a choice; steps of a scale are fewer. What is higher is no answer, and may be somebody's age. */
const answerMax = 12;

const issues = {
  'round-missing': { severity: 'refused', message: 'The row does not say of which round it is.' },
  'round-invalid': {
    severity: 'refused',
    message: 'The name of the round is too long, or holds an address of mail or a long number; the row was not kept.',
  },
  'answers-missing': { severity: 'refused', message: 'The row holds no answer that can be read.' },
  'department-invalid': {
    severity: 'warning',
    message: 'The name of the department is too long, or holds an address of mail or a long number; the answers were kept without it.',
  },
  'answer-unread': {
    severity: 'warning',
    message:
      'This is no answer: a whole number from 1 to 12 belongs here. It was left out, and so is whatever else in this column is none.',
  },
  'person-column': {
    severity: 'note',
    message: 'The header of this column says who somebody is or when he answered; nothing of it was kept.',
  },
  'column-unread': { severity: 'note', message: 'The header of this column is not the id of a question; nothing of it was kept.' },
} as const satisfies Readonly<Record<string, PersonalRemark>>;

/** A header such as `anna.noord` looks like the id of a question, and is kept with every answer: only ids that are known may be. */
const unknownQuestion =
  'Column {column} of this file is called as a question is, and no questionnaire here has it; nothing was kept. Keep its questionnaire first, or take the column out.';

const tooMany = 'The file has more rows than results of a questionnaire may have.';

export const questionnaireResults = definePersonalImporter({
  id: 'questionnaire-results',
  version: 2,
  title: 'Results of a questionnaire (any tool, one row per respondent)',
  itemName: { en: 'respondent', nl: 'respondent' },
  produces: ['questionnaire'],
  limits,
  issues,
  problems: [tooMany, unmappedTable, unknownQuestion],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isHeaders) >= 0,
  parse,
});

type Meaning = 'round' | 'department' | 'person' | 'item' | 'unread';

function meaningOf(header: string): Meaning {
  const own = foldPersonalHeader(header);
  if (roundHeaders.has(own)) return 'round';
  if (departmentHeaders.has(own)) return 'department';
  if (personHeaders.has(own) || countPersonWords([header]) > 0 || namesMail([header]) || looksLikePerson(header)) return 'person';
  const text = header.trim();
  return itemHeader.test(text) && text.length <= itemHeaderCharactersMax ? 'item' : 'unread';
}

/** A round and three items: fewer make no questionnaire. */
function isHeaders(cells: readonly string[]): boolean {
  const meanings = cells.map(meaningOf);
  return meanings.includes('round') && meanings.filter((one) => one === 'item').length >= 3;
}

interface Columns {
  readonly round: number;
  readonly department: number;
  readonly items: readonly { readonly id: string; readonly place: number }[];
}

async function* parse(
  bytes: AsyncIterable<Uint8Array>,
  { isQuestion = isShippedQuestion }: PersonalParseOptions,
): AsyncGenerator<PersonalParseEvent> {
  const sheets = new Map<string, number>();
  const unread = new Set<number>();
  let columns: Columns | undefined;
  let itemNumber = 0;
  for await (const { cells, line } of readPersonalTable(bytes, { bytesMax: limits.bytesMax, isHeaders })) {
    if (columns === undefined) {
      columns = columnsOf(cells);
      requireQuestions(columns, isQuestion);
      yield { kind: 'header', header: { observedAt: null, partial: true } };
      yield* remarksOn(cells, line);
      continue;
    }
    itemNumber += 1;
    if (itemNumber > limits.itemsMax) throw new Problem('file-too-large', tooMany);
    const { row, remarks } = readRow(columns, { cells, line, itemNumber }, unread);
    for (const issue of remarks) yield { kind: 'issue', issue };
    if (row === null) continue;
    const key = JSON.stringify([row.round, row.department, Object.entries(row.answers)]);
    const occurrence = (sheets.get(key) ?? 0) + 1;
    sheets.set(key, occurrence);
    yield { kind: 'row', row: { ...row, occurrence } };
  }
}

/** Of two columns of one meaning, or of one item, the first counts. */
function columnsOf(cells: readonly string[]): Columns {
  const meanings = cells.map(meaningOf);
  const ids = cells.map((header) => header.trim());
  return {
    round: meanings.indexOf('round'),
    department: meanings.indexOf('department'),
    items: ids.flatMap((id, place) => (meanings[place] === 'item' && ids.indexOf(id) === place ? [{ id, place }] : [])),
  };
}

/** @throws Problem `file-unmapped`: an item that nobody here can ask, by its place alone */
function requireQuestions({ items }: Columns, isQuestion: (id: string) => boolean): void {
  const unknown = items.find(({ id }) => !isQuestion(id));
  if (unknown === undefined) return;
  const column = unknown.place + 1;
  throw new Problem('file-unmapped', unknownQuestion.replace('{column}', String(column)), { column });
}

const shippedQuestions = new Set(shippedPacks.flatMap(({ items }) => items.map(({ id }) => id)));
const isShippedQuestion = (id: string) => shippedQuestions.has(id);

function* remarksOn(headers: readonly string[], line: number): Generator<PersonalParseEvent> {
  for (const [place, header] of headers.entries()) {
    const meaning = header.trim() === '' ? 'item' : meaningOf(header);
    if (meaning !== 'person' && meaning !== 'unread') continue;
    const code = meaning === 'person' ? 'person-column' : 'column-unread';
    yield { kind: 'issue', issue: { code, line, column: place + 1, itemNumber: null } };
  }
}

type Code = keyof typeof issues;

/** @param unread columns of which one cell was no answer: it is said once */
function readRow(
  { round, department, items }: Columns,
  { cells, line, itemNumber }: { readonly cells: readonly string[]; readonly line: number; readonly itemNumber: number },
  unread: Set<number>,
): { readonly row: Omit<QuestionnaireRow, 'occurrence'> | null; readonly remarks: readonly PersonalIssue[] } {
  const remarks: PersonalIssue[] = [];
  const say = (code: Code, place: number | null) => remarks.push({ code, line, column: place === null ? null : place + 1, itemNumber });
  const text = (place: number) => (cells[place] ?? '').replaceAll(/\s+/g, ' ').trim();
  const answers = new Map<string, number>();
  for (const { id, place } of items) {
    const cell = text(place);
    if (cell === '') continue;
    const answer = /^\d{1,2}$/.test(cell) ? Number(cell) : 0;
    if (answer >= 1 && answer <= answerMax) answers.set(id, answer);
    else if (!unread.has(place)) {
      unread.add(place);
      say('answer-unread', place);
    }
  }
  const refusal: readonly [Code, number | null] | null =
    text(round) === ''
      ? ['round-missing', round]
      : !mayBeKept(text(round))
        ? ['round-invalid', round]
        : answers.size === 0
          ? ['answers-missing', null]
          : null;
  if (refusal !== null) {
    say(...refusal);
    return { row: null, remarks };
  }
  const unit = department < 0 ? '' : text(department);
  if (!mayBeKept(unit)) say('department-invalid', department);
  return {
    remarks,
    row: {
      ...{ kind: 'questionnaire', itemNumber, round: text(round) },
      department: unit === '' || !mayBeKept(unit) ? null : unit,
      answers: Object.fromEntries(answers),
    },
  };
}

function mayBeKept(text: string): boolean {
  return text.length <= limits.fieldCharactersMax && !hasForbiddenCharacters(text) && !looksLikePerson(text);
}
