/** The key for one piece of work: unlocked by a person, or by the service where that was made on purpose. */
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { findKey, recordKeyEvent, type WrappedKey } from '#store/awareness/keys.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import { wipe, type UnlockedKey } from './key-ring.ts';
import { openByService } from './service-key.ts';

/**
 * For files: what the service may open is enough.
 * @returns a copy: overwrite it (`wipe`) when done.
 * @throws Problem awareness-key-locked
 */
export async function takeKey(context: ServerContext, organisationId: OrganisationId): Promise<UnlockedKey> {
  const stored = await storedKey(context, organisationId);
  const taken = takeHeld(context, organisationId, stored);
  if (taken !== null) return taken;
  const service = await openByService(context, organisationId, stored.serviceWrapped);
  if (service === null)
    throw new Problem(
      'awareness-key-locked',
      'The key of pseudonyms is locked, so nothing about people is taken and nothing was kept. Unlock it first.',
    );
  service.file.fill(0);
  const { generation } = stored;
  await withOrganisation(context.database, organisationId, (scope) =>
    recordKeyEvent(scope, { at: context.clock.now(), act: 'service-unlocked', saidBy: 'node', generation }, context.newId),
  );
  return { key: service.key, generation, wrapping: null };
}

/**
 * For one person, and for the key itself: only while somebody has unlocked it with the passphrase. The service unlock is for files, or
 * whoever has the role could look everybody up without ever knowing the passphrase.
 * @returns a copy: overwrite it (`wipe`) when done.
 * @throws Problem awareness-key-locked
 */
export async function takeKeyByPassphrase(context: ServerContext, organisationId: OrganisationId): Promise<UnlockedByPassphrase> {
  const stored = await storedKey(context, organisationId);
  const taken = takeHeld(context, organisationId, stored);
  if (taken !== null && taken.wrapping !== null) return { ...taken, wrapping: taken.wrapping };
  if (taken !== null) wipe(taken);
  throw new Problem(
    'awareness-key-locked',
    'This needs the passphrase: unlock the key of pseudonyms first. What the service unlock opens is for files alone.',
  );
}

export interface UnlockedByPassphrase extends UnlockedKey {
  readonly wrapping: Buffer;
}

async function storedKey(context: ServerContext, organisationId: OrganisationId): Promise<WrappedKey> {
  const stored = await readingOrganisation(context.database, organisationId, (scope) => findKey(scope));
  if (stored !== null) return stored;
  const detail =
    'There is no key of pseudonyms yet, and without one nothing about people is taken. Make one with `cybermetrics awareness key create`.';
  throw new Problem('awareness-key-locked', detail);
}

/** Null: locked, or renewed since. */
function takeHeld(context: ServerContext, organisationId: OrganisationId, { generation }: WrappedKey): UnlockedKey | null {
  const taken = context.awarenessKeys.take(organisationId);
  if (taken === null || taken.generation === generation) return taken;
  wipe(taken);
  return null;
}
