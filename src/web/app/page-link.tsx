/** Links to pages, typed by the registry: an unknown path or a missing parameter does not compile. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactNode, type Ref } from 'react';
import type { PagePath } from '../pages/registry.ts';
import type { ParamsOf, Search } from './page.ts';

export type PageTarget = {
  readonly [Path in PagePath]: { readonly to: Path; readonly search?: Search } & (keyof ParamsOf<Path> extends never
    ? { readonly params?: undefined }
    : { readonly params: ParamsOf<Path> });
}[PagePath];

interface LinkLook {
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly id?: string;
  readonly label?: string;
  readonly title?: string;
  readonly tabIndex?: number;
  readonly onClick?: () => void;
  readonly linkRef?: Ref<HTMLAnchorElement>;
  /** One of several views of a page, this one open. */
  readonly isChosen?: boolean;
  /** Marks the link of the page that is open. */
  readonly marksCurrent?: boolean;
}

export function PageLink({ to, params, search, children, label, linkRef, isChosen, marksCurrent = false, ...look }: PageTarget & LinkLook) {
  return (
    <Link
      to={to as string}
      params={(params ?? {}) as never}
      search={(search ?? {}) as never}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={marksCurrent ? { 'aria-current': 'page' } : { 'aria-current': isChosen === true ? 'true' : undefined }}
      aria-current={isChosen === true ? 'true' : undefined}
      aria-label={label}
      ref={linkRef}
      {...look}
    >
      {children}
    </Link>
  );
}

export function useGo(): (target: PageTarget & { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    ({ to, params, search, replace = false }) => {
      void navigate({ to: to as string, params: (params ?? {}) as never, search: (search ?? {}) as never, replace });
    },
    [navigate],
  );
}
