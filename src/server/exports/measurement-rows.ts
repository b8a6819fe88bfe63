/** Measurements in the rows of their table, series by series. */
import type { Day } from '#core/kernel/time.ts';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import { metricById } from '#core/metrics/registry.ts';
import type { TableRow } from '#core/exports/table.ts';
import { countSeriesDays, walkSeries, type SeriesChoice, type SeriesName } from '#store/measuring/walk-series.ts';
import type { Scope } from '#store/scope.ts';
import { seriesPoint } from '../measuring/wire-chart.ts';
import { scopeLabels, type ScopeLabel } from './scope-labels.ts';

export async function findMeasurements(
  scope: Scope,
  asked: SeriesChoice,
): Promise<{ readonly count: number; readonly rows: AsyncGenerator<readonly TableRow[], void, undefined>; readonly asOf: Day }> {
  const count = await countSeriesDays(scope, asked);
  const labelOf = await scopeLabels(scope);
  const rows = async function* () {
    for await (const { name, days } of walkSeries(scope, asked)) yield days.map((day) => rowOf(name, labelOf(name.scope), day));
  };
  return { count, rows: rows(), asOf: asked.to };
}

/** In the order of the columns of `measurementTable`. A measure that is no more has no unit. */
function rowOf({ metricId, version, measure, scope }: SeriesName, { id, name }: ScopeLabel, { day, measurement }: DailyValue): TableRow {
  const unit = metricById(metricId)?.measures.find((one) => one.name === measure)?.unit ?? null;
  const { state, value, atLeast = false, numerator, denominator, lower, upper, reasons } = seriesPoint(day, measurement);
  const why = reasons.length === 0 ? null : reasons.join(' ');
  return [
    metricId,
    version,
    measure,
    unit,
    scope.kind,
    id,
    name,
    day,
    state,
    value,
    value === null ? null : atLeast,
    numerator,
    denominator,
    lower,
    upper,
    why,
  ];
}
