/** The frame around every page: navigation, account, skip link, keys, command palette and the place to drop files. */
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { pages, type PagePath } from '../pages/registry.ts';
import { Dialog } from '../ui/dialog.tsx';
import { AccountPanel } from './account-panel.tsx';
import { useApp } from './context.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { mayOpen, navGroups, type Page } from './page.ts';
import { PageLink, useIsOpen } from './page-link.tsx';
import { overviewQuery } from './queries.ts';
import { useShortcuts } from './shortcuts.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
const KeyHelp = lazy(() => import('./key-help.tsx').then((module) => ({ default: module.KeyHelp })));

type Overlay = 'palette' | 'keys' | 'menu' | null;

export function Shell({ children }: { readonly children: ReactNode }) {
  const { m, session } = useApp();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const isPublic = pathname === '/sign-in' || pathname.startsWith('/link/');
  useShortcuts({ openPalette: () => setOverlay('palette'), openKeys: () => setOverlay('keys'), isEnabled: session !== undefined });
  if (session === undefined || isPublic) return <main id="content">{children}</main>;
  return (
    <div className="print-flow md:grid md:min-h-dvh md:grid-cols-[13rem_minmax(0,1fr)]">
      <a href="#content" className="sr-only z-20 rounded-md bg-card px-3 py-2 focus:not-sr-only focus:absolute focus:m-2">
        {m.product.skip}
      </a>
      <TopBar onMenu={() => setOverlay('menu')} onSearch={() => setOverlay('palette')} />
      <div className="no-print sticky top-0 hidden h-dvh flex-col overflow-y-auto border-e border-line px-4 py-6 md:flex">
        <Brand />
        <SearchButton onClick={() => setOverlay('palette')} />
        <Navigation />
        <AccountPanel />
      </div>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
      {overlay === 'menu' ? (
        <Dialog title="Cybermetrics" place="side" onClose={close} closeLabel={m.product.closeMenu}>
          <Navigation onOpen={close} />
          <AccountPanel />
        </Dialog>
      ) : null}
      <Suspense fallback={null}>
        {overlay === 'palette' ? <Palette onClose={close} onKeys={() => setOverlay('keys')} /> : null}
        {overlay === 'keys' ? <KeyHelp onClose={close} /> : null}
      </Suspense>
      <DropOverlay />
    </div>
  );
}

function Brand() {
  const { session } = useApp();
  return (
    <p className="mb-4 text-[1rem] leading-snug font-semibold tracking-[-0.01em]">
      Cybermetrics
      <span className="block text-small font-normal tracking-normal text-soft">{session?.organisation.name}</span>
    </p>
  );
}

function SearchButton({ onClick }: { readonly onClick: () => void }) {
  const { m } = useApp();
  return (
    <button
      type="button"
      onClick={onClick}
      className="-mx-2 mb-3 flex items-center justify-between rounded-md border border-line bg-card px-2 py-1.5 text-soft hover:border-edge"
    >
      {m.keys.palettePlaceholder}
      <kbd className="font-sans text-tiny text-faint">Ctrl K</kbd>
    </button>
  );
}

function TopBar({ onMenu, onSearch }: { readonly onMenu: () => void; readonly onSearch: () => void }) {
  const { m, session } = useApp();
  return (
    <header className="no-print sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-paper px-4 py-2 md:hidden">
      <p className="min-w-0 flex-1 truncate font-semibold">
        Cybermetrics <span className="text-small font-normal text-soft">{session?.organisation.name}</span>
      </p>
      <button type="button" onClick={onSearch} aria-label={m.keys.search} className="min-h-10 rounded-md px-3 text-soft">
        <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
          <path
            d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinecap="round"
          />
        </svg>
      </button>
      <button type="button" onClick={onMenu} className="min-h-10 rounded-md border border-line bg-card px-3">
        {m.product.menu}
      </button>
    </header>
  );
}

function Navigation({ onOpen }: { readonly onOpen?: () => void }) {
  const { m, session } = useApp();
  const counts = useNavCounts();
  const isOpen = useIsOpen();
  if (session === undefined) return null;
  return (
    <nav aria-label={m.product.nav} className="mb-6">
      {navGroups.map((group) => {
        const shown = (pages as unknown as readonly Page[]).filter((page) => page.nav?.group === group && mayOpen(page, session.role));
        if (shown.length === 0) return null;
        return (
          <div key={group}>
            {group === 'overview' ? null : (
              <h2 className="mt-5 mb-1 text-tiny font-medium tracking-[0.06em] text-faint uppercase">{m.nav[group]}</h2>
            )}
            <ul>
              {shown.map((page) => (
                <li key={page.path}>
                  <PageLink
                    to={page.path as '/'}
                    {...(page.nav?.search === undefined ? {} : { search: page.nav.search })}
                    isChosen={isOpen(page.path)}
                    {...(onOpen === undefined ? {} : { onClick: onOpen })}
                    className="plain-link -mx-2 my-px flex min-h-8 items-center justify-between rounded-md px-2 py-1 text-soft hover:bg-wash hover:text-ink aria-[current=true]:bg-wash aria-[current=true]:font-medium aria-[current=true]:text-ink pointer-coarse:min-h-11"
                  >
                    {page.title(m)}
                    <span className="text-small font-normal text-faint">{counts[page.path as PagePath]}</span>
                  </PageLink>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** The size of each list beside its name, from the overview's own counts. */
function useNavCounts(): Partial<Record<PagePath, string>> {
  const { f } = useApp();
  const [mayAsk, setMayAsk] = useState(false);
  // The page's own questions go first; these figures are an aside.
  useEffect(() => {
    const timer = setTimeout(() => setMayAsk(true), 2_500);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({ ...overviewQuery, staleTime: 120_000, enabled: mayAsk });
  if (data === undefined) return {};
  return { '/findings': f.number(data.counts.findingsOpen), '/assets': f.number(data.counts.assets) };
}
