/** The network as `advisory-sources` asks for it: `fetch` of Node, one request at a time, redirects left to the asker. */
import { setTimeout } from 'node:timers/promises';
import type { HttpPort } from '#advisory-sources/http/fetch-file.ts';

/** The whole answer has to be there by then. */
const answerWithinMs = 120_000;

export function httpClient(version: string, signal?: AbortSignal): HttpPort {
  return {
    get: async (url, headers) => {
      const limit = AbortSignal.timeout(answerWithinMs);
      const response = await fetch(url, {
        headers: { ...headers, 'user-agent': `cybermetrics/${version}` },
        redirect: 'manual',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      const { body } = response;
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: body ?? nothing(),
        discard: async () => body?.cancel().catch(() => undefined),
      };
    },
    wait: (milliseconds) => setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }),
    now: () => Date.now(),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body.
}
