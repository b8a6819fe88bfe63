/**
 * The network at a pace: not more requests a second than asked for, whoever makes them, and everybody waits when the publisher
 * asks one to. What is fetched is counted, for a limit over the whole.
 * Followed: RFC 6585 (429), RFC 9110 10.2.3 (Retry-After).
 */
import { retryAfterMs, type HttpAnswer, type HttpPort } from '../http/fetch-file.ts';

export interface PoliteHttp extends HttpPort {
  /** Of all answers so far. */
  readonly bytesRead: () => number;
}

/** @param waitMaxMs a wait that is longer ends the question (`fetchFile`), so nobody is held up by it. */
export function politely(http: HttpPort, requestsPerSecond: number, waitMaxMs: number): PoliteHttp {
  const intervalMs = 1_000 / requestsPerSecond;
  let nextAtMs = 0;
  let bytes = 0;
  const counted = async function* (body: HttpAnswer['body']) {
    for await (const chunk of body) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  return {
    ...http,
    bytesRead: () => bytes,
    get: async (url, headers) => {
      const now = http.now();
      const atMs = Math.max(now, nextAtMs);
      nextAtMs = atMs + intervalMs;
      if (atMs > now) await http.wait(atMs - now);
      const answer = await http.get(url, headers);
      const waitMs = [429, 503].includes(answer.status) ? retryAfterMs(answer.header('retry-after'), http.now()) : undefined;
      if (waitMs !== undefined && waitMs <= waitMaxMs) nextAtMs = Math.max(nextAtMs, http.now() + waitMs);
      return { ...answer, body: counted(answer.body) };
    },
  };
}
