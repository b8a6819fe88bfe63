/**
 * Series of measurements for what leaves the node: all of them, one after another, out of one cursor; and what each says on
 * the newest day that its metric was measured. One series for the pages is `read-series.ts`.
 */
import { sql, type RawBuilder } from 'kysely';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import type { Day } from '#core/kernel/time.ts';
import { withinTimeLimit } from '#store/query/time-limit.ts';
import { walkTimeLimitMs } from '#store/query/walk-records.ts';
import type { Scope } from '#store/scope.ts';
import { packedStretches, unpackDays, type MetricScope } from './read-series.ts';
import { measurementFrom, storedColumns, type StoredMeasurement } from './stored-measurement.ts';

export interface SeriesName {
  readonly metricId: string;
  readonly version: string;
  readonly measure: string;
  readonly scope: MetricScope;
}

export interface SeriesChoice {
  /** Null: every metric, every kind of scope. */
  readonly metricId: string | null;
  readonly scopeKind: ScopeKind | null;
  /** Absent: from the first day that was measured. */
  readonly from?: Day | undefined;
  readonly to: Day;
}

/** Days of all series together; a gap in one is counted as if it were measured. @throws Problem `filter-too-broad` */
export async function countSeriesDays(scope: Scope, asked: SeriesChoice): Promise<number> {
  const { from, to } = asked;
  const first = from === undefined ? sql`min(from_on)` : sql`greatest(min(from_on), ${from}::date)`;
  const days = sql<{ days: number }>`select coalesce(sum(days), 0)::float8 as days from (
    select least(max(to_on), ${to}::date) - ${first} + 1 as days from measurement where ${chosen(scope, asked)} group by ${seriesColumns}) counted`;
  const { rows } = await withinTimeLimit(scope, () => days.execute(scope.trx), walkTimeLimitMs);
  return rows[0]?.days ?? 0;
}

const seriesColumns = sql.raw('metric_id, metric_version, measure, scope_kind, scope_id');

function chosen(scope: Scope, { metricId, scopeKind, from, to }: SeriesChoice): RawBuilder<unknown> {
  const metric = metricId === null ? sql`true` : sql`metric_id = ${metricId}`;
  const kind = scopeKind === null ? sql`true` : sql`scope_kind = ${scopeKind}`;
  const begin = from === undefined ? sql`true` : sql`to_on >= ${from}::date`;
  return sql`organisation_id = ${scope.organisationId} and ${metric} and ${kind} and ${begin} and from_on <= ${to}::date`;
}

interface SeriesRow {
  readonly metricId: string;
  readonly version: string;
  readonly measure: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
}

const named = sql.raw('metric_id as "metricId", metric_version as version, measure, scope_kind as "scopeKind", scope_id as "scopeId"');
const nameOf = ({ metricId, version, measure, scopeKind, scopeId }: SeriesRow): SeriesName => ({
  metricId,
  version,
  measure,
  scope: { kind: scopeKind, id: scopeId },
});

const seriesAtOnce = 20;

/** To be read within the transaction of the scope. */
export async function* walkSeries(
  scope: Scope,
  asked: SeriesChoice,
): AsyncGenerator<{ readonly name: SeriesName; readonly days: readonly DailyValue[] }, void, undefined> {
  await sql`declare walked_series no scroll cursor for
    select ${named}, ${packedStretches} as stretches from measurement where ${chosen(scope, asked)}
    group by ${seriesColumns} order by ${seriesColumns}`.execute(scope.trx);
  const next = sql<SeriesRow & { readonly stretches: string }>`fetch forward ${sql.raw(String(seriesAtOnce))} from walked_series`;
  const range = asked.from === undefined ? { to: asked.to } : { from: asked.from, to: asked.to };
  for (;;) {
    const { rows } = await withinTimeLimit(scope, () => next.execute(scope.trx), walkTimeLimitMs);
    for (const row of rows) yield { name: nameOf(row), days: unpackDays(row.stretches, range) };
    if (rows.length < seriesAtOnce) break;
  }
  await sql`close walked_series`.execute(scope.trx);
}

export interface NewestValue {
  readonly name: SeriesName;
  readonly day: Day;
  readonly measurement: Measurement;
}

/**
 * @param metrics the versions asked about; of each the newest day on which the whole organisation was measured counts
 * @param limit of series
 */
export async function readNewest(
  scope: Scope,
  metrics: readonly { readonly id: string; readonly version: string }[],
  scopeKinds: readonly ScopeKind[],
  limit: number,
): Promise<readonly NewestValue[]> {
  const { rows } = await sql<SeriesRow & StoredMeasurement & { readonly day: Day }>`
    with newest as (
      select asked.metric_id, asked.metric_version, max(m.to_on) as day
      from unnest(${metrics.map(({ id }) => id)}::text[], ${metrics.map(({ version }) => version)}::text[]) asked(metric_id, metric_version)
      join measurement m using (metric_id, metric_version)
      where m.organisation_id = ${scope.organisationId} and m.scope_kind = 'organisation'
      group by 1, 2)
    select distinct on (${seriesColumns}) ${named}, day, ${storedColumns}
    from measurement join newest using (metric_id, metric_version)
    where organisation_id = ${scope.organisationId} and scope_kind = any(${scopeKinds}::text[]) and day between from_on and to_on
    order by ${seriesColumns}, revision desc limit ${limit}`.execute(scope.trx);
  return rows.map((row) => ({ name: nameOf(row), day: row.day, measurement: measurementFrom(row) }));
}
