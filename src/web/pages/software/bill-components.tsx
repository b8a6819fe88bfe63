/** The first components of a bill, with the way to all of them: on the page of the bill and of an asset. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { listPageQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

/** The filter of what a bill has now. */
export function presentIn(sbomId: string): string {
  return printFilter({
    op: 'and',
    of: [
      { op: 'eq', field: 'sbomId', value: sbomId },
      { op: 'eq', field: 'present', value: true },
    ],
  });
}

export function BillComponents({ sbomId, shownMax }: { readonly sbomId: string; readonly shownMax: number }): ReactNode {
  const { m, f } = useApp();
  const filter = presentIn(sbomId);
  const { data, error } = useQuery(listPageQuery('components.list', { filter, limit: shownMax }));
  if (error !== null)
    return (
      <div className="px-4 pb-4">
        <ProblemNotice error={error} />
      </div>
    );
  if (data === undefined) return null;
  if (data.items.length === 0) return <p className="px-4 pb-4 text-soft">{m.software.emptyBill}</p>;
  return (
    <>
      <PlainTable
        label={m.software.componentsOfBill}
        rows={data.items}
        keyOf={(row) => row.id}
        columns={[
          {
            label: m.software.name,
            cell: (row) => (
              <PageLink to="/components/$id" params={{ id: row.id }} className="quiet-link">
                {row.name ?? row.id}
              </PageLink>
            ),
          },
          { label: m.software.version, isTight: true, cell: (row) => row.version ?? '–' },
          {
            label: m.software.flaws.known,
            isTight: true,
            isEnd: true,
            cell: (row) => (row.knownFlaws === null ? m.software.flaws.unknown : f.number(row.knownFlaws)),
          },
          { label: m.software.ecosystem, isTight: true, cell: (row) => row.purlType ?? '–' },
          { label: m.software.licence, cell: (row) => row.licence ?? '–' },
        ]}
      />
      <p className="px-4 pt-2 pb-4 text-small">
        <PageLink to="/components" search={{ filter }}>
          {`${m.software.allComponents} (${m.lists.total(f.number(data.total.count), data.total.exact)})`}
        </PageLink>
      </p>
    </>
  );
}
