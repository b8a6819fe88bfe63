/** Which rows of a list are selected, and the filter that finds exactly those. */
import { useState } from 'react';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';

export interface Selection<Row> {
  readonly count: number;
  readonly isSelected: (row: Row) => boolean;
  readonly toggle: (row: Row) => void;
  readonly clear: () => void;
  /** Null: nothing is selected. */
  readonly filter: string | null;
}

/** Kept as long as the list stays the same: what was selected under another filter is no longer in sight. */
export function useSelection<Row>(list: string, conditionOf: (row: Row) => Filter): Selection<Row> {
  const [stored, setStored] = useState<{ readonly list: string; readonly conditions: ReadonlyMap<string, Filter> }>(empty(list));
  const { conditions } = stored.list === list ? stored : empty(list);
  const keyOf = (row: Row) => printFilter(conditionOf(row));
  return {
    count: conditions.size,
    isSelected: (row) => conditions.has(keyOf(row)),
    toggle: (row) => {
      const next = new Map(conditions);
      const key = keyOf(row);
      if (!next.delete(key) && next.size < selectedMax) next.set(key, conditionOf(row));
      setStored({ list, conditions: next });
    },
    clear: () => setStored(empty(list)),
    filter: conditions.size === 0 ? null : printFilter({ op: 'or', of: [...conditions.values()] }),
  };
}

function empty(list: string) {
  return { list, conditions: new Map<string, Filter>() };
}

/** A filter is a text of at most 8,000 characters; for more rows than this a filter says it better anyway. */
const selectedMax = 80;
