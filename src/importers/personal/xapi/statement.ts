/**
 * One xAPI statement → a completed training. A small part of xAPI 1.0.3 and 2.0 (IEEE 9274.1.1): the verbs completed and passed, an actor
 * by address of mail or by account. Everything else of a statement (score, duration, context, instructor, attachments) is never looked at.
 */
import { z } from 'zod';
import type { Pseudonym, Pseudonymise } from '#core/awareness/pseudonym.ts';
import type { TrainingRow } from '#core/awareness/training-row.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { readInstant } from '../../table/dates.ts';
import { looksLikePerson } from '../personal-text.ts';

export const statementIssues = {
  'statement-invalid': { severity: 'refused', message: 'This is no statement of xAPI: actor, verb and object are needed.' },
  'actor-hashed': {
    severity: 'refused',
    message:
      'The actor is named by mbox_sha1sum: a hash without a key, which anybody can guess back and which cannot be matched with the population. Send mbox or account.',
  },
  'actor-unknown': {
    severity: 'refused',
    message: 'The actor is neither a person with an address of mail (mbox) nor one with an account whose name is the personnel number.',
  },
  'account-unnamed': {
    severity: 'refused',
    message:
      'The actor is named by an account, and nobody said that the accounts of its homePage are personnel numbers: a number of the learning system could be that of somebody else. Send mbox, or send to the endpoint with ?accountHomePage= and that homePage.',
  },
  'course-invalid': {
    severity: 'refused',
    message: 'The name of the activity is missing or too long, or holds an address of mail or a long number; the statement was not kept.',
  },
  'day-missing': { severity: 'refused', message: 'The statement has no timestamp: a completion without a day is none.' },
  'day-invalid': { severity: 'refused', message: 'The timestamp is none as ISO 8601 writes it.' },
  'statement-voiding': { severity: 'refused', message: 'A statement that voids another is not carried out here: what was read stays.' },
  'verb-other': { severity: 'note', message: 'Neither completed nor passed: read, and nothing of it is kept.' },
  'not-completed': { severity: 'note', message: 'The course was not completed or not passed: read, and no completion.' },
} as const;
export type StatementIssue = keyof typeof statementIssues;

export type ReadStatement =
  | {
      readonly kind: 'completion';
      /** Lower case; null: the sender gave none. */
      readonly id: string | null;
      readonly row: Omit<TrainingRow, 'itemNumber'>;
    }
  | { readonly kind: 'other'; readonly id: string | null; readonly code: 'verb-other' | 'not-completed' }
  | { readonly kind: 'refused'; readonly code: StatementIssue };

const Statement = z.object({
  id: z.uuid().optional(),
  actor: z.object({
    objectType: z.string().optional(),
    mbox: z.string().optional(),
    mbox_sha1sum: z.string().optional(),
    account: z.object({ homePage: z.string(), name: z.string() }).optional(),
  }),
  verb: z.object({ id: z.string() }),
  object: z.object({
    objectType: z.string().optional(),
    id: z.string().optional(),
    definition: z.object({ name: z.record(z.string(), z.string()).optional() }).optional(),
  }),
  result: z.object({ completion: z.boolean().optional(), success: z.boolean().optional() }).optional(),
  timestamp: z.string().optional(),
  stored: z.string().optional(),
});
type Statement = z.infer<typeof Statement>;

/** Of ADL, as the standard names them. */
const verb = (name: string) => `http://adlnet.gov/expapi/verbs/${name}`;
const completing: ReadonlySet<string> = new Set([verb('completed'), verb('passed')]);
const failing: ReadonlySet<string> = new Set([verb('failed'), verb('terminated'), verb('abandoned')]);
const courseCharactersMax = 200;

