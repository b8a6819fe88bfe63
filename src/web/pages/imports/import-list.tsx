/** Handing in files, and every file handed in before. */
import { useMemo, type ReactNode } from 'react';
import { importRun } from '#core/imports/import-run.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { RecordList } from '../../components/list/record-list.tsx';
import { ImportDesk } from './import-desk.tsx';
import { ImportStatusMark } from './import-counts.tsx';

const shownByDefault = defaultColumnIds(importRun);

export function ImportList({ search }: PageProps<'/imports'>): ReactNode {
  const { m, f, t } = useApp();
  const columns = useMemo(
    () =>
      fieldColumns<ListRow<'imports.list'>>(importRun, t, {
        file: {
          width: [240, 2.6],
          cell: (row) => (
            <PageLink to="/imports/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {row.file ?? row.id}
            </PageLink>
          ),
        },
        status: { cell: (row) => (row.status === null ? '–' : <ImportStatusMark status={row.status} />) },
        receivedAt: { width: [156, 1], cell: (row) => (row.receivedAt === null ? '–' : f.instant(row.receivedAt)) },
      }),
    [t, f],
  );
  return (
    <RecordList
      path="/imports"
      title={m.imports.title}
      kind={importRun}
      endpoint="imports.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={importRun.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? importRun.label : importRun.labelPlural)}`}
      above={<ImportDesk />}
      label={m.imports.past}
    />
  );
}
