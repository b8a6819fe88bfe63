/** The list of device models, of which most first. */
import { useMemo, type ReactNode } from 'react';
import { deviceModel } from '#core/device-models/device-model.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';

const shownByDefault = defaultColumnIds(deviceModel);

export function ModelList({ search }: PageProps<'/models'>): ReactNode {
  const { m, t } = useApp();
  const columns = useMemo(() => {
    const all = fieldColumns<ListRow<'models.list'>>(deviceModel, t, {
      model: {
        width: [166, 2.2],
        cell: (row) => (
          <PageLink to="/models/$id" params={{ id: row.id }} className="quiet-link font-medium">
            {row.model ?? row.id}
          </PageLink>
        ),
      },
    });
    // The first column is the row's name.
    return [...all.filter((column) => column.id === 'model'), ...all.filter((column) => column.id !== 'model')];
  }, [t]);
  return (
    <RecordList
      path="/models"
      title={m.models.title}
      kind={deviceModel}
      endpoint="models.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={deviceModel.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? deviceModel.label : deviceModel.labelPlural)}`}
    />
  );
}
