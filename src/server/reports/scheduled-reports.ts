/** Reports that make themselves: asked for every hour by the worker, made once. Not here: sending them anywhere. */
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { dueReport, nextReport, type ReportSchedule } from '#core/reports/report-schedule.ts';
import type { ReportScheduleJson } from '#contract/endpoints/reports.ts';
import type { Database } from '#store/database.ts';
import { listUnfinishedImports } from '#store/imports.ts';
import { readPending } from '#store/measuring/pending.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { noteMade, readSchedule, type StoredSchedule } from '#store/reports/archive.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { makeReport } from './make-report.ts';

export interface ScheduledWork {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly now: Instant;
  readonly newId: NewId;
}

/** Nobody waits for a report of the schedule: a large register is no reason to go without it. */
const patientLimitMs = 120_000;

/** Makes what is due and not made yet. @returns how many were made */
export async function makeDueReports({ database, organisationId, now, newId }: ScheduledWork): Promise<number> {
  const wishes = await readingOrganisation(database, organisationId, async (scope) => {
    const schedule = await readSchedule(scope);
    if (schedule === null) return [];
    const due = dueReport(ruleOf(schedule, scope.timeZone), dayOf(now, scope.timeZone));
    // Not before its last day is measured with all that was handed in: the worker comes back within the hour.
    if (due === null || !(await isMeasured(scope, due.period.lastOn))) return [];
    const { period } = due;
    return schedule.languages
      .filter((language) => !schedule.made.includes(`${period.name} ${language}`))
      .map((language) => ({ language, period }));
  });
  let made = 0;
  for (const wish of wishes) {
    // In its own transaction: what is made stays made when the next one fails.
    const { isNew } = await makeReport(
      { database, organisationId, now, newId, statementLimitMs: patientLimitMs },
      { ...wish, madeBy: null },
    );
    await withOrganisation(database, organisationId, (scope) => noteMade(scope, `${wish.period.name} ${wish.language}`));
    if (isNew) made += 1;
  }
  return made;
}

export function wireSchedule(schedule: StoredSchedule | null, scope: Scope, now: Instant): ReportScheduleJson {
  if (schedule === null) return { schedule: null, next: null };
  const { period, on } = nextReport(ruleOf(schedule, scope.timeZone), dayOf(now, scope.timeZone));
  const { every, onDay, languages, changedAt, changedBy } = schedule;
  return { schedule: { every, onDay, languages: [...languages], changedAt, changedBy }, next: { period: period.name, on } };
}

function ruleOf({ every, onDay, changedAt }: StoredSchedule, timeZone: string): ReportSchedule {
  return { every, onDay, sinceOn: dayOf(changedAt, timeZone) };
}

async function isMeasured(scope: Scope, day: Day): Promise<boolean> {
  const newest = await newestMeasuredDay(scope);
  if (newest === null || newest < day) return false;
  return (await readPending(scope)) === null && (await listUnfinishedImports(scope)).length === 0;
}
