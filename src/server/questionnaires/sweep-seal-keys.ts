/**
 * Seal keys that outlived their round: a node that was killed between publishing and removing the file left it. Asked over all
 * organisations at once, as the folder knows none.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '#core/kernel/id.ts';
import { listTenants } from '#store/organisations.ts';
import { listSealedRounds } from '#store/questionnaires/rounds.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import { removeSealKey } from './seal-sheet.ts';

/** A key is made before its round is written. */
const youngestMs = 3_600_000;

/** @returns how many were removed */
export async function sweepSealKeys({
  database,
  keysPath,
  clock,
}: Pick<ServerContext, 'database' | 'keysPath' | 'clock'>): Promise<number> {
  const now = Date.parse(clock.now());
  // Before the rounds are asked: what is made meanwhile is not in it.
  const found: Id[] = [];
  for (const name of await readdir(keysPath)) {
    const id = /^questionnaire-(?<id>[0-9a-f-]{36})$/.exec(name)?.groups?.['id'];
    const file = id === undefined ? null : await stat(join(keysPath, name)).catch(() => null);
    if (file !== null && now - file.mtimeMs >= youngestMs) found.push(id as Id);
  }
  if (found.length === 0) return 0;
  const needed = new Set<string>();
  for (const { organisationId } of await listTenants(database))
    for (const id of await readingOrganisation(database, organisationId, listSealedRounds)) needed.add(id);
  const over = found.filter((id) => !needed.has(id));
  for (const id of over) await removeSealKey({ keysPath }, id);
  return over.length;
}
