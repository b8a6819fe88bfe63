/** Handlers of metrics: catalogue, one metric, the overview, and measuring on demand. */
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { readChanges } from '#store/changes.ts';
import { readTargets } from '#store/annotations/targets.ts';
import { askMeasuring } from '#store/measuring/pending.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { headlineOf, metricSummaries, metricView, requireMetric, wholeOrganisation, type Reading } from '../measuring/metric-view.ts';
import { overview } from '../measuring/overview.ts';
import { setTarget, wireTarget, type SaidTarget } from '../measuring/set-target.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { withNames } from './annotations.ts';
import { namesOf } from './finding-work.ts';

export const metricHandlers: Pick<Handlers, 'metrics.list' | 'metrics.get' | 'metrics.target' | 'overview.get' | 'metrics.measure'> = {
  'metrics.list': (asked) => reading(asked, async (scope, read) => ({ items: await metricSummaries(scope, read) })),

  'metrics.get': async (asked) => {
    const { scopeKind, scopeId, from, to } = asked.query;
    if (from !== undefined && to !== undefined && from > to) {
      throw new Problem('request-invalid', `from ${from} lies after to ${to}.`, { wrong: [{ path: 'from' }] });
    }
    if (scopeKind !== undefined && scopeKind !== 'organisation' && scopeId === undefined) {
      throw new Problem('request-invalid', `scopeKind ${scopeKind} needs a scopeId.`, { wrong: [{ path: 'scopeId' }] });
    }
    if (scopeKind === undefined && scopeId !== undefined) {
      throw new Problem('request-invalid', 'scopeId needs a scopeKind.', { wrong: [{ path: 'scopeKind' }] });
    }
    const scope = scopeKind === undefined ? wholeOrganisation : { kind: scopeKind, id: scopeId ?? '' };
    const view = await reading(asked, (store, { today }) =>
      metricView(store, { id: asked.params.id, scope, from: day(from), to: day(to), today }),
    );
    return { ...view, ...(await withTargetNames(asked, view)), annotations: await withNames(asked, view.annotations) };
  },

  'metrics.target': async (asked) => {
    const { context, principal, body } = asked;
    const metric = requireMetric(asked.params.id);
    const saying = { by: principal.name, now: context.clock.now(), newId: context.newId };
    const said = await withOrganisation(context.database, principal.organisationId, async (scope) => {
      await setTarget(scope, { ...body, metric, measure: headlineOf(metric) }, saying);
      return wireTarget({ targets: await readTargets(scope) }, metric);
    });
    return { target: (await withTargetNames(asked, said)).target };
  },

  'overview.get': (asked) => reading(asked, (scope, read) => overview(scope, { ...read, now: asked.context.clock.now() })),

  'metrics.measure': async ({ context, principal, body }) => {
    const fromOn = day(body.from) ?? null;
    if (body.wait) return { status: 'done', ...(await context.jobs.measure(principal.organisationId, fromOn)) };
    await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      await askMeasuring(scope, fromOn ?? dayOf(now, scope.timeZone), now);
    });
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return { status: 'queued', fromOn, days: 0, written: 0 };
  },
};

async function withTargetNames(
  asked: { readonly context: ServerContext; readonly principal: Principal },
  { target, targetWords }: SaidTarget,
): Promise<SaidTarget> {
  const names = await namesOf(
    asked,
    targetWords.flatMap(({ saidBy }) => saidBy ?? []),
  );
  return {
    target: target === null ? null : { ...target, saidBy: names(target.saidBy) },
    targetWords: targetWords.map((word) => ({ ...word, saidBy: names(word.saidBy) })),
  };
}

function reading<T>(
  { context, principal }: { readonly context: ServerContext; readonly principal: Principal },
  work: (scope: Scope, read: Reading) => Promise<T>,
): Promise<T> {
  const { database, clock, remembered } = context;
  return readingOrganisation(database, principal.organisationId, async (scope) =>
    work(scope, { today: dayOf(clock.now(), scope.timeZone), changes: await readChanges(scope), remembered }),
  );
}

function day(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Problem('request-invalid', `${text} is no day; write YYYY-MM-DD.`, { wrong: [{ path: text }] });
  return parsed;
}
