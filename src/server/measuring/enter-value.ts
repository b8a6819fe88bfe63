/**
 * The door by which a person enters a value: held against the definition and the calendar, kept as a revision that is never
 * overwritten, and measured in the same transaction, so that whoever asks next sees it. The demonstration comes through it as well.
 */
import type { Id } from '#core/kernel/id.ts';
import { isId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addDays, dayOf, daysBetween, type Day } from '#core/kernel/time.ts';
import type { EnteredMeasure, MetricDefinition } from '#core/metrics/define-metric.ts';
import { enteredMeasures, isEntered } from '#core/metrics/define-metric.ts';
import { faultOf, overlap, type EnteredNumbers, type EnteredPeriod, type EntryFault } from '#core/metrics/entered-value.ts';
import type { Saying } from '#store/annotations/annotations.ts';
import {
  beginEntering,
  insertRevision,
  newestRevision,
  readEntries,
  stands,
  type EntryRevision,
  type Evidence,
  type StoredEntry,
} from '#store/entries/entries.ts';
import { readLifecycles } from '#store/entries/steps.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import type { Scope } from '#store/scope.ts';
import { storedScopeId } from './counted-spans.ts';
import { stateOf } from './lifecycles.ts';
import { measureEntered } from './measure-entered.ts';
import { requireMetric, wholeOrganisation } from './metric-view.ts';
import { recordHeadlineSignals } from './record-signals.ts';
import { majorOf } from './said-of-charts.ts';

export interface EntryWords extends EnteredPeriod, EnteredNumbers {
  readonly metricId: string;
  /** Absent: the headline. */
  readonly measure?: string | undefined;
  readonly scope: MetricScope | null;
  readonly evidence: Evidence;
}

export interface EntryOutcome {
  readonly id: Id;
  /** False: exactly this was said before, and nothing was written. */
  readonly changed: boolean;
  readonly revision: number;
}

const periodDaysMax = 366;

/** Ten years: every day since the first period is a day of its series. */
const periodAgeMaxDays = 3_653;
const firstPeriodOn = '2000-01-01' as Day;

/** @throws Problem `metric-not-found`, `request-invalid` or `conflict` */
export async function enterValue(scope: Scope, words: EntryWords, saying: Saying): Promise<EntryOutcome> {
  await beginEntering(scope);
  const metric = requireMetric(words.metricId);
  const today = dayOf(saying.now, scope.timeZone);
  const measure = measureOf(metric, words.measure);
  await refuseRetired(scope, metric);
  const place = placeOf(measure, words.scope);
  refuseWrongPeriod(words, today);
  refuseWrongNumbers(measure, words);
  const beside = (await readEntries(scope, metric.id)).filter(
    (entry) => stands(entry) && entry.measure === measure.name && entry.scope.kind === place.kind && entry.scope.id === place.id,
  );
  const other = beside.find((entry) => overlap(entry, words));
  if (other !== undefined) {
    const newest = newestRevision(other);
    if (other.fromOn === words.fromOn && other.toOn === words.toOn && saysSame(newest, words))
      return { id: other.id, changed: false, revision: newest.revision };
    const detail = `There is an entry for these days already (${other.fromOn} to ${other.toOn}). Correct it with a reason, or withdraw it first.`;
    throw new Problem('conflict', detail, { id: other.id, fromOn: other.fromOn, toOn: other.toOn });
  }
  const id = saying.newId();
  const entry = { id, metricId: metric.id, measure: measure.name, scope: place, fromOn: words.fromOn, toOn: words.toOn };
  await insertRevision(scope, entry, { ...revisionOf(words), revision: 1, act: 'entered', version: metric.version, reason: null }, saying);
  await measureAndTell(scope, metric, saying);
  return { id, changed: true, revision: 1 };
}

export interface CorrectionWords extends EnteredNumbers {
  readonly evidence: Evidence;
  readonly reason: string;
}

/** @throws Problem `not-found`, `request-invalid` or `conflict` */
export async function correctEntry(scope: Scope, id: string, words: CorrectionWords, saying: Saying): Promise<EntryOutcome> {
  await beginEntering(scope);
  const entry = await standingEntry(scope, id);
  const metric = requireMetric(entry.metricId);
  const newest = newestRevision(entry);
  await refuseRetired(scope, metric);
  if (majorOf(newest.version) !== majorOf(metric.version)) {
    const detail = `This entry was counted by version ${newest.version} of the metric, which counts otherwise now: withdraw it and enter the period anew.`;
    throw new Problem('conflict', detail, { id, version: newest.version });
  }
  refuseWrongNumbers(measureOf(metric, entry.measure), words);
  if (saysSame(newest, words)) return { id: entry.id, changed: false, revision: newest.revision };
  const revision = newest.revision + 1;
  const corrected = { ...revisionOf(words), revision, act: 'corrected', version: metric.version, reason: words.reason } as const;
  await insertRevision(scope, entry, corrected, saying);
  await measureAndTell(scope, metric, saying);
  return { id: entry.id, changed: true, revision };
}

/** @throws Problem `not-found` or `conflict` */
export async function withdrawEntry(scope: Scope, id: string, reason: string, saying: Saying): Promise<EntryOutcome> {
  await beginEntering(scope);
  const entry = await standingEntry(scope, id);
  const newest = newestRevision(entry);
  const revision = newest.revision + 1;
  await insertRevision(scope, entry, { ...newest, revision, act: 'withdrawn', reason }, saying);
  await measureAndTell(scope, requireMetric(entry.metricId), saying);
  return { id: entry.id, changed: true, revision };
}

