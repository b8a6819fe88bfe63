/**
 * Real mails that people reported: what was published of each month, and the way in for a mail desk that sends its reports. Figures are
 * published once per month and frozen; there is no list of reports and none of people (core/disclosure).
 */
import { z } from 'zod';
import { reportVerdicts } from '#core/awareness/mail-report-row.ts';
import { foundWays } from '#core/disclosure/report-counts.ts';
import { denominatorGrades } from '#core/awareness/report-figures.ts';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const Share = z
  .object({
    numerator: count,
    denominator: count,
    value: z.number(),
    interval: z.object({ lower: z.number(), upper: z.number() }).describe('Wilson, 95 %'),
  })
  .nullable();
const minutes = z.number().nullable().describe('whole minutes; null: not reached, or fewer than ten verdicts with a time');

const Deliveries = z.object({
  listed: count.describe('mailboxes that a list says a malicious mail of the month came to'),
  found: z.record(z.enum(foundWays), count).describe('of them, how each came to be known'),
  reported: count.describe('of them, reported by whoever had the mail'),
  reportsAlone: count.describe('reported, and on no list: known by the report alone'),
});

export const ReportFigures = z.object({
  truePositive: count,
  spam: count,
  benign: count,
  undecided: count.describe('without a verdict when it was published'),
  simulations: count.describe('mails of a phishing test, counted there and in none of the others'),
  threats: Share.describe('AWR-13: malicious mails known to be delivered that were reported; null: none is on a list, or fewer than ten'),
  grade: z.enum(denominatorGrades).describe('how well it is known which malicious mails were delivered'),
  deliveries: Deliveries.nullable().describe('null: the lists surely speak of fewer than ten different mailboxes'),
  accuracy: Share.describe('AWR-14: reports that the desk found to be malicious, of those it decided; no mark for who reports'),
  reporters: Share.describe('people who reported anything, of the population; null: hidden, or no population file was read'),
  medianMinutes: minutes.describe('of the desk: until half of the reports had a verdict, those waiting counted as waiting'),
  ninetiethMinutes: minutes,
  timed: count.describe('reports with a verdict at a known time'),
  manyUnplaced: z.boolean().describe('more than a fifth came from people whom no population file names'),
});

export const ReportMonthJson = z.object({
  month: z.string().describe('such as 2026-10'),
  state: z.enum(['open', 'ready', 'published']).describe('open: the month is not over'),
  isWaiting: z.boolean().describe('not published, and some report of it has no verdict yet'),
  publishedAt: z.iso.datetime().nullable(),
  figures: ReportFigures.nullable().describe('null: not published, or of fewer than ten people'),
});

export const listMailReports = defineEndpoint({
  id: 'mailReports.list',
  method: 'GET',
  path: '/awareness/reports',
  summary: 'Months of real mails that people reported, the newest first, with what was published of each',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(ReportMonthJson), isSigned: z.boolean().describe('what a mail desk sends must be signed') }),
  problems: [],
});

const Month = z.strictObject({
  month: z.string().regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/, 'a month such as 2026-10'),
});

const Side = z.object({
  id: z.string(),
  name: z.string().describe('empty: nobody says where they belong'),
  names: z.array(z.string()).describe('of a merged group, the largest first; what was published earlier has one'),
});
const Cell = z.object({
  groupId: z.string().nullable().describe('null: all groups'),
  roleGroupId: z.string().nullable().describe('null: all role groups'),
  hidden: z.enum(hiddenReasons).nullable(),
  people: count.nullable(),
  reported: Share.describe('people who reported anything that was none of a test'),
  reportedThreat: Share.describe('people who reported something malicious'),
});

export const ReportMonthDetail = ReportMonthJson.extend({ groups: z.array(Side), roleGroups: z.array(Side), cells: z.array(Cell) });
export type ReportMonthDetail = z.infer<typeof ReportMonthDetail>;
export type ReportMonthJson = z.infer<typeof ReportMonthJson>;
export type ReportFigures = z.infer<typeof ReportFigures>;

export const getMailReports = defineEndpoint({
  id: 'mailReports.get',
  method: 'GET',
  path: '/awareness/reports/{month}',
  summary: 'What was published of one month: figures, and groups with hidden cells',
  access: access.read,
  params: Month,
  query: NoQuery,
  body: null,
  response: ReportMonthDetail,
  problems: ['request-invalid', 'not-found'],
});

export const publishMailReports = defineEndpoint({
  id: 'mailReports.publish',
  method: 'POST',
  path: '/awareness/reports/{month}/publication',
  summary: 'Count a month that is over once and publish it; it is frozen then, and what comes later changes nothing of it',
  access: access.people,
  params: Month,
  query: NoQuery,
  body: null,
  response: ReportMonthDetail,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

const Somebody = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .regex(/^(?:[^\s@]+@[^\s@]+|[^\s@]+)$/, 'an address of mail or a personnel number')
  .describe('an address of mail or a personnel number; hashed at once, and kept nowhere');
const DeskId = z.string().trim().min(1).max(1_000);

export const MailReportBody = z.strictObject({
  id: DeskId.describe('the number of the report; the same again corrects it'),
  reporter: Somebody,
  reportedAt: z.iso.datetime({ offset: true }),
  messageId: DeskId.optional(),
  threatId: DeskId.optional().describe('the same as in the list of delivered mails'),
  verdict: z.enum(reportVerdicts).optional().describe('left out: not decided yet'),
  decidedAt: z.iso.datetime({ offset: true }).optional(),
});
export type MailReportBody = z.infer<typeof MailReportBody>;

export const receiveMailReports = defineEndpoint({
  id: 'mailReports.receive',
  method: 'POST',
  path: '/awareness/reports',
  summary:
    'Take reports of a mail desk, one or many; the same again changes nothing. Signed as Standard Webhooks says where a secret was made',
  access: access.import,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ reports: z.array(MailReportBody).min(1).max(1_000) }),
  response: z.object({ received: count, changed: count.describe('new, or with another verdict than before') }),
  problems: ['request-invalid', 'not-allowed', 'awareness-key-locked', 'conflict'],
});

export const signMailReports = defineEndpoint({
  id: 'mailReports.sign',
  method: 'POST',
  path: '/awareness/reports/signing',
  summary: 'Make a secret that a mail desk signs with, shown once; one before it counts for another day',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ secret: z.string() }),
  status: 201,
  problems: [],
});

export const unsignMailReports = defineEndpoint({
  id: 'mailReports.unsign',
  method: 'DELETE',
  path: '/awareness/reports/signing',
  summary: 'Let a token be enough again for a mail desk that sends its reports',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['not-found'],
});

export const mailReportEndpoints = [
  listMailReports,
  getMailReports,
  publishMailReports,
  receiveMailReports,
  signMailReports,
  unsignMailReports,
] as const;
