/** The one client of the pages: same origin, session cookie, the session's csrf token with every change. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import type { SessionJson } from '#contract/endpoints/access.ts';
import { isProblem, type ProblemCode } from '#core/kernel/problem.ts';
import { createClient } from '#sdk/client.ts';

export const sessionKey = ['session'] as const;

/** Asking again changes nothing for these. */
const finalCodes: ReadonlySet<ProblemCode> = new Set([
  'not-signed-in',
  'not-allowed',
  'not-found',
  'filter-invalid',
  'sort-invalid',
  'request-invalid',
  'metric-not-found',
  'link-invalid',
]);

let whenSignedOut: () => void = () => undefined;
/** Called when the node says that nobody is signed in (any more). */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isProblem(error) && error.code === 'not-signed-in') whenSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(isProblem(error) && finalCodes.has(error.code)),
    },
  },
});

export function currentSession(): SessionJson | undefined {
  return queryClient.getQueryData<SessionJson>(sessionKey);
}

export const client = createClient({
  baseUrl: '',
  fetch: (url, init) => fetch(url, init),
  csrf: () => currentSession()?.csrf,
  language: () => document.documentElement.lang,
});
