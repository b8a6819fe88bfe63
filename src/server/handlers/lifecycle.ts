/** Handlers of the life of a metric. */
import { dayOf } from '#core/kernel/time.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { requireMetric } from '../measuring/metric-view.ts';
import { lifecycleOf, takeStep } from '../measuring/take-step.ts';
import { namesOf } from './finding-work.ts';

export const lifecycleHandlers: Pick<Handlers, 'lifecycle.get' | 'lifecycle.step'> = {
  'lifecycle.get': async ({ context, principal, params }) => {
    const found = await readingOrganisation(context.database, principal.organisationId, (scope) =>
      lifecycleOf(scope, requireMetric(params.id).id, dayOf(context.clock.now(), scope.timeZone)),
    );
    const names = await namesOf(
      { context, principal },
      found.steps.flatMap(({ saidBy }) => saidBy ?? []),
    );
    return { ...found, steps: found.steps.map((step) => ({ ...step, saidBy: names(step.saidBy) })) };
  },

  'lifecycle.step': async ({ context, principal, params, body }) => {
    const { to, reason, hoursPerQuarter } = body;
    const words = {
      ...{ to, reason, hoursPerQuarter },
      replacedBy: body.replacedBy?.toUpperCase() ?? null,
      statements: Object.fromEntries(body.statements.map(({ guard, said }) => [guard, said])),
    };
    const saying = { by: principal.name, now: context.clock.now(), newId: context.newId };
    const id = await withOrganisation(context.database, principal.organisationId, (scope) =>
      takeStep(scope, requireMetric(params.id).id, words, saying),
    );
    // A step back from `retired` leads there, and what is back is measured again.
    if (to === 'specified') await context.jobs.enqueueMeasuring(principal.organisationId);
    return { id, state: to };
  },
};
