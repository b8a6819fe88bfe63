/**
 * A file of the node into the reader's downloads. Asked for by a request instead of a link, so that a refusal is said on the
 * page; the browser keeps the bytes, no script reads them.
 */
import { Problem } from '#core/kernel/problem.ts';
import { problemOf } from '#sdk/problem-response.ts';

/** @returns the name of the file @throws Problem as the client does */
export async function download(address: string, signal: AbortSignal): Promise<string> {
  const headers = { accept: '*/*, application/problem+json', 'accept-language': document.documentElement.lang };
  const [response, bytes] = await fetchWhole(address, { headers, signal });
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // Not at once: the browser still has to begin reading it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return name;
}

async function fetchWhole(address: string, init: RequestInit): Promise<readonly [Response, Blob]> {
  let response: Response;
  try {
    response = await fetch(address, init);
    if (response.ok) return [response, await response.blob()];
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new Problem('node-unreachable', 'The answer of the node broke off; it may have been stopped.', {}, cause);
  }
  throw await problemOf(response);
}
