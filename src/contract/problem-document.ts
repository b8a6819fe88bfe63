/** A problem as it crosses the wire: RFC 9457 members and ours. Written by the server, and by the mock client in its place. */
import type { z } from 'zod';
import { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { sayIn } from './dutch/say-in.ts';
import { problemCatalogue, type ProblemDocument } from './problem-catalogue.ts';

export function problemDocument(problem: Problem, language: Language, requestId: string): ProblemDocument {
  const row = problemCatalogue[problem.code];
  return {
    type: `urn:cybermetrics:problem:${problem.code}`,
    title: row.title[language],
    status: row.status,
    detail: sayIn(language, problem.message),
    code: problem.code,
    help: row.help[language],
    // How our own side is built (addresses, logins) is for the log, not for whoever asks.
    data: row.status >= 500 ? {} : problem.data,
    requestId,
  };
}

/** Of a place or a message: what is wrong may hold a name of the request, and those have no limit. */
const wrongMaxCharacters = 400;

/** What does not fit the schema of an endpoint, each wrong value with its place. */
export function invalidRequest(error: z.ZodError): Problem {
  const wrong = error.issues.map((issue) => ({ path: cut(issue.path.join('.')), message: cut(issue.message) }));
  const first = wrong[0];
  return new Problem(
    'request-invalid',
    first === undefined ? 'The request is not valid.' : `${first.path || 'request'}: ${first.message}`,
    { wrong },
  );
}

function cut(text: string): string {
  return text.length > wrongMaxCharacters ? `${text.slice(0, wrongMaxCharacters).toWellFormed()}…` : text;
}
