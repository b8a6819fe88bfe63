/** Links to pages, typed by the registry: an unknown path or a missing parameter does not compile. */
import { useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, type MouseEvent, type ReactNode } from 'react';
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
  readonly label?: string;
  readonly onClick?: () => void;
  /** One of several views of a page, this one open. */
  readonly isChosen?: boolean;
}

/** The router's own link calls every link to the open page `aria-current="page"`; of several views of a page only one is. */
export function PageLink({ to, params, search, children, className, label, onClick, isChosen = false }: PageTarget & LinkLook) {
  const router = useRouter();
  const target = { to, params: params ?? {}, search: search ?? {} };
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onClick?.();
    void router.navigate(target);
  };
  // What a page needs is on its way before the click; a failure will show when the page is opened.
  const prepare = () => void router.preloadRoute(target).catch(() => undefined);
  return (
    <a
      href={router.buildLocation(target).href}
      className={className}
      aria-label={label}
      aria-current={isChosen ? 'true' : undefined}
      onClick={follow}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      {children}
    </a>
  );
}

/** Whether a page of the navigation, or one beneath it, is open. */
export function useIsOpen(): (path: string) => boolean {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`));
}

export function useGo(): (target: PageTarget & { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    ({ to, params, search, replace = false }) => {
      void navigate({ to, params: params ?? {}, search: search ?? {}, replace });
    },
    [navigate],
  );
}
