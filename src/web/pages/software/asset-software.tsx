/** What the bill of materials of an asset's product says is in it, and why it is taken to be that product. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { assetBillsQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { BillComponents } from './bill-components.tsx';

const shownMax = 8;

export function AssetSoftware({ id }: { readonly id: string }): ReactNode {
  const { m, t } = useApp();
  const { data, error } = useQuery(assetBillsQuery(id));
  return (
    <Card title={m.software.ofAsset} isFlush>
      {error === null ? null : (
        <div className="px-4 pb-4">
          <ProblemNotice error={error} />
        </div>
      )}
      {data?.items.length === 0 ? <p className="px-4 pb-4 text-soft">{m.software.noBill}</p> : null}
      {data?.items.map((bill) => (
        <div key={bill.id}>
          <p className="px-4 pb-2">
            <PageLink to="/sboms/$id" params={{ id: bill.id }}>
              {[bill.name ?? m.software.nameless, bill.version].filter((part) => part !== null).join(' ')}
            </PageLink>
            <span className="block text-small text-soft">{t(bill.explanation)}</span>
          </p>
          <BillComponents sbomId={bill.id} shownMax={shownMax} />
        </div>
      ))}
    </Card>
  );
}
