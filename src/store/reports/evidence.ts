/** What the figures of a report rest on: which measurement counts on which day and when it was computed, and which files spoke. */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { SpokenFile } from '#core/reports/report-input.ts';
import type { Scope } from '#store/scope.ts';

export interface ComputedStretch {
  readonly from: Day;
  readonly to: Day;
  readonly revision: number;
  readonly computedAt: Instant;
}

/** Of every series of the whole organisation, by `id version measure`; which of several counts says `measuring/stretches.ts`. */
export async function computedStretches(scope: Scope, to: Day): Promise<ReadonlyMap<string, readonly ComputedStretch[]>> {
  const { rows } = await sql<ComputedStretch & { readonly series: string }>`
    select concat_ws(' ', metric_id, metric_version, measure) as series, from_on as "from", to_on as "to", revision,
      measured_at as "computedAt"
    from measurement
    where organisation_id = ${scope.organisationId} and scope_kind = 'organisation' and scope_id = '' and from_on <= ${to}::date`.execute(
    scope.trx,
  );
  const bySeries = new Map<string, ComputedStretch[]>();
  for (const { series, ...stretch } of rows) {
    const own = bySeries.get(series);
    if (own === undefined) bySeries.set(series, [stretch]);
    else own.push(stretch);
  }
  return bySeries;
}

/**
 * Files that spoke up to a day, oldest observation first: a register only where it counts as a whole, as the gates see it
 * (`measuring/gate-facts.ts`).
 */
export async function spokenFiles(scope: Scope, to: Day): Promise<readonly SpokenFile[]> {
  const { rows } = await sql<SpokenFile>`
    with given as materialized (
      select distinct import_id, kind from sighting where organisation_id = ${scope.organisationId})
    select run.id as "importId", run.source, given.kind as role, run.file, run.digest,
      (run.observed_at at time zone ${scope.timeZone})::date as "observedOn"
    from import_run run join given on given.import_id = run.id
    where run.organisation_id = ${scope.organisationId} and run.status in ('complete', 'partial')
      and (run.full_register or given.kind <> 'register'
        or (run.outcome = 'complete' and not run.partial_file and run.register_rows > 0))
      and (run.observed_at at time zone ${scope.timeZone})::date <= ${to}::date
    order by run.observed_at, run.id, given.kind`.execute(scope.trx);
  return rows;
}
