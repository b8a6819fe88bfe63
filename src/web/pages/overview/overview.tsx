/** The vital signs: what changed and where the lever is, the signs worst first, what to do next, and how old the sources are. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Overview as OverviewData, OverviewSign } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { overviewQuery } from '../../app/queries.ts';
import { SmallChart } from '../../charts/small-chart.tsx';
import { Counts, Figure } from '../../components/figure.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { FirstUse } from './first-use.tsx';
import { Lead } from './lead.tsx';
import { NextSteps, SourceAges } from './next-steps.tsx';

export function Overview(): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery({
    ...overviewQuery,
    refetchInterval: (query) => (hasNothing(query.state.data) ? 3_000 : 60_000),
  });
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.overview.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  if (hasNothing(data)) return <FirstUse importCount={data.counts.imports} />;
  const fresh = data.sources.filter((source) => !source.stale).length;
  return (
    <PageFrame title={m.overview.title} under={`${m.overview.asOf(f.day(data.asOf))} · ${m.overview.fresh(fresh, data.sources.length)}`}>
      <Lead signs={data.signs} next={data.next} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <section aria-label={m.overview.signsLabel}>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16.5rem,100%),1fr))] gap-3">
            {data.signs.map((sign) => (
              <SignCard key={`${sign.id}-${sign.measure}`} sign={sign} />
            ))}
          </ul>
        </section>
        <div className="grid grid-cols-1 gap-4 md:grid-cols-2 md:items-start lg:grid-cols-1">
          <NextSteps steps={data.next} />
          <SourceAges sources={data.sources} />
        </div>
      </div>
    </PageFrame>
  );
}

function hasNothing(data: OverviewData | undefined): boolean {
  return data !== undefined && data.signs.every((sign) => sign.newest === null) && data.counts.assets === 0;
}

function SignCard({ sign }: { readonly sign: OverviewSign }) {
  const { m, t } = useApp();
  return (
    <li id={`sign-${sign.id}`} className="card flex flex-col gap-1.5 rounded-lg border border-line bg-card p-4">
      <h2 className="leading-snug font-medium sm:min-h-[2.8em]">
        <PageLink to="/metrics/$id" params={{ id: sign.id }} search={{ measure: sign.measure }} className="quiet-link">
          {t(sign.question)}
        </PageLink>
      </h2>
      <Figure point={sign.newest} unit={sign.unit} />
      <Counts point={sign.newest} rows={sign.rows} />
      <div className="mt-auto pt-1">
        <SmallChart model={sign.chart} label={m.chart.small(t(sign.title), sign.chart.points.length)} />
      </div>
      <p>
        <VerdictMark verdict={sign.verdict} />
      </p>
    </li>
  );
}
