/** The newest measurement of every measure and part of the organisation that was asked for, as scrapers read it. */
import { exposition, type Dialect, type ExposedMeasure, type ExposedMeasurement } from '#core/exports/exposition.ts';
import { Problem } from '#core/kernel/problem.ts';
import { millisecondsOf, startOfDay } from '#core/kernel/time.ts';
import type { MetricDefinition, ScopeKind } from '#core/metrics/define-metric.ts';
import { readNewest, type NewestValue } from '#store/measuring/walk-series.ts';
import type { Scope } from '#store/scope.ts';
import { metricsInUse } from '../measuring/lifecycles.ts';
import { seriesPoint } from '../measuring/wire-chart.ts';
import { scopeLabels, type ScopeLabel } from './scope-labels.ts';

/** Each is thirteen samples at most, and a scraper keeps every one for ever. */
export const exposedSeriesMax = 10_000;

/** @throws Problem `filter-too-broad` */
export async function exposeMetrics(scope: Scope, scopeKinds: readonly ScopeKind[], dialect: Dialect): Promise<string> {
  const labelOf = await scopeLabels(scope);
  // The last value of what is retired is no value of now.
  const inUse = await metricsInUse(scope);
  const exposedMeasures = exposedMeasuresOf(inUse);
  const found = await readNewest(scope, inUse, scopeKinds, exposedSeriesMax + 1);
  if (found.length > exposedSeriesMax) {
    const detail = `There are more than ${exposedSeriesMax} series in these parts of the organisation. Ask for fewer kinds of them.`;
    throw new Problem('filter-too-broad', detail, { seriesMax: exposedSeriesMax, scopes: scopeKinds });
  }
  const known = found.filter(({ name }) => isMeasure(exposedMeasures, name.metricId, name.measure));
  const measured = known.map((one) => exposed(one, labelOf(one.name.scope), scope.timeZone));
  const whole = labelOf({ kind: 'organisation', id: '' });
  return exposition(exposedMeasures, [...measured, ...missing(exposedMeasures, { scopeKinds, found: known, whole })], dialect);
}

const exposedMeasuresOf = (metrics: readonly MetricDefinition[]): readonly ExposedMeasure[] =>
  metrics.flatMap(({ id, version, measures }) =>
    measures.map(({ name, unit, direction, headline, title }) => ({
      metric: id,
      version,
      measure: name,
      unit,
      direction,
      headline,
      title: title.en,
    })),
  );

/** A measure that a version no longer has may still lie in the table. */
function isMeasure(known: readonly ExposedMeasure[], metricId: string, measure: string): boolean {
  return known.some((one) => one.metric === metricId && one.measure === measure);
}

function exposed({ name, day, measurement }: NewestValue, { id, name: scopeName }: ScopeLabel, timeZone: string): ExposedMeasurement {
  const { state, value, atLeast = false, numerator, denominator, lower, upper } = seriesPoint(day, measurement);
  return {
    metric: name.metricId,
    measure: name.measure,
    scopeKind: name.scope.kind,
    scope: id,
    scopeName,
    dayStartsAtSeconds: millisecondsOf(startOfDay(day, timeZone)) / 1_000,
    ...{ state, value, isAtLeast: atLeast, numerator, denominator, lower, upper },
  };
}

/** What was never measured of the whole organisation says so: a panel without it would look as if nothing was wrong. */
function missing(
  known: readonly ExposedMeasure[],
  {
    scopeKinds,
    found,
    whole,
  }: { readonly scopeKinds: readonly ScopeKind[]; readonly found: readonly NewestValue[]; readonly whole: ScopeLabel },
): readonly ExposedMeasurement[] {
  if (!scopeKinds.includes('organisation')) return [];
  const has = new Set(found.filter(({ name }) => name.scope.kind === 'organisation').map(({ name }) => `${name.metricId} ${name.measure}`));
  const nothing = { dayStartsAtSeconds: null, value: null, numerator: null, denominator: null, lower: null, upper: null };
  return known
    .filter(({ metric, measure }) => !has.has(`${metric} ${measure}`))
    .map(({ metric, measure }) => ({
      ...{ metric, measure, scopeKind: 'organisation' as const, scope: whole.id, scopeName: whole.name },
      state: 'no-data' as const,
      ...nothing,
    }));
}
