/** The page of public sources: how old and how whole they are, and a newer copy. */
import { definePage } from '../../app/page.ts';
import { sourcesQuery } from '../../app/queries.ts';

export const sourcesPage = definePage({
  path: '/sources',
  title: (m) => m.sources.title,
  nav: { group: 'node', key: 'c' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(sourcesQuery),
  component: () => import('./sources.tsx').then((module) => module.Sources),
});
