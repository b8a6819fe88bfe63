/** Handler of the resilience index. */
import { dayOf } from '#core/kernel/time.ts';
import { readChanges } from '#store/changes.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { resilienceIndex } from '../measuring/resilience-index.ts';

export const indexHandlers: Pick<Handlers, 'index.get'> = {
  'index.get': ({ context: { database, clock, remembered }, principal }) =>
    readingOrganisation(database, principal.organisationId, async (scope) =>
      resilienceIndex(scope, { today: dayOf(clock.now(), scope.timeZone), changes: await readChanges(scope), remembered }),
    ),
};
