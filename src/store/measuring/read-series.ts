/** Measurements out of their table: the newest revision of each day. What they mean over time is `core/statistics`. */
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Measurement, NotMeasuredReason, ReasonCode, Standing } from '#core/metrics/measurement.ts';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import { memberSeparator, rowSeparator } from '#store/ingest/staged-rows.ts';
import type { Scope } from '#store/scope.ts';

export interface MetricScope {
  readonly kind: ScopeKind;
  /** Empty for the organisation itself. */
  readonly id: string;
}

export interface SeriesQuestion {
  readonly metricId: string;
  readonly version: string;
  readonly measures: readonly string[];
  readonly scope: MetricScope;
  readonly to: Day;
}

interface StoredRow {
  readonly measure: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly day: Day;
  readonly state: 'measured' | 'not-measured';
  readonly standing: Standing | null;
  readonly reason: NotMeasuredReason | null;
  readonly reasons: readonly ReasonCode[];
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly gained: number | null;
  readonly lost: number | null;
}

const shownColumns = sql`measure, scope_kind as "scopeKind", scope_id as "scopeId", day, state, standing, reason, reasons, value, numerator,
  denominator, lower, upper, gained, lost`;

/**
 * A long series is one row of text per measure: read column by column its 10,000 values cost ten times what the
 * database needs to find them.
 * @returns by measure, the days in order, from the first that was ever measured: a baseline must not slide along
 */
export async function readSeries(scope: Scope, asked: SeriesQuestion): Promise<ReadonlyMap<string, readonly DailyValue[]>> {
  const { rows } = await sql<{ measure: string; days: string }>`
    select measure, string_agg(array_to_string(array[day::text, state, standing, reason, array_to_string(reasons, ','), value::text,
        numerator::text, denominator::text, lower::text, upper::text, gained::text, lost::text], ${memberSeparator}, ''),
      ${rowSeparator} order by day) as days
    from (
      select distinct on (measure, day) * from measurement
      where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId} and metric_version = ${asked.version}
        and measure = any(${asked.measures}::text[])
        and scope_kind = ${asked.scope.kind} and scope_id = ${asked.scope.id} and day <= ${asked.to}::date
      order by measure, day, revision desc) newest
    group by measure order by measure`.execute(scope.trx);
  return new Map(rows.map(({ measure, days }) => [measure, days.split(rowSeparator).map((day) => dailyValue(unpacked(day)))]));
}

type StoredDay = Omit<StoredRow, 'measure' | 'scopeKind' | 'scopeId'>;

/** What `array_to_string` wrote; no member is ever the empty text, so that is null. */
function unpacked(text: string): StoredDay {
  const [day = '', state = '', standing = '', reason = '', reasons = '', ...numbers] = text.split(memberSeparator);
  const [value = null, numerator = null, denominator = null, lower = null, upper = null, gained = null, lost = null] = numbers.map(
    (number) => (number === '' ? null : Number(number)),
  );
  return {
    day: day as Day,
    state: state as StoredRow['state'],
    standing: standing === '' ? null : (standing as Standing),
    reason: reason === '' ? null : (reason as NotMeasuredReason),
    reasons: reasons === '' ? [] : (reasons.split(',') as ReasonCode[]),
    ...{ value, numerator, denominator, lower, upper, gained, lost },
  };
}

export interface ScopedValue {
  readonly scope: MetricScope;
  readonly value: DailyValue;
}

/** One measure on one day in every scope below the organisation. */
export async function readScopes(
  scope: Scope,
  asked: { readonly metricId: string; readonly version: string; readonly measure: string; readonly day: Day },
): Promise<readonly ScopedValue[]> {
  const { rows } = await sql<StoredRow>`
    select distinct on (scope_kind, scope_id) ${shownColumns} from measurement
    where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId} and metric_version = ${asked.version}
      and measure = ${asked.measure} and scope_kind <> 'organisation' and day = ${asked.day}::date
    order by scope_kind, scope_id, revision desc`.execute(scope.trx);
  return rows.map((row) => ({ scope: { kind: row.scopeKind, id: row.scopeId }, value: dailyValue(row) }));
}

/** The scopes below the organisation that have values of a measure in a stretch of days. */
export async function measuredScopes(
  scope: Scope,
  asked: { readonly metricId: string; readonly version: string; readonly measure: string; readonly from: Day; readonly to: Day },
): Promise<readonly MetricScope[]> {
  const { rows } = await sql<MetricScope>`
    select distinct scope_kind as kind, scope_id as id from measurement
    where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId} and metric_version = ${asked.version}
      and measure = ${asked.measure} and scope_kind <> 'organisation'
      and day <= ${asked.to}::date`.execute(scope.trx);
  return rows;
}

/** By `id version`: the newest day a metric was measured for the whole organisation. */
export async function newestMeasuredDays(scope: Scope): Promise<ReadonlyMap<string, Day>> {
  const { rows } = await sql<{ key: string; day: Day }>`
    select metric_id || ' ' || metric_version as key, max(day) as day from measurement
    where organisation_id = ${scope.organisationId} and scope_kind = 'organisation' group by 1`.execute(scope.trx);
  return new Map(rows.map(({ key, day }) => [key, day]));
}

/** The newest day on which anything was measured; null before the first run. */
export async function newestMeasuredDay(scope: Scope): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(day) as day from measurement where organisation_id = ${scope.organisationId} and scope_kind = 'organisation'`.execute(
    scope.trx,
  );
  return rows[0]?.day ?? null;
}

function dailyValue(row: StoredDay): DailyValue {
  return { day: row.day, measurement: measurementOf(row), gained: row.gained, lost: row.lost };
}

function measurementOf(row: StoredDay): Measurement {
  if (row.state === 'not-measured') {
    invariant(row.reason !== null, 'a missing value says why');
    return { state: 'not-measured', reason: row.reason, reasons: row.reasons };
  }
  invariant(row.value !== null && row.standing !== null, 'a measured value has a value and a standing');
  return {
    state: 'measured',
    standing: row.standing,
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    interval: row.lower === null || row.upper === null ? null : { lower: row.lower, upper: row.upper },
    reasons: row.reasons,
  };
}
