/** The one client of the pages: same origin, session cookie, the session's csrf token with every change. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '#core/kernel/problem.ts';
import { createClient } from '#sdk/client.ts';
export const sessionKey = ['session'];
/** Asking again changes nothing for these. */
const finalCodes = [
  'not-signed-in',
  'not-allowed',
  'not-found',
  'filter-invalid',
  'sort-invalid',
  'request-invalid',
  'metric-not-found',
  'link-invalid',
];
let whenSignedOut = () => undefined;
/** Called when the node says that nobody is signed in (any more). */
export function onSignedOut(listener) {
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
      retry: (failures, error) => failures < 2 && !(isProblem(error) && finalCodes.includes(error.code)),
    },
  },
});
export function currentSession() {
  return queryClient.getQueryData(sessionKey);
}
export const client = createClient({
  baseUrl: '',
  fetch: (url, init) => fetch(url, init),
  csrf: () => currentSession()?.csrf,
  language: () => document.documentElement.lang,
});
//# sourceMappingURL=api.js.map
