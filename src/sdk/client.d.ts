/**
 * The client of a Cybermetrics node, derived from the contract: `createClient({ baseUrl, fetch }).assets.list({ query })`.
 * A refused request throws the `Problem` that the node answered; a node that cannot be reached, `node-unreachable`.
 * Not here: signing in for long (cookies are the platform's) and retrying (the caller knows whether that is safe).
 */
import { type EndpointId } from '#contract/registry.ts';
import type { Client, Fetch, Input } from './client-types.ts';
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
export declare function createClient(options: ClientOptions): Client;
/** The address of an endpoint, for what a client cannot do: a link to download, an upload with progress. */
export declare function urlOf<Id extends EndpointId>(id: Id, call: Pick<Input<Id>, keyof Input<Id> & ('params' | 'query')>): string;
