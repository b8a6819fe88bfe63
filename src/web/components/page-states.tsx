/** What stands in the place of a page: on its way, not there, or broken. */
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

export function PageFailure({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const { m } = useApp();
  const retry = isProblem(error) && reset !== undefined ? reset : () => location.reload();
  return (
    <div className="grid max-w-prose gap-3 p-6">
      <ProblemNotice error={error} />
      <Button className="justify-self-start" onClick={retry}>
        {isProblem(error) ? m.product.retry : m.product.reload}
      </Button>
    </div>
  );
}
