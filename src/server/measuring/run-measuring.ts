/**
 * The runner: asks the records each metric's question for each day and scope, applies the gates, and writes what
 * changed. Formulas and verdicts are the core's, sets are the database's; this file only carries between them.
 *
 * One run at a time per organisation, also across hosts. A request to measure is taken off only after everything was
 * written, and only if nobody asked again meanwhile: a run that is killed is run again.
 */
import type { OrganisationId } from '#core/kernel/id.ts';
import { listStandingOn, usualStaleLimits, type StaleLimits } from '#core/advisories/sources.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { CountedMeasure, MetricDefinition } from '#core/metrics/define-metric.ts';
import { countedMeasures, originOf, scopeKinds } from '#core/metrics/define-metric.ts';
import { gateResults, type GateFacts, type GateResult } from '#core/metrics/gates.ts';
import { ageUnder, estimateUnder, isCounted, measurementUnder } from '#core/metrics/measure.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { survivalUnder } from '#core/metrics/survival-under.ts';
import { closingTimes } from '#core/vulnerabilities/time-to-close.ts';
import { scanCoverage } from '#core/metrics/vul-01-scan-coverage/metric.ts';
import { countMeasured } from '#store/changes.ts';
import type { Database } from '#store/database.ts';
import { refreshMembership, type MembershipOutcome } from '#store/dependencies/membership.ts';
import { earliestVersionDay } from '#store/measuring/first-day.ts';
import { firstMixedDay, gateFacts, sourceSpans } from '#store/measuring/gate-facts.ts';
import { beginMeasuring, readPending, removePending } from '#store/measuring/pending.ts';
import { measuredScopes, newestMeasuredDays } from '#store/measuring/read-series.ts';
import { writeMeasurements, type MeasuredStretch } from '#store/measuring/write-measurements.ts';
import { windowOf } from '#store/query/day-series.ts';
import { preparePlaces } from '#store/query/places.ts';
import { readHeldLists } from '#store/sources/sources.ts';
import { refreshStatistics } from '#store/refresh-statistics.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { askLives, firstDayFollowed, livesAskedFrom } from './count-lives.ts';
import { answerTo, askAll, countsOf, everyQuestionOf, questionsOf, type Answers, type ByScope } from './count-measures.ts';
import { metricsInUse } from './lifecycles.ts';
import { measureEntered } from './measure-entered.ts';
import { measurePublished } from './measure-published.ts';
import { measureExpected } from './measure-expected.ts';
import { recordHeadlineSignals } from './record-signals.ts';
import { emptySpans, joined, overlaps, scopeKey, type CountedSpan, type Days } from './counted-spans.ts';

/** How far back a first run reaches. */
export const longestSeriesDays = 3 * 365;

export interface MeasuringRequest {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  /** Also measure from this day on; absent: from what was asked for, else from the newest measured day. */
  readonly fromDay?: Day;
  readonly today: Day;
  readonly now: Instant;
  /** Absent: the usual ones. */
  readonly staleLimits?: StaleLimits;
  readonly onProgress?: (progress: MeasuringProgress) => void;
  /** Told when signals could not be recorded: the measurements stand all the same. Absent: thrown. */
  readonly onSignalsFailed?: (cause: unknown) => void;
}

export interface MeasuringProgress {
  readonly metricId: string;
  readonly metricsDone: number;
  readonly metricsTotal: number;
}

export interface MeasuringResult {
  /** null: there are no records yet. */
  readonly fromDay: Day | null;
  readonly metrics: number;
  readonly days: number;
  /** Measurements that are new or came out otherwise than before. */
  readonly rows: number;
  readonly seconds: number;
  /** Of the assets beneath services; null: nothing was measured. */
  readonly membership: MembershipOutcome | null;
}

export async function runMeasuring(request: MeasuringRequest): Promise<MeasuringResult> {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const { database, organisationId, today } = request;
  await refreshStatistics(database);
  const done = await withOrganisation(database, organisationId, (scope) => measureAll(scope, request));
  // Apart, so that whoever enters a value need not wait for a long run: it rests on no record.
  const entered = await withOrganisation(database, organisationId, (scope) => measureStated(scope, request));
  if (done !== null) await refreshStatistics(database);
  // Something had changed: without that no chart shows what it did not show before.
  if (entered > 0 || (done !== null && (done.rows > 0 || done.wasAsked))) await recordSignals(request);
  if (done === null) return { fromDay: null, metrics: 0, days: 0, rows: entered, seconds: seconds(), membership: null };
  const { fromDay, rows, membership } = done;
  return { fromDay, rows: rows + entered, membership, metrics: done.metrics, days: daysBetween(fromDay, today) + 1, seconds: seconds() };
}

