/**
 * The runner: asks the records each metric's question for each day and scope, applies the gates, and writes what
 * changed. Formulas and verdicts are the core's, sets are the database's; this file only carries between them.
 *
 * One run at a time per organisation, also across hosts. A request to measure is taken off only after everything was
 * written, and only if nobody asked again meanwhile: a run that is killed is run again.
 */
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { Estimate, Measure, MetricDefinition, Rows } from '#core/metrics/define-metric.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { gateResults, type GateFacts, type GateResult } from '#core/metrics/gates.ts';
import { estimateUnder, measurementUnder } from '#core/metrics/measure.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { knownAssets } from '#core/metrics/populations.ts';
import { metrics } from '#core/metrics/registry.ts';
import { scanCoverage } from '#core/metrics/vul-01-scan-coverage/metric.ts';
import { and } from '#core/query/filter-builder.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { TwoLists } from '#core/statistics/capture-recapture.ts';
import { countMeasured } from '#store/changes.ts';
import type { Database } from '#store/database.ts';
import { refreshMembership } from '#store/dependencies/membership.ts';
import { earliestVersionDay } from '#store/measuring/first-day.ts';
import { firstMixedDay, gateFacts, sourceSpans } from '#store/measuring/gate-facts.ts';
import { beginMeasuring, readPending, removePending } from '#store/measuring/pending.ts';
import { measuredScopes, newestMeasuredDays } from '#store/measuring/read-series.ts';
import { writeMeasurements, type MeasuredStretch } from '#store/measuring/write-measurements.ts';
import type { DayQuestion, DaySpan, ScopeSpans } from '#store/query/day-series.ts';
import { daySpans, windowOf } from '#store/query/day-series.ts';
import { preparePlaces, type Places } from '#store/query/places.ts';
import { refreshStatistics } from '#store/refresh-statistics.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';

/** How far back a first run reaches. */
export const longestSeriesDays = 3 * 365;

export interface MeasuringRequest {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  /** Also measure from this day on; absent: from what was asked for, else from the newest measured day. */
  readonly fromDay?: Day;
  readonly today: Day;
  readonly now: Instant;
  readonly onProgress?: (progress: MeasuringProgress) => void;
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
}

export async function runMeasuring(request: MeasuringRequest): Promise<MeasuringResult> {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const { database, organisationId, today } = request;
  await refreshStatistics(database);
  const done = await withOrganisation(database, organisationId, (scope) => measureAll(scope, request));
  if (done === null) return { fromDay: null, metrics: 0, days: 0, rows: 0, seconds: seconds() };
  await refreshStatistics(database);
  const { fromDay, rows } = done;
  return { fromDay, metrics: metrics.length, days: daysBetween(fromDay, today) + 1, rows, seconds: seconds() };
}

/** One transaction: readers see all metrics of one moment, and the request goes with what was written for it. */
async function measureAll(scope: Scope, request: MeasuringRequest): Promise<{ readonly fromDay: Day; readonly rows: number } | null> {
  await beginMeasuring(scope);
  const plan = await planOf(scope, request);
  if (plan === null) return null;
  const { today, now } = request;
  const whole = { from: plan.fromDay, to: today };
  await refreshMembership(scope, today);
  const places = await preparePlaces(scope, scopeKinds, windowOf(scope, whole));
  const fromOf = (metric: MetricDefinition): Day => plan.fromDays.get(metric.id) ?? plan.fromDay;
  const coverage = questionsOf(scanCoverage.measures[0], plan.fromDay).counted;
  const asked = metrics.flatMap((metric) => metric.measures.flatMap((measure) => everyQuestionOf(measure, fromOf(metric))));
  const answers = await askAll(scope, [coverage, ...asked], { places, to: today });
  const facts = await factsOf(scope, whole, answerTo(answers, coverage));
  let rows = 0;
  for (const [index, metric] of metrics.entries()) {
    request.onProgress?.({ metricId: metric.id, metricsDone: index, metricsTotal: metrics.length });
    rows += await measureMetric(scope, metric, { from: fromOf(metric), today, now, facts, answers });
  }
  await removePending(scope, plan.pendingMark);
  if (rows > 0) await countMeasured(scope);
  return { fromDay: plan.fromDay, rows };
}

interface Plan {
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
  const fromDays = new Map(
    metrics.map((metric) => {
      // A metric, or a version of it, that was never measured starts at the beginning.
      const own = newest.get(`${metric.id} ${metric.version}`) ?? first;
      return [metric.id, latestOf(first, earliestOf(today, own, fromDay, pending?.fromOn))] as const;
    }),
  );
  const from = earliestOf(...fromDays.values());
  return { fromDay: from, fromDays, pendingMark: pending?.mark ?? null };
}

