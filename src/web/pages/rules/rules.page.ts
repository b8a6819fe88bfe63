/** The page of assignment rules: what an asset gets by what it is. */
import { definePage } from '../../app/page.ts';
import { rulesQuery } from '../../app/queries.ts';

export const rulesPage = definePage({
  path: '/rules',
  title: (m) => m.rules.title,
  nav: { group: 'node', key: 'r' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(rulesQuery),
  component: () => import('./rules.tsx').then((module) => module.Rules),
});
