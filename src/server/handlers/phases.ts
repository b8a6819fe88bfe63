/** Handlers of signed phases. */
import type { Day } from '#core/kernel/time.ts';
import { withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { signPhase, takeBackPhase } from '../measuring/sign-phase.ts';

export const phaseHandlers: Pick<Handlers, 'phases.sign' | 'phases.withdraw'> = {
  'phases.sign': async ({ context, principal, params, body }) => {
    const words = { ...body, metricId: params.id.toUpperCase(), startsOn: body.startsOn as Day };
    const saying = { by: principal.name, now: context.clock.now(), newId: context.newId };
    const id = await withOrganisation(context.database, principal.organisationId, (scope) => signPhase(scope, words, saying));
    return { id };
  },

  'phases.withdraw': async ({ context, principal, params }) => {
    const saying = { by: principal.name, now: context.clock.now() };
    await withOrganisation(context.database, principal.organisationId, (scope) => takeBackPhase(scope, params.id, saying));
    return { id: params.id };
  },
};
