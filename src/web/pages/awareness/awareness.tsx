/** Awareness at a glance: who reports, how soon, and who clicks at equal difficulty. Never who finished a training. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CampaignJson } from '#contract/endpoints/campaigns.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { campaignsQuery } from './campaign-queries.ts';
import { ReportsCard } from './reports/reports-card.tsx';
import { Share } from './share.tsx';
import { TrainingCard } from './training/training-card.tsx';

export function Awareness(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(campaignsQuery);
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.awareness.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.awareness.title}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.awareness.lead}</p>
        {data.items.length === 0 ? (
          <Card>
            <p className="max-w-[70ch]">{m.awareness.empty}</p>
          </Card>
        ) : (
          <>
            <Headlines items={data.items} adjusted={data.adjusted} />
            <Card title={m.awareness.tests} isFlush>
              <Tests items={data.items} />
            </Card>
          </>
        )}
        <ReportsCard />
        <Card title={m.awareness.whyTitle}>
          <p className="max-w-[75ch]">{m.awareness.why}</p>
        </Card>
        <TrainingCard />
      </div>
    </PageFrame>
  );
}

interface HeadlinesProps {
  readonly items: readonly CampaignJson[];
  readonly adjusted: {
    readonly value: number | null;
    readonly interval: { readonly lower: number; readonly upper: number } | null;
    readonly missing: readonly ('very' | 'moderate' | 'least')[];
    readonly counted: number;
    readonly leftOut: number;
  };
}

function Headlines({ items, adjusted }: HeadlinesProps) {
  const { m, f } = useApp();
  const latest = items.find(({ figures }) => figures !== null);
  const first = latest?.figures?.firstMinutes ?? null;
  const from =
    latest === undefined ? null : (
      <p className="mt-1 text-small text-soft">
        <PageLink to="/awareness/$id" params={{ id: latest.id }}>
          {latest.name}
        </PageLink>
      </p>
    );
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      <Card title={m.awareness.reportRate}>
        {latest?.figures?.report == null ? (
          <p className="text-soft">{m.awareness.nothingYet}</p>
        ) : (
          <Share share={latest.figures.report} isLarge />
        )}
        {from}
      </Card>
      <Card title={m.awareness.firstReport}>
        {first === null ? (
          <p className="text-soft">{latest === undefined ? m.awareness.nothingYet : m.awareness.notKnown}</p>
        ) : (
          <p className="text-figure leading-tight font-medium tracking-[-0.02em]">{f.value(first, 'minutes')}</p>
        )}
        {from}
      </Card>
      <Card title={m.awareness.adjusted}>
        {adjusted.value === null || adjusted.interval === null ? (
          <p className="text-soft">{m.awareness.tooFew(adjusted.missing.map((one) => m.awareness.difficulties[one]).join(', '))}</p>
        ) : (
          <p>
            <span className="text-figure leading-tight font-medium tracking-[-0.02em] tabular-nums">{f.percent(adjusted.value)}</span>{' '}
            <span className="text-small text-soft">{f.interval(adjusted.interval.lower, adjusted.interval.upper, 'proportion')}</span>
          </p>
        )}
        <p className="mt-1 text-small text-soft">
          {m.awareness.overTests(f.number(adjusted.counted))}
          {adjusted.leftOut === 0 ? '' : ` ${m.awareness.leftOut(f.number(adjusted.leftOut))}`}
        </p>
      </Card>
    </div>
  );
}

function Tests({ items }: { readonly items: readonly CampaignJson[] }) {
  const { m, f } = useApp();
  return (
    <PlainTable
      label={m.awareness.tests}
      rows={items}
      keyOf={({ id }) => id}
      isStacked
      columns={[
        {
          label: m.awareness.one,
          cell: ({ id, name }) => (
            <PageLink to="/awareness/$id" params={{ id }}>
              {name}
            </PageLink>
          ),
        },
        {
          label: m.awareness.firstMail,
          isTight: true,
          cell: ({ firstAt }) => (firstAt === null ? m.awareness.notKnown : f.instantDay(firstAt)),
        },
        {
          label: m.awareness.difficulty,
          cell: ({ difficulty }) =>
            difficulty.difficulty === null ? m.awareness.settled[difficulty.kind] : m.awareness.difficulties[difficulty.difficulty],
        },
        {
          label: m.awareness.reportRate,
          cell: ({ figures, state }) =>
            figures === null ? (
              <span className="text-soft">{state === 'published' ? m.awareness.hiddenAll : m.awareness.states[state]}</span>
            ) : (
              <Share share={figures.report} />
            ),
        },
        { label: m.awareness.clickRate, cell: ({ figures }) => (figures === null ? '–' : <Share share={figures.click} />) },
      ]}
    />
  );
}
