/** Types of the client, derived from the endpoints of the contract: one method per endpoint id, `assets.list` → `client.assets.list`. */
import type { z } from 'zod';
import type { EndpointId, EndpointOf } from '#contract/registry.ts';
import type { ListPage } from '#contract/records.ts';

/** The part of `fetch` that is used; browsers and Node have it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: never;
  readonly signal?: AbortSignal;
}

export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: unknown;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

/** Bytes to hand in: an array, a file of the browser, or (Node) a stream. */
export type BytesBody = Uint8Array | { readonly size: number; readonly type: string } | AsyncIterable<Uint8Array>;

// eslint-disable-next-line typescript/no-generated-empty-object-type -- nothing to give is exactly what it means
type Empty = Readonly<Record<never, never>>;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : Empty;
type Answer<Schema> = Schema extends z.ZodType ? z.output<Schema> : void;
/** A member that may be left out when everything in it may. */
type Member<Name extends string, Value> = keyof Value extends never
  ? Empty
  : Empty extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

type Body<Id extends EndpointId> =
  EndpointOf<Id> extends { readonly bodyKind: 'bytes' } ? { readonly body: BytesBody } : Member<'body', Given<EndpointOf<Id>['body']>>;

export type Input<Id extends EndpointId> = Member<'params', Given<EndpointOf<Id>['params']>> &
  Member<'query', Given<EndpointOf<Id>['query']>> &
  Body<Id> & { readonly signal?: AbortSignal };

export type Output<Id extends EndpointId> =
  EndpointOf<Id> extends { readonly responseKind: 'text' }
    ? string
    : EndpointOf<Id> extends { readonly responseKind: 'bytes' }
      ? Uint8Array
      : Answer<EndpointOf<Id>['response']>;

type Arguments<Id extends EndpointId> = Empty extends Input<Id> ? [input?: Input<Id>] : [input: Input<Id>];

interface All<Id extends EndpointId, Item> {
  /** Every item of the list, fetched page by page as they are read. */
  all(...input: Arguments<Id>): AsyncGenerator<Item, void, undefined>;
}

export type Method<Id extends EndpointId> =
  EndpointOf<Id> extends { readonly responseKind: 'events' | 'bytes' }
    ? (...input: Arguments<Id>) => AsyncGenerator<Output<Id>, void, undefined>
    : ((...input: Arguments<Id>) => Promise<Output<Id>>) & (Output<Id> extends ListPage<infer Item> ? All<Id, Item> : unknown);

type ResourceOf<Id extends string> = Id extends `${infer Resource}.${string}` ? Resource : never;
type MethodNameOf<Id extends string, Resource extends string> = Id extends `${Resource}.${infer Name}` ? Name : never;

export type Client = {
  readonly [Resource in ResourceOf<EndpointId>]: {
    readonly [Id in EndpointId as MethodNameOf<Id, Resource>]: Method<Id>;
  };
};
