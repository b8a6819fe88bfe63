/**
 * Reports of real mails, merged: each once by the pseudonym of its number, however often it comes; a later verdict corrects an earlier
 * one (core/awareness/fold-report.ts). No list and no filter leads here: they are read to count a month, and for that alone.
 */
import type { CountedReport, MonthSpan } from '#core/awareness/count-reports.ts';
import { foldReport, isSameReport, type HeldReport } from '#core/awareness/fold-report.ts';
import type { MailReportRow } from '#core/awareness/mail-report-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { findPersonalImport } from './personal-imports.ts';
import { resolvePersons } from './persons.ts';

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

/** Which key the file was read with. */
export async function generationOf(scope: Scope, importId: Id): Promise<number> {
  const found = await findPersonalImport(scope, importId);
  invariant(found !== null, 'a file about people has its import');
  return found.keyGeneration;
}

export async function mergeReportRows(
  scope: Scope,
  { importId }: { readonly importId: Id },
  rows: readonly MailReportRow[],
  ports: Ports,
): Promise<readonly boolean[]> {
  return rows.length === 0 ? [] : mergeReports(scope, await generationOf(scope, importId), rows, ports);
}

interface StoredReport extends HeldReport {
  readonly id: Id;
  readonly personId: Id;
  readonly report: string;
}

/** @returns whether each row changed anything, in their order. */
export async function mergeReports(
  scope: Scope,
  generation: number,
  rows: readonly MailReportRow[],
  ports: Ports,
): Promise<readonly boolean[]> {
  const persons = await resolvePersons(
    scope,
    rows.map(({ reporterKind, reporter }) => ({ kind: reporterKind, pseudonym: reporter })),
    ports,
  );
  const personOf = (row: MailReportRow): Id => {
    const personId = persons.get(row.reporter);
    invariant(personId !== undefined, 'every reporter is resolved');
    return personId;
  };
  const { known, earlier } = await findReports(scope, generation, rows, personOf);
  const written = new Map<Id, StoredReport>();
  const changed = rows.map((row) => {
    const held = known.get(row.report) ?? earlier.get(placeOf(personOf(row), row.reportedAt))?.shift();
    const next = foldReport(held ?? null, row);
    const kept = { ...next, id: held?.id ?? ports.newId(), personId: held?.personId ?? personOf(row), report: row.report };
    known.set(row.report, kept);
    const isNew = held === undefined || held.report !== row.report || !isSameReport(reportOf(held), next);
    if (isNew) written.set(kept.id, kept);
    return isNew && (held === undefined || !isSameReport(reportOf(held), next));
  });
  await writeReports(scope, generation, [...written.values()]);
  return changed;
}

const reportOf = ({ reportedAt, message, threat, verdict, decidedAt, firstDecidedAt }: HeldReport): HeldReport => ({
  reportedAt,
  message,
  threat,
  verdict,
  decidedAt,
  firstDecidedAt,
});

const placeOf = (personId: Id, at: Instant) => `${personId} ${at}`;

interface FoundReports {
  /** By the pseudonym of their number. */
  readonly known: Map<string, StoredReport>;
  /** Of an earlier key, under which numbers read otherwise: by person and moment, in the order of their ids. */
  readonly earlier: ReadonlyMap<string, StoredReport[]>;
}

async function findReports(
  scope: Scope,
  generation: number,
  rows: readonly MailReportRow[],
  personOf: (row: MailReportRow) => Id,
): Promise<FoundReports> {
  const { rows: stored } = await scope.client.query<StoredReport & { isEarlier: boolean }>(
    `select id, person_id as "personId", report, reported_at as "reportedAt", message, threat, verdict, decided_at as "decidedAt",
       first_decided_at as "firstDecidedAt", key_generation < $2 as "isEarlier"
     from mail_report where organisation_id = $1 and (report = any ($3::text[]) or (key_generation < $2
       and (person_id, reported_at) in (select person_id, at from unnest($4::uuid[], $5::timestamptz[]) as given (person_id, at))))
     order by id`,
    [scope.organisationId, generation, rows.map(({ report }) => report), rows.map(personOf), rows.map(({ reportedAt }) => reportedAt)],
  );
  const asked = new Set<string>(rows.map(({ report }) => report));
  const known = new Map<string, StoredReport>();
  const earlier = new Map<string, StoredReport[]>();
  for (const { isEarlier, ...report } of stored) {
    if (asked.has(report.report)) known.set(report.report, report);
    else if (isEarlier) {
      const place = placeOf(report.personId, report.reportedAt);
      earlier.set(place, [...(earlier.get(place) ?? []), report]);
    }
  }
  return { known, earlier };
}

