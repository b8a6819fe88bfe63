/**
 * What a page needs is asked for before the page is: the session, its own requests and its component at the same time. On a
 * first load that is before the router and React have run at all.
 */
import type { SessionJson } from '#contract/endpoints/access.ts';
import { pages } from '../pages/registry.ts';
import { queryClient } from './api.ts';
import type { Page, Search } from './page.ts';
import { sessionQuery } from './queries.ts';
import { parseSearch } from './search-text.ts';
import { mayBeSignedIn } from './session-mark.ts';

interface PageInput {
  readonly params: Readonly<Record<string, string>>;
  readonly search: Search;
}

/** @returns who is signed in; rejects with a Problem when nobody is */
export function preparePage(page: Page, input: PageInput): Promise<SessionJson> {
  const session = queryClient.fetchQuery(sessionQuery);
  void page.component().catch(() => undefined);
  if (page.access === 'public' || mayBeSignedIn()) page.loader?.(queryClient, input);
  return session;
}

/** Starts what the page of an address will ask for; an address without a page asks for the session alone. */
export function prepareAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  const found = findPage(pathname);
  const session =
    found === null ? queryClient.fetchQuery(sessionQuery) : preparePage(found.page, { params: found.params, search: parseSearch(search) });
  // The router asks again, and says it.
  session.catch(() => undefined);
}

/** The page that the router will find: of those whose path fits, the one with the fewest parameters. */
export function findPage(pathname: string): { readonly page: Page; readonly params: Readonly<Record<string, string>> } | null {
  const parts = partsOf(pathname);
  const fitting = (pages as unknown as readonly Page[]).filter((page) => {
    const wanted = partsOf(page.path);
    return wanted.length === parts.length && wanted.every((part, place) => part.startsWith('$') || part === parts[place]);
  });
  const page = fitting.toSorted((left, right) => left.path.split('$').length - right.path.split('$').length)[0];
  if (page === undefined) return null;
  const named = partsOf(page.path).flatMap((part, place) => (part.startsWith('$') ? [[part.slice(1), parts[place] ?? ''] as const] : []));
  return { page, params: Object.fromEntries(named) };
}

function partsOf(pathname: string): readonly string[] {
  return pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
