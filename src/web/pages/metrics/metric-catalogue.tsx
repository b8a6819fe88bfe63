/** The catalogue: every metric with its question, newest value and verdict, by domain. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MetricSummary } from '#contract/endpoints/metrics.ts';
import { lifecycleTexts } from '#core/metrics/lifecycle.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { PageLink } from '../../app/page-link.tsx';
import { metricsQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { Card } from '../../ui/card.tsx';
import { MeasurementExport } from './measurement-export.tsx';

export function MetricCatalogue(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(metricsQuery);
  if (error !== null && data === undefined) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PagePending />;
  const domains = [...new Set(data.items.map((item) => item.domain))];
  return (
    <PageFrame title={m.metrics.title} actions={<MeasurementExport />}>
      <p className="mb-6 max-w-[70ch] text-lead">{m.metrics.lead}</p>
      <div className="grid gap-4">
        {domains.map((domain) => (
          <Card key={domain} title={m.metrics.domains[domain] ?? domain} isFlush>
            <ul>
              {data.items
                .filter((item) => item.domain === domain)
                .map((item) => (
                  <MetricRow key={item.id} item={item} />
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </PageFrame>
  );
}

function MetricRow({ item }: { readonly item: MetricSummary }) {
  const { m, f, t } = useApp();
  const headline = item.measures.find((measure) => measure.headline) ?? item.measures[0];
  const value = item.newest?.value ?? null;
  const hasValue = item.newest !== null && value !== null && isMeasured(item.newest);
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-3 hover:bg-wash md:grid-cols-[4.5rem_minmax(0,1fr)_9rem_15rem] md:items-baseline">
      <span className="text-small text-soft">{item.id}</span>
      <div>
        <PageLink to="/metrics/$id" params={{ id: item.id }} className="quiet-link font-medium">
          {t(item.question)}
        </PageLink>
        <p className="text-small text-soft">
          {[
            t(item.title),
            t(lifecycleTexts[item.lifecycle]),
            ...(item.origin === 'people' ? [m.entries.entered] : item.origin === 'publications' ? [m.entries.published] : []),
          ].join(' · ')}
        </p>
      </div>
      <span className="md:text-end">
        {hasValue ? (
          <span className="text-lead font-medium">{f.value(value, headline?.unit ?? '', item.newest?.atLeast)}</span>
        ) : (
          <span className="text-small text-soft">{m.state[item.newest?.state ?? 'no-data']}</span>
        )}
      </span>
      <span>
        <VerdictMark verdict={item.verdict} />
      </span>
    </li>
  );
}
