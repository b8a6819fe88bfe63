/**
 * What the last scan of each scanner changed: the files between which it lies, and since when a finding counts as new or
 * gone. The findings themselves are asked with ordinary filters, so that every number opens its rows.
 */
import { sql } from 'kysely';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface LastScan {
  readonly scanner: string;
  readonly source: string;
  readonly importId: Id;
  readonly file: string;
  /** Its first and last look at an asset. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Whether every look said which checks it made: then one look that no longer sees a flaw closes it. */
  readonly isCheckSetKnown: boolean;
  /** The complete file of the same scanner and source before it; null: it is the first. */
  readonly before: { readonly importId: Id; readonly file: string; readonly firstAt: Instant; readonly lastAt: Instant } | null;
}

/** Files that were read completely and are no part, by scanner; a scanner of several sources is listed with each. */
export async function readLastScans(scope: Scope): Promise<LastScan[]> {
  const { rows } = await sql<Omit<LastScan, 'before'> & { place: number }>`
    with looked as (
      select import_id, scanner, source, min(observed_at) as first_at, max(observed_at) as last_at, bool_and(check_set <> '') as known
      from sighting where organisation_id = ${scope.organisationId} and kind = 'scan' and scanner <> ''
      group by import_id, scanner, source),
    placed as (
      select looked.*, run.file,
        row_number() over (partition by looked.scanner, looked.source order by looked.last_at desc, looked.import_id desc)::int as place
      from looked join import_run run on run.organisation_id = ${scope.organisationId} and run.id = looked.import_id
      where run.status = 'complete' and not run.partial_file)
    select scanner, source, import_id as "importId", file, first_at as "firstAt", last_at as "lastAt", known as "isCheckSetKnown", place
    from placed where place <= 2 order by scanner, source, place`.execute(scope.trx);
  return rows.flatMap(({ place, ...scan }): LastScan[] => {
    if (place !== 1) return [];
    const before = rows.find((one) => one.place === 2 && one.scanner === scan.scanner && one.source === scan.source);
    if (before === undefined) return [{ ...scan, before: null }];
    const { importId, file, firstAt, lastAt } = before;
    return [{ ...scan, before: { importId, file, firstAt, lastAt } }];
  });
}
