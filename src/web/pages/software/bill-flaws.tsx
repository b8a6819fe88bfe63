/** What advisories and suppliers say of the components of a bill, the gravest first, with how much of the bill nobody can look up. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { billFlawsQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { FlawEntry } from './flaw-parts.tsx';

export function BillFlawsCard({ id }: { readonly id: string }): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(billFlawsQuery(id));
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { totals, items, total, components, nameless, matchedAt } = data;
  const filter = printFilter({
    op: 'and',
    of: [
      { op: 'eq', field: 'sbomId', value: id },
      { op: 'gt', field: 'knownFlaws', value: 0 },
    ],
  });
  return (
    <Card title={m.software.flaws.title}>
      {matchedAt === null ? <p className="text-soft">{m.software.flaws.knowledge.waiting}</p> : null}
      {matchedAt === null ? null : (
        <p>
          {m.software.flaws.totals(
            f.number(totals.affected),
            f.number(totals.undetermined),
            f.number(totals.notAffected),
            f.number(totals.fixed),
          )}
        </p>
      )}
      {nameless === 0 ? null : (
        <p className="text-small text-soft">{m.software.flaws.nameless(f.number(nameless), f.number(components))}</p>
      )}
      <ul className="mt-1">
        {items.map((flaw) => (
          <FlawEntry
            key={`${flaw.componentId} ${flaw.key}`}
            flaw={flaw}
            before={
              <PageLink to="/components/$id" params={{ id: flaw.componentId }} className="quiet-link">
                {[flaw.componentName, flaw.componentVersion].filter((part) => part !== null).join(' ')}
              </PageLink>
            }
          />
        ))}
      </ul>
      {items.length === total ? null : (
        <p className="pt-2 text-small">
          {m.software.flaws.shown(f.number(items.length), f.number(total))}{' '}
          <PageLink to="/components" search={{ filter }}>
            {m.software.flaws.all}
          </PageLink>
        </p>
      )}
    </Card>
  );
}
