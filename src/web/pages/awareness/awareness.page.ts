/** The pages of awareness: the overview of phishing tests, and one of them. */
import { definePage } from '../../app/page.ts';
import { campaignQuery, campaignsQuery } from './campaign-queries.ts';

export const awarenessPage = definePage({
  path: '/awareness',
  title: (m) => m.awareness.title,
  nav: { group: 'overview', key: 'u' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(campaignsQuery),
  component: () => import('./awareness.tsx').then((module) => module.Awareness),
});

export const campaignPage = definePage({
  path: '/awareness/$id',
  title: (m) => m.awareness.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(campaignQuery(params.id)),
  component: () => import('./campaign.tsx').then((module) => module.Campaign),
});
