/** The page of possible doubles and of what people decided about identity. */
import { definePage } from '../../app/page.ts';
import { doublesQuery, identityListQuery } from '../../app/queries.ts';

export const doublesPage = definePage({
  path: '/doubles',
  title: (m) => m.identity.doubles,
  nav: { group: 'records', key: 'b' },
  access: 'read',
  loader: (queries) => {
    void queries.prefetchQuery(doublesQuery);
    void queries.prefetchQuery(identityListQuery);
  },
  component: () => import('./doubles.tsx').then((module) => module.Doubles),
});
