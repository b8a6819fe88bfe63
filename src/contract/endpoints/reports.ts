/** Reports: made of a month or quarter, kept for ever, read as data, HTML or PDF; and the schedule they are made by. */
import { z } from 'zod';
import { ReportEdition } from '#core/reports/report-document.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const Language = z.enum(['en', 'nl']);

export const ReportEntry = ReportEdition.omit({ document: true, changes: true }).extend({
  changeCount: z.int().describe('figures that read otherwise than in the revision before'),
});
export type ReportEntry = z.infer<typeof ReportEntry>;

const schedule = {
  every: z.enum(['month', 'quarter']),
  onDay: z.int().min(1).max(28).describe('of the month after the period'),
  languages: z
    .array(Language)
    .min(1)
    .max(2)
    .refine((all) => new Set(all).size === all.length, 'name each language once'),
};
export const ReportScheduleBody = z.strictObject({
  schedule: z.strictObject(schedule).nullable().describe('null: none is made by itself'),
});

export const ReportScheduleJson = z.object({
  schedule: z.object({ ...schedule, changedAt: z.iso.datetime(), changedBy: z.string() }).nullable(),
  next: z.object({ period: z.string(), on: z.iso.date() }).nullable().describe('what is made next, and on which day'),
});
export type ReportScheduleJson = z.infer<typeof ReportScheduleJson>;

export const listReports = defineEndpoint({
  id: 'reports.list',
  method: 'GET',
  path: '/reports',
  summary: 'The archive of reports: newest period first, every revision',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(ReportEntry) }),
  problems: [],
});

export const makeReport = defineEndpoint({
  id: 'reports.make',
  method: 'POST',
  path: '/reports',
  summary: 'Make the report of a month or quarter and keep it; what says the same as its newest revision is that revision',
  access: access.decide,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    language: Language.default('en'),
    period: z
      .string()
      .max(10)
      .optional()
      .describe('2026-10 or 2026-Q4; default: the last month that is over, or this one where nothing was on record by then'),
  }),
  response: ReportEntry.extend({ isNew: z.boolean().describe('false: the newest revision said the same already') }),
  status: 201,
  problems: ['request-invalid'],
});

export const getReport = defineEndpoint({
  id: 'reports.get',
  method: 'GET',
  path: '/reports/{id}',
  summary: 'A report as data: every text with its figures, the register of figures, and what changed since the revision before',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ReportEdition,
  problems: ['not-found'],
});

export const getReportHtml = defineEndpoint({
  id: 'reports.html',
  method: 'GET',
  path: '/reports/{id}/html',
  summary: 'A report as one HTML file that needs nothing else',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  responseKind: 'bytes',
  mediaTypes: ['text/html'],
  problems: ['not-found'],
});

export const getReportPdf = defineEndpoint({
  id: 'reports.pdf',
  method: 'GET',
  path: '/reports/{id}/pdf',
  summary: 'A report as PDF: one page and its annex; the same report is the same file, byte for byte',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  responseKind: 'bytes',
  mediaTypes: ['application/pdf'],
  problems: ['not-found'],
});

export const getReportSchedule = defineEndpoint({
  id: 'reports.schedule',
  method: 'GET',
  path: '/reports/schedule',
  summary: 'When reports are made by themselves',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: ReportScheduleJson,
  problems: [],
});

export const setReportSchedule = defineEndpoint({
  id: 'reports.setSchedule',
  method: 'PUT',
  path: '/reports/schedule',
  summary: 'From now on reports are made on this day, in these languages; or none',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: ReportScheduleBody,
  response: ReportScheduleJson,
  problems: ['request-invalid'],
});

// The schedule before the reports: it is no id.
export const reportEndpoints = [
  listReports,
  makeReport,
  getReportSchedule,
  setReportSchedule,
  getReport,
  getReportHtml,
  getReportPdf,
] as const;
