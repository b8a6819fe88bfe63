/** Measurements out of their table: what counts on each day. What they mean over time is `core/statistics`. */
import { sql } from 'kysely';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import { isEntered, originOf, type ScopeKind } from '#core/metrics/define-metric.ts';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import { withoutUnentered } from '#core/metrics/entered-value.ts';
import { metrics } from '#core/metrics/registry.ts';
import { memberSeparator, rowSeparator } from '#store/ingest/staged-rows.ts';
import type { Scope } from '#store/scope.ts';
import { measurementFrom, packedColumns, storedColumns, unpackMeasurement, type StoredMeasurement } from './stored-measurement.ts';
import { countingStretches, type DayRange } from './stretches.ts';

const enteredIds: ReadonlySet<string> = new Set(metrics.filter((metric) => isEntered(metric)).map(({ id }) => id));
const notOfRecords: readonly string[] = metrics.filter((metric) => originOf(metric) !== 'records').map(({ id }) => id);

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

/** @returns by measure, the days in order, from the first that was ever measured: a baseline must not slide along */
export async function readSeries(scope: Scope, asked: SeriesQuestion): Promise<ReadonlyMap<string, readonly DailyValue[]>> {
  const { rows } = await sql<{ measure: string; stretches: string }>`
    select measure, ${packedStretches} as stretches
    from measurement
    where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId} and metric_version = ${asked.version}
      and measure = any(${asked.measures}::text[])
      and scope_kind = ${asked.scope.kind} and scope_id = ${asked.scope.id} and from_on <= ${asked.to}::date
    group by measure order by measure`.execute(scope.trx);
  const from = enteredIds.has(asked.metricId) ? withoutUnentered : (days: readonly DailyValue[]) => days;
  return new Map(rows.map(({ measure, stretches }) => [measure, from(unpackDays(stretches, { to: asked.to }))]));
}

/** All stretches of a series in one text. */
export const packedStretches = sql`string_agg(concat_ws(${memberSeparator}, from_on, to_on, revision, ${packedColumns}), ${rowSeparator})`;

/** What `packedStretches` wrote, day by day, from the first that was measured unless a later one is asked for. */
export function unpackDays(packed: string, { from, to }: { readonly from?: Day; readonly to: Day }): readonly DailyValue[] {
  return daysOf(packed.split(rowSeparator).map(unpackStretch), from, to);
}

interface ReadStretch extends DayRange {
  readonly revision: number;
  readonly said: Omit<DailyValue, 'day'>;
}

function unpackStretch(text: string): ReadStretch {
  const [from = '', to = '', revision = '', ...members] = text.split(memberSeparator);
  return { from: from as Day, to: to as Day, revision: Number(revision), said: said(unpackMeasurement(members)) };
}

function daysOf(stretches: readonly ReadStretch[], asked: Day | undefined, to: Day): readonly DailyValue[] {
  const first = stretches.reduce((earliest, one) => (one.from < earliest ? one.from : earliest), to);
  const from = asked !== undefined && asked > first ? asked : first;
  return countingStretches(stretches, { from, to }).flatMap((stretch, place) =>
    stretch === undefined ? [] : { day: addDays(from, place), ...stretch.said },
  );
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
  const { rows } = await sql<StoredMeasurement & { readonly scopeKind: ScopeKind; readonly scopeId: string }>`
    select distinct on (scope_kind, scope_id) scope_kind as "scopeKind", scope_id as "scopeId", ${storedColumns} from measurement
    where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId} and metric_version = ${asked.version}
      and measure = ${asked.measure} and scope_kind <> 'organisation' and ${asked.day}::date between from_on and to_on
    order by scope_kind, scope_id, revision desc`.execute(scope.trx);
  return rows.map((row) => ({ scope: { kind: row.scopeKind, id: row.scopeId }, value: { day: asked.day, ...said(row) } }));
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
      and from_on <= ${asked.to}::date`.execute(scope.trx);
  return rows;
}

/** By `id version`: the newest day a metric was measured for the whole organisation. */
export async function newestMeasuredDays(scope: Scope): Promise<ReadonlyMap<string, Day>> {
  const { rows } = await sql<{ key: string; day: Day }>`
    select metric_id || ' ' || metric_version as key, max(to_on) as day from measurement
    where organisation_id = ${scope.organisationId} and scope_kind = 'organisation' group by 1`.execute(scope.trx);
  return new Map(rows.map(({ key, day }) => [key, day]));
}

/**
 * The newest day up to which the records were measured; null before the first run. What people enter, and what is published of them,
 * is measured then, and says nothing of how far the runner is.
 */
export async function newestMeasuredDay(scope: Scope): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(to_on) as day from measurement where organisation_id = ${scope.organisationId} and scope_kind = 'organisation'
      and metric_id <> all (${notOfRecords}::text[])`.execute(scope.trx);
  return rows[0]?.day ?? null;
}

function said(stored: StoredMeasurement): Omit<DailyValue, 'day'> {
  return { measurement: measurementFrom(stored), gained: stored.gained, lost: stored.lost };
}
