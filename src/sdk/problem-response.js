/** Problem documents (RFC 9457) back into the `Problem` they were. */
import { Problem, problemCodes } from '#core/kernel/problem.ts';
/** Codes for answers without a problem document: something between the client and the node wrote them. */
const codeByStatus = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'file-too-large',
  429: 'rate-limited',
  502: 'node-unreachable',
  503: 'node-not-ready',
  504: 'node-unreachable',
};
export async function problemOf(response) {
  const text = await response.text().catch(() => '');
  return problemFromText(response.status, text);
}
/** @param text the body as received: a problem document, or whatever a proxy wrote. */
export function problemFromText(status, text) {
  const document = parsed(text);
  const code = problemCodes.find((known) => known === document?.['code']);
  if (document === undefined || code === undefined) {
    return new Problem(codeByStatus[status] ?? 'internal', `The answer was ${status} without a problem document.`, { status });
  }
  const data = { ...(typeof document['data'] === 'object' ? document['data'] : {}) };
  const requestId = document['requestId'];
  return new Problem(code, String(document['detail'] ?? ''), typeof requestId === 'string' ? { ...data, requestId } : data);
}
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
//# sourceMappingURL=problem-response.js.map
