/**
 * A table as Parquet: typed columns under their names, all optional, null where unknown; days as DATE, moments as TIMESTAMP in
 * UTC. Encoding is hyparquet-writer's; here the types, and row groups small enough to stand in memory.
 */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, CellType, TableRow } from '#core/exports/table.ts';
import type { Write } from './streamed-response.ts';
import type { TableSource } from './table-file.ts';

const rowsOfGroup = 10_000;

const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  day: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const satisfies Record<CellType, object>;

export async function writeParquet({ head: { columns }, rows }: TableSource, write: Write): Promise<void> {
  const bytes = new ByteWriter();
  const take = async () => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    await write(written);
  };
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...elements[type] })),
  ];
  const file = new ParquetWriter({ writer: bytes, schema, createdBy: 'Cybermetrics' });
  const writeGroup = async (group: readonly TableRow[]) => {
    const columnData = columns.map(({ name, type }, at) => ({
      name,
      data: group.map((row) => valueOf(row[at] ?? null, type)),
      offsetIndex: false,
    }));
    await file.write({ columnData, rowGroupSize: rowsOfGroup });
    await take();
  };
  let waiting: TableRow[] = [];
  for await (const some of rows) {
    waiting.push(...some);
    while (waiting.length >= rowsOfGroup) {
      await writeGroup(waiting.slice(0, rowsOfGroup));
      waiting = waiting.slice(rowsOfGroup);
    }
  }
  if (waiting.length > 0) await writeGroup(waiting);
  await file.finish();
  await take();
}

function valueOf(cell: Cell, type: CellType): string | number | bigint | boolean | Date | null {
  if (cell === null) return null;
  if (type === 'integer') return BigInt(cell);
  // A day alone is read as its midnight in UTC, which is what DATE counts.
  return type === 'day' || type === 'instant' ? new Date(String(cell)) : cell;
}
