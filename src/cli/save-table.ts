/** `--out FILE`: a table of the node into a file, whose ending says the format. Half a file is never left under its name. */
import { open, rename, rm, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { exitCodes, type CommandInput } from '#contract/define-command.ts';
import { exportFormats, type ExportFormat } from '#core/exports/table.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Client } from '#sdk/client-types.ts';
import { connect } from './node-connection.ts';

type Fetch = (client: Client, format: ExportFormat) => AsyncGenerator<Uint8Array, void, undefined>;

/** The answer is the file's path and size. @throws Problem `usage-invalid` (no such ending, a folder that cannot be written to) */
export async function saveTable(input: CommandInput, fetch: Fetch): Promise<number> {
  const { output } = input;
  const named = input.flags['out'];
  if (typeof named !== 'string') throw new Problem('usage-invalid', '--out is missing: the file to write.', { missing: '--out' });
  const file = resolve(input.workingFolder, named);
  const format = exportFormats.find((known) => extname(file).toLowerCase() === `.${known}`);
  if (format === undefined) {
    const expected = exportFormats.map((known) => `.${known}`);
    throw new Problem('usage-invalid', `--out ${named}: the name must end in one of ${expected.join(', ')}.`, { expected });
  }
  // What a file says in words is for whoever asks, also when the answer is for a machine.
  const client = await connect(input, output.language);
  await writeWhole(file, named, fetch(client, format));
  const { size } = await stat(file);
  output.answer(output.isJson ? JSON.stringify({ file, format, bytes: size }) : file);
  return exitCodes.complete;
}

/** @param named as the reader named it */
export async function writeWhole(file: string, named: string, pieces: AsyncGenerator<Uint8Array, void, undefined>): Promise<void> {
  // The first piece comes with the node's answer: what it refuses leaves no file at all.
  const first = await pieces.next();
  const part = `${file}.part`;
  const handle = await open(part, 'w').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('usage-invalid', `--out ${named} cannot be written: ${reason}.`, { file });
  });
  try {
    if (first.done !== true) await handle.writeFile(first.value);
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.close();
    await rename(part, file);
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw cause;
  }
}
