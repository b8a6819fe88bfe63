/** Handlers of what people say happened. */
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import type { Day } from '#core/kernel/time.ts';
import { concerns } from '#core/metrics/annotation.ts';
import { readAnnotations } from '#store/annotations/annotations.ts';
import { departmentNames, serviceNames } from '#store/measuring/scope-names.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { sayAnnotation, takeBackAnnotation } from '../measuring/annotate.ts';
import { requireMetric } from '../measuring/metric-view.ts';
import { wireAnnotation } from '../measuring/wire-annotation.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export const annotationHandlers: Pick<Handlers, 'annotations.list' | 'annotations.add' | 'annotations.withdraw'> = {
  'annotations.list': async ({ context, principal, query }) => {
    const metric = query.metric === undefined ? null : requireMetric(query.metric);
    const items = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const names = { departments: await departmentNames(scope), services: await serviceNames(scope) };
      return (await readAnnotations(scope))
        .filter((one) => query.withdrawn === 'true' || one.withdrawnAt === null)
        .filter((one) => metric === null || concerns({ ...one, scope: null }, { metricId: metric.id, domain: metric.domain, scope: whole }))
        .map((one) => wireAnnotation(one, names));
    });
    return { items: await withNames({ context, principal }, items) };
  },

  'annotations.add': async ({ context, principal, body }) => {
    const { fromOn, toOn = fromOn, specialCause, metricId, ...words } = body;
    const said = {
      ...words,
      metricId: metricId?.toUpperCase() ?? null,
      fromOn: fromOn as Day,
      toOn: toOn as Day,
      specialCause: specialCause === null ? null : { fromOn: specialCause.fromOn as Day, toOn: specialCause.toOn as Day },
    };
    const { now, newId } = { now: context.clock.now(), newId: context.newId };
    const id = await withOrganisation(context.database, principal.organisationId, (scope) =>
      sayAnnotation(scope, said, { by: principal.name, now, newId }),
    );
    return { id };
  },

  'annotations.withdraw': async ({ context, principal, params }) => {
    const now = context.clock.now();
    await withOrganisation(context.database, principal.organisationId, (scope) =>
      takeBackAnnotation(scope, params.id, { by: principal.name, now }),
    );
    return { id: params.id };
  },
};

const whole = { kind: 'organisation', id: '' } as const;

/** Records name principals; readers want names. */
export async function withNames(asked: Asked, items: readonly AnnotationJson[]): Promise<AnnotationJson[]> {
  const names = await namesOf(
    asked,
    items.flatMap(({ saidBy, withdrawnBy }) => [saidBy ?? '', withdrawnBy ?? '']),
  );
  return items.map((one) => ({ ...one, saidBy: names(one.saidBy), withdrawnBy: names(one.withdrawnBy) }));
}
