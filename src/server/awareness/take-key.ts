/** The key for one piece of work: unlocked by a person, or by the service where that was made on purpose. */
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { UnlockedKey } from './key-ring.ts';
import { readServiceKey } from './service-key.ts';
import { unwrapKey } from './wrap-key.ts';

/**
 * @returns a copy: overwrite it (`wipe`) when done.
 * @throws Problem awareness-key-locked
 */
export async function takeKey(context: ServerContext, organisationId: OrganisationId): Promise<UnlockedKey> {
  const stored = await readingOrganisation(context.database, organisationId, (scope) => findKey(scope));
  if (stored === null) {
    const detail =
      'There is no key of pseudonyms yet, and without one nothing about people is taken. Make one with `cybermetrics awareness key create`.';
    throw new Problem('awareness-key-locked', detail);
  }
  const taken = context.awarenessKeys.take(organisationId);
  if (taken !== null && taken.generation === stored.generation) return taken;
  const service = stored.serviceWrapped === null ? null : await readServiceKey(context, organisationId);
  const key = service === null || stored.serviceWrapped === null ? null : unwrapKey(stored.serviceWrapped, service, organisationId);
  service?.fill(0);
  if (key === null)
    throw new Problem(
      'awareness-key-locked',
      'The key of pseudonyms is locked, so nothing about people is taken and nothing was kept. Unlock it first.',
    );
  const { generation } = stored;
  await withOrganisation(context.database, organisationId, (scope) =>
    recordKeyEvent(scope, { at: context.clock.now(), act: 'service-unlocked', saidBy: 'node', generation }, context.newId),
  );
  return { key, generation, wrapping: null };
}
