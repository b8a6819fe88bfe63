/** Problems as RFC 9457 documents, in the language the asker prefers. What is no Problem is a bug: logged whole, told as `internal`. */
import type { Logger } from 'pino';
import { z } from 'zod';
import { invalidRequest, problemDocument } from '#contract/problem-document.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';

export function problemResponse(cause: unknown, language: Language, requestId: string, log: Logger): Response {
  const problem = toProblem(cause);
  const document = problemDocument(problem, language, requestId);
  if (document.status >= 500) log.error({ err: cause, requestId, code: problem.code }, 'request failed');
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId });
  // RFC 9110, 15.5.2: a 401 names how to sign in.
  if (problem.code === 'not-signed-in') headers.set('www-authenticate', 'Bearer');
  const retryAfterSeconds = problem.data['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') headers.set('retry-after', String(retryAfterSeconds));
  return new Response(JSON.stringify(document), { status: document.status, headers });
}

export function toProblem(cause: unknown): Problem {
  if (isProblem(cause)) return cause;
  if (cause instanceof z.ZodError) return invalidRequest(cause);
  if (cause instanceof Error && /ECONNREFUSED|Connection terminated|ENOENT.*PGSQL/.test(cause.message)) {
    return new Problem('database-unavailable', 'The database does not answer.', {}, cause);
  }
  return new Problem('internal', 'An error of ours; the log has it under this request id.', {}, cause);
}

/** A wrong password or link: what a guesser gets. */
export function isRefusedSecret(cause: unknown): boolean {
  return isProblem(cause) && (cause.code === 'sign-in-failed' || cause.code === 'link-invalid');
}
