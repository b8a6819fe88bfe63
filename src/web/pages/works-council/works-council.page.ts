/** The page that tells the works council, and everybody, what is kept of people. */
import { definePage } from '../../app/page.ts';
import { awarenessKeyQuery } from '../../app/queries.ts';

export const worksCouncilPage = definePage({
  path: '/works-council',
  title: (m) => m.titles.worksCouncil,
  nav: { group: 'evidence', key: 'w' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(awarenessKeyQuery),
  texts: 'later',
  component: () => import('./works-council.tsx').then((module) => module.WorksCouncil),
});
