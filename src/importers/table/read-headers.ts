/** A row of headers as it is taken for a table: what its columns are read as, what is said of that, and why it is refused. */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { isProblem } from '#core/kernel/problem.ts';
import type { TableChoice } from '../define-importer.ts';
import { mappingOf, type TableMapping } from './columns.ts';
import { headerless, headersDoubted, rowsAbove, signsOfData, type RowAbove } from './header-evidence.ts';
import { remarksOnHeaders, unmapped } from './remarks.ts';

export interface HeaderPlace {
  /** Number of the row; of no meaning where the table has none. */
  readonly row: number;
  readonly headers: readonly string[];
  readonly above: readonly RowAbove[];
  /** Some rows of the table. */
  readonly below: readonly (readonly string[])[];
}

export interface ReadHeaders {
  readonly table: TableMapping;
  /** Of the row itself: that it looks like data, that rows stand above it. */
  readonly doubts: readonly ImportIssue[];
}

/** @throws Problem file-headerless or file-unmapped: which row was looked at, what was found there and what to do. */
export function readHeaders({ row, headers, above, below }: HeaderPlace, choice: TableChoice): ReadHeaders {
  if (choice.settings?.headerless === true) return { table: mappingOf(headers, choice), doubts: [] };
  const signs = signsOfData(headers, below);
  const isChosen = choice.mapping !== undefined || choice.settings !== undefined;
  if (signs !== null && !isChosen) throw headerless(row, signs, headers);
  try {
    const table = mappingOf(headers, choice);
    if (table.shape === null) throw unmapped(headers);
    return { table, doubts: [...(signs === null ? [] : [headersDoubted(row, signs)]), ...rowsAbove(above, row, headers)] };
  } catch (problem) {
    throw signs !== null && isProblem(problem) ? headerless(row, signs, headers) : problem;
  }
}

/** Everything there is to say of the headers. */
export function remarksOn({ table, doubts }: ReadHeaders): readonly ImportIssue[] {
  return [...doubts, ...remarksOnHeaders(table)];
}
