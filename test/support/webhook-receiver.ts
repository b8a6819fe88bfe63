/**
 * A receiver of webhooks on loopback, and the check that Standard Webhooks asks of one, written from the specification and
 * not from our sender: Web Crypto instead of node's HMAC.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** The answers to come, one after another; then 204. `hang`: none. */
  answer(...statuses: readonly (number | 'hang')[]): void;
  stop(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const statuses: (number | 'hang')[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), path: request.url ?? '' });
      const status = statuses.shift() ?? 204;
      if (status === 'hang') return;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {});
      response.end(status === 204 ? undefined : 'whatever a receiver says');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks/of-nobody-else`,
    received,
    answer: (...next) => void statuses.push(...next),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** @returns how many of the signatures of a webhook this secret made */
export async function signaturesBy(secret: string, { headers, body }: ReceivedWebhook): Promise<number> {
  const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');
  const signed = `${text(headers['webhook-id'])}.${text(headers['webhook-timestamp'])}.${body}`;
  const bytes = Uint8Array.from(atob(secret.replace('whsec_', '')), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const checks = text(headers['webhook-signature'])
    .split(' ')
    .map(async (part) => {
      const [version, signature = ''] = part.split(',');
      const given = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0));
      return version === 'v1' ? crypto.subtle.verify('HMAC', key, given, new TextEncoder().encode(signed)) : false;
    });
  return (await Promise.all(checks)).filter(Boolean).length;
}
