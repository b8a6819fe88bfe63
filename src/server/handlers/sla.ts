/** Handlers of SLA policies. */
import { listSlaPolicies, replaceSlaPolicies } from '#store/sla.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';

export const slaHandlers: Pick<Handlers, 'sla.list' | 'sla.replace'> = {
  'sla.list': ({ context, principal }) => readingOrganisation(context.database, principal.organisationId, describePolicies),

  'sla.replace': ({ context, principal, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      await replaceSlaPolicies(scope, body.items, { now: context.clock.now(), newId: context.newId });
      return describePolicies(scope);
    }),
};

async function describePolicies(scope: Scope) {
  const policies = await listSlaPolicies(scope);
  return { items: policies.map(({ validTo, ...policy }) => ({ ...policy, validTo: (validTo as string) === 'infinity' ? null : validTo })) };
}
