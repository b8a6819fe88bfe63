/** The page of deadlines: the SLA policies of this hospital. */
import { definePage } from '../../app/page.ts';
import { slaQuery } from '../../app/queries.ts';

export const deadlinesPage = definePage({
  path: '/deadlines',
  title: (m) => m.deadlines.title,
  nav: { group: 'node', key: 'd' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(slaQuery),
  component: () => import('./deadlines.tsx').then((module) => module.Deadlines),
});
