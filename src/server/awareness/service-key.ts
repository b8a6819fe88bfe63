/**
 * The service unlock: the key wrapped a second time, by a file beside the database that this process may read by itself. Made on
 * purpose, shown on the works council page, and undone by removing either of both.
 */
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { RandomBytes } from '#core/kernel/time.ts';
import type { ServerContext } from '../server-context.ts';
import { keyBytes } from './wrap-key.ts';

function pathOf({ keysPath }: Pick<ServerContext, 'keysPath'>, organisationId: OrganisationId): string {
  return join(keysPath, `awareness-${organisationId}`);
}

/** Null: there is none, or it is no key. */
export async function readServiceKey(context: Pick<ServerContext, 'keysPath'>, organisationId: OrganisationId): Promise<Buffer | null> {
  const bytes = await readFile(pathOf(context, organisationId)).catch(() => null);
  return bytes?.length === keyBytes ? bytes : null;
}

/** A fresh one, on disk before it is answered. */
export async function makeServiceKey(
  context: Pick<ServerContext, 'keysPath'>,
  organisationId: OrganisationId,
  random: RandomBytes,
): Promise<Buffer> {
  await removeServiceKey(context, organisationId);
  const bytes = Buffer.from(random(keyBytes));
  const file = await open(pathOf(context, organisationId), 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

export async function removeServiceKey(context: Pick<ServerContext, 'keysPath'>, organisationId: OrganisationId): Promise<void> {
  await rm(pathOf(context, organisationId), { force: true });
}
