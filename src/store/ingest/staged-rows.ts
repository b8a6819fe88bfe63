/**
 * Rows on their way in: COPY into an unlogged table of schema `staging` that lives only inside the running transaction
 * (made, filled, read, dropped), because COPY is refused under row-level security (design.md 3). INSERT … SELECT from
 * there is checked by it. Small sets are bound as arrays, which costs no table.
 */
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import type { Scope } from '../scope.ts';

export type Cell = string | number | boolean | null;

export interface StagedRows {
  /** Stands in SQL where a table's name stands; give it an alias. */
  readonly name: string;
  /** To be bound after the statement's own parameters. */
  readonly parameters: readonly string[];
  drop(): Promise<void>;
}

export interface StagedTable {
  readonly name: string;
  /** Makes the name unique among transactions that run at the same time. */
  readonly key: string;
  /** Name and SQL type, in the order of the cells of a row. */
  readonly columns: Readonly<Record<string, string>>;
  /** How many parameters of its own the statement has that reads the rows; default 1. */
  readonly parametersBefore?: number;
}

/** Below this many rows arrays are bound: making and dropping a table takes as long as copying some thousand rows. */
const copyFromRows = 2_000;

export async function stageRows(scope: Scope, table: StagedTable, rows: readonly (readonly Cell[])[]): Promise<StagedRows> {
  return rows.length < copyFromRows ? boundRows(table, rows) : copyRows(scope, table, rows);
}

function boundRows({ columns, parametersBefore = 1 }: StagedTable, rows: readonly (readonly Cell[])[]): StagedRows {
  const types = Object.values(columns).map((type, index) => `$${parametersBefore + 1 + index}::${type.replace(/ collate .*$/, '')}[]`);
  const names = Object.entries(columns).map(([name, type]) => `${name}${/ collate .*$/.exec(type)?.[0] ?? ''} as ${name}`);
  return {
    name: `(select ${names.join(', ')} from unnest(${types.join(', ')}) as given (${Object.keys(columns).join(', ')}))`,
    parameters: columnsOf(rows, types.length),
    drop: () => Promise.resolve(),
  };
}

async function copyRows(scope: Scope, table: StagedTable, rows: readonly (readonly Cell[])[]): Promise<StagedRows> {
  const name = `staging."${table.name}-${table.key}"`;
  const columns = Object.entries(table.columns).map(([column, type]) => `${column} ${type}`);
  await scope.client.query(`create unlogged table ${name} (${columns.join(', ')})`);
  const stream = scope.client.query(copyFrom(`copy ${name} from stdin`));
  const done = finished(stream);
  for (let start = 0; start < rows.length; start += 2_000) {
    const end = Math.min(start + 2_000, rows.length);
    let text = '';
    for (let index = start; index < end; index += 1) text += copyLine(rows[index] ?? []);
    if (!stream.write(text)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done]);
  }
  stream.end();
  await done;
  return { name, parameters: [], drop: async () => void (await scope.client.query(`drop table ${name}`)) };
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

/** Turns rows into one array per column, as PostgreSQL writes arrays, for `from unnest($2::uuid[], $3::text[])`. */
export function columnsOf(rows: readonly (readonly Cell[])[], columnCount: number): string[] {
  return Array.from({ length: columnCount }, (_, index) => {
    let text = '{';
    for (const row of rows) text += text.length === 1 ? arrayElement(row[index] ?? null) : `,${arrayElement(row[index] ?? null)}`;
    return `${text}}`;
  });
}

function arrayElement(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell !== 'string') return String(cell);
  return /["\\]/.test(cell) ? `"${cell.replace(/["\\]/g, '\\$&')}"` : `"${cell}"`;
}

/** Between the members of a packed row, and between packed rows: control characters that no name holds. */
export const memberSeparator = '\u001f';
export const rowSeparator = '\u001e';
