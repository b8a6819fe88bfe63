/**
 * Measurements into their table: as stretches of days on which a series says the same, for values change far less often
 * than days pass. A day that was measured before and now comes out otherwise is covered by a stretch of a higher revision;
 * what is equal writes nothing, so measuring twice is free of traces. Which rows those are: `stretches.ts`.
 */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { memberSeparator } from '#store/ingest/staged-rows.ts';
import type { Scope } from '#store/scope.ts';
import { packedColumns, storedColumns, storedFrom, textOf, unpackMeasurement, type StoredMeasurement } from './stored-measurement.ts';
import { correctionsOf, type Corrections, type DayRange, type StoredStretch } from './stretches.ts';

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

interface Place {
  readonly scopeKind: string;
  readonly scopeId: string;
}

interface Written extends DayRange, Place {
  readonly row: StoredMeasurement;
  readonly says: string;
}

/** Stretches that one statement may write: bounds memory and locks in the database. */
const batchRows = 20_000;

/** @returns how many days are new or come out otherwise than before */
export async function writeMeasurements(scope: Scope, series: MeasuredSeries): Promise<number> {
  const measured = byPlace(series.stretches.map(writtenOf));
  const stored = await storedStretches(scope, series);
  const added: Corrections<Written>['added'][number][] = [];
  const prolonged: (Corrections<Written>['prolonged'][number] & Place)[] = [];
  let days = 0;
  for (const [key, stretches] of measured) {
    const [{ scopeKind, scopeId }] = stretches;
    const corrections = correctionsOf(stored.get(key) ?? [], stretches.toSorted(byFirstDay));
    added.push(...corrections.added);
    prolonged.push(...corrections.prolonged.map((one) => ({ ...one, scopeKind, scopeId })));
    days += corrections.days;
  }
  await prolong(scope, series, prolonged);
  for (let start = 0; start < added.length; start += batchRows) await add(scope, series, added.slice(start, start + batchRows));
  return days;
}

function writtenOf({ scopeKind, scopeId, from, to, measurement, gained, lost }: MeasuredStretch): Written {
  const row = storedFrom(measurement, { gained, lost });
  return { scopeKind, scopeId, from, to, row, says: textOf(row) };
}

function byFirstDay(left: DayRange, right: DayRange): number {
  return left.from < right.from ? -1 : 1;
}

function byPlace<T extends Place>(all: readonly T[]): Map<string, [T, ...T[]]> {
  const places = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = `${one.scopeKind} ${one.scopeId}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, [one]);
    else known.push(one);
  }
  return places;
}

/** Those that touch the days measured or the day before them, by place. */
async function storedStretches(
  scope: Scope,
  { metricId, version, measure, stretches }: MeasuredSeries,
): Promise<ReadonlyMap<string, readonly StoredStretch[]>> {
  const [first, ...others] = stretches;
  if (first === undefined) return new Map();
  const from = others.reduce((earliest, one) => (one.from < earliest ? one.from : earliest), first.from);
  const to = others.reduce((latest, one) => (one.to > latest ? one.to : latest), first.to);
  const { rows } = await sql<Place & DayRange & { revision: number; packed: string }>`
    select scope_kind as "scopeKind", scope_id as "scopeId", from_on as "from", to_on as "to", revision, ${packedColumns} as packed
    from measurement
    where organisation_id = ${scope.organisationId} and metric_id = ${metricId} and metric_version = ${version} and measure = ${measure}
      and to_on >= ${addDays(from, -1)}::date and from_on <= ${to}::date`.execute(scope.trx);
  return byPlace(rows.map(({ packed, ...row }) => ({ ...row, says: textOf(unpackMeasurement(packed.split(memberSeparator))) })));
}

async function prolong(
  scope: Scope,
  { metricId, version, measure }: MeasuredSeries,
  prolonged: readonly (Corrections<Written>['prolonged'][number] & Place)[],
): Promise<void> {
  if (prolonged.length === 0) return;
  const column = <T>(pick: (one: (typeof prolonged)[number]) => T): T[] => prolonged.map(pick);
  await sql`
    update measurement set to_on = given.to_on
    from unnest(${column(({ scopeKind }) => scopeKind)}::text[], ${column(({ scopeId }) => scopeId)}::text[],
      ${column(({ stored }) => stored.from)}::date[], ${column(({ stored }) => stored.revision)}::int[], ${column(({ to }) => to)}::date[])
      as given (scope_kind, scope_id, from_on, revision, to_on)
    where organisation_id = ${scope.organisationId} and metric_id = ${metricId} and metric_version = ${version} and measure = ${measure}
      and measurement.scope_kind = given.scope_kind and measurement.scope_id = given.scope_id
      and measurement.from_on = given.from_on and measurement.revision = given.revision`.execute(scope.trx);
}

async function add(
  scope: Scope,
  { metricId, version, measure, measuredAt }: MeasuredSeries,
  added: readonly Corrections<Written>['added'][number][],
): Promise<void> {
  const column = <T>(pick: (one: (typeof added)[number]) => T): T[] => added.map(pick);
  const said = <T>(pick: (row: StoredMeasurement) => T): T[] => added.map(({ measured }) => pick(measured.row));
  await sql`
    insert into measurement (organisation_id, metric_id, metric_version, measure, measured_at, scope_kind, scope_id, from_on, to_on,
      revision, ${storedColumns})
    select ${scope.organisationId}, ${metricId}, ${version}, ${measure}, ${measuredAt}::timestamptz, scope_kind, scope_id, from_on, to_on,
      revision, state, standing, reason, case when reasons = '' then '{}'::text[] else string_to_array(reasons, ',') end,
      value, numerator, denominator, lower, upper, gained, lost
    from unnest(
      ${column(({ measured }) => measured.scopeKind)}::text[], ${column(({ measured }) => measured.scopeId)}::text[],
      ${column(({ from }) => from)}::date[], ${column(({ to }) => to)}::date[], ${column(({ revision }) => revision)}::int[],
      ${said(({ state }) => state)}::text[], ${said(({ standing }) => standing)}::text[], ${said(({ reason }) => reason)}::text[],
      ${said(({ reasons }) => reasons.join(','))}::text[], ${said(({ value }) => value)}::float8[],
      ${said(({ numerator }) => numerator)}::float8[], ${said(({ denominator }) => denominator)}::float8[],
      ${said(({ lower }) => lower)}::float8[], ${said(({ upper }) => upper)}::float8[],
      ${said(({ gained }) => gained)}::float8[], ${said(({ lost }) => lost)}::float8[])
      as given (scope_kind, scope_id, from_on, to_on, revision, ${storedColumns})`.execute(scope.trx);
}
