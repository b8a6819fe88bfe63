/** The page of the resilience index. */
import { definePage } from '../../app/page.ts';
import { indexQuery } from '../../app/queries.ts';

export const resiliencePage = definePage({
  path: '/resilience',
  title: (m) => m.index.title,
  nav: { group: 'overview', key: 'x' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(indexQuery),
  component: () => import('./resilience.tsx').then((module) => module.Resilience),
});
