/** Everything that people said of the names of flaws; what was withdrawn comes last. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { flawsQuery } from '../../app/queries.ts';
import { FlawStatements } from '../../components/flaw-names/flaw-statements.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';

export function Flaws(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(flawsQuery);
  return (
    <PageFrame title={m.flaws.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.flaws.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null ? <p className="text-soft">{m.product.loading}</p> : null}
        {data === undefined ? null : (
          <Card title={m.flaws.what}>
            {data.items.length === 0 ? <p className="text-soft">{m.flaws.none}</p> : <FlawStatements statements={data.items} />}
          </Card>
        )}
      </div>
    </PageFrame>
  );
}
