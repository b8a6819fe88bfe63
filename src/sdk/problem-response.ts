/** Problem documents (RFC 9457) back into the `Problem` they were. */
import { Problem, problemCodes } from '#core/kernel/problem.ts';
import type { ProblemData } from '#core/kernel/problem.ts';
import type { FetchResponse } from './client-types.ts';

/** Codes for answers without a problem document: something between the client and the node wrote them. */
const codeByStatus: Readonly<Record<number, Problem['code']>> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'file-too-large',
  429: 'rate-limited',
  502: 'node-unreachable',
  503: 'node-not-ready',
  504: 'node-unreachable',
};

export async function problemOf(response: FetchResponse): Promise<Problem> {
  const text = await response.text().catch(() => '');
  return problemFromText(response.status, text);
}

/** @param text the body as received: a problem document, or whatever a proxy wrote. */
export function problemFromText(status: number, text: string): Problem {
  const document = parsed(text);
  const code = problemCodes.find((known) => known === document?.['code']);
  if (document === undefined || code === undefined) {
    return new Problem(codeByStatus[status] ?? 'internal', `The answer was ${status} without a problem document.`, { status });
  }
  const data = { ...(typeof document['data'] === 'object' ? document['data'] : {}) } as ProblemData;
  const requestId = document['requestId'];
  return new Problem(
    code,
    typeof document['detail'] === 'string' ? document['detail'] : '',
    typeof requestId === 'string' ? { ...data, requestId } : data,
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
