/** The one client of the pages: same origin, session cookie, the session's csrf token with every change. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import type { SessionJson } from '#contract/endpoints/access.ts';
import { isProblem, type ProblemCode } from '#core/kernel/problem.ts';
import { createClient } from '#sdk/client.ts';
import { forgetMark } from './session-mark.ts';

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
      if (!isProblem(error) || error.code !== 'not-signed-in') return;
      forgetMark();
      whenSignedOut();
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

/** When nothing that was asked for is on its way any more. */
export function whenAnswered(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (queryClient.isFetching() > 0) return;
      stop();
      resolve();
    };
    const stop = queryClient.getQueryCache().subscribe(check);
    check();
  });
}

export function currentSession(): SessionJson | undefined {
  return queryClient.getQueryData<SessionJson>(sessionKey);
}

/**
 * Somebody signed in: what the one before saw is forgotten. The session's own query stays in its place, because the
 * frame watches it; clearing it would leave the frame with the query that was thrown away.
 */
export function beginSession(session: SessionJson): void {
  forgetAnswers();
  queryClient.setQueryData(sessionKey, session);
}

/** Nobody is signed in any more. */
export function endSession(): void {
  forgetAnswers();
  forgetSession();
}

export function forgetSession(): void {
  void queryClient.resetQueries({ queryKey: sessionKey, exact: true });
}

/** The one-time link in use stays: its page is still open for a moment and would ask again for what is used up. */
function forgetAnswers(): void {
  queryClient.removeQueries({ predicate: ({ queryKey: [first] }) => first !== sessionKey[0] && first !== 'link' });
}

export const client = createClient({
  baseUrl: '',
  fetch: (url, init) => fetch(url, init),
  csrf: () => currentSession()?.csrf,
  language: () => document.documentElement.lang,
});
