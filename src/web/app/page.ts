/**
 * A page is data: router, navigation, typed links, command palette and the browser tests derive from the registry.
 * The definition is small and in the main bundle; the component comes when the page is opened.
 */
import type { ComponentType } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { access as accesses, type Role } from '#contract/define-endpoint.ts';
import type { Messages } from '../messages/en.ts';
import { loadLaterMessages } from './language.ts';

type ParamNames<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}$${infer Name}`
    ? Name
    : never;
export type ParamsOf<Path extends string> = { readonly [Name in ParamNames<Path>]: string };

/** What stands behind the `?` of the address: filters, sort, day and grouping as text. */
export type Search = Readonly<Record<string, string | undefined>>;

export interface PageProps<Path extends string> {
  readonly params: ParamsOf<Path>;
  readonly search: Search;
}

export const navGroups = ['overview', 'records', 'evidence', 'node'] as const;
export type NavGroup = (typeof navGroups)[number];

export interface Nav {
  readonly group: NavGroup;
  /** Pressed after `g` it opens the page. */
  readonly key: string;
  /** Where a visit without further wishes begins: a filter, for one. */
  readonly search?: Search;
}

export interface Page<Path extends string = string> {
  /** `/assets/$id`; `$name` is a parameter. */
  readonly path: Path;
  readonly title: (messages: Messages) => string;
  /** Present: the page stands in the navigation and the command palette. */
  readonly nav?: Nav;
  /** Who may open it, in the words of the contract. */
  readonly access: keyof typeof accesses;
  /** Starts what the page will ask for while its component is fetched. */
  readonly loader?: (queries: QueryClient, input: { readonly params: ParamsOf<Path>; readonly search: Search }) => void;
  /** `later`: its texts are none of the first load (`messages/en-later.ts`); they come with its component. */
  readonly texts?: 'later';
  readonly component: () => Promise<ComponentType<PageProps<Path>>>;
}

export function definePage<const Path extends string>(page: Page<Path>): Page<Path> {
  if (page.texts !== 'later') return page;
  const { component } = page;
  return { ...page, component: async () => (await Promise.all([component(), loadLaterMessages()]))[0] };
}

export function mayOpen(page: Pick<Page, 'access'>, role: Role): boolean {
  const access = accesses[page.access];
  return access.kind === 'public' || (access.roles as readonly Role[]).includes(role);
}