async function writeReports(scope: Scope, generation: number, reports: readonly StoredReport[]): Promise<void> {
  if (reports.length === 0) return;
  await scope.client.query(
    `insert into mail_report (organisation_id, id, person_id, report, key_generation, reported_at, message, threat, verdict, decided_at,
       first_decided_at)
     select $1, id, person_id, report, $2, reported_at, message, threat, verdict, decided_at, first_decided_at
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
       $11::timestamptz[])
       as given (id, person_id, report, reported_at, message, threat, verdict, decided_at, first_decided_at)
     on conflict (organisation_id, id) do update set report = excluded.report, key_generation = excluded.key_generation,
       message = excluded.message, threat = excluded.threat, verdict = excluded.verdict, decided_at = excluded.decided_at,
       first_decided_at = excluded.first_decided_at`,
    [
      scope.organisationId,
      generation,
      reports.map(({ id }) => id),
      reports.map(({ personId }) => personId),
      reports.map(({ report }) => report),
      reports.map(({ reportedAt }) => reportedAt),
      reports.map(({ message }) => message),
      reports.map(({ threat }) => threat),
      reports.map(({ verdict }) => verdict),
      reports.map(({ decidedAt }) => decidedAt),
      reports.map(({ firstDecidedAt }) => firstDecidedAt),
    ],
  );
}

/** For counting a month, and nothing else. */
export async function readReports(scope: Scope, { fromAt, toAt }: MonthSpan): Promise<readonly CountedReport[]> {
  const { rows } = await scope.client.query<CountedReport>(
    `select person_id as person, reported_at as "reportedAt", message, threat, verdict, first_decided_at as "firstDecidedAt"
     from mail_report where organisation_id = $1 and reported_at >= $2 and reported_at < $3 order by reported_at, id`,
    [scope.organisationId, fromAt, toAt],
  );
  return rows;
}

/** A month in which something was reported or delivered, on the hospital's clock. */
export interface HeldMonth {
  /** `2026-10` */
  readonly month: string;
  /** Some report of it is not decided yet. */
  readonly isWaiting: boolean;
}

/** The newest first. */
export async function listReportMonths(scope: Scope): Promise<readonly HeldMonth[]> {
  const { rows } = await scope.client.query<HeldMonth>(
    `select month, bool_or(is_waiting) as "isWaiting" from (
       select to_char(reported_at at time zone $2, 'YYYY-MM') as month, verdict is null as is_waiting
         from mail_report where organisation_id = $1
       union all
       select to_char(delivered_at at time zone $2, 'YYYY-MM'), false from malicious_mail where organisation_id = $1) as held
     group by month order by month desc`,
    [scope.organisationId, scope.timeZone],
  );
  return rows;
}

export async function hasOldReports(scope: Scope, before: Instant): Promise<boolean> {
  const { rows } = await scope.client.query(
    `select from mail_report where organisation_id = $1 and reported_at < $2
     union all select from malicious_mail where organisation_id = $1 and delivered_at < $2 limit 1`,
    [scope.organisationId, before],
  );
  return rows.length > 0;
}

/** Published or not: what was counted stays. @returns how many went */
export async function forgetOldReports(scope: Scope, before: Instant): Promise<number> {
  const reports = await scope.client.query('delete from mail_report where organisation_id = $1 and reported_at < $2', [
    scope.organisationId,
    before,
  ]);
  const mails = await scope.client.query('delete from malicious_mail where organisation_id = $1 and delivered_at < $2', [
    scope.organisationId,
    before,
  ]);
  return (reports.rowCount ?? 0) + (mails.rowCount ?? 0);
}
