/**
 * Imports: one row per file handed in, what came of it, and the remarks on it.
 * Not the reading of files (`importers/`) and not the merging of records (`store/ingest/`); lists of imports with
 * filters go through `store/query/`.
 */
import { sql } from 'kysely';
import type { ImportArrival, ImportStatus } from '#core/imports/import-run.ts';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import type { MappingSettings, UsedProfile } from '#core/imports/mapping-profile.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { muchSmallerCode, sayMuchSmaller } from './register-size.ts';
import type { Scope } from './scope.ts';

/** Where `observedAt` comes from: the file itself, the person (or, in the inbox, the file time) that handed it in, or the moment of handing in. */
export type ObservedAtBasis = 'file' | 'asked' | 'upload';

export interface ImportRow {
  readonly id: Id;
  /** SHA-256 of the bytes as handed in, lower-case hexadecimal. */
  readonly digest: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly sourceAsked: string | null;
  /** Null until the format is known and nobody asked for a name. */
  readonly source: string | null;
  readonly importer: string | null;
  readonly importerVersion: number | null;
  readonly formatAsked: string | null;
  readonly mapping: Readonly<Record<string, string>> | null;
  /** What a mapping profile said when the file was handed in; it does not change with the profile. */
  readonly profileSettings: MappingSettings | null;
  readonly profileSlug: string | null;
  readonly profileName: string | null;
  readonly profileRevision: number | null;
  readonly arrival: ImportArrival;
  readonly status: ImportStatus;
  readonly duplicateOf: Id | null;
  readonly observedAt: Instant | null;
  readonly observedAtBasis: ObservedAtBasis | null;
  readonly partialFile: boolean;
  readonly receivedAt: Instant;
  readonly receivedBy: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** When the last item was merged; the import is folded after that. */
  readonly readAt: Instant | null;
  /** What the status will be once it is folded. */
  readonly outcome: 'complete' | 'partial' | 'rejected' | null;
  readonly itemsDone: number;
  /** Events of the importer that are merged; a continued import passes over as many. */
  readonly eventsDone: number;
  /** The first instant from which any stored history differs because of this import; null = nothing changed. */
  readonly changedFromAt: Instant | null;
  readonly bytesDone: number;
  readonly read: number;
  readonly stored: number;
  readonly merged: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly issuesTotal: number;
  readonly problemCode: string | null;
  readonly problemDetail: string | null;
}

export interface NewImport {
  readonly id: Id;
  readonly digest: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly source: string | null;
  readonly formatAsked: string | null;
  readonly mapping: Readonly<Record<string, string>> | null;
  readonly profile?: UsedProfile | null;
  /** Default: upload. */
  readonly arrival?: ImportArrival;
  /**
   * The start of the asked day in the organisation's time zone, or when a file of the inbox was last written; used where the
   * file names no date itself.
   */
  readonly observedAtAsked: Instant | null;
  readonly partialFile: boolean;
  readonly receivedAt: Instant;
  /** Account id or token name; never a person's name. */
  readonly receivedBy: string | null;
}

const columns = sql.raw(`id, digest, file, size_bytes as "sizeBytes", source_asked as "sourceAsked", source, importer,
  importer_version as "importerVersion", format_asked as "formatAsked", mapping,
  profile_settings as "profileSettings", profile_slug as "profileSlug", profile_name as "profileName",
  profile_revision as "profileRevision", arrival, status, duplicate_of as "duplicateOf",
  observed_at as "observedAt", observed_at_basis as "observedAtBasis", partial_file as "partialFile",
  received_at as "receivedAt", received_by as "receivedBy", started_at as "startedAt", finished_at as "finishedAt",
  read_at as "readAt", outcome, items_done as "itemsDone", events_done as "eventsDone",
  changed_from_at as "changedFromAt", bytes_done as "bytesDone", read, stored, merged, unchanged,
  refused, issues_total as "issuesTotal", problem_code as "problemCode", problem_detail as "problemDetail"`);

/**
 * Writes the row of a file that is safely on disk. A file that was handed in before with the same choices, and is
 * complete or under way, gives a row with `duplicateOf`, status `complete`, and nothing else happens with it.
 */
