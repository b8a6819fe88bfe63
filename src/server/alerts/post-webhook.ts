/**
 * One POST to a receiver: to an address that was looked up and allowed just before, without redirects, within ten seconds.
 * Of the answer only the status is read.
 */
import { lookup } from 'node:dns/promises';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Attempted } from '#core/alerts/delivery.ts';
import { hostOf, mayReach } from './target-address.ts';

const timeLimitMs = 10_000;

export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeLimitMs?: number;
  /** Addresses of a name; for tests. */
  readonly addressesOf?: (host: string) => Promise<readonly Address[]>;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

export async function postWebhook({ url, headers, body, addressesOf = resolve, ...request }: WebhookRequest): Promise<Attempted> {
  const deadline = AbortSignal.timeout(request.timeLimitMs ?? timeLimitMs);
  const late = new Promise<'late'>((resolveLate) => deadline.addEventListener('abort', () => resolveLate('late'), { once: true }));
  const addresses = await Promise.race([addressesOf(hostOf(url)).catch(() => []), late]);
  if (addresses === 'late') return { outcome: 'timeout', status: null };
  if (addresses.length === 0) return { outcome: 'unreachable', status: null };
  // One that is not allowed is enough: a name that leads to both is no accident.
  if (!addresses.every(({ address }) => mayReach(address, url.protocol))) return { outcome: 'address-refused', status: null };
  try {
    return outcomeOf(await statusOf(url, headers, body, addresses, deadline));
  } catch {
    // What went wrong may quote the address, whose path may be a secret: only that it failed is kept.
    return { outcome: deadline.aborted ? 'timeout' : 'unreachable', status: null };
  }
}

async function resolve(host: string): Promise<readonly Address[]> {
  return lookup(host, { all: true });
}

/** @returns the status of the answer; its body is not read */
function statusOf(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<number> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        lookup: lookupOf(addresses),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Cybermetrics',
        },
      },
      (answer) => {
        answer.on('error', () => undefined);
        resolve(answer.statusCode ?? 0);
        sent.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Connects to what was checked: a name that is looked up twice may lead elsewhere the second time. */
function lookupOf(addresses: readonly Address[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all === true) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

function outcomeOf(status: number): Attempted {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  return { outcome: status === 410 ? 'gone' : 'status', status };
}
