/** What advisories and suppliers say of one component: what stands of each flaw, why, and what the other documents say. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { componentFlawsQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { FlawEntry, OtherWords } from './flaw-parts.tsx';

export function ComponentFlawsCard({ id }: { readonly id: string }): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(componentFlawsQuery(id));
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const standing = data.items.filter(({ status }) => status !== 'fixed');
  const outside = data.items.filter(({ status }) => status === 'fixed');
  const entries = (items: typeof data.items) =>
    items.map((flaw) => {
      const [first, ...others] = flaw.words;
      return (
        <FlawEntry key={flaw.key} flaw={flaw} advisoryId={first?.advisoryId}>
          <OtherWords words={others} />
        </FlawEntry>
      );
    });
  return (
    <Card title={m.software.flaws.title}>
      {data.knowledge === 'matched' ? null : <p className="text-soft">{m.software.flaws.knowledge[data.knowledge]}</p>}
      {data.knowledge === 'matched' && data.items.length === 0 ? <p className="text-soft">{m.software.flaws.none}</p> : null}
      <ul>{entries(standing)}</ul>
      {outside.length === 0 ? null : (
        <details className="mt-2">
          <summary className="cursor-pointer text-small">{m.software.flaws.outside(outside.length)}</summary>
          <ul>{entries(outside)}</ul>
        </details>
      )}
    </Card>
  );
}