export async function createImport(scope: Scope, asked: NewImport): Promise<ImportRow> {
  await lockImports(scope);
  const duplicateOf = await findDuplicate(scope, asked);
  const { rows } = await sql<ImportRow>`
    insert into import_run (organisation_id, id, digest, file, size_bytes, source_asked, source, format_asked, mapping,
      profile_settings, profile_slug, profile_name, profile_revision, arrival, status, duplicate_of, observed_at, observed_at_basis, partial_file, received_at, received_by, finished_at)
    values (${scope.organisationId}, ${asked.id}, ${asked.digest}, ${asked.file}, ${asked.sizeBytes}, ${asked.source},
      ${asked.source}, ${asked.formatAsked}, ${jsonOf(asked.mapping)},
      ${jsonOf(asked.profile?.settings ?? null)}, ${asked.profile?.slug ?? null}, ${asked.profile?.name ?? null},
      ${asked.profile?.revision ?? null}, ${asked.arrival ?? 'upload'}, ${duplicateOf === null ? 'accepted' : 'complete'}, ${duplicateOf?.id ?? null},
      ${duplicateOf?.observedAt ?? asked.observedAtAsked},
      ${duplicateOf === null ? (asked.observedAtAsked === null ? null : 'asked') : duplicateOf.observedAtBasis},
      ${asked.partialFile}, ${asked.receivedAt}, ${asked.receivedBy}, ${duplicateOf === null ? null : asked.receivedAt})
    returning ${columns}`.execute(scope.trx);
  const row = rows[0];
  invariant(row !== undefined, 'an inserted import comes back');
  if (duplicateOf !== null) {
    await sql`
      update import_run set source = ${duplicateOf.source}, importer = ${duplicateOf.importer}, importer_version = ${duplicateOf.importerVersion}
      where organisation_id = ${scope.organisationId} and id = ${asked.id}`.execute(scope.trx);
    return { ...row, source: duplicateOf.source, importer: duplicateOf.importer, importerVersion: duplicateOf.importerVersion };
  }
  return row;
}

/**
 * One import of an organisation is created or merged at a time; held until the transaction ends. `shared` lets those in
 * that keep apart by other means, and nobody else.
 */
