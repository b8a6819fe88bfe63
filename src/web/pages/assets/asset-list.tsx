/** The list of assets. */
import { useMemo, type ReactNode } from 'react';
import { asset } from '#core/assets/asset.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';

const shownByDefault = defaultColumnIds(asset);

export function AssetList({ search }: PageProps<'/assets'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'assets.list'>>(asset, t, {
        name: {
          width: [166, 2.2],
          cell: (row) => (
            <PageLink to="/assets/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.name ?? row.hostName ?? row.assetTag ?? row.id}
            </PageLink>
          ),
        },
        model: { width: [84, 0.9] },
      }),
    [t],
  );
  return (
    <RecordList
      path="/assets"
      title={m.assets.title}
      kind={asset}
      endpoint="assets.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={asset.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? asset.label : asset.labelPlural)}`}
    />
  );
}
