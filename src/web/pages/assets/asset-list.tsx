/** The list of assets. */
import { useMemo, type ReactNode } from 'react';
import { asset } from '#core/assets/asset.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { Messages } from '../../messages/en.ts';
import type { ListRow } from '../../app/queries.ts';
import { useAssetWork } from '../../components/asset-work/asset-work.tsx';
import { SelectCell, SelectedCount, useSelectKey } from '../../components/finding-work/select-cell.tsx';
import { useSelection, type Selection } from '../../components/finding-work/selection.ts';
import type { About } from '../../components/finding-work/work-bar.tsx';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';

type Asset = ListRow<'assets.list'>;

const shownByDefault = defaultColumnIds(asset);

function aboutOf(filter: string | undefined, selection: Selection<Asset>, m: Messages): About {
  if (selection.filter !== null) return { filter: selection.filter, text: m.decisions.aboutSelected(selection.count) };
  return { filter: filter === undefined || filter.trim() === '' ? 'and()' : filter, text: m.assetWork.aboutAll };
}

export function AssetList({ search }: PageProps<'/assets'>): ReactNode {
  const { m, t } = useApp();
  const { filter, asOf } = search;
  const selection = useSelection<Asset>(`assets ${filter ?? ''}`, (row) => ({ op: 'eq', field: 'id', value: row.id }));
  useSelectKey();
  const work = useAssetWork(aboutOf(filter, selection, m), selection.clear);
  // What is stated today changes no past day.
  const { buttons, notice } = asOf === undefined ? work : { buttons: null, notice: null };
  const columns = useMemo(
    () =>
      fieldColumns<Asset>(asset, t, {
        name: {
          width: [166, 2.2],
          cell: (row) => {
            const name = row.name ?? row.hostName ?? row.assetTag ?? row.id;
            return (
              <SelectCell row={row} title={name} selection={selection}>
                <PageLink to="/assets/$id" params={{ id: row.id }} className="quiet-link font-medium">
                  {name}
                </PageLink>
              </SelectCell>
            );
          },
        },
        model: { width: [84, 0.9] },
      }),
    [t, selection],
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
      tools={
        <>
          <SelectedCount selection={selection} />
          {buttons}
        </>
      }
      above={notice}
      totalText={(count, isOne) => `${count} ${t(isOne ? asset.label : asset.labelPlural)}`}
    />
  );
}
