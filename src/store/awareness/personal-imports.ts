/** Files about people on their way from the spool to their tables: which importer read them, with which key, and how far they are. */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

export interface PersonalImport {
  readonly importer: string;
  readonly importerVersion: number;
  readonly keyGeneration: number;
  readonly observedOn: Day | null;
  readonly isWhole: boolean;
}

export async function insertPersonalImport(
  scope: Scope,
  importId: Id,
  personal: Omit<PersonalImport, 'observedOn' | 'isWhole'>,
): Promise<void> {
  await sql`
    insert into personal_import (organisation_id, import_id, importer, importer_version, key_generation)
    values (${scope.organisationId}, ${importId}, ${personal.importer}, ${personal.importerVersion}, ${personal.keyGeneration})`.execute(
    scope.trx,
  );
}

/** Null: the import is no file about people. */
export async function findPersonalImport(scope: Scope, importId: string): Promise<PersonalImport | null> {
  const { rows } = await sql<PersonalImport>`
    select importer, importer_version as "importerVersion", key_generation as "keyGeneration", observed_on as "observedOn",
      is_whole as "isWhole"
    from personal_import where organisation_id = ${scope.organisationId} and import_id = ${importId}`.execute(scope.trx);
  return rows[0] ?? null;
}

export interface NewestFile {
  readonly digest: string;
  /** As whoever handed it in said; null: nobody did. */
  readonly observedAtAsked: Instant | null;
}

/** The last file that this importer read; null: there is none. */
export async function newestPersonalFile(scope: Scope, importer: string): Promise<NewestFile | null> {
  const { rows } = await sql<NewestFile>`
    select run.digest, case when run.observed_at_basis = 'asked' then run.observed_at end as "observedAtAsked"
    from personal_import personal
    join import_run run on run.organisation_id = personal.organisation_id and run.id = personal.import_id
    where personal.organisation_id = ${scope.organisationId} and run.organisation_id = ${scope.organisationId}
      and personal.importer = ${importer} and run.status <> 'rejected'
    order by run.received_at desc, run.id desc limit 1`.execute(scope.trx);
  return rows[0] ?? null;
}

/** Whether an import is still to read the spool of this digest. */
export async function isSpoolNeeded(scope: Scope, digest: string): Promise<boolean> {
  const { rows } = await sql`
    select from import_run where organisation_id = ${scope.organisationId} and digest = ${digest}
      and status in ('accepted', 'running') limit 1`.execute(scope.trx);
  return rows.length > 0;
}

/** Files about people that were accepted and have not ended. */
export async function countUnfinished(scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from personal_import personal
    join import_run run on run.organisation_id = personal.organisation_id and run.id = personal.import_id
    where personal.organisation_id = ${scope.organisationId} and run.organisation_id = ${scope.organisationId}
      and run.status in ('accepted', 'running')`.execute(scope.trx);
  return rows[0]?.count ?? 0;
}

/** What one chunk of a spool came to. A continued import begins behind `lines`. */
export interface ChunkCounts {
  readonly lines: number;
  readonly items: number;
  readonly bytes: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly changedFromAt: Instant | null;
}

export async function countChunk(scope: Scope, importId: Id, chunk: ChunkCounts): Promise<void> {
  await sql`
    update import_run set events_done = events_done + ${chunk.lines}, items_done = items_done + ${chunk.items},
      bytes_done = ${chunk.bytes}, read = read + ${chunk.items}, stored = stored + ${chunk.stored},
      unchanged = unchanged + ${chunk.unchanged}, refused = refused + ${chunk.refused},
      changed_from_at = least(changed_from_at, ${chunk.changedFromAt}::timestamptz)
    where organisation_id = ${scope.organisationId} and id = ${importId}`.execute(scope.trx);
}

/** Issues of one chunk, numbered on from those before, up to `issuesMax` kept one by one. */
export async function insertPersonalIssues(
  scope: Scope,
  importId: Id,
  issues: readonly {
    readonly code: string;
    readonly message: string;
    readonly path: string | null;
    readonly line: number | null;
    readonly severity: string;
    readonly itemNumber: number | null;
  }[],
  issuesMax: number,
): Promise<void> {
  if (issues.length === 0) return;
  await scope.client.query(
    `with before as (select issues_total as count from import_run where organisation_id = $1 and id = $2),
       said as (
         insert into import_issue (organisation_id, import_id, number, code, message, path, line, severity, item_number)
         select $1, $2, before.count + place, code, message, path, line, severity, item_number
         from before, unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[])
           with ordinality as given (code, message, path, line, severity, item_number, place)
         where before.count + place <= $9)
     update import_run set issues_total = issues_total + $10 where organisation_id = $1 and id = $2`,
    [
      scope.organisationId,
      importId,
      issues.map(({ code }) => code),
      issues.map(({ message }) => message),
      issues.map(({ path }) => path),
      issues.map(({ line }) => line),
      issues.map(({ severity }) => severity),
      issues.map(({ itemNumber }) => itemNumber),
      issuesMax,
      issues.length,
    ],
  );
}

export async function finishPersonalImport(scope: Scope, importId: Id, at: Instant): Promise<void> {
  await sql`
    update import_run set status = coalesce(outcome, 'complete'), finished_at = ${at}
    where organisation_id = ${scope.organisationId} and id = ${importId} and status in ('accepted', 'running')`.execute(scope.trx);
}
