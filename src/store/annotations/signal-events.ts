/** Signals as they were first seen. Only added: neither a new phase nor a corrected figure takes one off the record. */
import { sql } from 'kysely';
import type { Instant } from '#core/kernel/time.ts';
import type { SignalEvent } from '#core/metrics/re-phasing.ts';
import type { MetricScope } from '../measuring/read-series.ts';
import type { Scope } from '../scope.ts';

export interface ChartName {
  readonly metricId: string;
  readonly measure: string;
  readonly scope: MetricScope;
}

export interface StoredSignal extends SignalEvent {
  /** Of the definition under which it was seen. */
  readonly version: string;
  readonly firstSeenAt: Instant;
}

/** @returns how many were not on record yet */
export async function recordSignals(
  scope: Scope,
  charts: readonly (ChartName & { readonly version: string; readonly signals: readonly SignalEvent[] })[],
  now: Instant,
): Promise<number> {
  const rows = charts.flatMap(({ signals, ...chart }) => signals.map((signal) => ({ ...chart, ...signal })));
  if (rows.length === 0) return 0;
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  const inserted = await sql`
    insert into signal_event (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, panel, rule, direction, from_on,
      met_on, reading, first_seen_at)
    select ${scope.organisationId}, seen.*, ${now}::timestamptz from unnest(
      ${column('metricId')}::text[], ${column('version')}::text[], ${column('measure')}::text[],
      ${rows.map((row) => row.scope.kind)}::text[], ${rows.map((row) => row.scope.id)}::text[], ${column('panel')}::text[],
      ${column('rule')}::smallint[], ${column('direction')}::text[], ${column('fromOn')}::date[], ${column('metOn')}::date[],
      ${column('reading')}::text[]) as seen
    on conflict do nothing`.execute(scope.trx);
  return Number(inserted.numAffectedRows ?? 0n);
}

/** By measure, oldest first. */
export async function readSignals(
  scope: Scope,
  asked: { readonly metricId: string; readonly scope: MetricScope },
): Promise<ReadonlyMap<string, readonly StoredSignal[]>> {
  const { rows } = await sql<StoredSignal & { readonly measure: string }>`
    select measure, metric_version as version, panel, rule, direction, from_on as "fromOn", met_on as "metOn", reading,
      first_seen_at as "firstSeenAt"
    from signal_event where organisation_id = ${scope.organisationId} and metric_id = ${asked.metricId}
      and scope_kind = ${asked.scope.kind} and scope_id = ${asked.scope.id}
    order by from_on, met_on, rule, panel`.execute(scope.trx);
  const byMeasure = new Map<string, StoredSignal[]>();
  for (const { measure, ...signal } of rows) {
    const own = byMeasure.get(measure);
    if (own === undefined) byMeasure.set(measure, [signal]);
    else own.push(signal);
  }
  return byMeasure;
}
