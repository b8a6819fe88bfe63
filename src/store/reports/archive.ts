/**
 * The archive of reports, and the schedule they are made by. A report is added and never changed. What it says is
 * `core/reports`; when one is made, `server/reports`.
 */
import type { Id } from '#core/kernel/id.ts';
import type { Language } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ReportEdition } from '#core/reports/report-document.ts';
import type { Scope } from '#store/scope.ts';

export interface StoredEdition extends ReportEdition {
  readonly id: Id;
}

export type ReportEntry = Omit<StoredEdition, 'document' | 'changes'> & { readonly changeCount: number };

const head = `id, language, period, day, revision, made_at as "madeAt", made_by as "madeBy", digest`;
const whole = `${head}, document, changes`;

/** Newest period first, and of a period the newest revision. */
export async function listReports(scope: Scope): Promise<ReportEntry[]> {
  const { rows } = await scope.client.query<ReportEntry>(
    `select ${head}, jsonb_array_length(changes) as "changeCount" from report where organisation_id = $1
     order by day desc, period desc, language, revision desc`,
    [scope.organisationId],
  );
  return rows;
}

export async function findReport(scope: Scope, id: Id): Promise<StoredEdition | null> {
  const { rows } = await scope.client.query<StoredEdition>(`select ${whole} from report where organisation_id = $1 and id = $2`, [
    scope.organisationId,
    id,
  ]);
  return rows[0] ?? null;
}

/** The newest revision of a period in a language; null before the first. Two who make one at once wait for each other here. */
export async function newestRevision(
  scope: Scope,
  { period, language }: Pick<ReportEdition, 'period' | 'language'>,
): Promise<StoredEdition | null> {
  await scope.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `report ${scope.organisationId} ${period} ${language}`,
  ]);
  const { rows } = await scope.client.query<StoredEdition>(
    `select ${whole} from report where organisation_id = $1 and period = $2 and language = $3 order by revision desc limit 1`,
    [scope.organisationId, period, language],
  );
  return rows[0] ?? null;
}

export async function addReport(scope: Scope, edition: StoredEdition): Promise<void> {
  const { id, language, period, day, revision, madeAt, madeBy, digest, document, changes } = edition;
  await scope.client.query(
    `insert into report (organisation_id, id, language, period, day, revision, made_at, made_by, digest, document, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[scope.organisationId, id, language, period, day, revision, madeAt, madeBy, digest],
      ...[JSON.stringify(document), JSON.stringify(changes)],
    ],
  );
}

export interface StoredSchedule {
  readonly every: 'month' | 'quarter';
  readonly onDay: number;
  readonly languages: readonly Language[];
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** What a schedule has made counts as made, also where a person had made the same before. */
export interface KeptSchedule extends StoredSchedule {
  /** Period and language, `2026-10 nl`. */
  readonly made: readonly string[];
}

/** Null: nothing is made by itself. */
export async function readSchedule(scope: Scope): Promise<KeptSchedule | null> {
  const { rows } = await scope.client.query<KeptSchedule>(
    `select every, on_day as "onDay", languages, changed_at as "changedAt", changed_by as "changedBy", made
     from report_schedule where organisation_id = $1`,
    [scope.organisationId],
  );
  return rows[0] ?? null;
}

/** @param schedule null: no more */
export async function writeSchedule(scope: Scope, schedule: StoredSchedule | null): Promise<void> {
  await scope.client.query('delete from report_schedule where organisation_id = $1', [scope.organisationId]);
  if (schedule === null) return;
  const { every, onDay, languages, changedAt, changedBy } = schedule;
  await scope.client.query(
    `insert into report_schedule (organisation_id, every, on_day, languages, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6)`,
    [scope.organisationId, every, onDay, languages, changedAt, changedBy],
  );
}

export async function noteMade(scope: Scope, made: string): Promise<void> {
  await scope.client.query('update report_schedule set made = array_append(made, $2) where organisation_id = $1', [
    scope.organisationId,
    made,
  ]);
}
