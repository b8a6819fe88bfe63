/** What the pages of real reports ask for. */
import { queryOptions } from '@tanstack/react-query';
import type { ReportMonthDetail } from '#contract/endpoints/mail-reports.ts';
import { client, queryClient } from '../../../app/api.ts';

export const reportMonthsQuery = queryOptions({
  queryKey: ['report-months'],
  queryFn: ({ signal }) => client.mailReports.list({ signal }),
});

export function reportMonthQuery(month: string) {
  return queryOptions({
    queryKey: ['report-month', month],
    queryFn: ({ signal }) => client.mailReports.get({ params: { month }, signal }),
  });
}

/** The answer of publishing is the month as it stands. */
export function keepMonth(detail: ReportMonthDetail): void {
  queryClient.setQueryData(reportMonthQuery(detail.month).queryKey, detail);
  void queryClient.invalidateQueries({ queryKey: reportMonthsQuery.queryKey });
}
