/**
 * The type of a handler, derived from its endpoint: the server does not compile until every endpoint is handled,
 * and a handler cannot answer something else than the contract says. Handlers decode, call core and store, encode.
 */
import type { z } from 'zod';
import type { EndpointId, EndpointOf } from '#contract/registry.ts';
import type { Principal } from '../sign-in/principal.ts';
import type { ServerContext } from '../server-context.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface HandlerInput<Id extends EndpointId> {
  readonly params: Parsed<EndpointOf<Id>['params']>;
  readonly query: Parsed<EndpointOf<Id>['query']>;
  readonly body: Parsed<EndpointOf<Id>['body']>;
  /** Of a JSON body, as it came: what a signature is over. */
  readonly bodyBytes: Uint8Array | undefined;
  /** The raw request: for bytes bodies, and for the abort signal. */
  readonly request: Request;
  readonly context: ServerContext;
  readonly principal: EndpointOf<Id>['access'] extends { readonly kind: 'public' } ? Principal | null : Principal;
  /** Answers besides the body: cookies to set; the connection, to be closed where a body cannot be written to its end. */
  readonly reply: { setCookie(value: string): void; breakOff(): boolean };
}

/** Endpoints that write their own response (event streams, text, files) return a `Response`; the others their JSON. */
export type HandlerOutput<Id extends EndpointId> =
  EndpointOf<Id> extends { readonly responseKind: 'events' | 'text' | 'bytes' }
    ? Response
    : EndpointOf<Id>['response'] extends z.ZodType
      ? z.input<EndpointOf<Id>['response']> | Response
      : null | Response;

export type Handler<Id extends EndpointId> = (input: HandlerInput<Id>) => Promise<HandlerOutput<Id>>;

export type Handlers<Id extends EndpointId = EndpointId> = { readonly [Key in Id]: Handler<Key> };
