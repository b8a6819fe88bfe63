/**
 * Signing that a shift is here to stay (metrics.md 5.3.3). Only when a sustained shift stands in the chart, its known cause is
 * on record, the person expects it to persist, and signs with name and reason. The signals so far are put on record first.
 */
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import { metricById } from '#core/metrics/registry.ts';
import { signalEvents, standingShift, type StandingShift } from '#core/metrics/re-phasing.ts';
import { insertSignedPhase, withdrawSignedPhase } from '#store/annotations/signed-phases.ts';
import { recordSignals } from '#store/annotations/signal-events.ts';
import type { Saying } from '#store/annotations/annotations.ts';
import { countMeasured } from '#store/changes.ts';
import { sourceSpans } from '#store/measuring/gate-facts.ts';
import type { Scope } from '#store/scope.ts';
import { storedScopeId } from './counted-spans.ts';
import { chartOf, headlineOf, requireMetric, wholeOrganisation, wholeSeries } from './metric-view.ts';
import { annotationsOf, readSaid, type ChartName, type SaidOfCharts } from './said-of-charts.ts';

export interface SigningWords {
  readonly metricId: string;
  /** Absent: the headline measure. */
  readonly measure?: string | undefined;
  /** Null: the whole organisation. */
  readonly scope: { readonly kind: ScopeKind; readonly id: string } | null;
  readonly startsOn: Day;
  readonly annotationId: string | null;
  readonly persists: boolean;
  readonly reason: string;
  readonly signature: string;
}

/** @throws Problem `metric-not-found`; `not-found` where no such annotation holds; `conflict` where no such shift stands; `request-invalid` where cause, word or name is missing */
export async function signPhase(scope: Scope, words: SigningWords, saying: Saying): Promise<Id> {
  const name = chartNameOf(words);
  const said = await readSaid(scope);
  const today = dayOf(saying.now, scope.timeZone);
  const series = await wholeSeries(scope, name.metric, name.scope, today);
  const spans = await sourceSpans(scope);
  const chart = chartOf({ ...name, series, spans, timeZone: scope.timeZone, today, said });
  if (words.annotationId !== null && !said.annotations.some(({ id }) => id === words.annotationId))
    throw new Problem('not-found', 'There is no such annotation in this organisation.', { id: words.annotationId });
  const shift = standingShift(chart);
  if (shift === null || shift.startsOn !== words.startsOn) throw noShift(name, shift);
  const annotationId = causeOf(words, said, name, shift);
  refuseUnsigned(words);
  const stored = { metricId: name.metric.id, version: name.metric.version, measure: name.measure.name, scope: name.scope };
  await recordSignals(scope, [{ ...stored, signals: signalEvents(chart) }], saying.now);
  const { startsOn, reason, signature } = words;
  const id = await insertSignedPhase(scope, { ...stored, startsOn, annotationId, reason, signature }, saying);
  await countMeasured(scope);
  return id;
}

/** @throws Problem `not-found` or `conflict` */
export async function takeBackPhase(scope: Scope, id: string, saying: Pick<Saying, 'by' | 'now'>): Promise<void> {
  if (!isId(id)) throw new Problem('not-found', 'There is no such signed phase in this organisation.', { id });
  await keepSignalsOf(scope, id, saying.now);
  await withdrawSignedPhase(scope, id, saying);
  await countMeasured(scope);
}

/** Of the chart whose limits the phase gives, whichever measure and part it is of: what it shows stays on record when they go. */
async function keepSignalsOf(scope: Scope, id: Id, now: Instant): Promise<void> {
  const said = await readSaid(scope);
  const phase = said.phases.find((one) => one.id === id);
  const metric = phase === undefined ? undefined : metricById(phase.metricId);
  const measure = metric?.measures.find((one) => one.name === phase?.measure);
  if (phase === undefined || metric === undefined || measure === undefined) return;
  const name: ChartName = { metric, measure, scope: phase.scope };
  const today = dayOf(now, scope.timeZone);
  const series = await wholeSeries(scope, metric, phase.scope, today);
  const chart = chartOf({ ...name, series, spans: await sourceSpans(scope), timeZone: scope.timeZone, today, said });
  const stored = { metricId: metric.id, version: metric.version, measure: measure.name, scope: phase.scope };
  await recordSignals(scope, [{ ...stored, signals: signalEvents(chart) }], now);
}

function chartNameOf({ metricId, measure: asked, scope: part }: SigningWords): ChartName {
  const metric = requireMetric(metricId);
  const measure = asked === undefined ? headlineOf(metric) : metric.measures.find((one) => one.name === asked);
  if (measure === undefined) {
    const known = metric.measures.map((one) => one.name);
    throw new Problem('request-invalid', `${metric.id} has no such measure.`, { wrong: [{ path: 'measure' }], expected: known });
  }
  const isWhole = part === null || part.kind === 'organisation';
  return { metric, measure, scope: isWhole ? wholeOrganisation : { kind: part.kind, id: storedScopeId(part.kind, part.id) } };
}

function noShift({ metric, measure }: ChartName, shift: StandingShift | null): Problem {
  const about = { metric: metric.id, measure: measure.name };
  if (shift === null) {
    const detail = `No sustained shift stands in this chart of ${metric.id}: only eight periods or more in a row on one side of the centre, up to the newest, begin a new phase.`;
    return new Problem('conflict', detail, about);
  }
  const detail = `The shift that stands begins on ${shift.startsOn}: look at it again, and sign that one.`;
  return new Problem('conflict', detail, { ...about, startsOn: shift.startsOn });
}

function causeOf({ annotationId }: SigningWords, said: SaidOfCharts, name: ChartName, shift: StandingShift): Id {
  const cause = annotationsOf(said, name).find(({ id }) => id === annotationId);
  if (cause === undefined) {
    const detail = 'A new phase needs a known cause: say first what happened, beside this metric, and name it here.';
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'annotationId' }] });
  }
  if (cause.fromOn > shift.metOn) {
    const detail = `What happened on ${cause.fromOn} came after the shift was seen on ${shift.metOn}, and cannot be its cause.`;
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'annotationId' }] });
  }
  return cause.id;
}

function refuseUnsigned({ persists, reason, signature }: SigningWords): void {
  const refuse = (path: string, detail: string): never => {
    throw new Problem('request-invalid', detail, { wrong: [{ path }] });
  };
  if (!persists) refuse('persists', 'Only what is expected to stay begins a new phase; say of a passing cause that it is a special cause.');
  if (reason === '') refuse('reason', 'A new phase needs its reason, for whoever reads it later.');
  if (signature === '') refuse('signature', 'A new phase is signed: give the name of the person who signs.');
}
