/** The resilience index explained: whole, domains, metrics with score, goalposts and weight, and from each down to its rows. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { indexQuery } from '../../app/queries.ts';
import { IndexBar } from '../../components/index-bar.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { Course } from './course.tsx';
import { DomainTable } from './domain-table.tsx';

export function Resilience(): ReactNode {
  const { m, f, t } = useApp();
  const { data, error, refetch } = useQuery(indexQuery);
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.index.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.index.title} {...(data.asOf === null ? {} : { under: m.overview.asOf(f.day(data.asOf)) })}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Whole index={data} />
        <Raise index={data} />
      </div>
      <div className="mt-4 grid grid-cols-1 gap-4">
        {data.domains.map((domain) => (
          <DomainTable key={domain.domain} domain={domain} />
        ))}
        {data.series.length === 0 ? null : <Course points={data.series} />}
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Card title={m.index.rules}>
            <ul className="grid max-w-[75ch] gap-2">
              {data.rules.map((rule) => (
                <li key={rule.en}>{t(rule)}</li>
              ))}
            </ul>
          </Card>
          <Card title={m.index.leftOut}>
            <ul className="grid gap-2">
              {data.leftOut.map(({ id, title, reason }) => (
                <li key={id}>
                  <PageLink to="/metrics/$id" params={{ id }}>
                    {t(title)}
                  </PageLink>
                  <span className="block text-small text-soft">
                    {id} · {t(reason)}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </PageFrame>
  );
}

function Whole({ index: { asOf, whole, coverage } }: { readonly index: ResilienceIndex }) {
  const { m, f, t } = useApp();
  const { index, lower, upper } = whole;
  return (
    <Card>
      {index === null || lower === null || upper === null ? (
        <>
          <p className="text-lead text-soft">
            <span aria-hidden="true">– </span>
            {m.index.none}
          </p>
          <p className="mt-1 max-w-[70ch]">{asOf === null ? m.index.noneYet : whole.missing === null ? '' : t(whole.missing)}</p>
        </>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-figure leading-tight font-medium tracking-[-0.02em]">
            {f.probability(index)}
            <span className="text-body font-normal tracking-normal text-soft" title={m.index.band}>
              <span className="sr-only">{m.index.band} </span>
              {f.probability(lower)}–{f.probability(upper)}
            </span>
            <IndexBar figure={whole} className="w-56 max-w-full" />
          </p>
          <p className="mt-2 max-w-[70ch]">
            {m.index.scale} {m.index.bandText(f.probability(lower), f.probability(upper))}
          </p>
        </>
      )}
      <p className="mt-2 text-small text-soft">
        {m.index.coverage(coverage.metricsUsed, coverage.metricsOf, coverage.domainsUsed, coverage.domainsOf)}
      </p>
    </Card>
  );
}

/** The three metrics whose best would add most. */
const raisesShown = 3;

function Raise({ index: { whole, domains } }: { readonly index: ResilienceIndex }) {
  const { m, f, t } = useApp();
  const { index } = whole;
  const raises = domains
    .flatMap(({ metrics }) => metrics)
    .flatMap((metric) => (metric.gain === null ? [] : [{ ...metric, gain: metric.gain }]))
    .filter(({ gain }) => gain >= 0.005)
    .toSorted((left, right) => right.gain - left.gain)
    .slice(0, raisesShown);
  if (index === null || raises.length === 0) return null;
  return (
    <Card title={m.index.raise}>
      <ol className="grid gap-2">
        {raises.map((metric) => (
          <li key={metric.id}>
            <PageLink to="/metrics/$id" params={{ id: metric.id }} search={{ measure: metric.measure }}>
              {t(metric.title)}
            </PageLink>
            <span className="block text-small text-soft tabular-nums">
              {metric.id} · {m.index.raiseTo(f.probability(index), f.probability(index + metric.gain))}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-small text-soft">{m.index.raiseText}</p>
    </Card>
  );
}