export async function lockImports(scope: Scope, mode: 'alone' | 'shared' = 'alone'): Promise<void> {
  const lock = sql.raw(mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await sql`select ${lock}(hashtextextended('import:' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
}

/**
 * The first import of the same bytes with the same choices that is complete or under way; null when there is none. The day
 * is one of the choices, unless the file names it itself. From the inbox the day is the file's own time, which nobody chose:
 * there an import observed on that day for any reason is the same one, and on another day an export that did not change.
 * The whole register that was last before a much smaller one is none, until a file of its size came: handed in again, it puts
 * right what that one, and small ones after it, took off.
 */
export async function findDuplicate(
  scope: Scope,
  asked: Pick<NewImport, 'digest' | 'source' | 'formatAsked' | 'observedAtAsked' | 'partialFile' | 'mapping' | 'profile' | 'arrival'>,
): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from import_run
    where organisation_id = ${scope.organisationId} and digest = ${asked.digest} and duplicate_of is null
      and status in ('accepted', 'running', 'complete')
      and source_asked is not distinct from ${asked.source} and format_asked is not distinct from ${asked.formatAsked}
      and mapping is not distinct from ${jsonOf(asked.mapping)}::jsonb
      and profile_settings is not distinct from ${jsonOf(asked.profile?.settings ?? null)}::jsonb
      and partial_file = ${asked.partialFile}
      and (observed_at_basis = 'file' or case when ${asked.observedAtAsked}::timestamptz is null
        then observed_at_basis is distinct from 'asked'
        when ${asked.arrival === 'inbox'} then (coalesce(observed_at, received_at) at time zone ${scope.timeZone})::date
          = (${asked.observedAtAsked}::timestamptz at time zone ${scope.timeZone})::date
        else observed_at = ${asked.observedAtAsked}::timestamptz end)
      and not exists (
        select from import_run small join import_issue said on said.organisation_id = small.organisation_id and said.import_id = small.id
        where small.organisation_id = import_run.organisation_id and small.full_register and import_run.full_register
          and small.source = import_run.source and said.code = ${muchSmallerCode} and small.observed_at > import_run.observed_at
          and coalesce(${asked.observedAtAsked}::timestamptz, 'infinity') > small.observed_at
          and not exists (select from import_run other where other.organisation_id = small.organisation_id and other.full_register
            and other.source = small.source and other.id <> small.id and other.observed_at > import_run.observed_at
            and (other.observed_at < small.observed_at or other.register_rows * 2 >= import_run.register_rows)))
    order by received_at, id limit 1`.execute(scope.trx);
  return rows[0] ?? null;
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** @throws Problem `not-found` */
export async function getImport(scope: Scope, importId: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from import_run where organisation_id = ${scope.organisationId} and id = ${importId}`.execute(scope.trx);
  const row = rows[0];
  if (row === undefined) throw new Problem('not-found', 'There is no such import in this organisation.', { importId });
  return row;
}

/** Imports that a stopped process left behind, oldest first: to be queued again at start. */
export async function listUnfinishedImports(scope: Scope): Promise<readonly ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from import_run
    where organisation_id = ${scope.organisationId} and status in ('accepted', 'running')
    order by received_at, id`.execute(scope.trx);
  return rows;
}

/** Marks the work as begun and fixes what was found out before the first item. Running it again changes nothing. */
export async function startImport(
  scope: Scope,
  importId: Id,
  found: { readonly importer: string; readonly importerVersion: number; readonly source: string; readonly startedAt: Instant },
): Promise<ImportRow> {
  await sql`
    update import_run set status = 'running', importer = ${found.importer}, importer_version = ${found.importerVersion},
      source = coalesce(source, ${found.source}), started_at = coalesce(started_at, ${found.startedAt}::timestamptz)
    where organisation_id = ${scope.organisationId} and id = ${importId}`.execute(scope.trx);
  return getImport(scope, importId);
}

/** The first answer stands: a continued import keeps the instant that its earlier chunks were stored with. */
export async function setObservedAt(
  scope: Scope,
  importId: Id,
  observed: { readonly observedAt: Instant; readonly basis: ObservedAtBasis; readonly partialFile: boolean },
): Promise<void> {
  await sql`
    update import_run set observed_at = ${observed.observedAt}, observed_at_basis = ${observed.basis},
      partial_file = partial_file or ${observed.partialFile}
    where organisation_id = ${scope.organisationId} and id = ${importId} and items_done = 0`.execute(scope.trx);
}

export interface ReadingEnd {
  readonly outcome: 'complete' | 'partial' | 'rejected';
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly readAt: Instant;
}

interface EndedReading {
  readonly refused: number;
  readonly issuesTotal: number;
  readonly isWhole: boolean;
  readonly source: string | null;
  readonly observedAt: Instant | null;
  readonly registerRows: number;
}

/**
 * Nothing more will be read of this file. A complete register that is no part of one says who is absent, unless a row of
 * it was refused: that row may be anyone's, so nobody is taken off the register, and an issue says so.
 */
export async function endReading(scope: Scope, importId: Id, end: ReadingEnd): Promise<void> {
  const { rows } = await sql<EndedReading>`
    update import_run set outcome = ${end.outcome}, read_at = ${end.readAt}, problem_code = ${end.problem?.code ?? null},
      problem_detail = ${end.problem?.detail ?? null},
      full_register = ${end.outcome} = 'complete' and not partial_file and register_rows > 0 and refused = 0
    where organisation_id = ${scope.organisationId} and id = ${importId}
    returning refused, issues_total as "issuesTotal",
      outcome = 'complete' and not partial_file and register_rows > 0 as "isWhole", source, observed_at as "observedAt",
      register_rows::int as "registerRows"`.execute(scope.trx);
  const row = rows[0];
  if (row === undefined) return;
  if (end.problem !== null) await addFileIssue(scope, importId, { ...problemIssue(end.problem), number: row.issuesTotal + 1 });
  if (!row.isWhole) return;
  if (row.refused === 0) {
    const { source, observedAt, registerRows } = row;
    const message = source === null || observedAt === null ? null : await sayMuchSmaller(scope, { source, observedAt, rows: registerRows });
    if (message !== null)
      await addFileIssue(scope, importId, { number: row.issuesTotal + 1, code: muchSmallerCode, message, severity: 'warning' });
    return;
  }
  const message =
    `No asset was taken off the register, because ${row.refused === 1 ? '1 row was' : `${row.refused} rows were`} refused and may be ` +
    'of an asset that then seems absent. Mend the file and hand it in again.';
  await addFileIssue(scope, importId, { number: row.issuesTotal + 1, code: 'register-not-whole', message, severity: 'note' });
}

/** A file that could not be read, or not to its end, as the remark that stands for it. */
export function problemIssue(problem: { readonly code: string; readonly detail: string }) {
  return { code: problem.code, message: problem.detail, path: null, line: null, severity: 'refused' } as const;
}

/** A remark on the file as a whole, at no place in it; said once, however often the end is tried. */
async function addFileIssue(
  scope: Scope,
  importId: Id,
  issue: Pick<StoredIssue, 'number' | 'code' | 'message' | 'severity'>,
): Promise<void> {
  await sql`
    with said as (
      insert into import_issue (organisation_id, import_id, number, code, message, severity)
      select ${scope.organisationId}, ${importId}, ${issue.number}, ${issue.code}, ${issue.message}, ${issue.severity}
      where not exists (select from import_issue where organisation_id = ${scope.organisationId} and import_id = ${importId}
        and code = ${issue.code} and message = ${issue.message} and path is null and line is null)
      returning number)
    update import_run set issues_total = issues_total + (select count(*) from said)
    where organisation_id = ${scope.organisationId} and id = ${importId}`.execute(scope.trx);
}

/**
 * Ends an import that cannot even be folded. What of it is merged stays; it counts as read in part and closes nothing, and
 * what was remembered for continuing is forgotten.
 */
export async function abandonImport(
  scope: Scope,
  importId: Id,
  end: { readonly problem: { readonly code: string; readonly detail: string }; readonly at: Instant },
): Promise<void> {
  const { rows } = await sql<{ issuesTotal: number }>`
    update import_run set status = case when items_done > 0 then 'partial' else 'rejected' end, full_register = false,
      outcome = case when items_done > 0 then 'partial' else 'rejected' end, read_at = coalesce(read_at, ${end.at}::timestamptz),
      finished_at = ${end.at}, problem_code = ${end.problem.code}, problem_detail = ${end.problem.detail}
    where organisation_id = ${scope.organisationId} and id = ${importId} and status in ('accepted', 'running')
    returning issues_total as "issuesTotal"`.execute(scope.trx);
  const row = rows[0];
  if (row !== undefined) await addFileIssue(scope, importId, { ...problemIssue(end.problem), number: row.issuesTotal + 1 });
  for (const table of ['import_asset', 'import_touch', 'import_bill', 'import_dependency'])
    await sql`delete from ${sql.table(table)} where organisation_id = ${scope.organisationId} and import_id = ${importId}`.execute(
      scope.trx,
    );
}

export interface StoredIssue extends ImportIssue {
  /** From 1, in the order of the file. */
  readonly number: number;
}

/** Warnings about the file as a whole, wherever among its remarks they stand: what they say matters for every row. At most 20. */
export async function listFileWarnings(scope: Scope, importId: string): Promise<readonly StoredIssue[]> {
  const { rows } = await sql<StoredIssue>`
    select number, code, message, path, line, severity, item_number as "itemNumber" from import_issue
    where organisation_id = ${scope.organisationId} and import_id = ${importId} and severity = 'warning' and item_number is null
    order by number limit 20`.execute(scope.trx);
  return rows;
}

/** Remarks of one import in the order of the file. */
export async function listIssues(
  scope: Scope,
  importId: string,
  range: { readonly after: number; readonly limit: number },
): Promise<readonly StoredIssue[]> {
  const { rows } = await sql<StoredIssue>`
    select number, code, message, path, line, severity, item_number as "itemNumber" from import_issue
    where organisation_id = ${scope.organisationId} and import_id = ${importId} and number > ${range.after}
    order by number limit ${range.limit}`.execute(scope.trx);
  return rows;
}
