/** The pages of awareness: the overview of phishing tests, and one of them. */
import { definePage } from '../../app/page.ts';
import { campaignQuery, campaignsQuery } from './campaign-queries.ts';

export const awarenessPage = definePage({
  path: '/awareness',
  title: (m) => m.titles.awareness,
  nav: { group: 'overview', key: 'u' },
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(campaignsQuery),
  texts: 'later',
  component: () => import('./awareness.tsx').then((module) => module.Awareness),
});

export const campaignPage = definePage({
  path: '/awareness/$id',
  title: (m) => m.awareness.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(campaignQuery(params.id)),
  texts: 'later',
  component: () => import('./campaign.tsx').then((module) => module.Campaign),
});
