/** The page of all that people said happened. */
import { definePage } from '../../app/page.ts';
import { annotationsQuery } from '../../app/queries.ts';

export const annotationsPage = definePage({
  path: '/annotations',
  title: (m) => m.annotations.title,
  nav: { group: 'evidence', key: 'h' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(annotationsQuery),
  component: () => import('./annotations.tsx').then((module) => module.Annotations),
});
