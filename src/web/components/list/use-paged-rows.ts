/**
 * Rows of a list by place, page by page. The cursor of each page is remembered, the page itself only while it is near
 * the window: pages out of sight are forgotten (`gcTime`) and fetched again by their cursor, so memory does not grow
 * with the list.
 */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listPageQuery, pageSize, type ListEndpoint, type ListRequest, type ListRow } from '../../app/queries.ts';

export interface PagedRows<Row> {
  /** Undefined: not here (yet). */
  readonly rowAt: (index: number) => Row | undefined;
  /** How many rows the table should reserve place for. */
  readonly count: number;
  readonly total: { readonly count: number; readonly exact: boolean } | undefined;
  readonly asOf: string | undefined;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly retry: () => void;
  /** The table says which places are on the screen. */
  readonly onRange: (from: number, to: number) => void;
}

interface Cursors {
  readonly key: string;
  readonly list: readonly (string | undefined)[];
  /** Known once the last page was seen. */
  readonly end: number | null;
}

export function usePagedRows<E extends ListEndpoint>(endpoint: E, request: ListRequest, isAsked: boolean): PagedRows<ListRow<E>> {
  const key = `${endpoint} ${JSON.stringify(request)}`;
  const [stored, setCursors] = useState<Cursors>({ key, list: [undefined], end: null });
  const cursors = stored.key === key ? stored : { key, list: [undefined], end: null };
  const [range, setRange] = useState<readonly [from: number, to: number]>([0, 0]);
  const pageOf = (index: number) => Math.min(Math.floor(index / pageSize), cursors.list.length - 1);
  const first = pageOf(range[0]);
  const last = Math.max(first, pageOf(range[1] + pageSize / 4));
  const places = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  const requestAt = (place: number): ListRequest => ({
    ...request,
    ...(cursors.list[place] === undefined ? {} : { after: cursors.list[place] }),
  });
  // The first page also says the total; it stays while the list is open.
  const head = useQuery({ ...listPageQuery(endpoint, request), gcTime: Infinity, enabled: isAsked, placeholderData: keepPreviousData });
  const results = useQueries({ queries: places.map((place) => ({ ...listPageQuery(endpoint, requestAt(place)), enabled: isAsked })) });
  const lastData = results.at(-1)?.data;
  useEffect(() => {
    if (lastData === undefined) return;
    // The cursor of the next page is only known when this one has come.
    // eslint-disable-next-line react/set-state-in-effect -- it must outlive the page, which is forgotten when out of sight
    setCursors((before) => {
      const current = before.key === key ? before : { key, list: [undefined], end: null };
      if (current.list.length !== last + 1 || current.end !== null) return before.key === key ? before : current;
      if (lastData.next === null) return { ...current, end: last * pageSize + lastData.items.length };
      return { ...current, list: [...current.list, lastData.next] };
    });
  }, [lastData, last, key]);
  const isStale = head.isPlaceholderData;
  const rowAt = (index: number): ListRow<E> | undefined => {
    const place = Math.floor(index / pageSize);
    if (place === 0 || isStale) return head.data?.items[index];
    return results[place - first]?.data?.items[index - place * pageSize];
  };
  const total = head.data?.total;
  const failed = head.error ?? results.find((result) => result.error !== null)?.error ?? null;
  const countOf = () => {
    if (head.data === undefined) return 0;
    if (isStale || head.data.next === null) return head.data.items.length;
    if (cursors.end !== null) return cursors.end;
    if (total?.exact === true) return total.count;
    return cursors.list.length * pageSize;
  };
  return {
    rowAt,
    count: countOf(),
    total,
    asOf: head.data?.asOf,
    error: failed,
    isLoading: isAsked && (head.isPending || isStale),
    retry: () => {
      void head.refetch();
      for (const result of results) if (result.error !== null) void result.refetch();
    },
    onRange: (from, to) => {
      if (from !== range[0] || to !== range[1]) setRange([from, to]);
    },
  };
}
