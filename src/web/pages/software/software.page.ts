/** The pages of software: components and bills of materials, lists and details. */
import { listLoader } from '../../app/list-search.ts';
import { definePage } from '../../app/page.ts';
import { componentQuery, sbomQuery } from '../../app/queries.ts';

export const componentsPage = definePage({
  path: '/components',
  title: (m) => m.software.title,
  nav: { group: 'records', key: 's', search: { filter: 'eq(present,true)' } },
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'components.list', search),
  component: () => import('./component-list.tsx').then((module) => module.ComponentList),
});

export const componentPage = definePage({
  path: '/components/$id',
  title: (m) => m.software.component,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(componentQuery(params.id)),
  component: () => import('./component.tsx').then((module) => module.ComponentPage),
});

export const sbomsPage = definePage({
  path: '/sboms',
  title: (m) => m.software.bills,
  access: 'read',
  loader: (queries, { search }) => listLoader(queries, 'sboms.list', search),
  component: () => import('./sbom-list.tsx').then((module) => module.SbomList),
});

export const sbomPage = definePage({
  path: '/sboms/$id',
  title: (m) => m.software.bill,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(sbomQuery(params.id)),
  component: () => import('./sbom.tsx').then((module) => module.SbomPage),
});
