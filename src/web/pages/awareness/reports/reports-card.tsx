/** Real reports on the overview of awareness: the newest published month, and the way to all of them. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { Card } from '../../../ui/card.tsx';
import { ThreatShare } from './figures.tsx';
import { reportMonthsQuery } from './report-queries.ts';

export function ReportsCard() {
  const { m, f } = useApp();
  const { data } = useQuery(reportMonthsQuery);
  const latest = data?.items.find(({ figures }) => figures !== null);
  const figures = latest?.figures ?? null;
  return (
    <Card title={m.mailReports.threats}>
      {latest === undefined || figures === null ? (
        <p className="text-soft">{m.mailReports.cardEmpty}</p>
      ) : (
        <>
          <ThreatShare figures={figures} isLarge />
          <p className="mt-1 text-small text-soft">
            {f.monthLong(latest.month)}
            {figures.deliveries === null ? '' : ` · ${m.mailReports.gradesShort[figures.grade]}`}
          </p>
        </>
      )}
      <p className="mt-1 text-small text-soft">{m.mailReports.cardText}</p>
      <p className="mt-1 text-small">
        <PageLink to="/awareness/reports">{m.mailReports.open}</PageLink>
      </p>
    </Card>
  );
}
