/**
 * Measurements into their table: set-based, one statement per measure. A day that was measured before and now comes out
 * otherwise gets a further revision; what is equal writes nothing, so measuring twice is free of traces.
 */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import type { Scope } from '#store/scope.ts';

export interface MeasurementRow {
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly day: Day;
  readonly measurement: Measurement;
  /** Units that entered and left the numerator on that day; null where that means nothing. */
  readonly gained: number | null;
  readonly lost: number | null;
}

export interface MeasuredSeries {
  readonly metricId: string;
  readonly version: string;
  readonly measure: string;
  readonly measuredAt: Instant;
  readonly rows: readonly MeasurementRow[];
}

/** Rows handed to PostgreSQL in one statement: bounds memory on both sides. */
const batchRows = 20_000;

/** @returns how many rows were written: new ones and further revisions */
export async function writeMeasurements(scope: Scope, series: MeasuredSeries): Promise<number> {
  let written = 0;
  for (let start = 0; start < series.rows.length; start += batchRows) {
    written += await writeBatch(scope, { ...series, rows: series.rows.slice(start, start + batchRows) });
  }
  return written;
}

async function writeBatch(scope: Scope, { metricId, version, measure, measuredAt, rows }: MeasuredSeries): Promise<number> {
  const measured = rows.map(({ measurement }) => (measurement.state === 'measured' ? measurement : null));
  const column = <T>(pick: (row: MeasurementRow, index: number) => T): T[] => rows.map(pick);
  const days = column(({ day }) => day).toSorted();
  const written = await sql`
    with given as (
      select scope_kind, scope_id, day, state, standing, reason,
        case when reasons = '' then '{}'::text[] else string_to_array(reasons, ',') end as reasons,
        value, numerator, denominator, lower, upper, gained, lost
      from unnest(
        ${column(({ scopeKind }) => scopeKind)}::text[], ${column(({ scopeId }) => scopeId)}::text[], ${column(({ day }) => day)}::date[],
        ${column(({ measurement }) => measurement.state)}::text[], ${measured.map((one) => one?.standing ?? null)}::text[],
        ${column(({ measurement }) => (measurement.state === 'measured' ? null : measurement.reason))}::text[],
        ${column(({ measurement }) => measurement.reasons.join(','))}::text[],
        ${measured.map((one) => one?.value ?? null)}::float8[], ${measured.map((one) => one?.numerator ?? null)}::float8[],
        ${measured.map((one) => one?.denominator ?? null)}::float8[], ${measured.map((one) => one?.interval?.lower ?? null)}::float8[],
        ${measured.map((one) => one?.interval?.upper ?? null)}::float8[],
        ${column(({ gained }) => gained)}::float8[], ${column(({ lost }) => lost)}::float8[])
        as given (scope_kind, scope_id, day, state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost)
    ), newest as materialized (
      select distinct on (scope_kind, scope_id, day) * from measurement
      where organisation_id = ${scope.organisationId} and metric_id = ${metricId} and metric_version = ${version} and measure = ${measure}
        and day between ${days[0]}::date and ${days.at(-1)}::date
      order by scope_kind, scope_id, day, revision desc
    )
    insert into measurement (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, day, revision, state, standing, reason,
      reasons, value, numerator, denominator, lower, upper, gained, lost, measured_at)
    select ${scope.organisationId}, ${metricId}, ${version}, ${measure}, given.scope_kind, given.scope_id, given.day,
      coalesce(newest.revision, 0) + 1, given.state, given.standing, given.reason, given.reasons, given.value, given.numerator,
      given.denominator, given.lower, given.upper, given.gained, given.lost, ${measuredAt}::timestamptz
    from given left join newest using (scope_kind, scope_id, day)
    where newest.revision is null
      or (given.state, given.standing, given.reason, given.reasons, given.value, given.numerator, given.denominator, given.lower, given.upper,
          given.gained, given.lost)
        is distinct from (newest.state, newest.standing, newest.reason, newest.reasons, newest.value, newest.numerator, newest.denominator,
          newest.lower, newest.upper, newest.gained, newest.lost)`.execute(scope.trx);
  return Number(written.numAffectedRows ?? 0n);
}
