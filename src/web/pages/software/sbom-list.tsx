/** The list of bills of materials: one row a product. */
import { useMemo, type ReactNode } from 'react';
import { sbom } from '#core/software/sbom.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';
import { SoftwareViews } from './software-views.tsx';

const shownByDefault = defaultColumnIds(sbom);

export function SbomList({ search }: PageProps<'/sboms'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'sboms.list'>>(sbom, t, {
        name: {
          width: [170, 2],
          cell: (row) => (
            <PageLink to="/sboms/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.name ?? m.software.nameless}
            </PageLink>
          ),
        },
      }),
    [m, t],
  );
  return (
    <RecordList
      path="/sboms"
      title={m.software.bills}
      kind={sbom}
      endpoint="sboms.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={sbom.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? sbom.label : sbom.labelPlural)}`}
      tools={<SoftwareViews shown="sboms" />}
      emptyText={m.software.emptyComponents}
    />
  );
}
