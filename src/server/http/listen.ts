/** Binds the port: plain on loopback, TLS elsewhere; tells the peer's address, believing only named proxies. */
import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { Problem } from '#core/kernel/problem.ts';
import type { AddressOf } from './app.ts';

export interface ListenOptions {
  readonly app: (addressOf: AddressOf) => Hono;
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly trustedProxies: readonly string[];
}

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(options: ListenOptions): Promise<Listening> {
  const app = options.app((_request, env) => peerAddress((env as HttpBindings).incoming, options.trustedProxies));
  const listener = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void listener(incoming, outgoing);
  const server: Server = options.tls === null ? createPlainServer(answer) : createTlsServer(options.tls, answer);
  // Slow senders may take their time with a large file, but not with its headers.
  server.requestTimeout = 3_600_000;
  server.headersTimeout = 20_000;
  // Longer than any browser keeps a connection unused: a request on one that is being closed is lost, and only GET is sent again.
  server.keepAliveTimeout = 320_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new Problem(
          'listen-refused',
          `Cannot listen on ${options.host}:${options.port} (${cause.code ?? cause.message}). Choose another with --port.`,
          { host: options.host, port: options.port },
          cause,
        ),
      ),
    );
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${options.tls === null ? 'http' : 'https'}://${host}:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Event streams never end by themselves.
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

function peerAddress(incoming: IncomingMessage, trustedProxies: readonly string[]): string {
  const peer = incoming.socket.remoteAddress ?? 'unknown';
  const plain = peer.startsWith('::ffff:') ? peer.slice(7) : peer;
  if (!trustedProxies.includes(plain)) return plain;
  const forwarded = incoming.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1)?.trim();
  return last === undefined || last === '' ? plain : last;
}
