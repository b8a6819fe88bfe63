/** One measure of each of many metrics for the whole organisation, day by day, in one statement (`read-series.ts`). */
import { sql } from 'kysely';
import type { Day } from '#core/kernel/time.ts';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import type { Scope } from '#store/scope.ts';
import { packedStretches, unpackDays } from './read-series.ts';

export interface AskedMeasure {
  readonly metricId: string;
  readonly version: string;
  readonly measure: string;
}

/** @returns by metric, the days in order from the first that was ever measured; a metric that never was is not in it */
export async function readManySeries(
  scope: Scope,
  asked: readonly AskedMeasure[],
  to: Day,
): Promise<ReadonlyMap<string, readonly DailyValue[]>> {
  const column = (of: (one: AskedMeasure) => string) => sql`${asked.map(of)}::text[]`;
  const { rows } = await sql<{ metricId: string; stretches: string }>`
    select metric_id as "metricId", ${packedStretches} as stretches
    from measurement
    join unnest(${column(({ metricId }) => metricId)}, ${column(({ version }) => version)}, ${column(({ measure }) => measure)})
      asked(metric_id, metric_version, measure) using (metric_id, metric_version, measure)
    where organisation_id = ${scope.organisationId} and scope_kind = 'organisation' and scope_id = '' and from_on <= ${to}::date
    group by metric_id`.execute(scope.trx);
  return new Map(rows.map(({ metricId, stretches }) => [metricId, unpackDays(stretches, { to })]));
}
