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
import type { Measure, MetricDefinition, Rows } from '#core/metrics/define-metric.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import type { GateFacts } from '#core/metrics/gates.ts';
import { measurementOf } from '#core/metrics/measure.ts';
import { knownAssets } from '#core/metrics/populations.ts';
import { metrics } from '#core/metrics/registry.ts';
import { scanCoverage } from '#core/metrics/vul-01-scan-coverage/metric.ts';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { Database } from '#store/database.ts';
import { earliestVersionDay } from '#store/measuring/first-day.ts';
import { gateFacts } from '#store/measuring/gate-facts.ts';
import { beginMeasuring, readPending, removePending } from '#store/measuring/pending.ts';
import { measuredScopes, newestMeasuredDays } from '#store/measuring/read-series.ts';
import { writeMeasurements, type MeasurementRow } from '#store/measuring/write-measurements.ts';
import { daySeries, type DaySeriesRow } from '#store/query/day-series.ts';
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
  const plan = await withOrganisation(database, organisationId, (scope) => planOf(scope, request));
  if (plan === null) return { fromDay: null, metrics: 0, days: 0, rows: 0, seconds: seconds() };
  let rows = 0;
  for (const [index, metric] of metrics.entries()) {
    request.onProgress?.({ metricId: metric.id, metricsDone: index, metricsTotal: metrics.length });
    const from = plan.fromDays.get(metric.id) ?? plan.fromDay;
    rows += await withOrganisation(database, organisationId, (scope) =>
      measureMetric(scope, metric, { ...request, from, facts: plan.facts }),
    );
  }
  await withOrganisation(database, organisationId, (scope) => removePending(scope, plan.pendingMark));
  await refreshStatistics(database);
  return { fromDay: plan.fromDay, metrics: metrics.length, days: daysBetween(plan.fromDay, today) + 1, rows, seconds: seconds() };
}

interface Plan {
  /** The earliest day of any metric. */
  readonly fromDay: Day;
  readonly fromDays: ReadonlyMap<string, Day>;
  readonly facts: ReadonlyMap<Day, GateFacts>;
  readonly pendingMark: string | null;
}

async function planOf(scope: Scope, { fromDay, today }: MeasuringRequest): Promise<Plan | null> {
  await beginMeasuring(scope);
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
  const coverage = await scanCoverageByDay(scope, from, today);
  const facts = new Map<Day, GateFacts>();
  for (const [day, newestOn] of await gateFacts(scope, from, today)) {
    facts.set(day, { day, newestOn, scanCoverage: coverage.get(day) ?? { numerator: 0, denominator: 0 } });
  }
  return { fromDay: from, fromDays, facts, pendingMark: pending?.mark ?? null };
}

async function scanCoverageByDay(scope: Scope, from: Day, to: Day): Promise<ReadonlyMap<Day, GateFacts['scanCoverage']>> {
  const [measure] = scanCoverage.measures;
  const { kind, filter } = measure.denominator;
  const rows = await daySeries(scope, {
    kind,
    population: filter,
    numerator: measure.numerator.filter,
    scopes: ['organisation'],
    from,
    to,
  });
  return new Map(rows.map(({ day, numerator, denominator }) => [day, { numerator, denominator }]));
}

interface MetricRun {
  readonly from: Day;
  readonly today: Day;
  readonly now: Instant;
  readonly facts: ReadonlyMap<Day, GateFacts>;
}

async function measureMetric(scope: Scope, metric: MetricDefinition, { from, today, now, facts }: MetricRun): Promise<number> {
  await beginMeasuring(scope);
  const ask = seriesAsker(scope, from, today);
  let written = 0;
  for (const measure of metric.measures) {
    const counted = await countsOf(measure, ask);
    const named = { metricId: metric.id, version: metric.version, measure: measure.name };
    // A scope that has no records left must not keep its old values.
    const left = await measuredScopes(scope, { ...named, from, to: today });
    for (const { kind, id } of left)
      if (!counted.has(scopeKey(kind, id))) counted.set(scopeKey(kind, id), emptyDays({ scopeKind: kind, scopeId: id }, from, today));
    const rows = [...counted.values()].flat().map((row): MeasurementRow => {
      const day = facts.get(row.day);
      invariant(day !== undefined, 'gate facts cover every measured day');
      const { scopeKind, scopeId, gained, lost } = row;
      const counts = { numerator: row.numerator, denominator: measure.kind === 'count' ? null : row.denominator };
      return { scopeKind, scopeId, day: row.day, measurement: measurementOf(metric, measure, counts, day), gained, lost };
    });
    written += await writeMeasurements(scope, { ...named, measuredAt: now, rows });
  }
  return written;
}

type ByScope = Map<string, readonly DaySeriesRow[]>;
type Ask = (kind: Rows['kind'], population: Filter, numerator: Filter | null) => Promise<ByScope>;

/** Asks each question once: measures that share counts share the pass. */
function seriesAsker(scope: Scope, from: Day, to: Day): Ask {
  const asked = new Map<string, ByScope>();
  return async (kind, population, numerator) => {
    const question = `${kind} ${printFilter(population)} ${numerator === null ? '' : printFilter(numerator)}`;
    const known = asked.get(question);
    if (known !== undefined) return new Map(known);
    const found: Map<string, DaySeriesRow[]> = new Map();
    for (const row of await daySeries(scope, { kind, population, numerator, scopes: scopeKinds, from, to })) {
      const stored = { ...row, scopeId: storedScopeId(row.scopeKind, row.scopeId) };
      const key = scopeKey(stored.scopeKind, stored.scopeId);
      const own = found.get(key);
      if (own === undefined) found.set(key, [stored]);
      else own.push(stored);
    }
    asked.set(question, found);
    return new Map(found);
  };
}

async function countsOf(measure: Measure, ask: Ask): Promise<ByScope> {
  const { numerator, denominator } = measure;
  if (measure.kind === 'proportion') {
    invariant(denominator !== null && denominator.kind === numerator.kind, 'a proportion counts its numerator within its denominator');
    return ask(numerator.kind, denominator.filter, numerator.filter);
  }
  const counts = await ask(numerator.kind, numerator.filter, null);
  // A scope with assets and nothing to count has a 0; so the scopes come from the assets.
  const population = denominator ?? { kind: 'asset', filter: knownAssets };
  const units = await ask(population.kind, population.filter, null);
  const both: ByScope = new Map();
  for (const key of new Set([...units.keys(), ...counts.keys()])) {
    const [own, exposed] = [counts.get(key), units.get(key)];
    const days = own ?? exposed ?? [];
    both.set(
      key,
      days.map((row, index) => ({
        ...row,
        numerator: own?.[index]?.numerator ?? 0,
        gained: own?.[index]?.gained ?? 0,
        lost: own?.[index]?.lost ?? 0,
        denominator: exposed?.[index]?.denominator ?? 0,
      })),
    );
  }
  return both;
}

function emptyDays(scope: Pick<DaySeriesRow, 'scopeKind' | 'scopeId'>, from: Day, to: Day): readonly DaySeriesRow[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => ({
    ...scope,
    day: addDays(from, index),
    numerator: 0,
    denominator: 0,
    gained: 0,
    lost: 0,
  }));
}

/** The organisation needs no name within its own rows; departments are kept under the name they compare by. */
export function storedScopeId(kind: DaySeriesRow['scopeKind'], id: string): string {
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
