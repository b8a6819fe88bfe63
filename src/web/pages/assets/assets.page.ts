/** The pages of assets: list and detail. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { assetQuery } from '../../app/queries.ts';

export const assetsPage = definePage({
  path: '/assets',
  title: (m) => m.assets.title,
  nav: { group: 'records', key: 'a' },
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'assets.list', search),
  component: () => import('./asset-list.tsx').then((module) => module.AssetList),
});

export const assetPage = definePage({
  path: '/assets/$id',
  title: (m) => m.assets.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(assetQuery(params.id)),
  component: () => import('./asset.tsx').then((module) => module.AssetPage),
});
