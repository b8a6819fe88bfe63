/**
 * Why a finding came or went by an advisory, as it was known when it did, and in words: which advisory, which answer, by whom and
 * when. Not here: what follows from answers (`settle-matches.ts`), nor what scanners saw. Source: domain/medical-advisories.md 4.5, 5.
 */
import type { Id } from '../kernel/id.ts';
import type { Localised } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import type { MatchDecision } from './decisions.ts';

/** Why it is told. */
export const reasonsToTell = ['confirmed', 'identified'] as const;
/** Why it is not told any more. */
export const reasonsToEnd = [
  'denied',
  'confirmation-withdrawn',
  'answered-not-affected',
  'version-outside',
  'not-named',
  'document-withdrawn',
  'other-product',
] as const;
export const causeReasons = [...reasonsToTell, ...reasonsToEnd] as const;
export type CauseReason = (typeof causeReasons)[number];

/** As it is kept. */
export interface FindingCause {
  readonly why: CauseReason;
  readonly documentId: string;
  readonly advisoryId: Id;
  readonly questionId: string;
  readonly cveId: string;
  /** Of the document as it was read then. */
  readonly revision: string | null;
  /** The version that the register wrote. */
  readonly version: string | null;
  /** What the document says of versions. */
  readonly clause: string | null;
  /** The answers that it rests on. */
  readonly decisionIds: readonly Id[];
}

/** An answer that a cause rests on. */
export interface CauseAnswer {
  readonly answer: MatchDecision['answer'];
  /** Null: the owner of the node's folder, or somebody who is no longer known. */
  readonly person: string | null;
  readonly at: Instant;
  readonly reason: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

export type ExplainedCause = Omit<FindingCause, 'decisionIds' | 'cveId'> & { readonly answers: readonly CauseAnswer[] };

/** One or two sentences. Days are written as in files. */
export function explainCause(cause: ExplainedCause): Localised {
  return { en: sentencesOf(cause, english), nl: sentencesOf(cause, dutch) };
}

function sentencesOf({ why, documentId, revision, version, clause, answers }: ExplainedCause, words: Words): string {
  const document = revision === null ? documentId : `${documentId} (${words.revision} ${revision})`;
  const told = { document, version: version === null ? words.noVersion : `${words.version} ${version}`, clause: `“${clause ?? ''}”` };
  const said = answers.map((one) => words.answer(answerTold(one, words)));
  const takenBack = answers.flatMap(({ withdrawnAt, withdrawnBy }) =>
    withdrawnAt === null ? [] : [words.takenBack(withdrawnBy ?? words.owner, withdrawnAt.slice(0, 10))],
  );
  return [words.because[why](told), ...said, ...(why === 'confirmation-withdrawn' ? takenBack : [])].join(' ');
}

function answerTold({ answer, person, at, reason }: CauseAnswer, words: Words): AnswerTold {
  return {
    answer: words.answers[answer],
    person: person ?? words.owner,
    on: at.slice(0, 10),
    reason: reason === null ? '' : ` (${reason})`,
  };
}

interface Told {
  readonly document: string;
  readonly version: string;
  readonly clause: string;
}

interface AnswerTold {
  readonly answer: string;
  readonly person: string;
  readonly on: string;
  readonly reason: string;
}

interface Words {
  readonly revision: string;
  readonly version: string;
  readonly noVersion: string;
  readonly owner: string;
  readonly answers: Readonly<Record<MatchDecision['answer'], string>>;
  answer(told: AnswerTold): string;
  takenBack(person: string, on: string): string;
  readonly because: Readonly<Record<CauseReason, (told: Told) => string>>;
}

const english: Words = {
  revision: 'revision',
  version: 'version',
  noVersion: 'a version that is not known',
  owner: 'the owner of the node',
  answers: {
    confirmed: 'it is this product',
    denied: 'it is not this product',
    unsure: 'unsure',
    affected: 'affected',
    'not-affected': 'not affected',
  },
  answer: ({ answer, person, on, reason }) => `Answer of ${person} on ${on}: ${answer}${reason}.`,
  takenBack: (person, on) => `Taken back by ${person} on ${on}.`,
  because: {
    confirmed: ({ document, version, clause }) => `Advisory ${document} names this product, and ${version} comes under ${clause}.`,
    identified: ({ document, version, clause }) =>
      `Advisory ${document} writes the number of this product, and ${version} comes under ${clause}.`,
    denied: ({ document }) => `Advisory ${document} is about another product.`,
    'confirmation-withdrawn': ({ document }) => `Nobody says any more that this is the product of advisory ${document}.`,
    'answered-not-affected': ({ document, version, clause }) =>
      `For ${clause} in advisory ${document} it was answered that ${version} is not affected.`,
    'version-outside': ({ document, version, clause }) => `By advisory ${document}, ${version} does not come under ${clause}.`,
    'not-named': ({ document }) => `Advisory ${document} no longer names this flaw for the product.`,
    'document-withdrawn': ({ document }) => `Advisory ${document} was taken back by its publisher.`,
    'other-product': ({ document }) => `This is another product of advisory ${document}.`,
  },
};

const dutch: Words = {
  revision: 'revisie',
  version: 'versie',
  noVersion: 'een versie die niet bekend is',
  owner: 'de eigenaar van de node',
  answers: {
    confirmed: 'het is dit product',
    denied: 'het is dit product niet',
    unsure: 'onzeker',
    affected: 'getroffen',
    'not-affected': 'niet getroffen',
  },
  answer: ({ answer, person, on, reason }) => `Antwoord van ${person} op ${on}: ${answer}${reason}.`,
  takenBack: (person, on) => `Ingetrokken door ${person} op ${on}.`,
  because: {
    confirmed: ({ document, version, clause }) => `Advies ${document} noemt dit product, en ${version} valt onder ${clause}.`,
    identified: ({ document, version, clause }) =>
      `Advies ${document} noemt het nummer van dit product, en ${version} valt onder ${clause}.`,
    denied: ({ document }) => `Advies ${document} gaat over een ander product.`,
    'confirmation-withdrawn': ({ document }) => `Niemand zegt meer dat dit het product van advies ${document} is.`,
    'answered-not-affected': ({ document, version, clause }) =>
      `Voor ${clause} in advies ${document} is geantwoord dat ${version} niet getroffen is.`,
    'version-outside': ({ document, version, clause }) => `Volgens advies ${document} valt ${version} niet onder ${clause}.`,
    'not-named': ({ document }) => `Advies ${document} noemt deze kwetsbaarheid niet meer bij het product.`,
    'document-withdrawn': ({ document }) => `Advies ${document} is door de uitgever ingetrokken.`,
    'other-product': ({ document }) => `Dit is een ander product van advies ${document}.`,
  },
};
