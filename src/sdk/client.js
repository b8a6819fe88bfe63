/**
 * The client of a Cybermetrics node, derived from the contract: `createClient({ baseUrl, fetch }).assets.list({ query })`.
 * A refused request throws the `Problem` that the node answered; a node that cannot be reached, `node-unreachable`.
 * Not here: signing in for long (cookies are the platform's) and retrying (the caller knows whether that is safe).
 */
import { apiPrefix, endpoints } from '#contract/registry.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { problemOf } from './problem-response.js';
import { eventData } from './server-events.js';
export function createClient(options) {
  const client = {};
  for (const route of endpoints) {
    const dot = route.id.indexOf('.');
    (client[route.id.slice(0, dot)] ??= {})[route.id.slice(dot + 1)] = methodOf(route, options);
  }
  return client;
}
function methodOf(route, options) {
  if (route.responseKind === 'events') return (call) => readEvents(route, call ?? {}, options);
  const method = async (call) => {
    const response = await send(route, call ?? {}, options);
    if (route.responseKind === 'text') return response.text();
    return response.status === 204 ? undefined : response.json();
  };
  return Object.assign(method, { all: (call) => readAll(method, call ?? {}) });
}
/** The address of an endpoint, for what a client cannot do: a link to download, an upload with progress. */
export function urlOf(id, call) {
  const route = endpoints.find((candidate) => candidate.id === id);
  invariant(route !== undefined, `${id} is in the registry`);
  return addressOf(route, call, '');
}
function addressOf(route, call, baseUrl) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(call.params?.[name] ?? ''));
  const query = Object.entries(call.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `${baseUrl}${apiPrefix}${path}${query === '' ? '' : `?${query}`}`;
}
async function send(route, call, options) {
  const headers = { accept: 'application/json, application/problem+json, text/event-stream;q=0.9, */*;q=0.1' };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  const language = options.language?.();
  if (language !== undefined) headers['accept-language'] = language;
  const csrf = route.method === 'GET' ? undefined : options.csrf?.();
  if (csrf !== undefined) headers['x-csrf-token'] = csrf;
  let response;
  try {
    response = await options.fetch(addressOf(route, call, options.baseUrl), initOf(route, call, headers));
  } catch (cause) {
    if (call.signal?.aborted === true) throw cause;
    throw new Problem('node-unreachable', 'The node does not answer; check the address and whether it runs.', {}, cause);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}
function initOf(route, call, headers) {
  const init = { method: route.method, headers };
  if (call.signal !== undefined) init['signal'] = call.signal;
  if (route.bodyKind === 'bytes') {
    headers['content-type'] = 'application/octet-stream';
    init['body'] = call.body;
    if (typeof call.body === 'object' && call.body !== null && Symbol.asyncIterator in call.body) init['duplex'] = 'half';
  } else if (call.body !== undefined) {
    headers['content-type'] = 'application/json';
    init['body'] = JSON.stringify(call.body);
  }
  return init;
}
async function* readAll(list, call) {
  let after = call.query?.['after'];
  do {
    const page = await list({ ...call, query: { ...call.query, after } });
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}
async function* readEvents(route, call, options) {
  const response = await send(route, call, options);
  for await (const data of eventData(response.body)) yield JSON.parse(data);
}
//# sourceMappingURL=client.js.map