/** Of the signals that its chart then shows, those that are new are put on record, as after a run. */
async function measureAndTell(scope: Scope, metric: MetricDefinition, { now }: Saying): Promise<void> {
  const today = dayOf(now, scope.timeZone);
  await measureEntered(scope, { today, now });
  await recordHeadlineSignals(scope, { today, now, of: [metric] });
}

async function standingEntry(scope: Scope, id: string): Promise<StoredEntry> {
  const entry = isId(id) ? (await readEntries(scope)).find((one) => one.id === id) : undefined;
  if (entry === undefined) throw new Problem('not-found', 'There is no such entry in this organisation.', { id });
  if (!stands(entry)) throw new Problem('conflict', 'This entry was withdrawn: enter the period anew.', { id });
  return entry;
}

function measureOf(metric: MetricDefinition, name: string | undefined): EnteredMeasure {
  if (!isEntered(metric)) {
    const detail = `${metric.id} is computed from records: nobody can enter a value for it.`;
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'id' }] });
  }
  const measures = enteredMeasures(metric);
  const found = measures.find((measure) => (name === undefined ? measure.headline : measure.name === name));
  if (found !== undefined) return found;
  const detail = `${metric.id} has no such measure.`;
  throw new Problem('request-invalid', detail, { wrong: [{ path: 'measure' }], expected: measures.map((measure) => measure.name) });
}

async function refuseRetired(scope: Scope, metric: MetricDefinition): Promise<void> {
  if (stateOf(await readLifecycles(scope), metric) !== 'retired') return;
  throw new Problem('conflict', `${metric.id} is retired here: no value is entered for it any more.`, { metric: metric.id });
}

function placeOf(measure: EnteredMeasure, asked: MetricScope | null): MetricScope {
  const kind = asked?.kind ?? 'organisation';
  if (!measure.scopes.includes(kind)) {
    const detail = `${measure.name} is entered for ${measure.scopes.join(', ')} only.`;
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'scope.kind' }], expected: measure.scopes });
  }
  return asked === null || kind === 'organisation' ? wholeOrganisation : { kind, id: storedScopeId(kind, asked.id) };
}

function refuseWrongPeriod({ fromOn, toOn }: EnteredPeriod, today: Day): void {
  if (toOn < fromOn) throw new Problem('request-invalid', 'The last day lies before the first.', { wrong: [{ path: 'toOn' }] });
  if (toOn >= today) {
    const detail = 'A period that is not over cannot be entered: its last day is yesterday or earlier.';
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'toOn' }], today });
  }
  const tenYearsAgo = addDays(today, -periodAgeMaxDays);
  const earliestOn = tenYearsAgo < firstPeriodOn ? firstPeriodOn : tenYearsAgo;
  if (fromOn < earliestOn) {
    const detail = `A period begins on ${earliestOn} or later: what lies further back says nothing of today. Check the year, or enter the periods since then.`;
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'fromOn' }], earliestOn });
  }
  if (daysBetween(fromOn, toOn) >= periodDaysMax)
    throw new Problem('request-invalid', 'A period is at most a year and a day long.', { wrong: [{ path: 'fromOn' }] });
}

function refuseWrongNumbers(measure: EnteredMeasure, numbers: EnteredNumbers): void {
  const fault = faultOf(measure, numbers);
  if (fault !== null) throw faultProblem(fault);
}

function faultProblem(fault: EntryFault): Problem {
  const wrong = (path: string) => ({ wrong: [{ path }] });
  switch (fault) {
    case 'percentage-alone':
      return new Problem(
        'request-invalid',
        'A percentage alone says nothing: give the numerator and the denominator.',
        wrong('denominator'),
      );
    case 'numerator-missing':
      return new Problem('request-invalid', 'Say how many were counted: the numerator is missing.', wrong('numerator'));
    case 'denominator-not-asked':
      return new Problem('request-invalid', 'This measure has no denominator: leave it out.', wrong('denominator'));
    case 'days-missing':
      return new Problem('request-invalid', 'Say how many days it took.', wrong('days'));
    case 'days-not-asked':
      return new Problem('request-invalid', 'This measure counts things and not days: leave the days out.', wrong('days'));
    case 'not-a-count':
      return new Problem('request-invalid', 'What is counted is a whole number of 0 or more; days are 0 or more.', wrong('numerator'));
    case 'part-beyond-whole':
      return new Problem(
        'request-invalid',
        'The part is larger than the whole: the numerator is at most the denominator.',
        wrong('numerator'),
      );
  }
}

function revisionOf({ numerator, denominator, days, evidence }: EnteredNumbers & { readonly evidence: Evidence }) {
  return { numerator, denominator, days, evidence };
}

function saysSame(kept: EntryRevision, said: EnteredNumbers & { readonly evidence: Evidence }): boolean {
  invariant(kept.act !== 'withdrawn', 'only what stands can be said again');
  const text = ({ numerator, denominator, days, evidence }: EnteredNumbers & { readonly evidence: Evidence }) =>
    JSON.stringify([numerator, denominator, days, evidence.text, evidence.link, evidence.reference]);
  return text(kept) === text(said);
}
