/** The pages of real mails that people reported: all months, and one of them. */
import { definePage } from '../../../app/page.ts';
import { reportMonthQuery, reportMonthsQuery } from './report-queries.ts';

export const mailReportsPage = definePage({
  path: '/awareness/reports',
  title: (m) => m.mailReports.title,
  access: 'read',
  loader: (queries) => void queries.prefetchQuery(reportMonthsQuery),
  texts: 'later',
  component: () => import('./reports.tsx').then((module) => module.MailReports),
});

export const reportMonthPage = definePage({
  path: '/awareness/reports/$month',
  title: (m) => m.mailReports.one,
  access: 'read',
  loader: (queries, { params }) => void queries.prefetchQuery(reportMonthQuery(params.month)),
  texts: 'later',
  component: () => import('./report-month.tsx').then((module) => module.ReportMonth),
});
