/**
 * Rows of whole numbers out of a statement, as columns of typed arrays: a million rows of a day series are counted where they
 * arrive, and no object is made for any of them. COPY in binary form is the plainest way PostgreSQL has to hand over rows.
 *
 * COPY takes no parameters, so those of the statement are written into it, quoted as the server reads them.
 */
import type { RawBuilder } from 'kysely';
import { to as copyTo } from 'pg-copy-streams';
import { invariant } from '#core/kernel/invariant.ts';
import type { Scope } from '../scope.ts';

/** The columns of so many rows. Overwritten by the next rows: keep nothing of them. */
export interface RowBatch {
  readonly rows: number;
  readonly columns: readonly Int32Array[];
}

const batchRows = 8_192;
/** `PGCOPY\n\377\r\n\0`, flags, length of the extension. */
const headerBytes = 19;
const trailerBytes = 2;
/** Its length and the number itself. */
const cellBytes = 8;

/**
 * @param query whose columns are all `int` and never null
 * @param width how many columns it has
 */
export async function copyRows(scope: Scope, query: RawBuilder<unknown>, width: number, onBatch: (batch: RowBatch) => void): Promise<void> {
  const { sql, parameters } = query.compile(scope.trx);
  const stream = scope.client.query(copyTo(`copy (${withParameters(scope, sql, parameters)}) to stdout (format binary)`));
  const batch = new Batch(width, onBatch);
  let left: Buffer = Buffer.alloc(0);
  let isBegun = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    if (!isBegun && bytes.length < headerBytes) {
      left = bytes;
      continue;
    }
    const read = batch.read(bytes, isBegun ? 0 : headerBytes);
    isBegun = true;
    left = bytes.subarray(read);
  }
  invariant(isBegun && left.length === trailerBytes && left.readInt16BE(0) === -1, 'rows that are copied end as they should');
  batch.flush();
}

class Batch {
  readonly #width: number;
  readonly #columns: readonly Int32Array[];
  readonly #onBatch: (batch: RowBatch) => void;
  #rows = 0;

  constructor(width: number, onBatch: (batch: RowBatch) => void) {
    this.#width = width;
    this.#columns = Array.from({ length: width }, () => new Int32Array(batchRows));
    this.#onBatch = onBatch;
  }

  /** @returns up to where there were whole rows */
  read(bytes: Buffer, start: number): number {
    const width = this.#width;
    const columns = this.#columns;
    const rowBytes = 2 + width * cellBytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let offset = start;
    for (; offset + rowBytes <= bytes.length; offset += rowBytes) {
      invariant(view.getInt16(offset) === width, 'a row that is copied has as many columns as were asked for');
      let place = offset + 2;
      for (let column = 0; column < width; column += 1) {
        invariant(view.getInt32(place) === 4, 'rows that are copied are whole numbers');
        (columns[column] as Int32Array)[this.#rows] = view.getInt32(place + 4);
        place += cellBytes;
      }
      this.#rows += 1;
      if (this.#rows === batchRows) this.flush();
    }
    return offset;
  }

  flush(): void {
    if (this.#rows > 0) this.#onBatch({ rows: this.#rows, columns: this.#columns });
    this.#rows = 0;
  }
}

function withParameters({ client }: Scope, text: string, parameters: readonly unknown[]): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => {
    const value = parameters[Number(number) - 1];
    return value === null ? 'null' : client.escapeLiteral(Array.isArray(value) ? arrayText(value) : plainText(value));
  });
}

function arrayText(values: readonly unknown[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"${plainText(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`)).join(',')}}`;
}

function plainText(value: unknown): string {
  invariant(
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    'parameters of a filter are plain values',
  );
  return String(value);
}
