/**
 * The client of a Cybermetrics node, derived from the contract: `createClient({ baseUrl, fetch }).assets.list({ query })`.
 * A refused request throws the `Problem` that the node answered; a node that cannot be reached, `node-unreachable`.
 * Not here: signing in for long (cookies are the platform's) and retrying (the caller knows whether that is safe).
 */
import { apiPrefix, endpoints, type EndpointId } from '#contract/registry.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Client, Fetch, FetchInit, FetchResponse, Input } from './client-types.ts';
import { problemOf } from './problem-response.ts';
import { bodyPieces, eventData } from './server-events.ts';

export interface ClientOptions {
  /** `http://127.0.0.1:8080`, or empty for the origin of the page. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** API token, sent as bearer. */
  readonly token?: string;
  /** Asked at every change: the `csrf` of the session, for clients that sign in with a cookie. */
  readonly csrf?: () => string | undefined;
  /** Language of problems: `nl` or `en`. */
  readonly language?: () => string;
}

/** What every endpoint says at run time; the schemas are only types here. */
interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly bodyKind?: 'json' | 'bytes';
  readonly responseKind?: 'json' | 'events' | 'text' | 'bytes';
}

interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export function createClient(options: ClientOptions): Client {
  const client: Record<string, Record<string, unknown>> = {};
  for (const route of endpoints as readonly Route[]) {
    const dot = route.id.indexOf('.');
    (client[route.id.slice(0, dot)] ??= {})[route.id.slice(dot + 1)] = methodOf(route, options);
  }
  return client as unknown as Client;
}

function methodOf(route: Route, options: ClientOptions): unknown {
  if (route.responseKind === 'events') return (call?: Call) => readEvents(route, call ?? {}, options);
  if (route.responseKind === 'bytes') return (call?: Call) => readBytes(route, call ?? {}, options);
  const method = async (call?: Call) => {
    const response = await send(route, call ?? {}, options);
    if (response.status === 204) return undefined;
    return whole(call, () => (route.responseKind === 'text' ? response.text() : response.json()));
  };
  return Object.assign(method, { all: (call?: Call) => readAll(method, call ?? {}) });
}

/** The address of an endpoint, for what a client cannot do: a link to download, an upload with progress. */
export function urlOf<Id extends EndpointId>(id: Id, call: Pick<Input<Id>, keyof Input<Id> & ('params' | 'query')>): string {
  const route = (endpoints as readonly Route[]).find((candidate) => candidate.id === id);
  invariant(route !== undefined, `${id} is in the registry`);
  return addressOf(route, call, '');
}

function addressOf(route: Route, call: Pick<Call, 'params' | 'query'>, baseUrl: string): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.params?.[name] ?? ''));
  const query = Object.entries(call.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `${baseUrl}${apiPrefix}${path}${query === '' ? '' : `?${query}`}`;
}

async function send(route: Route, call: Call, options: ClientOptions): Promise<FetchResponse> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json, text/event-stream;q=0.9, */*;q=0.1' };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  const language = options.language?.();
  if (language !== undefined) headers['accept-language'] = language;
  const csrf = route.method === 'GET' ? undefined : options.csrf?.();
  if (csrf !== undefined) headers['x-csrf-token'] = csrf;
  let response: FetchResponse;
  try {
    response = await options.fetch(addressOf(route, call, options.baseUrl), initOf(route, call, headers));
  } catch (cause) {
    if (call.signal?.aborted === true) throw cause;
    throw new Problem('node-unreachable', 'The node does not answer; check the address and whether it runs.', {}, cause);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** An answer that breaks off says no more than one that never came. */
async function whole<T>(call: Call | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (call?.signal?.aborted === true) throw cause;
    throw new Problem('node-unreachable', 'The answer of the node broke off; it may have been stopped.', {}, cause);
  }
}

function initOf(route: Route, call: Call, headers: Record<string, string>): FetchInit {
  const init: Record<string, unknown> = { method: route.method, headers };
  if (call.signal !== undefined) init['signal'] = call.signal;
  if (route.bodyKind === 'bytes') {
    headers['content-type'] = 'application/octet-stream';
    init['body'] = call.body;
    if (typeof call.body === 'object' && call.body !== null && Symbol.asyncIterator in call.body) init['duplex'] = 'half';
  } else if (call.body !== undefined) {
    headers['content-type'] = 'application/json';
    init['body'] = JSON.stringify(call.body);
  }
  return init as unknown as FetchInit;
}

async function* readAll(list: (call: Call) => Promise<unknown>, call: Call): AsyncGenerator<unknown, void, undefined> {
  let after = call.query?.['after'];
  do {
    const page = (await list({ ...call, query: { ...call.query, after } })) as { items: readonly unknown[]; next: string | null };
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

async function* readEvents(route: Route, call: Call, options: ClientOptions): AsyncGenerator<unknown, void, undefined> {
  const response = await send(route, call, options);
  const events = eventData(response.body);
  try {
    for (;;) {
      const event = await whole(call, () => events.next());
      if (event.done === true) return;
      yield JSON.parse(event.value);
    }
  } finally {
    await events.return();
  }
}

/** A file piece by piece, as it comes. */
async function* readBytes(route: Route, call: Call, options: ClientOptions): AsyncGenerator<Uint8Array, void, undefined> {
  const response = await send(route, call, options);
  const pieces = bodyPieces(response.body);
  try {
    for (;;) {
      const piece = await whole(call, () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await pieces.return();
  }
}
