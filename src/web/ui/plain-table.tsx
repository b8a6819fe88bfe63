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
}

export function PlainTable<Row>({ label, columns, rows, keyOf }: PlainTableProps<Row>) {
  const look = (column: PlainColumn<Row>) =>
    `${column.isEnd === true ? 'text-end' : ''} ${column.isTight === true ? 'whitespace-nowrap' : ''}`;
  return (
    <div className="overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
      <table className="w-full border-collapse text-table">
        <thead className="text-small text-soft">
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
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)} className="border-b border-line last:border-0 hover:bg-wash">
              {columns.map((column) => (
                <td key={column.label} className={`px-3 py-1.5 align-top first:ps-4 last:pe-4 ${look(column)}`}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
