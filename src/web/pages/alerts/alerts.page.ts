/** The page of rules that tell people elsewhere what is new. */
import { definePage } from '../../app/page.ts';
import { alertsQuery } from '../../app/queries.ts';

export const alertsPage = definePage({
  path: '/alerts',
  title: (m) => m.alerts.title,
  nav: { group: 'node', key: 'l' },
  access: 'manage',
  loader: (queries) => void queries.prefetchQuery(alertsQuery),
  component: () => import('./alerts.tsx').then((module) => module.Alerts),
});
