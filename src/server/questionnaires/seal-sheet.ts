/**
 * Answers of a round that is not published, and its signing keys, are sealed by a key in a file beside the database (AES-256-GCM, NIST SP
 * 800-38D): two copies of the database, or two backups, do not tell which answers came between them. The file goes with the answers.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ServerContext } from '../server-context.ts';

type Ports = Pick<ServerContext, 'keysPath' | 'random'>;
const nonceBytes = 12;
const tagBytes = 16;
const digestKeyBytes = 32;
/** Sheets are filled up to a multiple of it: how much somebody answered does not show by the length. */
const paddedTo = 2_048;

const pathOf = (keysPath: string, roundId: Id) => join(keysPath, `questionnaire-${roundId}`);

export async function makeSealKey({ keysPath, random }: Ports, roundId: Id): Promise<Buffer> {
  const key = Buffer.from(random(32));
  const file = await open(pathOf(keysPath, roundId), 'wx', 0o600);
  try {
    await file.writeFile(key);
    await file.sync();
  } finally {
    await file.close();
  }
  return key;
}

/** @throws Problem conflict: the file is gone, for one because this node was restored from a backup, which does not hold it */
export async function readSealKey({ keysPath }: Pick<Ports, 'keysPath'>, roundId: Id): Promise<Buffer> {
  return readFile(pathOf(keysPath, roundId)).catch((cause: unknown) => {
    throw new Problem(
      'conflict',
      'The key file of this round is not on this machine, so its answers cannot be opened; discard the round and make a new one.',
      {},
      cause,
    );
  });
}

export async function removeSealKey({ keysPath }: Pick<Ports, 'keysPath'>, roundId: Id): Promise<void> {
  await rm(pathOf(keysPath, roundId), { force: true });
}

/**
 * Digests of sheets that files brought, by a key beside the database that stays: answers are few enough to be guessed from a plain hash.
 *
 * @param isKnown whether digests of this key are kept: then a new one would know none of them
 * @throws Problem conflict: they are, and the file is gone
 */
export async function sheetDigests(
  { keysPath, random }: Ports,
  organisationId: OrganisationId,
  isKnown: boolean,
): Promise<(id: string) => string> {
  const path = join(keysPath, `questionnaire-sheets-${organisationId}`);
  // Of two that make it at one time the first stands.
  if (!isKnown) await writeFile(path, Buffer.from(random(digestKeyBytes)), { flag: 'wx', mode: 0o600 }).catch(unlessThere);
  const key = await readFile(path).catch((cause: unknown) => {
    throw new Problem(
      'conflict',
      'The key file by which sheets of earlier rounds are known is not on this machine; copy it from where those rounds were made.',
      {},
      cause,
    );
  });
  // Being written this moment by another request.
  if (key.length !== digestKeyBytes) throw new Problem('conflict', 'Another round of files is being made; try again.');
  return (id) => createHmac('sha256', key).update(id).digest('base64url');
}

function unlessThere(cause: unknown): void {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
}

/** base64url of nonce, ciphertext and tag. */
export function seal({ random }: Pick<Ports, 'random'>, key: Uint8Array, roundId: Id, plain: Uint8Array): string {
  const nonce = Buffer.from(random(nonceBytes));
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(roundId));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** @throws what the cipher throws: sealed by something else, or changed since */
export function unseal(key: Uint8Array, roundId: Id, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(roundId));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), decipher.final()]);
}

export function padded(answers: object): Buffer {
  const text = Buffer.from(JSON.stringify(answers));
  return Buffer.concat([text, Buffer.alloc((paddedTo - (text.length % paddedTo)) % paddedTo, ' ')]);
}
