/** The vital signs: what changed and where the lever is, the signs worst first, what to do next, and how old the sources are. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Overview as OverviewData } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { overviewQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { IndexLine } from './index-line.tsx';
import { FirstUse } from './first-use.tsx';
import { Lead } from './lead.tsx';
import { NextSteps, SourceAges } from './next-steps.tsx';
import { Signs } from './signs.tsx';

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
      <IndexLine />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <section aria-label={m.overview.signsLabel}>
          <Signs signs={data.signs} />
          <FalseSignals signs={data.signs} />
        </section>
        <div className="grid grid-cols-1 gap-4 md:grid-cols-2 md:items-start lg:grid-cols-1">
          <NextSteps steps={data.next} />
          <SourceAges sources={data.sources} />
        </div>
      </div>
    </PageFrame>
  );
}

/** Signals add up over a page as throws of a die do: how many to expect is said where they are seen (metrics.md 5.2). */
function FalseSignals({ signs }: { readonly signs: OverviewData['signs'] }) {
  const { m, f } = useApp();
  const expected = signs.reduce((sum, { chart }) => sum + chart.expectedFalseSignals, 0);
  const shown = signs.reduce((sum, { chart }) => sum + chart.signals.length, 0);
  if (expected === 0) return null;
  return <p className="mt-4 max-w-[75ch] text-small text-soft">{m.chart.falseOnPage(f.number(shown), f.number(expected, 1))}</p>;
}

function hasNothing(data: OverviewData | undefined): boolean {
  return data !== undefined && data.signs.every((sign) => sign.newest === null) && data.counts.assets === 0;
}
