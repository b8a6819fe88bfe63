/** A file on this machine as bytes, for readers that know no disk. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Problem } from '#core/kernel/problem.ts';

/** @throws Problem file-not-readable, before anything is read: there is no such file, or it is a folder. */
export async function openLocalFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem('file-not-readable', `${path} cannot be read; check the path and who may read it.`, { path }, cause);
  });
  if (!found.isFile()) throw new Problem('file-not-readable', `${path} is no file.`, { path });
  return createReadStream(path);
}
