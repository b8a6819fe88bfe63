/** The router, made from the page registry. A page's requests start while its component and the session are fetched. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { NotFoundPage, PageFailure, PagePending } from '../components/page-states.tsx';
import { pages } from '../pages/registry.ts';
import { forgetSession, onSignedOut } from './api.ts';
import type { Page, PageProps } from './page.ts';
import { preparePage } from './prepare-page.ts';
import { parseSearch, printSearch } from './search-text.ts';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFoundPage,
  errorComponent: PageFailure,
});

function routeOf(page: Page) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: page.path,
    component: lazyRouteComponent(async () => ({ default: withProps(await page.component()) })),
    pendingComponent: PagePending,
    errorComponent: PageFailure,
    beforeLoad: async ({ params, search, location }) => {
      try {
        // Component and data are fetched while the session is asked for; the router itself would wait for it.
        await preparePage(page, { params, search });
      } catch (cause) {
        if (page.access === 'public') return;
        if (!isProblem(cause) || cause.code !== 'not-signed-in') throw cause;
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href }, replace: true });
      }
    },
  });
}

function withProps(Component: ComponentType<PageProps<string>>): ComponentType {
  return function PageWithProps() {
    const params = useParams({ strict: false });
    const search = useSearch({ strict: false });
    return <Component params={params} search={search} />;
  };
}

export const router = createRouter({
  routeTree: rootRoute.addChildren((pages as unknown as readonly Page[]).map(routeOf)),
  parseSearch,
  stringifySearch: printSearch,
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
  defaultStructuralSharing: true,
});

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  const isPublic = (pages as unknown as readonly Page[]).some(
    (page) => page.access === 'public' && pathname.startsWith(page.path.replace(/\/\$.*$/, '')),
  );
  if (isPublic) return;
  forgetSession();
  void router.navigate({ to: '/sign-in', search: href === '/' ? {} : { to: href }, replace: true });
});
