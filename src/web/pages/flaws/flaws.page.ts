/** The page of what people said of the names of flaws. */
import { definePage } from '../../app/page.ts';
import { flawsQuery } from '../../app/queries.ts';

export const flawsPage = definePage({
  path: '/flaws',
  title: (m) => m.flaws.title,
  nav: { group: 'node', key: 'k' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(flawsQuery),
  component: () => import('./flaws.tsx').then((module) => module.Flaws),
});
