/**
 * The door by which a person says what happened: what is said is held against the catalogue and the calendar before it is
 * kept. The demonstration comes through it as well.
 */
import type { Id } from '#core/kernel/id.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import type { AnnotationWords } from '#core/metrics/annotation.ts';
import { metricDomains } from '#core/metrics/define-metric.ts';
import { insertAnnotation, withdrawAnnotation, type Saying } from '#store/annotations/annotations.ts';
import { readSignedPhases } from '#store/annotations/signed-phases.ts';
import { countMeasured } from '#store/changes.ts';
import type { Scope } from '#store/scope.ts';
import { storedScopeId } from './counted-spans.ts';
import { requireMetric } from './metric-view.ts';
import { recordHeadlineSignals } from './record-signals.ts';

/** @throws Problem `request-invalid` or `metric-not-found` */
export async function sayAnnotation(scope: Scope, words: AnnotationWords, saying: Saying): Promise<Id> {
  refuseWrongWords(words, dayOf(saying.now, scope.timeZone));
  const isOfWhole = words.scope === null || words.scope.kind === 'organisation';
  const kept: AnnotationWords = {
    ...words,
    scope: words.scope === null || isOfWhole ? null : { kind: words.scope.kind, id: storedScopeId(words.scope.kind, words.scope.id) },
  };
  const { now } = saying;
  if (words.specialCause !== null || words.startsPhase) await recordHeadlineSignals(scope, { today: dayOf(now, scope.timeZone), now });
  const id = await insertAnnotation(scope, kept, saying);
  await countMeasured(scope);
  return id;
}

/** @throws Problem `not-found` or `conflict` */
export async function takeBackAnnotation(scope: Scope, id: string, saying: Pick<Saying, 'by' | 'now'>): Promise<void> {
  if (!isId(id)) throw new Problem('not-found', 'There is no such annotation in this organisation.', { id });
  const resting = (await readSignedPhases(scope)).find((phase) => phase.annotationId === id && phase.withdrawnAt === null);
  if (resting !== undefined) {
    const detail = `A signed phase of ${resting.metricId} rests on it: withdraw that first.`;
    throw new Problem('conflict', detail, { id, phaseId: resting.id, metric: resting.metricId });
  }
  await recordHeadlineSignals(scope, { today: dayOf(saying.now, scope.timeZone), now: saying.now });
  await withdrawAnnotation(scope, id, saying);
  await countMeasured(scope);
}

function refuseWrongWords(words: AnnotationWords, today: Day): void {
  const refuse = (path: string, detail: string): never => {
    throw new Problem('request-invalid', detail, { wrong: [{ path }] });
  };
  const { fromOn, toOn, specialCause, metricId, domain } = words;
  if (toOn < fromOn) refuse('toOn', 'The last day lies before the first.');
  if (toOn > today) refuse('toOn', 'A day to come has not happened yet.');
  if (specialCause !== null && specialCause.toOn < specialCause.fromOn) refuse('specialCause.toOn', 'The last day lies before the first.');
  if (specialCause !== null && specialCause.toOn > today) refuse('specialCause.toOn', 'A day to come has not happened yet.');
  if (metricId !== null && domain !== null) refuse('domain', 'Name a metric or a domain, or neither for all metrics.');
  if (metricId !== null) requireMetric(metricId);
  if (domain !== null && !metricDomains.some((known) => known === domain)) refuse('domain', `There is no domain ${domain}.`);
  if (words.startsPhase && words.kind !== 'source-change')
    refuse('startsPhase', 'Only another source, method or population begins a phase by itself; a shift is signed on its metric.');
}