export interface StatementOptions {
  readonly pseudonymise: Pseudonymise;
  readonly timeZone: string;
  /** What a statement without any time is of: the day it was sent; null: it is refused. */
  readonly today: Day | null;
  /**
   * The system whose account names are personnel numbers, as whoever set up the sending said; null: no account is taken. A name means
   * something within its homePage alone (xAPI 1.0.3, Data 2.4.2.4): user 57 of a learning system is not employee 57.
   */
  readonly accountHomePage: string | null;
}

export function readStatement(value: unknown, options: StatementOptions): ReadStatement {
  const parsed = Statement.safeParse(value);
  if (!parsed.success) return { kind: 'refused', code: 'statement-invalid' };
  const statement = parsed.data;
  const id = statement.id?.toLowerCase() ?? null;
  if (statement.verb.id === verb('voided')) return { kind: 'refused', code: 'statement-voiding' };
  if (!completing.has(statement.verb.id))
    return { kind: 'other', id, code: failing.has(statement.verb.id) ? 'not-completed' : 'verb-other' };
  if (statement.result?.completion === false || statement.result?.success === false) return { kind: 'other', id, code: 'not-completed' };
  const person = personOf(statement, options);
  if (typeof person === 'string') return { kind: 'refused', code: person };
  const course = courseOf(statement);
  if (course === null) return { kind: 'refused', code: 'course-invalid' };
  const completedOn = dayIn(statement, options);
  if (typeof completedOn === 'object') return { kind: 'refused', code: completedOn.code };
  return { kind: 'completion', id, row: { kind: 'training', ...person, course, completedOn, validUntil: null } };
}

function personOf(
  { actor }: Statement,
  { pseudonymise, accountHomePage }: StatementOptions,
): Pick<TrainingRow, 'employee' | 'email'> | 'actor-hashed' | 'actor-unknown' | 'account-unnamed' {
  if (actor.objectType !== undefined && actor.objectType !== 'Agent') return 'actor-unknown';
  const mail = /^mailto:([^\s@]+@[^\s@]+\.[^\s@]+)$/i.exec(actor.mbox?.trim() ?? '')?.[1];
  const isNamed = accountHomePage !== null && actor.account?.homePage.trim() === accountHomePage.trim();
  const name = isNamed ? (actor.account?.name.trim() ?? '') : '';
  const hash = (kind: 'employee' | 'email', text: string): Pseudonym | null =>
    text === '' || text.length > 254 || hasForbiddenCharacters(text) ? null : pseudonymise(kind, text);
  // Many systems write the address into the account.
  const isMailName = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(name);
  const email = mail === undefined ? (isMailName ? hash('email', name) : null) : hash('email', mail);
  const employee = isMailName ? null : hash('employee', name);
  if (employee !== null || email !== null) return { employee, email };
  if (actor.account !== undefined && !isNamed) return 'account-unnamed';
  return actor.mbox_sha1sum === undefined ? 'actor-unknown' : 'actor-hashed';
}

/** The name of the activity, in Dutch before English before any other; its IRI where it has none. */
function courseOf({ object }: Statement): string | null {
  if (object.objectType !== undefined && object.objectType !== 'Activity') return null;
  const names = Object.entries(object.definition?.name ?? {});
  const named = (language: string) => names.find(([tag]) => tag.toLowerCase().split('-')[0] === language)?.[1];
  const course = (named('nl') ?? named('en') ?? names[0]?.[1] ?? object.id ?? '').replaceAll(/\s+/g, ' ').trim();
  const isKept = course !== '' && course.length <= courseCharactersMax && !hasForbiddenCharacters(course) && !looksLikePerson(course);
  return isKept ? course : null;
}

function dayIn({ timestamp, stored }: Statement, { timeZone, today }: StatementOptions): Day | { readonly code: StatementIssue } {
  const text = timestamp ?? stored;
  if (text === undefined) return today ?? { code: 'day-missing' };
  const read = readInstant(text, 'undecided', timeZone);
  return read.kind === 'read' ? dayOf(read.instant, timeZone) : { code: 'day-invalid' };
}
