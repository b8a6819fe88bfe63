/**
 * Makes a report and keeps it. What says the same as the newest revision of its period is that revision; what says something
 * else is a new one, which names the figures that changed. Nothing in the archive is written twice or over.
 */
import { createHash } from 'node:crypto';
import { isId, type NewId, type OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { buildReport } from '#core/reports/build-report.ts';
import { canonicalText, compareReports, saysTheSame } from '#core/reports/compare-reports.ts';
import type { ReportDocument } from '#core/reports/report-document.ts';
import { lastFinishedPeriod, parseReportPeriod, reportPeriodOf, type ReportPeriod } from '#core/reports/report-period.ts';
import type { Database } from '#store/database.ts';
import { earliestVersionDay } from '#store/measuring/first-day.ts';
import { addReport, findReport, newestRevision, type StoredEdition } from '#store/reports/archive.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { listPeople, listTokens } from '#store/sign-in.ts';
import { gatherReport } from './gather-report.ts';

export interface ReportWish {
  readonly language: Language;
  /** Undefined: the last month that is over and of which anything was measured, else this month. */
  readonly period: ReportPeriod | undefined;
  /** The principal who asked; null: the schedule. */
  readonly madeBy: string | null;
}

export interface MadeReport {
  readonly edition: StoredEdition;
  /** False: the newest revision says the same already. */
  readonly isNew: boolean;
}

export interface ReportPorts {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly now: Instant;
  readonly newId: NewId;
  /** What each list beneath may take; absent: as long as on a page that somebody waits for. */
  readonly statementLimitMs?: number;
}

/** Read as of one moment, so that no figure is of another measuring than its neighbour; then kept. */
export async function makeReport(ports: ReportPorts, wish: ReportWish): Promise<MadeReport> {
  const { database, organisationId, now } = ports;
  const names = await principalNames(database, organisationId);
  // The name as it is now: the footer of a report does not change with who leaves or is renamed.
  const madeBy = wish.madeBy === null ? null : (names(wish.madeBy) ?? wish.madeBy);
  const { period, document } = await readingOrganisation(database, organisationId, async (scope) => {
    const today = dayOf(now, scope.timeZone);
    const wished = wish.period ?? (await usualPeriod(scope, today));
    if (wished.firstOn > today) throw futurePeriod(wished);
    const gathered = await gatherReport(scope, {
      language: wish.language,
      period: wished,
      today,
      now,
      names,
      statementLimitMs: ports.statementLimitMs,
    });
    return { period: wished, document: buildReport(gathered) };
  });
  return withOrganisation(database, organisationId, (scope) => keepReport(scope, { ...wish, madeBy, period }, document, ports));
}

async function principalNames(database: Database, organisationId: OrganisationId): Promise<(principal: string) => string | null> {
  const people = await listPeople(database, organisationId);
  const tokens = await listTokens(database, organisationId);
  const known = new Map<string, string>([
    ...people.map(({ id, name }) => [`account:${id}`, name] as const),
    ...tokens.map(({ id, name }) => [`token:${id}`, name] as const),
  ]);
  return (principal) => known.get(principal) ?? null;
}

async function keepReport(
  scope: Scope,
  { language, period, madeBy }: ReportWish & { readonly period: ReportPeriod },
  document: ReportDocument,
  { now, newId }: ReportPorts,
): Promise<MadeReport> {
  const previous = await newestRevision(scope, { period: period.name, language });
  if (previous !== null && saysTheSame(previous.document, document)) return { edition: previous, isNew: false };
  const edition: StoredEdition = {
    id: newId(),
    language,
    period: period.name,
    day: document.day,
    revision: (previous?.revision ?? 0) + 1,
    madeAt: now,
    madeBy,
    digest: digestOf(document),
    changes: previous === null ? [] : compareReports(previous.document, document),
    document,
  };
  await addReport(scope, edition);
  return { edition, isNew: true };
}

/** SHA-256 of the document as canonical JSON: what the archive says of itself can be held against what it holds. */
export function digestOf(document: ReportDocument): string {
  return createHash('sha256').update(canonicalText(document)).digest('hex');
}

/** @throws Problem `request-invalid` */
export function requirePeriod(name: string): ReportPeriod {
  const period = parseReportPeriod(name);
  if (period !== undefined) return period;
  throw new Problem('request-invalid', `${name} is no period of a report; write a month as 2026-10 or a quarter as 2026-Q4.`, {
    wrong: [{ path: 'period' }],
  });
}

/** @throws Problem `not-found` */
export async function requireReport(scope: Scope, id: string): Promise<StoredEdition> {
  const edition = isId(id) ? await findReport(scope, id) : null;
  if (edition === null) throw new Problem('not-found', 'There is no such report.', { id });
  return edition;
}

async function usualPeriod(scope: Scope, today: Day): Promise<ReportPeriod> {
  const finished = lastFinishedPeriod(today, 'month');
  const first = await earliestVersionDay(scope);
  return first !== null && first <= finished.lastOn ? finished : reportPeriodOf(today, 'month');
}

function futurePeriod({ name }: ReportPeriod): Problem {
  return new Problem('request-invalid', `${name} has not begun.`, { wrong: [{ path: 'period' }] });
}
