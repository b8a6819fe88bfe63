/** The pages of advisories: the list, and one in full. */
import { definePage } from '../../app/page.ts';
import { advisoriesQuery, advisoryQuery } from '../../app/queries.ts';
import { askedOf } from './asked.ts';

export const advisoriesPage = definePage({
  path: '/advisories',
  title: (m) => m.advisories.title,
  nav: { group: 'records', key: 'y' },
  access: 'read',
  loader: (queries, { search }) => void queries.prefetchQuery(advisoriesQuery(askedOf(search))),
  component: () => import('./advisory-list.tsx').then((module) => module.AdvisoryList),
});

export const advisoryPage = definePage({
  path: '/advisories/$id',
  title: (m) => m.advisories.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(advisoryQuery(params.id)),
  component: () => import('./advisory.tsx').then((module) => module.AdvisoryPage),
});
