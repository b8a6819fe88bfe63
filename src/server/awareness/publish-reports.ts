/**
 * Counts one month of the mail desk and publishes it: once, in the groups of the year, through `core/disclosure`. What comes later
 * changes nothing of it. Reports and delivered mails whose time is over go, published or not.
 */
import { countReports, type MonthSpan } from '#core/awareness/count-reports.ts';
import { reportTable } from '#core/awareness/report-table.ts';
import { publish } from '#core/disclosure/publish.ts';
import { discloseReports } from '#core/disclosure/report-counts.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { addDays, addMilliseconds, dayOf, startOfDay, type Clock, type Day, type Instant } from '#core/kernel/time.ts';
import { readMails } from '#store/awareness/malicious-mails.ts';
import { forgetOldReports, hasOldReports, readReports } from '#store/awareness/mail-reports.ts';
import { placementsWithin } from '#store/awareness/population.ts';
import { savePublication } from '#store/awareness/publications.ts';
import type { Database } from '#store/database.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import { planOf } from './group-plan.ts';

/** As events of phishing tests are. */
const keptDays = 400;
/** A mail may be reported a month after it came. */
const reportedWithinDays = 31;

/** @param month `2026-10` */
export function daysOfMonth(month: string): { readonly firstOn: Day; readonly lastOn: Day } {
  const firstOn = `${month}-01` as Day;
  const next = `${addDays(firstOn, 31).slice(0, 7)}-01` as Day;
  return { firstOn, lastOn: addDays(next, -1) };
}

export function spanOfMonth(month: string, timeZone: string): MonthSpan {
  const { firstOn, lastOn } = daysOfMonth(month);
  return { fromAt: startOfDay(firstOn, timeZone), toAt: startOfDay(addDays(lastOn, 1), timeZone) };
}

/** In the transaction of whoever found that the month is over and was not published. */
export async function publishMonth(scope: Scope, month: string, now: Instant): Promise<void> {
  const span = spanOfMonth(month, scope.timeZone);
  const { firstOn, lastOn } = daysOfMonth(month);
  const around = reportedWithinDays * 86_400_000;
  const reports = await readReports(scope, { fromAt: span.fromAt, toAt: addMilliseconds(span.toAt, around) });
  const mails = await readMails(scope, { fromAt: addMilliseconds(span.fromAt, -around), toAt: addMilliseconds(span.toAt, around) });
  const made = reports.filter(({ reportedAt, verdict }) => reportedAt < span.toAt && verdict !== 'simulation');
  const plan = await planOf(scope, lastOn, now);
  const people = await placementsWithin(scope, firstOn, lastOn);
  const counted = countReports({ reports, mails }, span, now);
  const publication = publish({
    period: { subject: 'reports', key: month },
    groupYear: plan.year,
    publishedAt: now,
    table: reportTable(people, made, plan),
  });
  const unplaced = made.filter(({ person }) => !people.has(person)).length;
  const couldReport = Math.max(people.size, new Set(made.map(({ person }) => person)).size);
  await savePublication(scope, publication, {
    endedAt: now,
    counted: discloseReports(couldReport, counted, people.size === 0 ? 0 : unplaced),
  });
  await measurePublished(scope, { today: dayOf(now, scope.timeZone), now });
}

/** Whole months, so that no part of one is left to count. */
export async function forgetReports(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  organisationId: OrganisationId,
): Promise<number> {
  const beforeIn = ({ timeZone }: Scope) => {
    const last = addDays(dayOf(clock.now(), timeZone), -keptDays);
    return startOfDay(`${last.slice(0, 7)}-01` as Day, timeZone);
  };
  // Asked first: a write counts as a change.
  if (!(await readingOrganisation(database, organisationId, (scope) => hasOldReports(scope, beforeIn(scope))))) return 0;
  return withOrganisation(database, organisationId, (scope) => forgetOldReports(scope, beforeIn(scope)));
}
