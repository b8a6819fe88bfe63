/** One phishing test: figures with both ends of what can be true, machines by rule, groups with what is hidden and why, difficulty. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { robotRules } from '#core/awareness/classify-events.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { campaignQuery } from './campaign-queries.ts';
import { DifficultyCard } from './difficulty-card.tsx';
import { useGroupName } from './group-name.ts';
import { MarginTable, marginOf, WhyHidden } from './margin-tables.tsx';
import { ScoreCard } from './score-card.tsx';
import { Share } from './share.tsx';
import { UnpublishedCard } from './unpublished-card.tsx';

export function Campaign({ params }: PageProps<'/awareness/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(campaignQuery(params.id));
  const [isScoring, setScoring] = useState(false);
  const crumb = <PageLink to="/awareness">{m.titles.awareness}</PageLink>;
  if (error !== null) {
    return (
      <PageFrame title={m.awareness.one} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={data.name} crumb={crumb} under={m.awareness.states[data.state]}>
      <div className="grid grid-cols-1 gap-4">
        {isScoring ? <ScoreCard detail={data} onDone={() => setScoring(false)} /> : null}
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            {data.state === 'published' ? <Published detail={data} /> : <UnpublishedCard detail={data} />}
          </div>
          <DifficultyCard detail={data} onScore={isScoring ? null : () => setScoring(true)} />
        </div>
      </div>
    </PageFrame>
  );
}

function Published({ detail }: { readonly detail: CampaignDetail }) {
  const { m } = useApp();
  if (detail.figures === null)
    return (
      <Card>
        <p className="max-w-[70ch]">{m.awareness.hiddenAllText}</p>
      </Card>
    );
  return (
    <>
      <Figures figures={detail.figures} curve={detail.curve} />
      <Machines detail={detail} />
      <Groups detail={detail} />
    </>
  );
}

function Figures({
  figures,
  curve,
}: {
  readonly figures: NonNullable<CampaignDetail['figures']>;
  readonly curve: CampaignDetail['curve'];
}) {
  const { m, f } = useApp();
  const minutes = (value: number | null) => (value === null ? m.awareness.notKnown : f.value(value, 'minutes'));
  return (
    <Card title={m.awareness.figures}>
      <Facts
        rows={[
          [m.awareness.reportRate, <Share key="report" share={figures.report} />],
          [m.awareness.firstReport, minutes(figures.firstMinutes)],
          [m.awareness.halfReported, `${minutes(figures.medianMinutes)}; ${minutes(figures.ninetiethMinutes)}`],
          [m.awareness.clickRate, <Share key="click" share={figures.click} />],
          [m.awareness.withUnsure, <Share key="unsure" share={figures.clickWithUnsure} />],
          [m.awareness.withRobots, <Share key="robots" share={figures.clickWithRobots} />],
          [m.awareness.dataEntry, <Share key="entry" share={figures.dataEntry} />],
          [m.awareness.resilience, figures.resilience === null ? m.awareness.nobodyClicked : f.number(figures.resilience, 1)],
          [m.awareness.afterClick, <Share key="after" share={figures.reportAfterClick} />],
        ]}
      />
      {curve.length === 0 ? null : (
        <>
          <h3 className="mt-4 font-medium">{m.awareness.curve}</h3>
          <p className="mb-2 max-w-[70ch] text-small text-soft">{m.awareness.curveText}</p>
          <PlainTable
            label={m.awareness.curve}
            rows={curve}
            keyOf={(mark) => mark.minutes}
            columns={[
              {
                label: m.awareness.within,
                isTight: true,
                cell: (mark) => (mark.minutes < 60 ? f.value(mark.minutes, 'minutes') : f.value(mark.minutes / 60, 'hours')),
              },
              { label: m.awareness.hadReported, isTight: true, cell: (mark) => f.percent(mark.share) },
              {
                label: m.awareness.interval,
                isTight: true,
                cell: ({ interval }) => (interval === null ? '–' : f.interval(interval.lower, interval.upper, 'proportion')),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}

function Machines({ detail: { rules, events, untimed, bounced, quarantined } }: { readonly detail: CampaignDetail }) {
  const { m, f, t } = useApp();
  const found = rules.filter(({ clicks, submissions }) => clicks + submissions > 0);
  return (
    <Card title={m.awareness.machines} isFlush>
      <p className="max-w-[75ch] px-4 pb-2 text-small text-soft">
        {m.awareness.machinesText(f.number(events ?? 0), f.number(untimed ?? 0), f.number(bounced ?? 0), f.number(quarantined ?? 0))}
      </p>
      {found.length === 0 ? (
        <p className="px-4 pb-4">{m.awareness.noMachines}</p>
      ) : (
        <PlainTable
          label={m.awareness.machines}
          rows={found}
          keyOf={({ rule }) => rule}
          isStacked
          columns={[
            { label: m.awareness.rule, cell: ({ rule }) => t(robotRules[rule].label) },
            { label: m.awareness.verdict, isTight: true, cell: ({ verdict }) => m.awareness.verdicts[verdict] },
            { label: m.awareness.clicks, isTight: true, isEnd: true, cell: ({ clicks }) => f.number(clicks) },
            { label: m.awareness.entries, isTight: true, isEnd: true, cell: ({ submissions }) => f.number(submissions) },
          ]}
        />
      )}
    </Card>
  );
}

function Groups({ detail: { cells, groups, roleGroups } }: { readonly detail: CampaignDetail }) {
  const { m, t } = useApp();
  const figures: readonly PlainColumn<CampaignDetail['cells'][number]>[] = [
    {
      label: m.awareness.reportRate,
      cell: ({ hidden, report }) => (hidden === null ? <Share share={report} /> : <i>{t(hiddenTexts[hidden])}</i>),
    },
    { label: m.awareness.clickRate, cell: ({ hidden, click }) => (hidden === null ? <Share share={click} /> : '–') },
  ];
  const sides = [
    { label: m.awareness.groups, side: 'groupId', nameOf: useGroupName(groups, 'groupId') },
    { label: m.awareness.roleGroups, side: 'roleGroupId', nameOf: useGroupName(roleGroups, 'roleGroupId') },
  ] as const;
  return (
    <>
      {sides.map((one) => (
        <MarginTable key={one.side} {...one} cells={marginOf(cells, one.side)} columns={figures} />
      ))}
      <WhyHidden />
    </>
  );
}
