/** The pages of questionnaires: rounds and packs, one round, and a pack being written. */
import { definePage } from '../../app/page.ts';
import { packsQuery, roundQuery, roundsQuery } from './questionnaire-queries.ts';

export const questionnairesPage = definePage({
  path: '/questionnaires',
  title: (m) => m.questionnaires.title,
  access: 'read',
  loader: (queries) => {
    void queries.prefetchQuery(roundsQuery);
    void queries.prefetchQuery(packsQuery);
  },
  texts: 'later',
  component: () => import('./questionnaires.tsx').then((module) => module.Questionnaires),
});

export const roundPage = definePage({
  path: '/questionnaires/rounds/$id',
  title: (m) => m.questionnaires.oneRound,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(roundQuery(params.id)),
  texts: 'later',
  component: () => import('./round.tsx').then((module) => module.RoundPage),
});

export const packPage = definePage({
  path: '/questionnaires/packs/$id',
  title: (m) => m.questionnaires.onePack,
  access: 'people',
  loader: (queries) => void queries.prefetchQuery(packsQuery),
  texts: 'later',
  component: () => import('./pack-builder.tsx').then((module) => module.PackBuilder),
});
