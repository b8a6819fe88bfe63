/** The pages of behaviour campaigns: all of them, the plan of one, and one with its result. */
import { definePage } from '../../../app/page.ts';
import { behaviourBasisQuery, behaviourListQuery, behaviourQuery } from './behaviour-queries.ts';

export const behaviourPage = definePage({
  path: '/awareness/behaviour',
  title: (m) => m.behaviour.title,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(behaviourListQuery),
  texts: 'later',
  component: () => import('./behaviour-list.tsx').then((module) => module.BehaviourList),
});

export const behaviourNewPage = definePage({
  path: '/awareness/behaviour/new',
  title: (m) => m.behaviour.newTitle,
  access: 'people',
  loader: (queries) => void queries.prefetchQuery(behaviourBasisQuery),
  texts: 'later',
  component: () => import('./plan-pages.tsx').then((module) => module.NewPlan),
});

export const behaviourPlanPage = definePage({
  path: '/awareness/behaviour/$id/plan',
  title: (m) => m.behaviour.changeTitle,
  access: 'people',
  loader: (queries) => void queries.prefetchQuery(behaviourBasisQuery),
  texts: 'later',
  component: () => import('./plan-pages.tsx').then((module) => module.ChangePlan),
});

export const behaviourOnePage = definePage({
  path: '/awareness/behaviour/$id',
  title: (m) => m.behaviour.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(behaviourQuery(params.id)),
  texts: 'later',
  component: () => import('./behaviour-campaign.tsx').then((module) => module.BehaviourCampaign),
});
