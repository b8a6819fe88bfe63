/** Spools go when the imports that wait for them have ended, however they ended: also those that a killed process left. */
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrganisationId } from '#core/kernel/id.ts';
import { findPersonalImport, isSpoolNeeded } from '#store/awareness/personal-imports.ts';
import type { Database } from '#store/database.ts';
import { getImport } from '#store/imports.ts';
import { listTenants } from '#store/organisations.ts';
import { readingOrganisation } from '#store/scope.ts';
import { isSpoolStart } from './spool.ts';

const startBytes = 64;

/** That of an import which has ended; nothing where it is no import of people, or another one waits for the same rows. */
export async function forgetEndedSpool(
  database: Database,
  { organisationId, importId, filePath }: { readonly organisationId: OrganisationId; readonly importId: string; readonly filePath: string },
): Promise<void> {
  const isDone = await readingOrganisation(database, organisationId, async (scope) => {
    if ((await findPersonalImport(scope, importId)) === null) return false;
    const { digest } = await getImport(scope, importId);
    return !(await isSpoolNeeded(scope, digest));
  });
  if (isDone) await rm(filePath, { force: true });
}

/** Every spool that no import waits for. Only while no other process uses the folder: at the start of a node. */
export async function clearEndedSpools(database: Database, uploadsPath: string): Promise<void> {
  const tenants = await listTenants(database);
  for (const digest of await readdir(uploadsPath)) {
    if (!/^[0-9a-f]{64}$/.test(digest) || !isSpoolStart(await startOf(join(uploadsPath, digest)))) continue;
    let isNeeded = false;
    for (const { organisationId } of tenants)
      isNeeded ||= await readingOrganisation(database, organisationId, (scope) => isSpoolNeeded(scope, digest));
    if (!isNeeded) await rm(join(uploadsPath, digest), { force: true });
  }
}

async function startOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