/** What people entered and what was published of them: both stand in no record. */
async function measureStated(scope: Scope, request: Pick<MeasuringRequest, 'today' | 'now'>): Promise<number> {
  return (await measureEntered(scope, request)) + (await measurePublished(scope, request));
}

interface Measured {
  readonly fromDay: Day;
  readonly metrics: number;
  readonly rows: number;
  readonly membership: MembershipOutcome;
  /** Something had changed. */
  readonly wasAsked: boolean;
}

/** In a transaction of its own: a chart that cannot be drawn takes no measurement away. */
async function recordSignals({ database, organisationId, today, now, onSignalsFailed }: MeasuringRequest): Promise<void> {
  try {
    await withOrganisation(database, organisationId, (scope) => recordHeadlineSignals(scope, { today, now }));
  } catch (cause) {
    if (onSignalsFailed === undefined) throw cause;
    onSignalsFailed(cause);
  }
}

/** One transaction: readers see all metrics of one moment, and the request goes with what was written for it. */
async function measureAll(scope: Scope, request: MeasuringRequest): Promise<Measured | null> {
  await beginMeasuring(scope);
  const plan = await planOf(scope, request);
  if (plan === null) return null;
  const { today, now } = request;
  const whole = { from: plan.fromDay, to: today };
  const membership = await refreshMembership(scope, today);
  const fromOf = (metric: MetricDefinition): Day => plan.fromDays.get(metric.id) ?? plan.fromDay;
  const livesFrom = livesAskedFrom(plan.metrics, fromOf);
  const placedFrom = earliestOf(plan.fromDay, livesFrom === null ? undefined : firstDayFollowed(livesFrom));
  const places = await preparePlaces(scope, scopeKinds, windowOf(scope, { from: placedFrom, to: today }));
  const coverage = questionsOf(scanCoverage.measures[0], plan.fromDay).counted;
  const asked = plan.metrics.flatMap((metric) => countedMeasures(metric).flatMap((measure) => everyQuestionOf(measure, fromOf(metric))));
  const counts = await askAll(scope, [coverage, ...asked], { places, to: today });
  const lives = livesFrom === null ? new Map() : await askLives(scope, { from: livesFrom, to: today }, places);
  const answers: Answers = { ...counts, lives };
  const facts = await factsOf(scope, whole, { counted: answerTo(answers, coverage), limits: request.staleLimits ?? usualStaleLimits });
  let rows = 0;
  for (const [index, metric] of plan.metrics.entries()) {
    request.onProgress?.({ metricId: metric.id, metricsDone: index, metricsTotal: plan.metrics.length });
    rows += await measureMetric(scope, metric, { from: fromOf(metric), today, now, facts, answers });
    rows += await measureExpected(scope, metric, { from: fromOf(metric), today, now, facts, places });
  }
  await removePending(scope, plan.pendingMark);
  if (rows > 0) await countMeasured(scope);
  return { fromDay: plan.fromDay, metrics: plan.metrics.length, rows, membership, wasAsked: plan.pendingMark !== null };
}

interface Plan {
  /** Those that are asked of the records and in use here. */
  readonly metrics: readonly MetricDefinition[];
  /** The earliest day of any metric. */
  readonly fromDay: Day;
  readonly fromDays: ReadonlyMap<string, Day>;
  readonly pendingMark: string | null;
}

async function planOf(scope: Scope, { fromDay, today }: MeasuringRequest): Promise<Plan | null> {
  const pending = await readPending(scope);
  const earliest = await earliestVersionDay(scope);
  if (earliest === null || earliest > today) return null;
  const first = latestOf(earliest, addDays(today, -longestSeriesDays));
  const newest = await newestMeasuredDays(scope);
  const metrics = (await metricsInUse(scope)).filter((metric) => originOf(metric) === 'records');
  const fromDays = new Map(
    metrics.map((metric) => {
      // A metric, or a version of it, that was never measured starts at the beginning.
      const own = newest.get(`${metric.id} ${metric.version}`) ?? first;
      return [metric.id, latestOf(first, earliestOf(today, own, fromDay, pending?.fromOn))] as const;
    }),
  );
  const from = earliestOf(...fromDays.values());
  return { metrics, fromDay: from, fromDays, pendingMark: pending?.mark ?? null };
}

async function factsOf(
  scope: Scope,
  { from, to }: Days,
  { counted, limits }: { readonly counted: ByScope; readonly limits: StaleLimits },
): Promise<ReadonlyMap<Day, GateFacts>> {
  const held = await readHeldLists(scope);
  const coverage = new Map<Day, GateFacts['scanCoverage']>();
  for (const span of counted.get(scopeKey('organisation', ''))?.spans ?? []) {
    const { numerator, denominator } = span;
    for (let day = span.from; day <= span.to; day = addDays(day, 1)) coverage.set(day, { numerator, denominator });
  }
  const mixedOn = firstMixedDay(await sourceSpans(scope), scope.timeZone);
  const facts = new Map<Day, GateFacts>();
  for (const [day, { scanBefore, ...newestOn }] of await gateFacts(scope, from, to)) {
    facts.set(day, {
      day,
      newestOn,
      scanBeforeOn: scanBefore,
      areSourcesIndependent: mixedOn === null || day < mixedOn,
      scanCoverage: coverage.get(day) ?? { numerator: 0, denominator: 0 },
      lists: { kev: listStandingOn('kev', held.kev, { day, limits }), epss: listStandingOn('epss', held.epss, { day, limits }) },
    });
  }
  return facts;
}

