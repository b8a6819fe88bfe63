/**
 * Measures of what scores let expect: of the day on which it is measured, with the edition that is held then. A day before is never
 * worked out from the scores of today: what was measured on it stays, and where nothing was, the day says so.
 */
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import { countedMeasures, type Expectation, type MetricDefinition } from '#core/metrics/define-metric.ts';
import { added, expectedUnder, noSums, sumsOf, type ScoredSums } from '#core/metrics/expected-under.ts';
import { gateResults, type GateFacts } from '#core/metrics/gates.ts';
import { refusedBy } from '#core/metrics/measure.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { measuredScopes, newestMeasuredDays, type MetricScope } from '#store/measuring/read-series.ts';
import { writeMeasurements, type MeasuredStretch } from '#store/measuring/write-measurements.ts';
import type { Places } from '#store/query/places.ts';
import { scoredAssets } from '#store/query/scored-assets.ts';
import type { Scope } from '#store/scope.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { joined, scopeKey, storedScopeId } from './counted-spans.ts';

export interface ExpectedRun {
  /** The first day, where nothing was measured yet. */
  readonly from: Day;
  readonly today: Day;
  readonly now: Instant;
  readonly facts: ReadonlyMap<Day, GateFacts>;
  readonly places: Places;
}

/** @returns how many days are new or come out otherwise; 0 for a metric that has no such measure */
export async function measureExpected(scope: Scope, metric: MetricDefinition, run: ExpectedRun): Promise<number> {
  const measures = countedMeasures(metric).flatMap(({ name, expected }) => (expected === undefined ? [] : [{ name, expected }]));
  if (measures.length === 0) return 0;
  const { today, now } = run;
  const newest = (await newestMeasuredDays(scope)).get(`${metric.id} ${metric.version}`);
  const before = daysUntil(metric, run, newest === undefined ? run.from : addDays(newest, 1));
  const sums = await sumsByScope(scope, run);
  const results = gateResults(metric, factsOn(run, today));
  let written = 0;
  for (const { name, expected } of measures) {
    const series = { metricId: metric.id, version: metric.version, measure: name };
    // A scope that has nothing left must not keep its old value.
    const left = await measuredScopes(scope, { ...series, from: today, to: today });
    const scopes = new Map<string, MetricScope>(
      [...left, ...[...sums.values()].map(({ own }) => own)].map((own) => [scopeKey(own.kind, own.id), own]),
    );
    const stretches = [...scopes].flatMap(([key, { kind, id }]): MeasuredStretch[] => {
      const measurement = ofToday(expected, results, sums.get(key)?.sums);
      const days = joined([...before, { from: today, to: today, measurement }]);
      return days.map((days) => ({ ...days, scopeKind: kind, scopeId: id, gained: null, lost: null }));
    });
    written += await writeMeasurements(scope, { ...series, measuredAt: now, stretches });
  }
  return written;
}

/** Of a scope in which nothing is any more, there is nothing to tell. */
function ofToday(expected: Expectation, results: Parameters<typeof expectedUnder>[0], sums: ScoredSums | undefined): Measurement {
  if (sums !== undefined) return expectedUnder(results, expected, sums);
  return refusedBy(results) ?? { state: 'not-measured', reason: 'not-applicable', reasons: ['nothing-in-population'] };
}

/** The days since the last that was measured, without today. */
function daysUntil(
  metric: MetricDefinition,
  run: ExpectedRun,
  from: Day,
): readonly { readonly from: Day; readonly to: Day; readonly measurement: Measurement }[] {
  const days = [];
  for (let day = from; day < run.today; day = addDays(day, 1)) {
    const refused = refusedBy(gateResults(metric, factsOn(run, day)));
    const measurement: Measurement = refused ?? { state: 'not-measured', reason: 'no-data', reasons: ['not-measured-then'] };
    days.push({ from: day, to: day, measurement });
  }
  return joined(days);
}

function factsOn({ facts }: ExpectedRun, day: Day): GateFacts {
  const ofDay = facts.get(day);
  invariant(ofDay !== undefined, 'gate facts cover every measured day');
  return ofDay;
}

async function sumsByScope(
  scope: Scope,
  { today, places }: ExpectedRun,
): Promise<ReadonlyMap<string, { readonly own: MetricScope; readonly sums: ScoredSums }>> {
  const { assets, scopes } = await scoredAssets(scope, today, places);
  const bySpot = new Map<number, ScoredSums>();
  for (const { spot, ...asset } of assets) bySpot.set(spot, added(bySpot.get(spot) ?? noSums, sumsOf(asset)));
  const whole: MetricScope = { kind: 'organisation', id: '' };
  const byScope = new Map([[scopeKey(whole.kind, whole.id), { own: whole, sums: noSums }]]);
  for (const { spot, scopeKind, scopeId } of scopes) {
    const sums = bySpot.get(spot);
    if (sums === undefined) continue;
    const own: MetricScope = { kind: scopeKind, id: storedScopeId(scopeKind, scopeId) };
    const key = scopeKey(own.kind, own.id);
    byScope.set(key, { own, sums: added(byScope.get(key)?.sums ?? noSums, sums) });
  }
  return byScope;
}