async function factsOf(scope: Scope, { from, to }: Days, counted: ByScope): Promise<ReadonlyMap<Day, GateFacts>> {
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
  for (const measure of metric.measures) {
    const counted = countsOf(measure, answers, { from, to: today });
    const named = { metricId: metric.id, version: metric.version, measure: measure.name };
    // A scope that has no records left must not keep its old values.
    const left = await measuredScopes(scope, { ...named, from, to: today });
    for (const { kind, id } of left) {
      const key = scopeKey(kind, id);
      if (!counted.has(key)) counted.set(key, { scopeKind: kind, scopeId: id, spans: emptySpans({ from, to: today }) });
    }
    const stretches = [...counted.values()].flatMap(({ scopeKind, scopeId, spans }) =>
      overlaps(spans, spells).map(([span, spell, days]): MeasuredStretch => {
        const { gained, lost } = span;
        return { scopeKind, scopeId, ...days, measurement: measurementOf(measure, span, spell.results), gained, lost };
      }),
    );
    written += await writeMeasurements(scope, { ...named, measuredAt: now, stretches });
  }
  return written;
}

function measurementOf(measure: Measure, span: CountedSpan, results: readonly GateResult[]): Measurement {
  const { estimate, whenEmpty } = measure;
  if (estimate !== undefined) return estimateUnder(results, { estimate, whenEmpty }, span.strata ?? []);
  return measurementUnder(results, measure, { numerator: span.numerator, denominator: measure.kind === 'count' ? null : span.denominator });
}

