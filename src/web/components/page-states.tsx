/** What stands in the place of a page: on its way, not there, or broken. */
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { useApp } from '../app/context.tsx';
import { PageLink } from '../app/page-link.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from './problem-notice.tsx';

export function PagePending() {
  const { m } = useApp();
  return (
    <p role="status" className="p-6 text-soft">
      {m.product.loading}
    </p>
  );
}

export function NotFoundPage() {
  const { m } = useApp();
  return (
    <div className="grid max-w-prose gap-3 p-6">
      <h1 className="text-title font-semibold">{m.product.notFoundTitle}</h1>
      <p className="text-soft">{m.product.notFoundText}</p>
      <p>
        <PageLink to="/">{m.product.toOverview}</PageLink>
      </p>
    </div>
  );
}

/** A node that is still starting answers by itself after a while, so the page asks again until it does. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const { m } = useApp();
  const router = useRouter();
  const isStarting = isProblem(error) && (error.code === 'node-not-ready' || error.code === 'node-unreachable');
  useEffect(() => {
    if (!isStarting) return undefined;
    const timer = setInterval(() => void router.invalidate(), 4_000);
    return () => clearInterval(timer);
  }, [isStarting, router]);
  const retry = () => (isProblem(error) ? void router.invalidate() : location.reload());
  return (
    <div className="grid max-w-prose gap-3 p-6">
      <ProblemNotice error={error} />
      {isStarting ? <p className="text-soft">{m.product.asksAgain}</p> : null}
      <Button className="justify-self-start" onClick={retry}>
        {isProblem(error) ? m.product.retry : m.product.reload}
      </Button>
    </div>
  );
}
