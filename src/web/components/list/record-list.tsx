/** A list page: title and total, filters, table or cards. All that it shows is in the address. */
import { useSyncExternalStore, type ReactNode } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { hasHistory } from '#core/query/columns.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { urlOf } from '#sdk/client.ts';
import { useApp } from '../../app/context.tsx';
import { requestOf } from '../../app/list-search.ts';
import type { Search } from '../../app/page.ts';
import { useGo } from '../../app/page-link.tsx';
import type { ListEndpoint, ListRow } from '../../app/queries.ts';
import { ExportMenu } from '../export-menu.tsx';
import { PageFrame } from '../page-frame.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { CardList } from './card-list.tsx';
import type { ListColumn } from './columns.ts';
import { DataTable } from './data-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { readFilter } from './filter-model.ts';
import { AsOfDay, ColumnChoice } from './list-tools.tsx';
import { SavedViews } from './saved-views.tsx';
import { usePagedRows, type PagedRows } from './use-paged-rows.ts';

interface RecordListProps<E extends ListEndpoint> {
  readonly path: '/assets' | '/models' | '/components' | '/sboms' | '/support-cycles' | '/graph/parts' | '/findings' | '/imports';
  readonly title: string;
  readonly kind: RecordKind;
  readonly endpoint: E;
  readonly search: Search;
  /** The first is the row's name and its link. */
  readonly columns: readonly ListColumn<ListRow<E>>[];
  readonly shownByDefault: readonly string[];
  readonly defaultSort: string;
  readonly rowHeight: number;
  readonly totalText: (count: string, isOne: boolean) => string;
  readonly tools?: ReactNode;
  readonly above?: ReactNode;
  readonly emptyText?: string;
  /** Name of the table for screen readers; default: the title. */
  readonly label?: string;
}

export function RecordList<E extends ListEndpoint>(props: RecordListProps<E>) {
  const { path, title, kind, endpoint, search, columns, defaultSort } = props;
  const { m } = useApp();
  const go = useGo();
  const isReadable = readFilter(search['filter'], kind).kind === 'filter';
  const rows = usePagedRows(endpoint, requestOf(search), isReadable);
  const change = (patch: Search) => go({ to: path, search: { ...search, ...patch }, replace: true });
  const shownIds = shownColumns(search['columns'], columns, props.shownByDefault);
  const shown = columns.filter((column, index) => index === 0 || shownIds.includes(column.id));
  const sort = (search['sort'] ?? defaultSort).split(',')[0] ?? defaultSort;
  return (
    <PageFrame
      title={title}
      isFilling
      under={<Total rows={rows} text={props.totalText} />}
      actions={
        <>
          {props.tools}
          {path === '/assets' || path === '/findings' ? <SavedViews path={path} search={search} /> : null}
          {hasHistory(kind) ? <AsOfDay day={search['asOf']} onDay={(asOf) => change({ asOf })} /> : null}
          <ExportMenu
            about={m.exports.list}
            addressOf={(format) =>
              urlOf('exports.records', {
                params: { list: endpoint === 'findings.listByCheck' ? 'findings-by-check' : kind.plural },
                query: { format, ...requestOf(search) },
              })
            }
          />
          <ColumnChoice all={columns.slice(1)} shown={shownIds} onShown={(ids) => change({ columns: ids?.join(',') })} />
        </>
      }
    >
      {props.above}
      <FilterBar kind={kind} text={search['filter']} error={rows.error} onText={(filter) => change({ filter })} />
      {search['asOf'] === undefined ? null : <PastNotice day={search['asOf']} />}
      {isReadable ? (
        <ListBody
          rows={rows}
          columns={shown}
          label={props.label ?? title}
          rowHeight={props.rowHeight}
          sort={{ field: sort.replace(/^-/, ''), descending: sort.startsWith('-') }}
          onSort={(next) => change({ sort: next === defaultSort ? undefined : next })}
          emptyText={search['filter'] === undefined ? (props.emptyText ?? m.lists.emptyAll) : m.lists.empty}
          hasFilter={search['filter'] !== undefined}
        />
      ) : null}
    </PageFrame>
  );
}

function shownColumns(
  chosen: string | undefined,
  columns: readonly { readonly id: string }[],
  standard: readonly string[],
): readonly string[] {
  const ids = chosen?.split(',').filter((id) => columns.some((column) => column.id === id)) ?? [];
  return ids.length === 0 ? standard : ids;
}

function Total<Row>({ rows, text }: { readonly rows: PagedRows<Row>; readonly text: (count: string, isOne: boolean) => string }) {
  const { m, f } = useApp();
  if (rows.total === undefined) return null;
  const { count, exact } = rows.total;
  return <span role="status">{text(m.lists.total(f.number(count), exact), exact && count === 1)}</span>;
}

function PastNotice({ day }: { readonly day: string }) {
  const { m, f } = useApp();
  return (
    <p className="mb-3 rounded-md bg-accent-wash px-3 py-1.5 text-small">
      <strong className="font-medium">{m.lists.asOfPast(f.day(day, true))}.</strong> {m.lists.latestHidden}
    </p>
  );
}

interface ListBodyProps<Row> {
  readonly rows: PagedRows<Row>;
  readonly columns: readonly ListColumn<Row>[];
  readonly label: string;
  readonly rowHeight: number;
  readonly sort: { readonly field: string; readonly descending: boolean };
  readonly onSort: (sort: string) => void;
  readonly emptyText: string;
  readonly hasFilter: boolean;
}

function ListBody<Row>({ rows, columns, label, rowHeight, sort, onSort, emptyText, hasFilter }: ListBodyProps<Row>) {
  const { m } = useApp();
  const isNarrow = useIsNarrow();
  if (rows.error !== null && !(isProblem(rows.error) && rows.error.code === 'filter-invalid')) {
    return <ProblemNotice error={rows.error} onRetry={rows.retry} />;
  }
  if (rows.error !== null) return null;
  if (rows.count === 0) {
    return (
      <div className="rounded-lg border border-dashed border-edge px-6 py-12 text-center text-soft" role="status">
        {rows.isLoading ? m.product.loading : emptyText}
        {hasFilter && !rows.isLoading ? <span className="block text-small">{m.lists.emptyHint}</span> : null}
      </div>
    );
  }
  if (isNarrow) return <CardList label={label} columns={columns} rows={rows} />;
  return (
    <>
      <DataTable label={label} columns={columns} rows={rows} rowHeight={rowHeight} sort={sort} onSort={onSort} />
      <p className="no-print pt-2 text-small text-soft">{m.lists.keys}</p>
    </>
  );
}

const narrow = matchMedia('(max-width: 47.49rem)');

function subscribeNarrow(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribeNarrow, () => narrow.matches);
}
