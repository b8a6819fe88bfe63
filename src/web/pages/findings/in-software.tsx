/** Components of the asset's bills of which this very flaw is published, and what stands of each: why the finding came, or why it closed. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { findingComponentsQuery } from '../../app/queries.ts';
import { Card } from '../../ui/card.tsx';
import { FlawStatus } from '../software/flaw-parts.tsx';

export function InSoftware({ id }: { readonly id: string }): ReactNode {
  const { m, t } = useApp();
  const { data } = useQuery(findingComponentsQuery(id));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Card title={m.software.flaws.inSoftware}>
      <ul className="grid gap-2">
        {data.items.map((item) => (
          <li key={item.componentId} className="grid gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <PageLink to="/components/$id" params={{ id: item.componentId }}>
                {[item.componentName, item.componentVersion].filter((part) => part !== null).join(' ')}
              </PageLink>
              <FlawStatus status={item.status} />
              <PageLink to="/sboms/$id" params={{ id: item.sbomId }} className="quiet-link text-small text-soft">
                {[item.sbomName ?? m.software.nameless, item.sbomVersion].filter((part) => part !== null).join(' ')}
              </PageLink>
            </p>
            <p className="max-w-[75ch] text-small text-soft wrap-anywhere">{t(item.explanation)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
