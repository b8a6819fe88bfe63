/** The pages of device models: list and detail. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { modelQuery } from '../../app/queries.ts';

export const modelsPage = definePage({
  path: '/models',
  title: (m) => m.models.title,
  nav: { group: 'records', key: 'o' },
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'models.list', search),
  component: () => import('./model-list.tsx').then((module) => module.ModelList),
});

export const modelPage = definePage({
  path: '/models/$id',
  title: (m) => m.models.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(modelQuery(params.id)),
  component: () => import('./model.tsx').then((module) => module.ModelPage),
});
