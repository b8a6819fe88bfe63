/** The page of people and tokens. */
import { definePage } from '../../app/page.ts';
import { peopleQuery, tokensQuery } from '../../app/queries.ts';

export const peoplePage = definePage({
  path: '/people',
  title: (m) => m.people.title,
  nav: { group: 'node', key: 'p' },
  access: 'manage',
  loader: (queries) => {
    void queries.prefetchQuery(peopleQuery);
    void queries.prefetchQuery(tokensQuery);
  },
  component: () => import('./people.tsx').then((module) => module.People),
});
