/** The pages of matching: questions, one of them as a tree, and how right the matching is. */
import { definePage } from '../../app/page.ts';
import { askedOf } from './asked.ts';
import { matchQualityQuery, matchingStateQuery, questionQuery, questionsQuery } from './matching-queries.ts';

export const matchingPage = definePage({
  path: '/matching',
  title: (m) => m.matching.title,
  nav: { group: 'records', key: 'q' },
  access: 'read',
  loader: (queries, { search }) => {
    void queries.prefetchQuery(questionsQuery(askedOf(search)));
    void queries.prefetchQuery(matchingStateQuery);
  },
  component: () => import('./questions.tsx').then((module) => module.Questions),
});

export const matchQualityPage = definePage({
  path: '/matching/quality',
  title: (m) => m.matching.qualityPage.title,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(matchQualityQuery),
  component: () => import('./quality.tsx').then((module) => module.MatchQuality),
});

export const matchAnswersPage = definePage({
  path: '/matching/answers',
  title: (m) => m.matching.book.title,
  access: 'read',
  component: () => import('./answers.tsx').then((module) => module.BookOfAnswers),
});

export const matchQuestionPage = definePage({
  path: '/matching/$id',
  title: (m) => m.matching.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(questionQuery(params.id)),
  component: () => import('./question.tsx').then((module) => module.QuestionPage),
});
