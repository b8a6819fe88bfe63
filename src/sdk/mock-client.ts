/**
 * A client without a node, for tests and for building against the contract: `createMockClient({ records })` has every method
 * of `createClient`, answers from the records it was given, else with what was said for an endpoint, else with the smallest
 * answer that fits the contract, and remembers every call. It is the real client over a `fetch` of its own, so that requests
 * and answers go through the contract on their way, and what a node refuses comes as the same Problem.
 * Not here: what a change does to the records. A changing call is remembered and answered; what it means is the node's.
 */
import type { z } from 'zod';
import type { Endpoint, Role } from '#contract/define-endpoint.ts';
import { invalidRequest, problemDocument } from '#contract/problem-document.ts';
import type { ListQuery } from '#contract/records.ts';
import { apiPrefix, endpoints, type EndpointId } from '#contract/registry.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone, type Instant } from '#core/kernel/time.ts';
import { createClient } from './client.ts';
import type { Client, Fetch, FetchInit, FetchResponse, Output } from './client-types.ts';
import { exampleOf } from './mock-examples.ts';
import { kindOfList, pageOfRecords, recordOfKind, type MockRecords } from './mock-records.ts';
import { bytesResponse, eventsResponse, jsonResponse, textResponse } from './mock-responses.ts';

export interface MockCall<Id extends EndpointId = EndpointId> {
  readonly id: Id;
  readonly params: Readonly<Record<string, string>>;
  /** As the node would read it: with its defaults. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Undefined where the endpoint takes none; bytes as they were given. */
  readonly body: unknown;
}

type Answer<Id extends EndpointId> = Output<Id> | ((call: MockCall<Id>) => Output<Id>);
export type MockAnswers = { readonly [Id in EndpointId]?: Answer<Id> };

export interface MockOptions {
  /** Records by kind, each with an `id` and the fields that matter; what is left out is unknown. */
  readonly records?: MockRecords;
  /** What endpoints answer, before records and examples. Of an event stream: its one event. */
  readonly answers?: MockAnswers;
  /** Who asks; null: nobody is signed in. Default: an owner, who may everything. */
  readonly role?: Role | null;
  /** Now, which ages in filters count to. Default: 1 January 2026. */
  readonly now?: Instant;
}

export interface MockControl {
  /** Every request that the contract let through, in their order. */
  readonly calls: readonly MockCall[];
  /** From now on the endpoint answers this. */
  answer<Id extends EndpointId>(id: Id, answer: Answer<Id>): void;
  /** From now on the endpoint is refused with this problem; null: no longer. */
  fail(id: EndpointId, problem: Problem | null): void;
  /** For what takes a fetch instead of a client: an address outside the contract gives the node's own `not-found`. */
  readonly fetch: Fetch;
}

export type MockClient = Client & { readonly mock: MockControl };

export function createMockClient(options: MockOptions = {}): MockClient {
  const node = new MockNode(options);
  const fetch: Fetch = (url, init) => node.fetch(url, init);
  const mock: MockControl = {
    calls: node.calls,
    answer: (id, answer) => void node.answers.set(id, answer),
    fail: (id, problem) => void (problem === null ? node.failures.delete(id) : node.failures.set(id, problem)),
    fetch,
  };
  return Object.assign(createClient({ baseUrl: '', fetch }), { mock });
}

const defaultNow = '2026-01-01T12:00:00.000Z' as Instant;

class MockNode {
  readonly calls: MockCall[] = [];
  readonly answers: Map<EndpointId, unknown>;
  readonly failures = new Map<EndpointId, Problem>();
  private readonly options: MockOptions;

  constructor(options: MockOptions) {
    this.options = options;
    this.answers = new Map(Object.entries(options.answers ?? {}) as [EndpointId, unknown][]);
  }

