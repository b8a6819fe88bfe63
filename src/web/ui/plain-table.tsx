/** A small table that is whole on the page. Wider than its place, it scrolls sideways inside it. */
import type { ReactNode } from 'react';

export interface PlainColumn<Row> {
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isEnd?: boolean;
  readonly isTight?: boolean;
}

interface PlainTableProps<Row> {
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string | number;
  /** On a phone each row is a card: every cell under its label, so that buttons stay in sight. */
  readonly isStacked?: boolean;
}

export function PlainTable<Row>({ label, columns, rows, keyOf, isStacked = false }: PlainTableProps<Row>) {
  const look = (column: PlainColumn<Row>) =>
    `${column.isEnd === true ? 'text-end' : ''} ${column.isTight === true ? 'whitespace-nowrap' : ''}`;
  const stack = isStacked
    ? {
        table: 'max-md:block',
        head: 'max-md:sr-only',
        body: 'max-md:block',
        row: 'max-md:block max-md:px-4 max-md:py-2.5',
        cell: 'max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:px-0! max-md:py-0.5 max-md:whitespace-normal',
      }
    : { table: '', head: '', body: '', row: '', cell: '' };
  return (
    <div className={`overflow-x-auto ${isStacked ? 'md:scroll-edge' : 'scroll-edge'}`} role="region" aria-label={label} tabIndex={0}>
      <table className={`w-full border-collapse text-table ${stack.table}`}>
        <thead className={`text-small text-soft ${stack.head}`}>
          <tr className="border-b border-line">
            {columns.map((column) => (
              <th
                key={column.label}
                className={`px-3 py-1.5 whitespace-nowrap first:ps-4 last:pe-4 ${column.isEnd === true ? 'text-end' : ''}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={stack.body}>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)} className={`border-b border-line last:border-0 hover:bg-wash ${stack.row}`}>
              {columns.map((column) => (
                <td key={column.label} className={`px-3 py-1.5 align-top first:ps-4 last:pe-4 ${look(column)} ${stack.cell}`}>
                  {isStacked ? (
                    <span aria-hidden="true" className="shrink-0 text-soft md:hidden">
                      {column.label}
                    </span>
                  ) : null}
                  {isStacked ? <div className="min-w-0 max-md:text-end">{column.cell(row)}</div> : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
