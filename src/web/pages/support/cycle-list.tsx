/** The list of support cycles: what lists and people state, product by product. */
import { useMemo, type ReactNode } from 'react';
import { supportCycle } from '#core/support/support-cycle-kind.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';

const shownByDefault = defaultColumnIds(supportCycle);

export function CycleList({ search }: PageProps<'/support-cycles'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'support.list'>>(supportCycle, t, {
        title: {
          width: [170, 2],
          cell: (row) => (
            <PageLink to="/support-cycles/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.title}
            </PageLink>
          ),
        },
      }),
    [t],
  );
  return (
    <RecordList
      path="/support-cycles"
      title={m.support.cyclesTitle}
      kind={supportCycle}
      endpoint="support.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={supportCycle.defaultSort}
      rowHeight={38}
      totalText={m.support.cyclesCount}
      emptyText={m.support.cyclesEmpty}
    />
  );
}
