/**
 * The service unlock: the key wrapped a second time, by a file beside the database that this process may read by itself. Made on
 * purpose, shown on the works council page, and undone by removing either of both.
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { ServerContext } from '../server-context.ts';
import { keyBytes, unwrapKey } from './wrap-key.ts';

function pathOf({ keysPath }: Pick<ServerContext, 'keysPath'>, organisationId: OrganisationId): string {
  return join(keysPath, `awareness-${organisationId}`);
}

export interface OpenedByService {
  readonly key: Buffer;
  readonly file: Buffer;
}

/** Null: there is no service unlock, no key file, or one that opens something else. Both are overwritten by whoever took them. */
export async function openByService(
  context: Pick<ServerContext, 'keysPath'>,
  organisationId: OrganisationId,
  serviceWrapped: string | null,
): Promise<OpenedByService | null> {
  const file = serviceWrapped === null ? null : await readFile(pathOf(context, organisationId)).catch(() => null);
  if (file === null || serviceWrapped === null) return null;
  const key = unwrapKey(serviceWrapped, file, organisationId);
  if (key !== null) return { key, file };
  file.fill(0);
  return null;
}

export interface ServiceKeyDraft {
  readonly bytes: Buffer;
  /** From now on it is the key file. */
  place(): Promise<void>;
  /** Nothing of it stays, unless it was placed. */
  drop(): Promise<void>;
}

/** A fresh one, on disk under a name of its own: what is in place stays until the database has the key that it wraps. */
export async function draftServiceKey(
  { keysPath, random, newId }: ServerContext,
  organisationId: OrganisationId,
): Promise<ServiceKeyDraft> {
  const bytes = Buffer.from(random(keyBytes));
  const path = pathOf({ keysPath }, organisationId);
  const draftPath = `${path}.${newId()}`;
  const file = await open(draftPath, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return {
    bytes,
    place: () => rename(draftPath, path),
    drop: async () => {
      bytes.fill(0);
      await rm(draftPath, { force: true });
    },
  };
}

export async function removeServiceKey(context: Pick<ServerContext, 'keysPath'>, organisationId: OrganisationId): Promise<void> {
  await rm(pathOf(context, organisationId), { force: true });
}
