/** The pages of findings: list and detail. */
import { isGrouped, listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { closingTimesAsked } from './closing-times-search.ts';
import { changesQuery, closingTimesQuery, findingQuery } from '../../app/queries.ts';

export const findingsPage = definePage({
  path: '/findings',
  title: (m) => m.findings.title,
  nav: { group: 'records', key: 'f', search: { filter: 'eq(state,open)' } },
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, isGrouped(search) ? 'findings.listByCheck' : 'findings.list', search),
  component: () => import('./finding-list.tsx').then((module) => module.FindingList),
});

export const changesPage = definePage({
  path: '/findings/changes',
  title: (m) => m.decisions.changes,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(changesQuery),
  component: () => import('./changes.tsx').then((module) => module.ChangesPage),
});

export const closingTimesPage = definePage({
  path: '/findings/closing-times',
  title: (m) => m.closing.title,
  access: 'read',
  loader: (queries, { search }) => void queries.prefetchQuery(closingTimesQuery(closingTimesAsked(search))),
  component: () => import('./closing-times.tsx').then((module) => module.ClosingTimesPage),
});

export const findingPage = definePage({
  path: '/findings/$id',
  title: (m) => m.findings.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(findingQuery(params.id)),
  component: () => import('./finding.tsx').then((module) => module.FindingPage),
});
