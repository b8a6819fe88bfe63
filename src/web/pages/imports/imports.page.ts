/** The pages of imports: handing in, list and detail. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { importQuery, profilesQuery } from '../../app/queries.ts';

export const importsPage = definePage({
  path: '/imports',
  title: (m) => m.imports.title,
  nav: { group: 'evidence', key: 'i' },
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'imports.list', search),
  component: () => import('./import-list.tsx').then((module) => module.ImportList),
});

export const profilesPage = definePage({
  path: '/profiles',
  title: (m) => m.profiles.title,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(profilesQuery),
  component: () => import('./profiles.tsx').then((module) => module.Profiles),
});

export const importPage = definePage({
  path: '/imports/$id',
  title: (m) => m.imports.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(importQuery(params.id)),
  component: () => import('./import.tsx').then((module) => module.ImportPage),
});
