/** The page of trainings: what was published of months, and what is asked of whom. */
import { definePage } from '../../../app/page.ts';
import { trainingQuery } from './training-queries.ts';

export const trainingPage = definePage({
  path: '/awareness/training',
  title: (m) => m.training.title,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(trainingQuery),
  texts: 'later',
  component: () => import('./training.tsx').then((module) => module.Training),
});
