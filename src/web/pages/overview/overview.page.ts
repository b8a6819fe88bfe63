/** The page of the vital signs. */
import { definePage } from '../../app/page.ts';
import { overviewQuery } from '../../app/queries.ts';

export const overviewPage = definePage({
  path: '/',
  title: (m) => m.overview.title,
  nav: { group: 'overview', key: 'v' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(overviewQuery),
  component: () => import('./overview.tsx').then((module) => module.Overview),
});
