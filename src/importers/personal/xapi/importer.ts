/**
 * xAPI statements as a file → completed trainings: a JSON array, an answer of a record store (`statements`) or one statement a line.
 * Accounts are not taken: a file cannot say whose personnel numbers they are. Followed: xAPI 1.0.3 and IEEE 9274.1.1, the small part that statement.ts reads. README.md.
 */
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import type { ImporterLimits } from '../../define-importer.ts';
import { definePersonalImporter, type PersonalParseEvent, type PersonalParseOptions } from '../../define-personal-importer.ts';
import { limitBytes } from '../../read-head.ts';
import { decodeStream } from '../../text-decoding.ts';
import { readStatement, statementIssues } from './statement.ts';

const limits: ImporterLimits = {
  bytesMax: 64 * 1024 ** 2,
  itemsMax: 500_000,
  depthMax: 64,
  fieldCharactersMax: 200,
  issuesMax: 10_000,
};
const notStatements = 'The file holds no statements as xAPI writes them: a JSON array, or one statement a line.';
const tooMany = 'The file holds more statements than one may (500,000); nothing of it was kept.';

export const xapi = definePersonalImporter({
  id: 'xapi',
  version: 1,
  title: 'xAPI statements (completed and passed)',
  itemName: { en: 'statement', nl: 'statement' },
  produces: ['training'],
  limits,
  issues: statementIssues,
  problems: [notStatements, tooMany],
  accepts: ({ text }) => {
    const start = text.replace(/^\uFEFF/, '').trimStart();
    return /^[[{]/.test(start) && /"actor"\s*:/.test(start) && /"verb"\s*:/.test(start) && /"object"\s*:/.test(start);
  },
  parse,
});

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  let text = '';
  for await (const piece of decodeStream(limitBytes(bytes, limits.bytesMax))) text += piece;
  const statements = statementsOf(text.replace(/^\uFEFF/, ''));
  if (statements.length > limits.itemsMax) throw new Problem('file-too-large', tooMany, { itemsMax: limits.itemsMax });
  yield { kind: 'header', header: { observedAt: null, partial: true } };
  const reading = { pseudonymise: options.pseudonymise, timeZone: options.timeZone ?? defaultTimeZone, today: null, accountHomePage: null };
  for (const [place, { value, line }] of statements.entries()) {
    const itemNumber = place + 1;
    const read = readStatement(value, reading);
    if (read.kind === 'completion') yield { kind: 'row', row: { ...read.row, itemNumber } };
    else yield { kind: 'issue', issue: { code: read.code, line, column: null, itemNumber } };
  }
}

interface Placed {
  readonly value: unknown;
  readonly line: number | null;
}

function statementsOf(text: string): readonly Placed[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.map((value: unknown) => ({ value, line: null }));
  if (typeof whole === 'object' && whole !== null) {
    const listed: unknown = 'statements' in whole ? whole.statements : [whole];
    if (Array.isArray(listed)) return listed.map((value: unknown) => ({ value, line: null }));
  }
  if (whole !== undefined) throw new Problem('file-malformed', notStatements);
  const lines = text.split(/\r\n|\n|\r/).map((line, place) => ({ line, place: place + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  // A line that is none is refused by itself; a file of nothing else is none.
  const values = filled.map(({ line, place }) => ({ value: parsed(line), line: place }));
  if (!values.some(({ value }) => typeof value === 'object' && value !== null)) throw new Problem('file-malformed', notStatements);
  return values;
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
