/** Everything that a node wrote below its home, for tests that search it: files byte by byte, and every row of every table as text. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

export async function filesBelow(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => filesBelow(join(path, entry.name)));
  return [...entries.filter((entry) => entry.isFile()).map((entry) => join(path, entry.name)), ...(await Promise.all(below)).flat()];
}

/** In pieces that overlap, so that no word falls between two. */
export async function* overlappingPieces(path: string): AsyncGenerator<Buffer> {
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 ** 2 }) as AsyncIterable<Buffer>) {
    const piece = Buffer.concat([before, chunk]);
    yield piece;
    before = piece.subarray(Math.max(0, piece.length - 200));
  }
}

export interface FilesSearched {
  /** The file, below the home, and what was found in it. */
  readonly hits: readonly string[];
  /** A word that is there by intent: a search that misses it finds nothing at all. */
  readonly isControlFound: boolean;
}

/** Every file of a node that has stopped, its name and byte by byte. @param find what a piece of a file tells that it should not */
export async function searchFiles(home: string, control: string, find: (piece: Buffer) => readonly string[]): Promise<FilesSearched> {
  const files = await filesBelow(home);
  if (!files.some((path) => path.includes('/postgres/') && path.includes('pg_wal'))) throw new Error(`no database below ${home}`);
  const hits: string[] = [];
  let isControlFound = false;
  for (const path of files) {
    const name = path.slice(home.length);
    const note = (told: readonly string[]) => hits.push(...told.map((one) => `${name}: ${one}`));
    note(find(Buffer.from(name)));
    for await (const piece of overlappingPieces(path)) {
      isControlFound ||= piece.includes(control);
      note(find(piece));
    }
  }
  return { hits, isControlFound };
}

/** Every row of every table, the queue's too, as text: values that PostgreSQL packed are unpacked here. Of a node that runs. */
export async function readDatabase(home: string): Promise<string> {
  const socket = (await filesAndSockets(join(home, 'run'))).find((path) => /\.s\.PGSQL\.\d+$/.test(path));
  if (socket === undefined) return '';
  const port = Number(socket.split('.').at(-1));
  const client = new Client({ host: socket.slice(0, socket.lastIndexOf('/')), port, user: 'postgres', database: 'cybermetrics' });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let text = '';
  for (const { name } of rows) {
    const said = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
    text += said.rows.map(({ line }) => `${name} ${line}\n`).join('');
  }
  await client.end();
  return text;
}

async function filesAndSockets(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => filesAndSockets(join(path, entry.name)));
  return [...entries.filter((entry) => !entry.isDirectory()).map((entry) => join(path, entry.name)), ...(await Promise.all(below)).flat()];
}
