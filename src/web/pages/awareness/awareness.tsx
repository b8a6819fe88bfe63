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
import { Headlines } from './headlines.tsx';
import { Share } from './share.tsx';
import { SubjectCards } from './subject-cards.tsx';

export function Awareness(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(campaignsQuery);
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.titles.awareness}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.titles.awareness}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.awareness.lead}</p>
        <Headlines isAnythingHeld={data.items.length > 0} />
        <Card title={m.awareness.tests} isFlush={data.items.length > 0}>
          {data.items.length === 0 ? <p className="max-w-[70ch]">{m.awareness.empty}</p> : <Tests items={data.items} />}
        </Card>
        <SubjectCards />
        <Card title={m.awareness.whyTitle}>
          <p className="max-w-[75ch]">{m.awareness.why}</p>
        </Card>
      </div>
    </PageFrame>
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
