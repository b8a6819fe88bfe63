/** Columns of a list: what they are called, how wide, by what they sort, and what stands in them. */
import type { ReactNode } from 'react';

export interface ListColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** Least width in pixels, and its share of what is left. */
  readonly width: readonly [least: number, share: number];
  readonly isEnd?: boolean;
  /** Field by which a click on the header sorts; `first` says which way round the first click goes. */
  readonly sort?: { readonly field: string; readonly first: 'ascending' | 'descending' };
  readonly cell: (row: Row) => ReactNode;
}

export function gridTemplate<Row>(columns: readonly ListColumn<Row>[]): string {
  return columns.map(({ width: [least, share] }) => `minmax(${least}px, ${share}fr)`).join(' ');
}

export function leastWidth<Row>(columns: readonly ListColumn<Row>[]): number {
  return columns.reduce((sum, column) => sum + column.width[0], 12);
}
