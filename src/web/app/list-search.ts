/** What the address of a list or metric says: filter, sort, day, grouping, columns, scope. The address is the state. */
import type { QueryClient } from '@tanstack/react-query';
import { scopeKinds, type ScopeKind } from '#core/metrics/define-metric.ts';
import type { Search } from './page.ts';
import { listPageQuery, type ListEndpoint, type ListRequest } from './queries.ts';

export function requestOf(search: Search): ListRequest {
  const { filter, sort, asOf } = search;
  return {
    ...(filter === undefined || filter === '' ? {} : { filter }),
    ...(sort === undefined || sort === '' ? {} : { sort }),
    ...(asOf === undefined || asOf === '' ? {} : { asOf }),
  };
}

export function listLoader(queries: QueryClient, endpoint: ListEndpoint, search: Search): void {
  void queries.prefetchQuery(listPageQuery(endpoint, requestOf(search)));
}

/** Findings stand grouped by check unless the address says otherwise. */
export function isGrouped(search: Search): boolean {
  return search['group'] !== 'none';
}

export function scopeOf(search: Search): { readonly scopeKind?: ScopeKind; readonly scopeId?: string } {
  const kind = scopeKinds.find((known) => known === search['scopeKind']);
  const id = search['scopeId'];
  return kind === undefined || kind === 'organisation' || id === undefined ? {} : { scopeKind: kind, scopeId: id };
}

/** Where the rows of a figure are listed. Findings one by one, so that the count beneath is the figure. */
export function rowsSearch(kind: string, filter: string, asOf?: string): { readonly to: '/assets' | '/findings'; readonly search: Search } {
  const search = { filter, ...(asOf === undefined ? {} : { asOf }) };
  return kind === 'finding' ? { to: '/findings', search: { group: 'none', ...search } } : { to: '/assets', search };
}
