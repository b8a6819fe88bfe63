/** What the pages ask for, once: key and request together, so that a loader and its page share the answer. */
import { queryOptions } from '@tanstack/react-query';
import { Problem } from '#core/kernel/problem.ts';
import type { ClosingGroup } from '#core/vulnerabilities/time-to-close.ts';
import type { ListPage } from '#contract/records.ts';
import type { EndpointId } from '#contract/registry.ts';
import type { Input } from '#sdk/client-types.ts';
import { client, sessionKey } from './api.ts';
import { mayBeSignedIn } from './session-mark.ts';

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  // A browser writes every refusal to its console: where nobody is signed in, nobody is asked for.
  queryFn: async ({ signal }) => {
    if (!mayBeSignedIn()) throw new Problem('not-signed-in', 'Nobody is signed in with this browser.');
    return client.session.get({ signal });
  },
  staleTime: Infinity,
  retry: false,
});

export const overviewQuery = queryOptions({ queryKey: ['overview'], queryFn: ({ signal }) => client.overview.get({ signal }) });
export const indexQuery = queryOptions({ queryKey: ['index'], queryFn: ({ signal }) => client.index.get({ signal }) });
export const metricsQuery = queryOptions({ queryKey: ['metrics'], queryFn: ({ signal }) => client.metrics.list({ signal }) });
export const annotationsQuery = queryOptions({
  queryKey: ['annotations'],
  queryFn: ({ signal }) => client.annotations.list({ query: { withdrawn: 'true' }, signal }),
});
export const entriesQuery = (id: string) =>
  queryOptions({ queryKey: ['metric', id, 'entries'], queryFn: ({ signal }) => client.entries.list({ params: { id }, signal }) });
export const lifecycleQuery = (id: string) =>
  queryOptions({ queryKey: ['metric', id, 'lifecycle'], queryFn: ({ signal }) => client.lifecycle.get({ params: { id }, signal }) });
export const alertsQuery = queryOptions({ queryKey: ['alerts', 'rules'], queryFn: ({ signal }) => client.alerts.list({ signal }) });
export const alertDeliveriesQuery = queryOptions({
  queryKey: ['alerts', 'deliveries'],
  queryFn: ({ signal }) => client.alerts.deliveries({ query: {}, signal }),
});
export const awarenessKeyQuery = queryOptions({
  queryKey: ['awareness', 'key'],
  queryFn: ({ signal }) => client.awareness.get({ signal }),
});
export const flawsQuery = queryOptions({ queryKey: ['flaws'], queryFn: ({ signal }) => client.flaws.list({ signal }) });
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: ({ signal }) => client.people.list({ signal }) });
export const reportsQuery = queryOptions({ queryKey: ['reports'], queryFn: ({ signal }) => client.reports.list({ signal }) });
export const reportScheduleQuery = queryOptions({
  queryKey: ['report-schedule'],
  queryFn: ({ signal }) => client.reports.schedule({ signal }),
});
export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: ({ signal }) => client.rules.list({ signal }) });
export const advisoriesQuery = (query: NonNullable<Input<'advisories.list'>['query']>) =>
  queryOptions({ queryKey: ['advisories', query], queryFn: ({ signal }) => client.advisories.list({ query, signal }) });
export const advisoryQuery = (id: string) =>
  queryOptions({ queryKey: ['advisory', id], queryFn: ({ signal }) => client.advisories.get({ params: { id }, signal }) });
export const providersQuery = queryOptions({ queryKey: ['providers'], queryFn: ({ signal }) => client.providers.list({ signal }) });
/** @param triedAt of its last sync: what came of documents is another after the next. */
export const providerQuery = (id: string, triedAt: string | null) =>
  queryOptions({ queryKey: ['provider', id, triedAt], queryFn: ({ signal }) => client.providers.get({ params: { id }, signal }) });
export const sourcesQuery = queryOptions({ queryKey: ['sources'], queryFn: ({ signal }) => client.sources.list({ signal }) });
export const slaQuery = queryOptions({ queryKey: ['sla'], queryFn: ({ signal }) => client.sla.list({ signal }) });
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => client.tokens.list({ signal }) });

export const profilesQuery = queryOptions({ queryKey: ['profiles'], queryFn: ({ signal }) => client.profiles.list({ signal }) });
export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => client.status.get({ signal }) });

export const viewsQuery = queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => client.views.list({ signal }) });
export interface ClosingTimesAsked {
  readonly filter: string | undefined;
  readonly by: ClosingGroup | undefined;
  /** Null: everything on record. */
  readonly days: number | null;
}

export const closingTimesQuery = ({ filter, by, days }: ClosingTimesAsked) =>
  queryOptions({
    queryKey: ['closing-times', filter, by, days],
    queryFn: ({ signal }) =>
      client.findings.closingTimes({
        query: {
          ...(filter === undefined ? {} : { filter }),
          ...(by === undefined ? {} : { by }),
          ...(days === null ? { all: 'true' as const } : { days }),
        },
        signal,
      }),
  });

export const changesQuery = queryOptions({
  queryKey: ['changes'],
  queryFn: ({ signal }) => client.findings.changes({ query: {}, signal }),
});

