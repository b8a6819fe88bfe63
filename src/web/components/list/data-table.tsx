/** A table of any length: only the rows on the screen exist. Driven from the keyboard; a row is opened by its first link. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { useApp } from '../../app/context.tsx';
import { gridTemplate, leastWidth, type ListColumn } from './columns.ts';
import type { PagedRows } from './use-paged-rows.ts';
import { useRowKeys } from './use-row-keys.ts';

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: PagedRows<Row>;
  readonly rowHeight: number;
  readonly sort: { readonly field: string; readonly descending: boolean } | null;
  readonly onSort: (sort: string) => void;
}

export function DataTable<Row>({ label, columns, rows, rowHeight, sort, onSort }: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const overscan = useOverscan();
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // About what there is room for, so that the rows are drawn at once and not after the table was measured.
    initialRect: { width: innerWidth, height: Math.max(innerHeight - 200, 288) },
    // The header is 36 pixels high and stays above the rows.
    scrollPaddingStart: 36,
  });
  const items = virtual.getVirtualItems();
  const { onRange } = rows;
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(from, to), [onRange, from, to]);
  useRowKeys({ container: scroller, count: rows.count, reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }) });
  const template = { gridTemplateColumns: gridTemplate(columns) };
  return (
    <div
      ref={scroller}
      className="print-flow relative min-h-72 flex-1 overflow-auto rounded-lg border border-line bg-card"
      aria-busy={rows.isLoading}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.count + 1}
        className="text-table print:[zoom:0.7]"
        style={{ minWidth: leastWidth(columns) }}
      >
        <HeaderRow columns={columns} sort={sort} onSort={onSort} template={template} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.rowAt(item.index);
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                data-row={item.index}
                onClick={openRow}
                className="absolute inset-x-0 grid cursor-pointer items-center border-b border-line px-1.5 focus-within:bg-accent-wash hover:bg-wash focus-within:hover:bg-accent-wash [&_a]:-outline-offset-2"
                style={{ ...template, height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className={`min-w-0 truncate px-2.5 ${column.isEnd === true ? 'text-end' : ''}`}>
                    {row === undefined ? <span className="inline-block h-2.5 w-2/3 rounded-full bg-wash" /> : column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** First the rows that are seen; those beyond the edge come when the page stands. */
function useOverscan(): number {
  const [rows, setRows] = useState(1);
  useEffect(() => {
    const timer = setTimeout(() => setRows(12), 500);
    return () => clearTimeout(timer);
  }, []);
  return rows;
}

/** A click anywhere in a row opens its first link, unless it was on another one or text is being selected. */
export function openRow(event: MouseEvent<HTMLElement>): void {
  if ((event.target as HTMLElement).closest('a,button,input') !== null || (getSelection()?.toString() ?? '') !== '') return;
  event.currentTarget.querySelector<HTMLAnchorElement>('a')?.click();
}

interface HeaderRowProps<Row> {
  readonly columns: readonly ListColumn<Row>[];
  readonly sort: DataTableProps<Row>['sort'];
  readonly onSort: (sort: string) => void;
  readonly template: { readonly gridTemplateColumns: string };
}

function HeaderRow<Row>({ columns, sort, onSort, template }: HeaderRowProps<Row>) {
  const { m } = useApp();
  return (
    <div role="rowgroup" className="sticky top-0 z-1 border-b border-line bg-card">
      <div role="row" aria-rowindex={1} className="grid h-9 items-center px-1.5" style={template}>
        {columns.map((column) => {
          const isSorted = column.sort !== undefined && sort?.field === column.sort.field;
          const isDescending = sort?.descending ?? false;
          const descending = isSorted ? !isDescending : column.sort?.first === 'descending';
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
              className={`min-w-0 truncate px-2.5 text-small font-medium text-soft ${column.isEnd === true ? 'text-end' : ''}`}
            >
              {column.sort === undefined ? (
                column.label
              ) : (
                <button
                  type="button"
                  className="max-w-full truncate hover:text-accent"
                  title={`${m.lists.sort}: ${descending ? m.lists.sortDescending : m.lists.sortAscending}`}
                  onClick={() => onSort(`${descending ? '-' : ''}${column.sort?.field ?? ''}`)}
                >
                  {column.label}
                  <span aria-hidden="true">{isSorted ? (isDescending ? ' ↓' : ' ↑') : ''}</span>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
