/** Handlers of real mails that people reported: published figures, and what a mail desk sends. Nothing is counted here. */
import { proportionOf } from '#core/awareness/campaign-figures.ts';
import { gradeOf, reportAccuracy, threatReporting } from '#core/awareness/report-figures.ts';
import type { ReportMeasure } from '#core/awareness/report-table.ts';
import { cellAt, type PublishedCell, type StandingPublication } from '#core/disclosure/publish.ts';
import type { ReportCounts } from '#core/disclosure/report-counts.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds, type Instant } from '#core/kernel/time.ts';
import type { ReportFigures, ReportMonthDetail, ReportMonthJson } from '#contract/endpoints/mail-reports.ts';
import { recordKeyEvent } from '#store/awareness/keys.ts';
import { listReportMonths, type HeldMonth } from '#store/awareness/mail-reports.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { readReportSigning, removeReportSigning, saveReportSigning } from '#store/awareness/report-signing.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { newSigningSecret } from '../alerts/webhook-signature.ts';
import { refuseBeforeBegun } from '../awareness/begin-anew.ts';
import { publishMonth, spanOfMonth } from '../awareness/publish-reports.ts';
import { receiveReports, requireSigned } from '../awareness/receive-reports.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { sideOf } from '../awareness/wire-side.ts';

/** As for alerts. */
const formerCountsMs = 86_400_000;

type MailReportEndpoints =
  | 'mailReports.list'
  | 'mailReports.get'
  | 'mailReports.publish'
  | 'mailReports.receive'
  | 'mailReports.sign'
  | 'mailReports.unsign';

export const mailReportHandlers: Pick<Handlers, MailReportEndpoints> = {
  'mailReports.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const held = new Map((await listReportMonths(scope)).map((one) => [one.month, one]));
      const published = await listPublications(scope, { subject: 'reports' });
      const months = [...new Set([...held.keys(), ...published.keys()])].toSorted().toReversed();
      const now = context.clock.now();
      return {
        items: months.map((month) => entryOf(month, { held: held.get(month), standing: published.get(month), now, scope })),
        isSigned: (await readReportSigning(scope)) !== null,
      };
    }),

  'mailReports.get': ({ context, principal, params }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) => detailOf(scope, params.month, context.clock.now())),

  'mailReports.publish': ({ context, principal, params: { month } }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      // Two who ask at once: the second finds what the first published.
      await scope.client.query(`select pg_advisory_xact_lock(hashtextextended('publication:' || $1::text, 0))`, [scope.organisationId]);
      const { state } = await detailOf(scope, month, now);
      if (state === 'open') throw new Problem('conflict', 'This month is not over yet; it is published whole or not at all.');
      if (state === 'published')
        throw new Problem('conflict', 'The reports of this month were published before; what was published stays as it is.');
      await refuseBeforeBegun(scope, spanOfMonth(month, scope.timeZone).fromAt);
      await publishMonth(scope, month, now);
      await recordKeyEvent(scope, { at: now, act: 'reports-published', saidBy: principal.name }, context.newId);
      return detailOf(scope, month, now);
    }),

  'mailReports.receive': async ({ context, principal, body, bodyBytes, request }) => {
    await requireSigned(context, principal, request, bodyBytes);
    return receiveReports(context, principal, body.reports);
  },

  'mailReports.sign': async ({ context, principal }) => {
    const secret = newSigningSecret(context.random);
    const until = addMilliseconds(context.clock.now(), formerCountsMs);
    await withOrganisation(context.database, principal.organisationId, (scope) => saveReportSigning(scope, secret, until));
    return { secret };
  },

  'mailReports.unsign': async ({ context, principal }) => {
    const isGone = await withOrganisation(context.database, principal.organisationId, removeReportSigning);
    if (!isGone) throw new Problem('not-found', 'There is no secret: a token is enough already.');
    return null;
  },
};

interface MonthKnown {
  readonly held: HeldMonth | undefined;
  readonly standing: StandingPublication | undefined;
  readonly now: Instant;
  readonly scope: Pick<Scope, 'timeZone'>;
}

function entryOf(month: string, { held, standing, now, scope }: MonthKnown): ReportMonthJson {
  const isOver = spanOfMonth(month, scope.timeZone).toAt <= now;
  return {
    month,
    state: standing !== undefined ? 'published' : isOver ? 'ready' : 'open',
    isWaiting: standing === undefined && held?.isWaiting === true,
    publishedAt: standing?.publication.publishedAt ?? null,
    figures: standing === undefined ? null : figuresOf(standing),
  };
}

function figuresOf({ publication, facts }: StandingPublication): ReportFigures | null {
  const counted = (facts as { readonly counted: ReportCounts | null }).counted;
  if (counted === null) return null;
  const { desk, deliveries, manyUnplaced, truePositive, spam, benign, undecided, simulations } = counted;
  const total = cellAt(publication, { groupId: null, roleGroupId: null });
  return {
    truePositive,
    spam,
    benign,
    undecided,
    simulations,
    threats: deliveries === null ? null : threatReporting(deliveries),
    grade: deliveries === null ? 'none' : gradeOf(deliveries),
    deliveries,
    accuracy: reportAccuracy(counted),
    reporters: total?.kind === 'shown' ? proportionOf(countOf(total, 'reported'), total.people) : null,
    medianMinutes: desk.medianMinutes,
    ninetiethMinutes: desk.ninetiethMinutes,
    timed: desk.timed,
    manyUnplaced,
  };
}

function countOf(cell: Extract<PublishedCell, { kind: 'shown' }>, measure: ReportMeasure): number {
  return cell.counts[measure] ?? 0;
}

async function detailOf(scope: Scope, month: string, now: Instant): Promise<ReportMonthDetail> {
  const held = (await listReportMonths(scope)).find((one) => one.month === month);
  const standing = (await listPublications(scope, { subject: 'reports', key: month })).get(month);
  if (held === undefined && standing === undefined) throw new Problem('not-found', 'Nothing was reported or delivered in this month.');
  const { groups = [], roleGroups = [], cells = [] } = standing?.publication ?? {};
  return {
    ...entryOf(month, { held, standing, now, scope }),
    groups: groups.map(sideOf),
    roleGroups: roleGroups.map(sideOf),
    cells: cells.map(cellOf),
  };
}

function cellOf(cell: PublishedCell): ReportMonthDetail['cells'][number] {
  const { groupId, roleGroupId } = cell;
  if (cell.kind === 'hidden') return { groupId, roleGroupId, hidden: cell.reason, people: null, reported: null, reportedThreat: null };
  return {
    groupId,
    roleGroupId,
    hidden: null,
    people: cell.people,
    reported: proportionOf(countOf(cell, 'reported'), cell.people),
    reportedThreat: proportionOf(countOf(cell, 'reported-threat'), cell.people),
  };
}