export function metricQuery(id: string, query: NonNullable<Input<'metrics.get'>['query']>) {
  return queryOptions({ queryKey: ['metric', id, query], queryFn: ({ signal }) => client.metrics.get({ params: { id }, query, signal }) });
}
export function assetQuery(id: string) {
  return queryOptions({ queryKey: ['asset', id], queryFn: ({ signal }) => client.assets.get({ params: { id }, signal }) });
}
/** Whatever changes an asset may change these: their keys begin as its key does. */
export function identityQuery(id: string) {
  return queryOptions({ queryKey: ['asset', id, 'identity'], queryFn: ({ signal }) => client.assets.identity({ params: { id }, signal }) });
}
export const doublesQuery = queryOptions({
  queryKey: ['asset', 'doubles'],
  queryFn: ({ signal }) => client.assets.doubles({ query: {}, signal }),
});
export const identityListQuery = queryOptions({
  queryKey: ['asset', 'decided'],
  queryFn: ({ signal }) => client.assets.listIdentity({ query: {}, signal }),
});
export function modelQuery(id: string) {
  return queryOptions({ queryKey: ['model', id], queryFn: ({ signal }) => client.models.get({ params: { id }, signal }) });
}
export function findingQuery(id: string) {
  return queryOptions({ queryKey: ['finding', id], queryFn: ({ signal }) => client.findings.get({ params: { id }, signal }) });
}
export const forecastQuery = queryOptions({
  queryKey: ['support-forecast'],
  queryFn: ({ signal }) => client.support.forecast({ signal }),
});
export function supportQuery(id: string) {
  return queryOptions({ queryKey: ['support', id], queryFn: ({ signal }) => client.support.get({ params: { id }, signal }) });
}
export function sbomQuery(id: string) {
  return queryOptions({ queryKey: ['sbom', id], queryFn: ({ signal }) => client.sboms.get({ params: { id }, signal }) });
}
export function componentQuery(id: string) {
  return queryOptions({ queryKey: ['component', id], queryFn: ({ signal }) => client.components.get({ params: { id }, signal }) });
}
export function componentFlawsQuery(id: string) {
  return queryOptions({
    queryKey: ['component', id, 'flaws'],
    queryFn: ({ signal }) => client.components.flaws({ params: { id }, signal }),
  });
}
export function billFlawsQuery(id: string) {
  const query = { limit: '25' };
  return queryOptions({ queryKey: ['sbom', id, 'flaws'], queryFn: ({ signal }) => client.sboms.flaws({ params: { id }, query, signal }) });
}
export function findingComponentsQuery(id: string) {
  return queryOptions({
    queryKey: ['finding', id, 'components'],
    queryFn: ({ signal }) => client.findings.components({ params: { id }, signal }),
  });
}
export function assetBillsQuery(id: string) {
  return queryOptions({ queryKey: ['asset-bills', id], queryFn: ({ signal }) => client.assets.bills({ params: { id }, signal }) });
}
export function importQuery(id: string) {
  return queryOptions({ queryKey: ['import', id], queryFn: ({ signal }) => client.imports.get({ params: { id }, signal }) });
}
export function linkQuery(token: string) {
  return queryOptions({
    queryKey: ['link', token],
    queryFn: ({ signal }) => client.links.get({ params: { token }, signal }),
    retry: false,
  });
}

export function graphQuery(asOf: string | undefined) {
  return queryOptions({
    queryKey: ['graph', asOf ?? ''],
    queryFn: ({ signal }) => client.graph.whole({ query: asOf === undefined ? {} : { asOf }, signal }),
  });
}
/** @param id or key */
export function graphNodeQuery(id: string) {
  return queryOptions({ queryKey: ['graph-node', id], queryFn: ({ signal }) => client.graph.get({ params: { id }, signal }) });
}

/** List endpoints that a table can page through. */
export type ListEndpoint = Extract<
  EndpointId,
  | 'assets.list'
  | 'models.list'
  | 'components.list'
  | 'sboms.list'
  | 'support.list'
  | 'graph.list'
  | 'findings.list'
  | 'findings.listByCheck'
  | 'imports.list'
>;
export interface ListRequest {
  readonly filter?: string;
  readonly sort?: string;
  readonly asOf?: string;
  readonly after?: string;
  readonly limit?: number;
}

const fetchers = {
  'assets.list': (query: ListRequest, signal: AbortSignal) => client.assets.list({ query, signal }),
  'components.list': (query: ListRequest, signal: AbortSignal) => client.components.list({ query, signal }),
  'sboms.list': (query: ListRequest, signal: AbortSignal) => client.sboms.list({ query, signal }),
  'support.list': (query: ListRequest, signal: AbortSignal) => client.support.list({ query, signal }),
  'graph.list': (query: ListRequest, signal: AbortSignal) => client.graph.list({ query, signal }),
  'models.list': (query: ListRequest, signal: AbortSignal) => client.models.list({ query, signal }),
  'findings.list': (query: ListRequest, signal: AbortSignal) => client.findings.list({ query, signal }),
  'findings.listByCheck': (query: ListRequest, signal: AbortSignal) => client.findings.listByCheck({ query, signal }),
  'imports.list': (query: ListRequest, signal: AbortSignal) => client.imports.list({ query, signal }),
} as const;

export type ListRow<E extends ListEndpoint> = Awaited<ReturnType<(typeof fetchers)[E]>>['items'][number];

/** Rows per request: few enough to arrive at once, many enough that scrolling seldom waits. */
export const pageSize = 100;

/** One page of a list. Pages out of sight are forgotten after a while and fetched anew by their cursor. */
export function listPageQuery<E extends ListEndpoint>(endpoint: E, request: ListRequest) {
  const query = { limit: pageSize, ...request };
  return {
    queryKey: ['list', endpoint, query] as const,
    // Indexing by a type parameter gives the union of all lists; the endpoint decides which one it is.
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      fetchers[endpoint](query, signal) as Promise<unknown> as Promise<ListPage<ListRow<E>>>,
    gcTime: 20_000,
  };
}
