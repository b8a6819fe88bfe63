/** What the columns of a table of trainings are called, in Dutch and English, and what its words for a result mean. */
import { foldPersonalHeader } from '../personal-table.ts';
import { namesDevices, populationColumns } from '../population/columns.ts';

/** `done`: a column that holds either a day or a word, as tools differ. */
export type TrainingField = 'employee' | 'email' | 'course' | 'completedOn' | 'done' | 'validUntil' | 'status' | 'result';

const words: Readonly<Record<Exclude<TrainingField, 'employee' | 'email'>, string>> = {
  course:
    'course, course name, course title, course full name, course fullname, course short name, training, training name, training title, ' +
    'learning item, item title, learning activity, e-learning, module, module name, cursus, cursusnaam, naam cursus, opleiding, scholing, ' +
    'scholingsnaam, leeractiviteit, trainingsnaam, naam training, modulenaam',
  completedOn:
    'completed on, completed at, completion date, completed date, date completed, time completed, timecompleted, finished on, date finished, ' +
    'passed on, date passed, completion time, voltooid op, afgerond op, datum afgerond, datum voltooid, voltooiingsdatum, afronddatum, ' +
    'behaald op, datum behaald, geslaagd op',
  done: 'completed, finished, afgerond, voltooid, behaald',
  validUntil:
    'valid until, valid to, valid through, expires, expires on, expiry, expiry date, expiration date, certificate expires, certificate expiry, ' +
    'geldig tot, geldig tot en met, geldig t/m, verloopt op, vervaldatum, verloopdatum',
  status:
    'status, completion status, course status, training status, completion, progress, enrolment status, enrollment status, completion state, ' +
    'voortgang, voltooiing, voltooiingsstatus, voltooid status, stand',
  result: 'result, outcome, pass fail, pass/fail, passed, resultaat, uitslag, geslaagd',
};
const people: Readonly<Record<'employee' | 'email', string>> = {
  employee: 'id number, idnumber, learner id, user id number',
  email: 'user email, learner email, email address of the learner, e-mail deelnemer, e-mailadres deelnemer',
};

const fieldOf = new Map(
  Object.entries({ ...words, ...people }).flatMap(([field, names]) =>
    names.split(',').map((name) => [foldPersonalHeader(name), field as TrainingField] as const),
  ),
);

/** Place of the column by field, from 0; of two columns of one field the first counts. */
export function trainingColumns(headers: readonly string[]): ReadonlyMap<TrainingField, number> {
  const named = populationColumns(headers);
  const places = new Map<TrainingField, number>();
  for (const [place, header] of headers.entries()) {
    const whose = named.get(place);
    const field = whose === 'employee' || whose === 'email' ? whose : fieldOf.get(foldPersonalHeader(header));
    if (field !== undefined && !places.has(field)) places.set(field, place);
  }
  return places;
}

/** Somebody, a course, and whether or when it was completed. */
export function isTrainingTable(headers: readonly string[]): boolean {
  if (namesDevices(headers)) return false;
  const places = trainingColumns(headers);
  const has = (...fields: readonly TrainingField[]) => fields.some((field) => places.has(field));
  return has('employee', 'email') && has('course') && has('completedOn', 'done', 'status', 'result');
}

const completedWords =
  'completed, complete, passed, pass, finished, done, yes, y, true, 1, 100, 100 %, 100%, certified, achieved, successful, attended, ' +
  'completed (achieved pass grade), voltooid, afgerond, geslaagd, behaald, voldoende, ja, waar, gevolgd, gecertificeerd, aanwezig, x';
const otherWords =
  'not completed, incomplete, in progress, not started, started, enrolled, registered, failed, fail, not passed, no, n, false, 0, 0 %, 0%, ' +
  'overdue, not attempted, attempted, expired, cancelled, canceled, withdrawn, completed (did not achieve pass grade), exempt, ' +
  'niet voltooid, niet afgerond, onvoltooid, bezig, gestart, niet gestart, in behandeling, ingeschreven, gezakt, niet geslaagd, ' +
  'niet behaald, onvoldoende, nee, onwaar, verlopen, afwezig, geannuleerd, vrijgesteld';

const meanings = new Map<string, boolean>([
  ...completedWords.split(',').map((word) => [foldWord(word), true] as const),
  ...otherWords.split(',').map((word) => [foldWord(word), false] as const),
]);

function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[\s_–-]+/g, ' ')
    .trim();
}

/** Whether the word says that it was completed; undefined: nobody knows what it means. */
export function isCompletedWord(word: string): boolean | undefined {
  const folded = foldWord(word);
  // Below all of it, as a share.
  if (/^\d{1,2}(?:[.,]\d+)? ?%$/.test(folded)) return false;
  return meanings.get(folded);
}