  async fetch(url: string, init: FetchInit): Promise<FetchResponse> {
    try {
      const [address = '', query = ''] = url.split('?');
      const { endpoint, params } = endpointAt(init.method, address);
      this.refuseStranger(endpoint);
      const call: MockCall = {
        id: endpoint.id,
        params: parse(endpoint.params, params) as MockCall['params'],
        query: parse(endpoint.query, valuesOf(query)) as MockCall['query'],
        body: bodyOf(endpoint, init.body),
      };
      this.calls.push(call);
      const failure = this.failures.get(endpoint.id);
      if (failure !== undefined) throw failure;
      return this.respond(endpoint, call);
    } catch (cause) {
      if (!isProblem(cause)) throw cause;
      const document = problemDocument(cause, init.headers['accept-language'] === 'nl' ? 'nl' : 'en', 'mock');
      // What a node keeps to its own log, a test may know.
      return jsonResponse(document.status, { ...document, data: cause.data });
    }
  }

  private refuseStranger({ access }: Endpoint<EndpointId>): void {
    const { role = 'owner' } = this.options;
    if (access.kind === 'public') return;
    if (role === null) throw new Problem('not-signed-in', 'Sign in, or send a token.');
    if (!access.roles.includes(role)) throw new Problem('not-allowed', `The role ${role} may not do this.`, { role });
  }

  private respond(endpoint: Endpoint<EndpointId>, call: MockCall): FetchResponse {
    const status = endpoint.status ?? (endpoint.response === null ? 204 : 200);
    const answer = this.answerTo(endpoint, call);
    if (endpoint.responseKind === 'text') return textResponse(status, typeof answer === 'string' ? answer : '');
    if (endpoint.responseKind === 'bytes')
      return bytesResponse(endpoint.status ?? 200, answer instanceof Uint8Array ? answer : new Uint8Array());
    if (endpoint.response === null) return textResponse(204, '');
    const checked = endpoint.response.safeParse(answer);
    if (!checked.success) {
      const { path, message } = checked.error.issues[0] ?? { path: [], message: '' };
      throw new Problem(
        'internal',
        `What was given for ${endpoint.id} does not fit the contract, at ${path.join('.') || 'its root'}: ${message}`,
      );
    }
    return endpoint.responseKind === 'events' ? eventsResponse(status, [answer]) : jsonResponse(status, answer);
  }

  private answerTo(endpoint: Endpoint<EndpointId>, call: MockCall): unknown {
    const { records = {}, now = defaultNow } = this.options;
    if (this.answers.has(endpoint.id)) {
      const given = this.answers.get(endpoint.id);
      return typeof given === 'function' ? (given as (call: MockCall) => unknown)(call) : given;
    }
    const listed = kindOfList(endpoint.id);
    if (listed !== undefined) return pageOfRecords(listed, records, call.query as ListQuery, { now, timeZone: defaultTimeZone });
    if (endpoint.response === null || endpoint.responseKind === 'text') return '';
    const example = exampleOf(endpoint.response);
    const record = recordOfKind(endpoint.id, records, call.params['id'] ?? '');
    return record === undefined ? example : { ...(example as object), record };
  }
}

/** @throws Problem not-found, as the node says it. */
function endpointAt(method: string, address: string): { endpoint: Endpoint<EndpointId>; params: Record<string, string> } {
  const path = address.replace(/^https?:\/\/[^/]+/, '');
  for (const endpoint of endpoints as readonly Endpoint<EndpointId>[]) {
    if (endpoint.method !== method) continue;
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const found = new RegExp(`^${apiPrefix}${endpoint.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (found !== null)
      return { endpoint, params: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')])) };
  }
  throw new Problem('not-found', 'There is no such endpoint; /api/openapi.json lists all.');
}

function valuesOf(query: string): Record<string, string> {
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
  return Object.fromEntries(pairs) as Record<string, string>;
}

function bodyOf(endpoint: Endpoint, body: unknown): unknown {
  if (endpoint.bodyKind === 'bytes') return body;
  return endpoint.body === null ? undefined : parse(endpoint.body, JSON.parse(typeof body === 'string' ? body : 'null'));
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error);
  return result.data;
}
