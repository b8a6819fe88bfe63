/**
 * Measurements into their table: set-based, one statement per measure. A day that was measured before and now comes out
 * otherwise gets a further revision; what is equal writes nothing, so measuring twice is free of traces.
 * Values change far less often than days pass, so they travel as stretches of days and become rows in the database.
 */
import { sql } from 'kysely';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { daysBetween } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import type { Scope } from '#store/scope.ts';

/** The same on each of its days. */
export interface MeasuredStretch {
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
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
  /** No day of a scope twice. */
  readonly stretches: readonly MeasuredStretch[];
}

/** Rows that one statement may write: bounds memory and locks in the database. */
const batchRows = 100_000;

/** @returns how many rows were written: new ones and further revisions */
export async function writeMeasurements(scope: Scope, series: MeasuredSeries): Promise<number> {
  // In the order of the primary key: each page of its index is then written once, from left to right.
  const sorted = series.stretches.toSorted(
    (a, b) => compareCodePoints(a.scopeKind, b.scopeKind) || compareCodePoints(a.scopeId, b.scopeId) || compareCodePoints(a.from, b.from),
  );
  let written = 0;
  let batch: MeasuredStretch[] = [];
  let rows = 0;
  for (const stretch of sorted) {
    batch.push(stretch);
    rows += stretch.from === stretch.to ? 1 : daysBetween(stretch.from, stretch.to) + 1;
    if (rows < batchRows) continue;
    written += await writeBatch(scope, series, batch);
    batch = [];
    rows = 0;
  }
  return batch.length === 0 ? written : written + (await writeBatch(scope, series, batch));
}

async function writeBatch(
  scope: Scope,
  { metricId, version, measure, measuredAt }: MeasuredSeries,
  stretches: readonly MeasuredStretch[],
): Promise<number> {
  const measured = stretches.map(({ measurement }) => (measurement.state === 'measured' ? measurement : null));
  const column = <T>(pick: (stretch: MeasuredStretch) => T): T[] => stretches.map(pick);
  const written = await sql`
    with given as materialized (
      select scope_kind, scope_id, from_on, to_on, state, standing, reason,
        case when reasons = '' then '{}'::text[] else string_to_array(reasons, ',') end as reasons,
        value, numerator, denominator, lower, upper, gained, lost
      from unnest(
        ${column(({ scopeKind }) => scopeKind)}::text[], ${column(({ scopeId }) => scopeId)}::text[],
        ${column(({ from }) => from)}::date[], ${column(({ to }) => to)}::date[],
        ${column(({ measurement }) => measurement.state)}::text[], ${measured.map((one) => one?.standing ?? null)}::text[],
        ${column(({ measurement }) => (measurement.state === 'measured' ? null : measurement.reason))}::text[],
        ${column(({ measurement }) => measurement.reasons.join(','))}::text[],
        ${measured.map((one) => one?.value ?? null)}::float8[], ${measured.map((one) => one?.numerator ?? null)}::float8[],
        ${measured.map((one) => one?.denominator ?? null)}::float8[], ${measured.map((one) => one?.interval?.lower ?? null)}::float8[],
        ${measured.map((one) => one?.interval?.upper ?? null)}::float8[],
        ${column(({ gained }) => gained)}::float8[], ${column(({ lost }) => lost)}::float8[])
        as given (scope_kind, scope_id, from_on, to_on, state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost)
    ), newest as materialized (
      select distinct on (scope_kind, scope_id, day) * from measurement
      where organisation_id = ${scope.organisationId} and metric_id = ${metricId} and metric_version = ${version} and measure = ${measure}
        and day between (select min(from_on) from given) and (select max(to_on) from given)
      order by scope_kind, scope_id, day, revision desc
    )
    insert into measurement (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, day, revision, state, standing, reason,
      reasons, value, numerator, denominator, lower, upper, gained, lost, measured_at)
    select ${scope.organisationId}, ${metricId}, ${version}, ${measure}, given.scope_kind, given.scope_id, days.day,
      coalesce(newest.revision, 0) + 1, given.state, given.standing, given.reason, given.reasons, given.value, given.numerator,
      given.denominator, given.lower, given.upper, given.gained, given.lost, ${measuredAt}::timestamptz
    from given cross join lateral (select given.from_on + place as day from generate_series(0, given.to_on - given.from_on) place) days
    left join newest on newest.scope_kind = given.scope_kind and newest.scope_id = given.scope_id and newest.day = days.day
    where newest.revision is null
      or (given.state, given.standing, given.reason, given.reasons, given.value, given.numerator, given.denominator, given.lower, given.upper,
          given.gained, given.lost)
        is distinct from (newest.state, newest.standing, newest.reason, newest.reasons, newest.value, newest.numerator, newest.denominator,
          newest.lower, newest.upper, newest.gained, newest.lost)`.execute(scope.trx);
  return Number(written.numAffectedRows ?? 0n);
}
