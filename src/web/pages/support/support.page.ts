/** The pages of ends of support: the forecast, the cycles behind it, and one of them. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { forecastQuery, supportQuery } from '../../app/queries.ts';

export const forecastPage = definePage({
  path: '/support',
  title: (m) => m.support.title,
  nav: { group: 'records', key: 'e' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(forecastQuery),
  component: () => import('./forecast.tsx').then((module) => module.ForecastPage),
});

export const supportCyclesPage = definePage({
  path: '/support-cycles',
  title: (m) => m.support.cyclesTitle,
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'support.list', search),
  component: () => import('./cycle-list.tsx').then((module) => module.CycleList),
});

export const supportCyclePage = definePage({
  path: '/support-cycles/$id',
  title: (m) => m.support.cycle,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(supportQuery(params.id)),
  component: () => import('./cycle.tsx').then((module) => module.CyclePage),
});
