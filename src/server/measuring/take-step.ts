/** The door by which a person takes a step in the life of a metric: what is known is gathered, the core judges, the step is kept. */
import type { LifecycleJson } from '#contract/endpoints/lifecycle.ts';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { originOf, type MetricDefinition } from '#core/metrics/define-metric.ts';
import {
  guardStates,
  guardTexts,
  judgeStep,
  stepsFrom,
  type GuardId,
  type LifecycleFacts,
  type LifecycleState,
  type StepWords,
} from '#core/metrics/lifecycle.ts';
import { metrics } from '#core/metrics/registry.ts';
import { workedExamples } from '#core/metrics/worked-examples.ts';
import type { Saying } from '#store/annotations/annotations.ts';
import { countMeasured } from '#store/changes.ts';
import { readEntries, stands } from '#store/entries/entries.ts';
import { beginStep, insertStep, readLifecycles, readSteps, type LifecycleStep } from '#store/entries/steps.ts';
import { sourceSpans } from '#store/measuring/gate-facts.ts';
import { askMeasuring } from '#store/measuring/pending.ts';
import type { Scope } from '#store/scope.ts';
import { stateOf } from './lifecycles.ts';
import { headlineSign, requireMetric } from './metric-view.ts';
import { readSaid } from './said-of-charts.ts';

/** @throws Problem `metric-not-found`, `request-invalid` or `guard-unmet` */
export async function takeStep(scope: Scope, metricId: string, words: StepWords, saying: Saying): Promise<Id> {
  await beginStep(scope);
  const metric = requireMetric(metricId);
  const steps = await readSteps(scope);
  const from = stateOf(await readLifecycles(scope), metric);
  const facts = await factsOf(scope, metric, { steps, today: dayOf(saying.now, scope.timeZone) });
  const outcome = judgeStep(metric, from, words, facts);
  if (outcome.kind === 'not-next') throw notNext(from, words.to, outcome.permitted);
  if (outcome.kind === 'unmet') throw unmet(outcome.guards);
  const id = await insertStep(scope, { ...words, metricId: metric.id, version: metric.version, from }, saying);
  // What is shown of a retired metric is another from now on.
  await countMeasured(scope);
  // What is back is measured again, from the day on which it was measured last.
  if (from === 'retired') await askMeasuring(scope, dayOf(saying.now, scope.timeZone), saying.now);
  return id;
}

function notNext(from: LifecycleState, to: LifecycleState, permitted: readonly LifecycleState[]): Problem {
  const data = { wrong: [{ path: 'to' }], expected: permitted };
  if (permitted.length === 0)
    return new Problem('request-invalid', 'What is shipped as retired takes no more steps; its history can be read.', data);
  return new Problem('request-invalid', `A metric that is ${from} can become ${permitted.join(' or ')}, and not ${to}.`, data);
}

function unmet(guards: readonly GuardId[]): Problem {
  const asks = guards.map((guard) => guardTexts[guard].asks.en).join('; ');
  const todo = guards.map((guard) => guardTexts[guard].todo.en).join('; ');
  const detail = `This step is not permitted yet. Not met: ${asks}. What to do: ${todo}.`;
  return new Problem('guard-unmet', detail, { unmet: guards.map((guard) => ({ guard, ...guardTexts[guard] })) });
}

/** Names of who said what are still those of principals. @throws Problem `metric-not-found` */
export async function lifecycleOf(scope: Scope, metricId: string, today: Day): Promise<LifecycleJson> {
  const metric = requireMetric(metricId);
  const steps = await readSteps(scope);
  const state = stateOf(await readLifecycles(scope), metric);
  const facts = await factsOf(scope, metric, { steps, today });
  return {
    metricId: metric.id,
    state,
    shipped: metric.lifecycle,
    next: stepsFrom(metric, state).map((to) => ({ to, guards: guardStates(metric, to, facts).map((guard) => ({ ...guard })) })),
    steps: steps.filter((step) => step.metricId === metric.id).map((step) => wireStep(step)),
  };
}

function wireStep({ id, from, to, reason, statements, hoursPerQuarter, replacedBy, version, saidAt, saidBy }: LifecycleStep) {
  const said = Object.entries(statements).map(([name, text]) => {
    const guard = name as GuardId;
    return { guard, asks: guardTexts[guard].asks, said: text };
  });
  return { id, from, to, reason, statements: said, hoursPerQuarter, replacedBy, version, saidAt, saidBy };
}

async function factsOf(
  scope: Scope,
  metric: MetricDefinition,
  { steps, today }: { readonly steps: readonly LifecycleStep[]; readonly today: Day },
): Promise<LifecycleFacts> {
  const lifecycles = await readLifecycles(scope);
  const spans = await sourceSpans(scope);
  const { chart } = await headlineSign(scope, metric, { today, spans, said: await readSaid(scope) });
  const trial = steps.find((step) => step.metricId === metric.id && step.to === 'trial');
  const trialOn = trial === undefined ? null : dayOf(trial.saidAt, scope.timeZone);
  const speaks = (role: (typeof metric.leansOn)[number]) =>
    spans.some((span) => span.role === role || (role === 'discovery' && span.role === 'scan'));
  const hasCollector = async () => {
    const origin = originOf(metric);
    if (origin === 'people') return (await readEntries(scope, metric.id)).some(stands);
    return origin === 'publications' ? chart.points.length > 0 : metric.leansOn.every(speaks);
  };
  return {
    workedExamples: workedExamples[metric.id] ?? 0,
    hasCollector: await hasCollector(),
    // Whole periods that began in the trial; of a metric that was shipped on trial, all of them.
    trialPeriods: chart.points.filter(
      ({ value, running, periodStartOn }) => value !== null && !running && (trialOn === null || periodStartOn >= trialOn),
    ).length,
    metricsInUse: metrics.filter((one) => stateOf(lifecycles, one) !== 'retired').map(({ id }) => id),
  };
}
