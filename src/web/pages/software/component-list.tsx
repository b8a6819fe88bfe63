/** The list of components, of all bills together. */
import { useMemo, type ReactNode } from 'react';
import { component } from '#core/software/component.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';
import { SoftwareViews, withFlaws } from './software-views.tsx';

const shownByDefault = defaultColumnIds(component).filter((id) => id !== 'present');

export function ComponentList({ search }: PageProps<'/components'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'components.list'>>(component, t, {
        name: {
          width: [170, 2],
          cell: (row) => (
            <PageLink to="/components/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.name ?? row.id}
            </PageLink>
          ),
        },
        purl: { width: [190, 2.4] },
        sbomName: {
          width: [140, 1.4],
          cell: (row) =>
            row.sbomId === null ? null : (
              <PageLink to="/sboms/$id" params={{ id: row.sbomId }} className="quiet-link">
                {row.sbomName ?? m.software.nameless}
              </PageLink>
            ),
        },
      }),
    [m, t],
  );
  return (
    <RecordList
      path="/components"
      title={m.software.title}
      kind={component}
      endpoint="components.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={component.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? component.label : component.labelPlural)}`}
      tools={<SoftwareViews shown={search.filter === withFlaws ? 'flawed' : 'components'} />}
      emptyText={m.software.emptyComponents}
      label={m.software.components}
    />
  );
}
