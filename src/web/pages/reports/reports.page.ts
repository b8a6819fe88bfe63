/** The page of reports: make one, read and download those of the archive, and when they are made by themselves. */
import { definePage } from '../../app/page.ts';
import { reportScheduleQuery, reportsQuery } from '../../app/queries.ts';

export const reportsPage = definePage({
  path: '/reports',
  title: (m) => m.reports.title,
  nav: { group: 'evidence', key: 't' },
  access: 'read',
  loader: (queries) => {
    void queries.prefetchQuery(reportsQuery);
    void queries.prefetchQuery(reportScheduleQuery);
  },
  component: () => import('./reports.tsx').then((module) => module.Reports),
});
