/** The parts of the care chain as a list: what the picture shows, with filters, order and day. */
import { useMemo, type ReactNode } from 'react';
import { dependencyNode } from '#core/dependencies/dependency-node.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';

const shownByDefault = defaultColumnIds(dependencyNode);

export function PartList({ search }: PageProps<'/graph/parts'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'graph.list'>>(dependencyNode, t, {
        name: {
          width: [180, 2],
          cell: (row) => (
            <PageLink to="/graph/parts/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.name}
            </PageLink>
          ),
        },
      }),
    [t],
  );
  return (
    <RecordList
      path="/graph/parts"
      title={m.graph.title}
      kind={dependencyNode}
      endpoint="graph.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={dependencyNode.defaultSort}
      rowHeight={38}
      totalText={m.graph.partsCount}
      emptyText={m.graph.empty}
      tools={
        <PageLink to="/graph" className="text-small">
          {m.graph.picture}
        </PageLink>
      }
    />
  );
}
