/** The pages outside: signing in, and one-time links. */
import { definePage } from '../../app/page.ts';
import { linkQuery } from '../../app/queries.ts';

export const signInPage = definePage({
  path: '/sign-in',
  title: (m) => m.signIn.title,
  access: 'public',
  component: () => import('./sign-in.tsx').then((module) => module.SignIn),
});

export const linkPage = definePage({
  path: '/link/$token',
  title: (m) => m.link.title,
  access: 'public',
  loader: (queries, { params }) => void queries.prefetchQuery(linkQuery(params.token)),
  component: () => import('./link.tsx').then((module) => module.LinkPage),
});