interface Days {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
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

/** Of two lists that each cover the same days in order: every pair that has days in common, with those days. */
function overlaps<Left extends Days, Right extends Days>(
  left: readonly Left[],
  right: readonly Right[],
): readonly (readonly [Left, Right, Days])[] {
  const found: (readonly [Left, Right, Days])[] = [];
  let [i, j] = [0, 0];
  for (let [a, b] = [left[i], right[j]]; a !== undefined && b !== undefined; [a, b] = [left[i], right[j]]) {
    const to = a.to < b.to ? a.to : b.to;
    found.push([a, b, { from: latestOf(a.from, b.from), to }]);
    if (a.to === to) i += 1;
    if (b.to === to) j += 1;
  }
  return found;
}

type ByScope = Map<string, ScopeSpans>;

/** Days on which the counts are the same; of an estimate those of each of its strata. */
interface CountedSpan extends DaySpan {
  readonly strata?: readonly TwoLists[];
}

type CountedByScope = Map<string, Omit<ScopeSpans, 'spans'> & { readonly spans: readonly CountedSpan[] }>;

/** A question of one kind of records, from a day on. */
interface Asked extends DayQuestion {
  readonly kind: Rows['kind'];
  readonly from: Day;
}

/** Counts of every question, each asked once: measures that share it share its counts. */
type Answers = ReadonlyMap<string, ByScope>;

function questionKey({ kind, from, population, numerator }: Asked): string {
  return `${from} ${kind} ${printFilter(population)} ${numerator === null ? '' : printFilter(numerator)}`;
}

/** Asks all questions about one kind of records and the same days at once: one pass over the records answers them. */
async function askAll(
  scope: Scope,
  asked: readonly Asked[],
  { places, to }: { readonly places: Places; readonly to: Day },
): Promise<Answers> {
  const sheets = new Map<string, Map<string, Asked>>();
  for (const question of asked) {
    const sheet = `${question.from} ${question.kind}`;
    sheets.set(sheet, (sheets.get(sheet) ?? new Map<string, Asked>()).set(questionKey(question), question));
  }
  const answers = new Map<string, ByScope>();
  for (const sheet of sheets.values()) {
    const questions = [...sheet.values()];
    const [first] = questions;
    invariant(first !== undefined, 'a sheet has a question');
    const { kind, from } = first;
    const found = await daySpans(scope, { kind, questions, scopes: scopeKinds, from, to }, places);
    for (const [index, question] of questions.entries()) {
      const byScope: ByScope = new Map();
      for (const own of found[index] ?? []) {
        const scopeId = storedScopeId(own.scopeKind, own.scopeId);
        byScope.set(scopeKey(own.scopeKind, scopeId), { ...own, scopeId });
      }
      answers.set(questionKey(question), byScope);
    }
  }
  return answers;
}

function answerTo(answers: Answers, question: Asked): ByScope {
  const answer = answers.get(questionKey(question));
  invariant(answer !== undefined, 'every question of every measure was asked');
  return new Map(answer);
}

/** What a measure counts and, where that is another question, what it is counted in. */
function questionsOf({ kind, numerator, denominator }: Measure, from: Day): { readonly counted: Asked; readonly units: Asked | null } {
  if (kind === 'proportion') {
    invariant(denominator !== null && denominator.kind === numerator.kind, 'a proportion counts its numerator within its denominator');
    return { counted: { kind: numerator.kind, from, population: denominator.filter, numerator: numerator.filter }, units: null };
  }
  // A scope with assets and nothing to count has a 0; so the scopes come from the assets.
  const units = denominator ?? { kind: 'asset', filter: knownAssets };
  return {
    counted: { kind: numerator.kind, from, population: numerator.filter, numerator: null },
    units: { kind: units.kind, from, population: units.filter, numerator: null },
  };
}

function everyQuestionOf(measure: Measure, from: Day): readonly Asked[] {
  if (measure.estimate !== undefined) return strataOf(measure.estimate, from).flatMap(({ first, second }) => [first, second]);
  const { counted, units } = questionsOf(measure, from);
  return units === null ? [counted] : [counted, units];
}

/** Per stratum: what is on the first list, and of it also on the second; what is on the second. */
function strataOf({ first, second, strata }: Estimate, from: Day): readonly { readonly first: Asked; readonly second: Asked }[] {
  return strata.map((stratum) => ({
    first: { kind: 'asset', from, population: and(first, stratum), numerator: second },
    second: { kind: 'asset', from, population: and(second, stratum), numerator: null },
  }));
}

function strataCounts(estimate: Estimate, answers: Answers, days: Days): CountedByScope {
  const lists = strataOf(estimate, days.from).map((stratum) => ({
    first: answerTo(answers, stratum.first),
    second: answerTo(answers, stratum.second),
  }));
  const scopes = new Map(lists.flatMap(({ first, second }) => [...first, ...second]));
  const spansIn = (answer: ByScope, key: string) => answer.get(key)?.spans ?? emptySpans(days);
  const counted: CountedByScope = new Map();
  for (const [key, { scopeKind, scopeId }] of scopes) {
    let spans: readonly CountedSpan[] = emptySpans(days);
    for (const { first, second } of lists) {
      const stratum = overlaps(spansIn(first, key), spansIn(second, key)).map(([one, two, together]) => ({
        ...together,
        counts: { first: one.denominator, second: two.numerator, both: one.numerator },
      }));
      spans = overlaps(spans, stratum).map(([span, { counts }, together]) => ({
        ...span,
        ...together,
        strata: [...(span.strata ?? []), counts],
      }));
    }
    counted.set(key, { scopeKind, scopeId, spans });
  }
  return counted;
}

function countsOf(measure: Measure, answers: Answers, days: Days): CountedByScope {
  const { estimate, scopes } = measure;
  if (estimate !== undefined)
    return new Map([...strataCounts(estimate, answers, days)].filter(([, { scopeKind }]) => scopes.includes(scopeKind)));
  const asked = questionsOf(measure, days.from);
  const counts = answerTo(answers, asked.counted);
  if (asked.units === null) return counts;
  const units = answerTo(answers, asked.units);
  const both: ByScope = new Map();
  for (const [key, known] of new Map([...units, ...counts])) {
    const own = counts.get(key)?.spans ?? emptySpans(days);
    // What a count is not divided by does not cut its days either.
    const exposed = measure.kind === 'count' ? emptySpans(days) : (units.get(key)?.spans ?? emptySpans(days));
    both.set(key, {
      scopeKind: known.scopeKind,
      scopeId: known.scopeId,
      spans: overlaps(own, exposed).map(([counted, unit, together]) => ({ ...counted, ...together, denominator: unit.denominator })),
    });
  }
  return both;
}

function emptySpans(days: Days): readonly DaySpan[] {
  return [{ from: days.from, to: days.to, numerator: 0, denominator: 0, gained: 0, lost: 0 }];
}

/** The organisation needs no name within its own rows; departments are kept under the name they compare by. */
export function storedScopeId(kind: ScopeSpans['scopeKind'], id: string): string {
  if (kind === 'organisation') return '';
  return kind === 'department' ? foldName(id) : id;
}

function scopeKey(kind: string, id: string): string {
  return `${kind} ${id}`;
}

function earliestOf(...days: readonly (Day | undefined)[]): Day {
  const [first] = days.filter((day) => day !== undefined).toSorted();
  invariant(first !== undefined, 'at least one day');
  return first;
}

function latestOf(left: Day, right: Day): Day {
  return left > right ? left : right;
}
