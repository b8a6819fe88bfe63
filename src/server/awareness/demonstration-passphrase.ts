/**
 * The passphrase of a demonstration's key of pseudonyms: random for each home, and readable there, so that a visitor can try what needs
 * it. Its people are invented. A hospital's own node never has such a file, and would tell nothing of it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerContext } from '../server-context.ts';
import { newSecret } from '../sign-in/secrets.ts';

type Ports = Pick<ServerContext, 'demonstration' | 'keysPath' | 'random'>;

const fileName = 'passphrase-of-the-demonstration.txt';

/** Null: this node is no demonstration, or has no people yet. */
export async function readDemonstrationPassphrase({ demonstration, keysPath }: Ports): Promise<string | null> {
  if (!demonstration) return null;
  const text = await readFile(join(keysPath, fileName), 'utf8').catch(() => '');
  return text.trim() === '' ? null : text.trim();
}

/** On disk before the key that it wraps is made: a start that was broken off goes on with the same one. */
export async function keepDemonstrationPassphrase(context: Ports): Promise<string> {
  const known = await readDemonstrationPassphrase(context);
  if (known !== null) return known;
  const made = newSecret(context.random);
  await writeFile(join(context.keysPath, fileName), `${made}\n`, { flag: 'wx', mode: 0o600 });
  return made;
}
