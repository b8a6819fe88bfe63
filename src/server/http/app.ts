/**
 * The HTTP server as one function from request to response: routes come from the contract, access is checked in one
 * place, problems are written in one place. Nothing here knows what an asset is.
 */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { z } from 'zod';
import type { Endpoint } from '#contract/define-endpoint.ts';
import { writeOpenApi } from '#contract/openapi.ts';
import { invalidRequest } from '#contract/problem-document.ts';
import { apiPrefix, endpoints, type EndpointId } from '#contract/registry.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { handlers } from '../handlers/registry.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticate, refuseForgery } from '../sign-in/authenticate.ts';
import { authorise, authoriseForNode } from '../sign-in/principal.ts';
import { languageOf } from './language.ts';
import { isRefusedSecret, problemResponse } from './problem-response.ts';
import { rateLimiter } from './rate-limit.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveStatic, type StaticFiles } from './static-files.ts';

/** The peer's address, as the transport or a trusted proxy tells it; used for rate limits only. */
export type AddressOf = (request: Request, env: unknown) => string;

const jsonBytesMax = 1_000_000;

export function createApp(context: ServerContext, files: StaticFiles, addressOf: AddressOf): Hono {
  const app = new Hono();
  const nowMs = () => Date.parse(context.clock.now());
  const signInLimit = rateLimiter({ requestsMax: 10, windowSeconds: 300 }, nowMs);
  const apiLimit = rateLimiter({ requestsMax: 3_000, windowSeconds: 60 }, nowMs);
  const openApi = JSON.stringify(writeOpenApi(context.version));

  app.use(async (c, next) => {
    await next();
    setSecurityHeaders(c.res.headers, context.isSecure);
  });
  app.get('/healthz', () => new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } }));
  app.get('/readyz', () => {
    const isReady = context.isReady();
    const headers = { 'content-type': 'text/plain', 'cache-control': 'no-store' };
    return new Response(isReady ? 'ready\n' : 'not ready\n', { status: isReady ? 200 : 503, headers });
  });
  app.get(
    '/api/openapi.json',
    () => new Response(openApi, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } }),
  );

  for (const endpoint of endpoints) {
    app.on(endpoint.method, apiPrefix + endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const requestId = context.newId();
      const request = c.req.raw;
      try {
        const address = addressOf(request, c.env);
        apiLimit.take(address);
        const asked = { request, rawParams: c.req.param() as Record<string, string>, requestId, breakOff: () => breakOff(c.env) };
        const work = () => answer(context, endpoint, asked);
        return await (isGuessable(endpoint) ? signInLimit.countFailures(address, work, isRefusedSecret) : work());
      } catch (cause) {
        return problemResponse(cause, languageOf(request), requestId, context.log);
      }
    });
  }
  app.all('/api/*', (c) =>
    problemResponse(
      new Problem('not-found', 'There is no such endpoint; /api/openapi.json lists all.'),
      languageOf(c.req.raw),
      context.newId(),
      context.log,
    ),
  );
  app.get(
    '*',
    (c) => serveStatic(files, c.req.raw) ?? new Response('Not found\n', { status: 404, headers: { 'content-type': 'text/plain' } }),
  );
  app.onError((cause, c) => problemResponse(cause, languageOf(c.req.raw), context.newId(), context.log));
  return app;
}

interface AskedRequest {
  readonly request: Request;
  readonly rawParams: Record<string, string>;
  readonly requestId: string;
  readonly breakOff: () => boolean;
}

async function answer(
  context: ServerContext,
  endpoint: Endpoint<EndpointId>,
  { request, rawParams, requestId, breakOff }: AskedRequest,
): Promise<Response> {
  const principal = endpoint.access.kind === 'public' ? null : await authenticate(context, request);
  authorise(endpoint.access, principal);
  await authoriseForNode(context, endpoint.access, principal);
  // The state of the node is what tells how far it is; everything else would be answered from half a set of records.
  if (!context.isReady() && endpoint.id !== 'status.get') throw notReady();
  refuseForgery(context, request, principal);
  const cookies: string[] = [];
  const bodyBytes = endpoint.body === null ? undefined : await readJsonBytes(request);
  const input = {
    params: parse(endpoint.params, rawParams),
    query: parse(endpoint.query, singleValues(new URL(request.url).searchParams)),
    body: endpoint.body === null || bodyBytes === undefined ? undefined : parse(endpoint.body, parseJson(bodyBytes)),
    bodyBytes,
    request,
    context,
    principal,
    reply: { setCookie: (value: string) => void cookies.push(value), breakOff },
  };
  // The registry gives each handler the input its endpoint was parsed with; the compiler cannot follow the loop.
  const handle = handlers[endpoint.id] as (given: typeof input) => Promise<unknown>;
  const output = await handle(input);
  const response = output instanceof Response ? output : jsonResponse(endpoint, output);
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  response.headers.set('x-request-id', requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/** @param env of the adapter: the connection, where there is a real one. @returns whether there was */
export function breakOff(env: unknown): boolean {
  const { outgoing } = (env ?? {}) as Partial<HttpBindings>;
  outgoing?.destroy();
  return outgoing !== undefined;
}

function jsonResponse(endpoint: Endpoint, output: unknown): Response {
  if (endpoint.response === null) return new Response(null, { status: endpoint.status ?? 204 });
  return new Response(JSON.stringify(output), { status: endpoint.status ?? 200, headers: { 'content-type': 'application/json' } });
}

function parse(schema: z.ZodType, value: unknown): unknown {
  refuseForbiddenText(value, []);
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error);
  return result.data;
}

/** NUL and lone surrogates cannot be stored nor compared; said here, so that no statement meets them. */
function refuseForbiddenText(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (!hasForbiddenCharacters(value)) return;
    const where = path.join('.') || 'request';
    const message = 'holds a character that no text may hold (NUL or half a surrogate pair)';
    throw new Problem('request-invalid', `${where}: ${message}.`, { wrong: [{ path: where, message }] });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) refuseForbiddenText(part, [...path, name]);
}

/** Where a secret could be guessed: passwords and one-time links. */
function isGuessable(endpoint: Endpoint): boolean {
  return endpoint.access.kind === 'public' && endpoint.problems.includes('rate-limited');
}

function notReady(): Problem {
  return new Problem('node-not-ready', 'The node is still loading; /api/v1/status tells how far it is.');
}

/** A parameter given twice is refused: which one counts would be a guess. */
function singleValues(query: URLSearchParams): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of query) {
    if (values.has(name)) throw new Problem('request-invalid', `${name} is given more than once.`, { wrong: [{ path: name }] });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

async function readJsonBytes(request: Request): Promise<Uint8Array> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new Problem('request-invalid', 'The body must be JSON, with content-type application/json.');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > jsonBytesMax) throw new Problem('request-invalid', `The body is over ${jsonBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The engine's own message is never told on: it quotes the body, which may be a passphrase or name somebody. */
function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('request-invalid', 'The body is no valid UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Only at its very end the message tells the place; anything before that may be of the body.
    const place = / at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(cause instanceof Error ? cause.message : '')?.[1];
    if (place === undefined) throw new Problem('request-invalid', 'The body is no valid JSON.');
    throw new Problem('request-invalid', `The body is no valid JSON: it goes wrong at character ${Number(place) + 1}.`);
  }
}