interface MetricRun {
  readonly from: Day;
  readonly today: Day;
  readonly now: Instant;
  readonly facts: ReadonlyMap<Day, GateFacts>;
  readonly answers: Answers;
}

async function measureMetric(scope: Scope, metric: MetricDefinition, { from, today, now, facts, answers }: MetricRun): Promise<number> {
  const spells = gateSpells(metric, { from, today, facts });
  let written = 0;
  for (const measure of countedMeasures(metric)) {
    if (measure.expected !== undefined) continue;
    const counted = countsOf(measure, answers, { from, to: today, facts });
    const named = { metricId: metric.id, version: metric.version, measure: measure.name };
    // A scope that has no records left must not keep its old values.
    const left = await measuredScopes(scope, { ...named, from, to: today });
    const known = new Set(left.map(({ kind, id }) => scopeKey(kind, id)));
    for (const { kind, id } of left) {
      const key = scopeKey(kind, id);
      if (!counted.has(key)) counted.set(key, { scopeKind: kind, scopeId: id, spans: emptySpans({ from, to: today }) });
    }
    const stretches = [...counted].flatMap(([key, { scopeKind, scopeId, spans }]) => {
      const from = scopeKind === 'service' && !known.has(key) ? firstCounted(spans) : spans[0]?.from;
      const own = overlaps(spans, spells)
        .filter(([span]) => from !== undefined && span.from >= from)
        .map(([span, spell, days]): MeasuredStretch => {
          const { gained, lost } = span;
          return { scopeKind, scopeId, ...days, measurement: measurementOf(measure, span, spell.results), gained, lost };
        });
      return isCounted(measure) ? own : joined(own);
    });
    written += await writeMeasurements(scope, { ...named, measuredAt: now, stretches });
  }
  return written;
}

/** Before anybody said what rests on it, a service has no days: years of them without a value would be written and read for nothing. */
function firstCounted(spans: readonly CountedSpan[]): Day | undefined {
  const isCounted = ({ numerator, denominator, hasAssets, strata = [] }: CountedSpan) =>
    hasAssets === true || numerator + denominator > 0 || strata.some(({ first, second }) => first + second > 0);
  return spans.find(isCounted)?.from;
}

function measurementOf(measure: CountedMeasure, span: CountedSpan, results: readonly GateResult[]): Measurement {
  const { estimate, survival, whenEmpty } = measure;
  if (survival !== undefined) return survivalUnder(results, { survival, whenEmpty }, span.lived ?? closingTimes(null, []));
  if (estimate !== undefined) return estimateUnder(results, { estimate, whenEmpty }, span.strata ?? []);
  if (!isCounted(measure)) {
    // The days since a source spoke are not of rows.
    const rows = measure.ageOfSource === undefined ? span.numerator : null;
    return ageUnder(results, measure, { days: span.ageDays ?? null, rows });
  }
  if (span.hasAssets === false) return { state: 'not-measured', reason: measure.whenEmpty, reasons: ['nothing-in-population'] };
  return measurementUnder(results, measure, { numerator: span.numerator, denominator: measure.kind === 'count' ? null : span.denominator });
}

/** Days in a row on which the gates of a metric say the same. */
interface GateSpell extends Days {
  readonly results: readonly GateResult[];
}

function gateSpells(metric: MetricDefinition, { from, today, facts }: Pick<MetricRun, 'from' | 'today' | 'facts'>): readonly GateSpell[] {
  const spells: GateSpell[] = [];
  let said: string | null = null;
  for (let day = from; day <= today; day = addDays(day, 1)) {
    const ofDay = facts.get(day);
    invariant(ofDay !== undefined, 'gate facts cover every measured day');
    const results = gateResults(metric, ofDay);
    const says = JSON.stringify(results);
    const last = spells.at(-1);
    if (last !== undefined && says === said) spells[spells.length - 1] = { ...last, to: day };
    else spells.push({ from: day, to: day, results });
    said = says;
  }
  return spells;
}

function earliestOf(...days: readonly (Day | undefined)[]): Day {
  const [first] = days.filter((day) => day !== undefined).toSorted();
  invariant(first !== undefined, 'at least one day');
  return first;
}

function latestOf(left: Day, right: Day): Day {
  return left > right ? left : right;
}
