/** Real mails that people reported: the newest published month in three figures, every month below it, and the desk's own way in. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReportMonthJson } from '#contract/endpoints/mail-reports.ts';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { mayOpen } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { DeskCard } from './desk-card.tsx';
import { AccuracyShare, ThreatShare, useDeskTime } from './figures.tsx';
import { reportMonthsQuery } from './report-queries.ts';

export function MailReports(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(reportMonthsQuery);
  const crumb = <PageLink to="/awareness">{m.titles.awareness}</PageLink>;
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.mailReports.title} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const mayManage = session !== undefined && mayOpen({ access: 'people' }, session.role);
  return (
    <PageFrame title={m.mailReports.title} crumb={crumb}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.mailReports.lead}</p>
        {data.items.length === 0 ? (
          <Card>
            <p className="max-w-[70ch]">{m.mailReports.empty}</p>
          </Card>
        ) : (
          <>
            <Headlines items={data.items} />
            <Card title={m.mailReports.months} isFlush>
              <Months items={data.items} />
            </Card>
          </>
        )}
        {mayManage ? <DeskCard isSigned={data.isSigned} /> : null}
      </div>
    </PageFrame>
  );
}

function Headlines({ items }: { readonly items: readonly ReportMonthJson[] }) {
  const { m, f } = useApp();
  const deskTime = useDeskTime();
  const latest = items.find(({ figures }) => figures !== null);
  const figures = latest?.figures ?? null;
  if (latest === undefined || figures === null) return null;
  const isTold = figures.medianMinutes !== null;
  const from = (
    <PageLink to="/awareness/reports/$month" params={{ month: latest.month }}>
      {f.monthLong(latest.month)}
    </PageLink>
  );
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      <Card title={m.mailReports.threats}>
        <ThreatShare figures={figures} isLarge />
        <p className="mt-1 text-small">{m.mailReports.grades[figures.grade]}</p>
        <p className="mt-1 text-small text-soft">
          {from} · {m.mailReports.threatsText}
        </p>
      </Card>
      <Card title={m.mailReports.accuracy}>
        <AccuracyShare figures={figures} isLarge />
        <p className="mt-1 text-small text-soft">
          {from} · {m.mailReports.accuracyText}
        </p>
      </Card>
      <Card title={m.mailReports.desk}>
        <p className={isTold ? 'text-figure leading-tight font-medium tracking-[-0.02em]' : 'text-soft'}>
          {deskTime(figures, figures.medianMinutes)}
        </p>
        <p className="mt-1 text-small text-soft">
          {from} · {m.mailReports.deskText}
        </p>
      </Card>
    </div>
  );
}

function Months({ items }: { readonly items: readonly ReportMonthJson[] }) {
  const { m, f } = useApp();
  const deskTime = useDeskTime();
  return (
    <PlainTable
      label={m.mailReports.months}
      rows={items}
      keyOf={({ month }) => month}
      isStacked
      columns={[
        {
          label: m.mailReports.month,
          isTight: true,
          cell: ({ month }) => (
            <PageLink to="/awareness/reports/$month" params={{ month }}>
              {f.monthLong(month)}
            </PageLink>
          ),
        },
        {
          label: m.mailReports.columns.threats,
          cell: ({ figures, state, isWaiting }) =>
            figures === null ? (
              <span className="text-soft">
                {state === 'published' ? m.mailReports.hiddenAll : m.mailReports.states[state]}
                {isWaiting ? `; ${m.mailReports.waiting}` : ''}
              </span>
            ) : (
              <ThreatShare figures={figures} />
            ),
        },
        {
          label: m.mailReports.columns.known,
          isTight: true,
          cell: ({ figures }) => (figures === null || figures.deliveries === null ? '–' : m.mailReports.gradesShort[figures.grade]),
        },
        { label: m.mailReports.columns.accuracy, cell: ({ figures }) => (figures === null ? '–' : <AccuracyShare figures={figures} />) },
        {
          label: m.mailReports.columns.desk,
          cell: ({ figures }) => (figures === null ? '–' : deskTime(figures, figures.medianMinutes)),
        },
      ]}
    />
  );
}
