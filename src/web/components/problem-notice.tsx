/** A failure, said where it happened: title, detail and help in the reader's language. */
import type { ReactNode } from 'react';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { useApp } from '../app/context.tsx';
import { useSaid } from '../app/said.ts';
import { Button } from '../ui/button.tsx';

interface ProblemNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What it means here, where the page knows; said instead of the catalogue's title and help. */
  readonly says?: string | undefined;
  readonly children?: ReactNode;
}

export function ProblemNotice({ error, onRetry, says, children }: ProblemNoticeProps) {
  const { m, t } = useApp();
  const problem = isProblem(error) ? error : undefined;
  const row = problemCatalogue[problem?.code ?? 'internal'];
  const requestId = problem?.data['requestId'];
  const detail = useSaid(problem?.message ?? '');
  return (
    <div role="alert" className="rounded-md border border-worse/40 bg-worse-wash px-4 py-3">
      <p className="font-medium text-worse">{says ?? t(row.title)}</p>
      {says !== undefined || detail === '' ? null : <p className="mt-0.5 break-words">{detail}</p>}
      {says !== undefined ? null : <p className="mt-0.5 text-soft">{problem === undefined ? m.product.crash : t(row.help)}</p>}
      {children}
      {typeof requestId === 'string' ? <p className="mt-1 text-small text-soft">{m.product.requestId(requestId)}</p> : null}
      {onRetry === undefined ? null : (
        <Button className="mt-3" onClick={onRetry}>
          {m.product.retry}
        </Button>
      )}
    </div>
  );
}
