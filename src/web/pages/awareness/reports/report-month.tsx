/** One month of real reports: figures with the counts behind them, how well the denominator is known, groups with what is hidden and why. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { foundWays } from '#core/disclosure/report-counts.ts';
import type { ReportFigures, ReportMonthDetail } from '#contract/endpoints/mail-reports.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { useGroupName } from '../group-name.ts';
import { MarginTable, marginOf, WhyHidden } from '../margin-tables.tsx';
import { Share } from '../share.tsx';
import { AccuracyShare, ThreatShare, useDeskTime } from './figures.tsx';
import { keepMonth, reportMonthQuery } from './report-queries.ts';

export function ReportMonth({ params: { month } }: PageProps<'/awareness/reports/$month'>): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(reportMonthQuery(month));
  const crumb = <PageLink to="/awareness/reports">{m.mailReports.title}</PageLink>;
  if (error !== null) {
    return (
      <PageFrame title={m.mailReports.one} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={f.monthLong(month)} crumb={crumb} under={m.mailReports.states[data.state]}>
      <div className="grid grid-cols-1 gap-4">
        {data.state !== 'published' ? (
          <Unpublished detail={data} />
        ) : data.figures === null ? (
          <Card>
            <p className="max-w-[70ch]">{m.mailReports.hiddenAllText}</p>
          </Card>
        ) : (
          <Published detail={data} figures={data.figures} />
        )}
      </div>
    </PageFrame>
  );
}

function Unpublished({ detail: { month, state, isWaiting } }: { readonly detail: ReportMonthDetail }) {
  const { m, f, session } = useApp();
  const [isAsking, setAsking] = useState(false);
  const publish = useMutation({ mutationFn: () => client.mailReports.publish({ params: { month } }), onSuccess: keepMonth });
  const mayPublish = session !== undefined && mayOpen({ access: 'people' }, session.role) && state === 'ready';
  return (
    <Card title={m.mailReports.publishTitle}>
      <p className="max-w-[70ch]">{state === 'open' ? m.mailReports.openText(f.monthLong(month)) : m.mailReports.publishText}</p>
      {state === 'ready' && isWaiting ? <p className="mt-2 max-w-[70ch]">{m.mailReports.waitingText}</p> : null}
      {mayPublish ? (
        <Button kind="main" className="mt-3" onClick={() => setAsking(true)}>
          {m.mailReports.publish}
        </Button>
      ) : null}
      {isAsking ? (
        <Dialog title={m.mailReports.publishAsk(f.monthLong(month))} onClose={() => setAsking(false)} closeLabel={m.product.close}>
          <div className="grid gap-4">
            <p className="max-w-[60ch]">{m.mailReports.publishSure}</p>
            {isWaiting ? <p className="max-w-[60ch]">{m.mailReports.waitingText}</p> : null}
            {publish.error === null ? null : <ProblemNotice error={publish.error} />}
            <div className="flex flex-wrap gap-2">
              <Button kind="main" disabled={publish.isPending} onClick={() => publish.mutate()}>
                {m.mailReports.publish}
              </Button>
              <Button onClick={() => setAsking(false)}>{m.mailReports.cancel}</Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </Card>
  );
}

function Published({ detail, figures }: { readonly detail: ReportMonthDetail; readonly figures: ReportFigures }) {
  const { m } = useApp();
  return (
    <>
      <Figures figures={figures} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Verdicts figures={figures} />
        <Deliveries figures={figures} />
      </div>
      {figures.manyUnplaced ? (
        <Card>
          <p className="max-w-[75ch]">{m.mailReports.manyUnplaced}</p>
        </Card>
      ) : null}
      <Groups detail={detail} />
    </>
  );
}

function Figures({ figures }: { readonly figures: ReportFigures }) {
  const { m } = useApp();
  const deskTime = useDeskTime();
  const rows: readonly (readonly [string, ReactNode, string])[] = [
    [
      m.mailReports.threats,
      <ThreatShare key="threats" figures={figures} />,
      figures.deliveries === null ? m.mailReports.threatsText : m.mailReports.grades[figures.grade],
    ],
    [m.mailReports.accuracy, <AccuracyShare key="accuracy" figures={figures} />, m.mailReports.accuracyText],
    [
      m.mailReports.reporters,
      figures.reporters === null ? (
        <span className="text-soft">{m.mailReports.hiddenReporters}</span>
      ) : (
        <Share key="reporters" share={figures.reporters} />
      ),
      '',
    ],
    [
      m.mailReports.halfAndNine,
      figures.medianMinutes === null && figures.ninetiethMinutes === null
        ? deskTime(figures, null)
        : `${deskTime(figures, figures.medianMinutes)}; ${deskTime(figures, figures.ninetiethMinutes)}`,
      m.mailReports.deskText,
    ],
  ];
  return (
    <Card title={m.mailReports.figures}>
      <dl className="grid gap-3">
        {rows.map(([name, value, note]) => (
          <div key={name} className="grid grid-cols-1 gap-x-6 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <dt className="text-soft">{name}</dt>
            <dd className="min-w-0">
              {value}
              {note === '' ? null : <p className="max-w-[75ch] text-small text-soft">{note}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const verdictOrder = ['truePositive', 'spam', 'benign', 'undecided', 'simulations'] as const;

function Verdicts({ figures }: { readonly figures: ReportFigures }) {
  const { m, f } = useApp();
  return (
    <Card title={m.mailReports.verdictsTitle} isFlush>
      <PlainTable
        label={m.mailReports.verdictsTitle}
        rows={verdictOrder}
        keyOf={(verdict) => verdict}
        columns={[
          { label: m.mailReports.verdict, cell: (verdict) => m.mailReports.verdicts[verdict] },
          { label: m.mailReports.count, isTight: true, isEnd: true, cell: (verdict) => f.number(figures[verdict]) },
        ]}
      />
    </Card>
  );
}

function Deliveries({ figures: { deliveries } }: { readonly figures: ReportFigures }) {
  const { m, f } = useApp();
  const ways = deliveries === null ? [] : foundWays.filter((way) => deliveries.found[way] > 0);
  return (
    <Card title={m.mailReports.deliveries} isFlush>
      <p className="max-w-[75ch] px-4 pb-3 text-small text-soft">
        {deliveries === null
          ? m.mailReports.fewCopies
          : deliveries.listed === 0
            ? m.mailReports.grades.none
            : [
                m.mailReports.deliveriesText(f.number(deliveries.listed), f.number(deliveries.reported)),
                ...(deliveries.reportsAlone === 0 ? [] : [m.mailReports.aloneText(f.number(deliveries.reportsAlone))]),
              ].join(' ')}
      </p>
      {ways.length === 0 || deliveries === null ? null : (
        <PlainTable
          label={m.mailReports.foundHow}
          rows={ways}
          keyOf={(way) => way}
          columns={[
            { label: m.mailReports.foundHow, cell: (way) => m.mailReports.ways[way] },
            { label: m.mailReports.copies, isTight: true, isEnd: true, cell: (way) => f.number(deliveries.found[way]) },
          ]}
        />
      )}
    </Card>
  );
}

function Groups({ detail: { cells, groups, roleGroups } }: { readonly detail: ReportMonthDetail }) {
  const { m, t } = useApp();
  const figures: readonly PlainColumn<ReportMonthDetail['cells'][number]>[] = [
    {
      label: m.mailReports.reported,
      cell: ({ hidden, reported }) => (hidden === null ? <Share share={reported} /> : <i>{t(hiddenTexts[hidden])}</i>),
    },
    {
      label: m.mailReports.reportedThreat,
      cell: ({ hidden, reportedThreat }) => (hidden === null ? <Share share={reportedThreat} /> : '–'),
    },
  ];
  const sides = [
    { label: m.mailReports.groups, side: 'groupId', nameOf: useGroupName(groups, 'groupId') },
    { label: m.mailReports.roleGroups, side: 'roleGroupId', nameOf: useGroupName(roleGroups, 'roleGroupId') },
  ] as const;
  return (
    <>
      {sides.map((one) => (
        <MarginTable key={one.side} {...one} note={m.mailReports.groupsText} cells={marginOf(cells, one.side)} columns={figures} />
      ))}
      <WhyHidden />
    </>
  );
}
