/** Handlers of reports. HTML leaves with a policy of its own: nothing in it runs, and its one style sheet is known by digest. */
import { createHash } from 'node:crypto';
import type { ReportEntry } from '#contract/endpoints/reports.ts';
import { renderReportHtml } from '#core/reports/render-html.ts';
import type { ReportEdition } from '#core/reports/report-document.ts';
import { reportStyle } from '#core/reports/report-style.ts';
import { listReports, readSchedule, writeSchedule, type StoredEdition } from '#store/reports/archive.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { makeReport, requirePeriod, requireReport } from '../reports/make-report.ts';
import { renderReportPdf } from '../reports/report-pdf.ts';
import { wireSchedule } from '../reports/scheduled-reports.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

type ReportHandlers = Pick<
  Handlers,
  'reports.list' | 'reports.make' | 'reports.get' | 'reports.html' | 'reports.pdf' | 'reports.schedule' | 'reports.setSchedule'
>;

export const reportHandlers: ReportHandlers = {
  'reports.list': async ({ context, principal }) => {
    const items = await readingOrganisation(context.database, principal.organisationId, listReports);
    return { items: await withMakers({ context, principal }, items) };
  },

  'reports.make': async ({ context, principal, body: { language, period } }) => {
    const { database, clock, newId } = context;
    const wish = { language, period: period === undefined ? undefined : requirePeriod(period), madeBy: principal.name };
    const { edition, isNew } = await makeReport({ database, organisationId: principal.organisationId, now: clock.now(), newId }, wish);
    const [named] = await withMakers({ context, principal }, [edition]);
    return { ...entryOf(named ?? edition), isNew };
  },

  'reports.get': ({ context, principal, params: { id } }) => namedReport({ context, principal }, id),

  'reports.html': async ({ context, principal, params: { id } }) => {
    const edition = await namedReport({ context, principal }, id);
    const headers = { ...fileHeaders(edition, 'html'), 'content-security-policy': htmlPolicy };
    return new Response(renderReportHtml(edition), { headers });
  },

  'reports.pdf': async ({ context, principal, params: { id } }) => {
    const edition = await namedReport({ context, principal }, id);
    // Outside of the transaction: setting the type takes a moment.
    return new Response(await renderReportPdf(edition), { headers: fileHeaders(edition, 'pdf') });
  },

  'reports.schedule': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) =>
      wireSchedule(await readSchedule(scope), scope, context.clock.now()),
    ),

  'reports.setSchedule': ({ context, principal, body: { schedule } }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      const stored = schedule === null ? null : { ...schedule, changedAt: now, changedBy: principal.name };
      await writeSchedule(scope, stored);
      return wireSchedule(stored, scope, now);
    }),
};

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** @throws Problem `not-found` */
async function namedReport(asked: Asked, id: string): Promise<StoredEdition> {
  const { context, principal } = asked;
  const edition = await readingOrganisation(context.database, principal.organisationId, (scope) => requireReport(scope, id));
  const [named = edition] = await withMakers(asked, [edition]);
  return named;
}

/** A report keeps the name its maker had. Those that were made before it did keep a principal: its name of today stands for it. */
async function withMakers<Made extends Pick<ReportEntry, 'madeBy'>>(asked: Asked, items: readonly Made[]): Promise<Made[]> {
  const names = await namesOf(
    asked,
    items.flatMap(({ madeBy }) => madeBy ?? []),
  );
  return items.map((one) => ({ ...one, madeBy: names(one.madeBy) ?? one.madeBy }));
}

function entryOf({ id, language, period, day, revision, madeAt, madeBy, digest, changes }: ReportEdition): ReportEntry {
  return { id, language, period, day, revision, madeAt, madeBy, digest, changeCount: changes.length };
}

const mediaTypes = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' } as const;

/** To be looked at; who saves it gets a name that says what it is. */
function fileHeaders({ period, language, revision }: ReportEdition, format: keyof typeof mediaTypes): Record<string, string> {
  return {
    'content-type': mediaTypes[format],
    'content-disposition': `inline; filename="cyber-report-${period}-r${revision}-${language}.${format}"`,
  };
}

const styleDigest = createHash('sha256').update(reportStyle).digest('base64');
const htmlPolicy = [
  "default-src 'none'",
  `style-src-elem 'sha256-${styleDigest}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
