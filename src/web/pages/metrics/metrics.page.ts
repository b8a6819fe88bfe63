/** The pages of metrics: catalogue and one metric. */
import { definePage } from '../../app/page.ts';
import { metricQuery, metricsQuery } from '../../app/queries.ts';
import { scopeOf } from '../../app/list-search.ts';

export const metricsPage = definePage({
  path: '/metrics',
  title: (m) => m.metrics.title,
  nav: { group: 'evidence', key: 'm' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(metricsQuery),
  component: () => import('./metric-catalogue.tsx').then((module) => module.MetricCatalogue),
});

export const metricPage = definePage({
  path: '/metrics/$id',
  title: (m) => m.metrics.title,
  access: 'read',
  loader: (queries, { params, search }) => void queries.prefetchQuery(metricQuery(params.id, scopeOf(search))),
  component: () => import('./metric.tsx').then((module) => module.MetricPage),
});
