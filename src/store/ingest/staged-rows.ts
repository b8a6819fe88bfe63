/**
 * Rows on their way in: COPY into an unlogged table of schema `staging` that lives only inside the running transaction
 * (made, filled, read, dropped), because COPY is refused under row-level security (design.md 3). INSERT … SELECT from
 * there is checked by it. For small sets `columnsOf` gives arrays for `unnest`, which costs no table.
 */
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import type { Scope } from '../scope.ts';

export type Cell = string | number | boolean | null;

export interface StagedTable {
  /** Qualified and quoted, ready for SQL text. */
  readonly name: string;
  drop(): Promise<void>;
}

/**
 * @param columns name and SQL type, in the order of the cells of a row
 * @param key makes the name unique among transactions that run at the same time
 */
export async function stageRows(
  scope: Scope,
  table: { readonly name: string; readonly key: string; readonly columns: Readonly<Record<string, string>> },
  rows: readonly (readonly Cell[])[],
): Promise<StagedTable> {
  const name = `staging."${table.name}-${table.key}"`;
  const columns = Object.entries(table.columns).map(([column, type]) => `${column} ${type}`);
  await scope.client.query(`create unlogged table ${name} (${columns.join(', ')})`);
  const stream = scope.client.query(copyFrom(`copy ${name} from stdin`));
  const done = finished(stream);
  for (let start = 0; start < rows.length; start += 2_000) {
    const text = rows
      .slice(start, start + 2_000)
      .map(copyLine)
      .join('');
    if (!stream.write(text)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done]);
  }
  stream.end();
  await done;
  return { name, drop: async () => void (await scope.client.query(`drop table ${name}`)) };
}

function copyLine(cells: readonly Cell[]): string {
  let line = '';
  for (let index = 0; index < cells.length; index += 1) {
    if (index > 0) line += '\t';
    line += copyCell(cells[index] ?? null);
  }
  return `${line}\n`;
}

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return typeof cell === 'number' ? String(cell) : cell ? 't' : 'f';
  return /[\\\t\n\r]/.test(cell) ? cell.replace(/[\\\t\n\r]/g, escapeOf) : cell;
}

function escapeOf(character: string): string {
  return character === '\t' ? '\\t' : character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\\\';
}

/** Turns rows into one array per column, for `from unnest($2::uuid[], $3::text[])`. */
export function columnsOf(rows: readonly (readonly Cell[])[], columnCount: number): Cell[][] {
  const columns: Cell[][] = Array.from({ length: columnCount }, () => []);
  for (const row of rows) for (let index = 0; index < columnCount; index += 1) columns[index]?.push(row[index] ?? null);
  return columns;
}

/** Between the members of a packed row, and between packed rows: control characters that no name holds. */
export const memberSeparator = '\u001f';
export const rowSeparator = '\u001e';
