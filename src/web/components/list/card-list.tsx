/** The same rows as cards under each other, for a phone: the page itself scrolls. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ListColumn } from './columns.ts';
import { openRow } from './data-table.tsx';
import type { PagedRows } from './use-paged-rows.ts';
import { useRowKeys } from './use-row-keys.ts';

interface CardListProps<Row> {
  readonly label: string;
  /** The first is the card's heading. */
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: PagedRows<Row>;
}

export function CardList<Row>({ label, columns, rows }: CardListProps<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({ count: rows.count, estimateSize: () => 128, overscan: 6, scrollMargin: margin, gap: 10 });
  const items = virtual.getVirtualItems();
  const { onRange } = rows;
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(from, to), [onRange, from, to]);
  useRowKeys({ container: list, count: rows.count, reveal: (index) => virtual.scrollToIndex(index) });
  const [heading, ...others] = columns;
  return (
    <ul ref={list} aria-label={label} aria-busy={rows.isLoading} className="relative" style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows.rowAt(item.index);
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            data-row={item.index}
            onClick={openRow}
            className="absolute inset-x-0 rounded-lg border border-line bg-card p-3.5 focus-within:bg-accent-wash"
            style={{ transform: `translateY(${item.start - margin}px)` }}
          >
            {row === undefined ? (
              <span className="inline-block h-2.5 w-1/2 rounded-full bg-wash" />
            ) : (
              <>
                <div className="mb-1.5 font-medium break-words">{heading?.cell(row)}</div>
                <dl className="grid grid-cols-2 gap-x-3 gap-y-0.5 text-small">
                  {others.map((column) => (
                    <div key={column.id} className="flex min-w-0 flex-wrap gap-x-1.5">
                      <dt className="text-soft">{column.label}</dt>
                      <dd className="line-clamp-3 min-w-0 [overflow-wrap:anywhere]">{column.cell(row)}</dd>
                    </div>
                  ))}
                </dl>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
