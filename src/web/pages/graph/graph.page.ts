/** The pages of the dependency graph: the picture, its parts as a list, and one part. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { graphNodeQuery, graphQuery } from '../../app/queries.ts';

export const graphPage = definePage({
  path: '/graph',
  title: (m) => m.graph.title,
  nav: { group: 'records', key: 'n' },
  access: 'read',
  loader: (queries, { search }) => void queries.prefetchQuery(graphQuery(search['asOf'])),
  component: () => import('./graph.tsx').then((module) => module.Graph),
});

export const graphPartsPage = definePage({
  path: '/graph/parts',
  title: (m) => m.graph.parts,
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'graph.list', search),
  component: () => import('./part-list.tsx').then((module) => module.PartList),
});

export const graphPartPage = definePage({
  path: '/graph/parts/$id',
  title: (m) => m.graph.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(graphNodeQuery(params.id)),
  component: () => import('./part.tsx').then((module) => module.PartPage),
});
