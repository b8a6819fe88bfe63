/** One metric: its answer now, over time and by part of the hospital; its rules, gates and how it can mislead. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import { advisorySourceIds, type AdvisorySourceId } from '#core/advisories/sources.ts';
import type { MetricOrigin } from '#core/metrics/define-metric.ts';
import { useApp } from '../../app/context.tsx';
import { scopeOf } from '../../app/list-search.ts';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps, Search } from '../../app/page.ts';
import { metricQuery } from '../../app/queries.ts';
import { annotationPlaces } from '../../charts/annotation-places.ts';
import { MetricChart } from '../../charts/metric-chart.tsx';
import { MovementPanel } from '../../charts/movement-panel.tsx';
import { Counts, Figure } from '../../components/figure.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SourceNotices } from '../../components/source-notices.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { Breakdown } from './breakdown.tsx';
import { DefinitionPanel } from './definition-panel.tsx';
import { Entries } from './entries.tsx';
import { Happened } from './happened.tsx';
import { Lifecycle } from './lifecycle.tsx';
import { MeasurementExport } from './measurement-export.tsx';
import { Phases } from './phases.tsx';
import { ScopeSwitch } from './scope-switch.tsx';
import { SeriesTable } from './series-table.tsx';
import { Signals } from './signals.tsx';
import { Target } from './target.tsx';

export function MetricPage({ params, search }: PageProps<'/metrics/$id'>): ReactNode {
  const { m, t } = useApp();
  const { data, error, refetch } = useQuery({ ...metricQuery(params.id, scopeOf(search)), placeholderData: keepPreviousData });
  if (error !== null) {
    return (
      <PageFrame title={m.metrics.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const view =
    data.measures.find((measure) => measure.measure === search['measure']) ??
    data.measures.find((measure) => measure.headline) ??
    data.measures[0];
  if (view === undefined) return <PagePending />;
  return (
    <PageFrame
      title={t(data.question)}
      crumb={
        <>
          <PageLink to="/metrics">{m.metrics.title}</PageLink>
          {` / ${m.metrics.domains[data.domain] ?? data.domain} / ${data.id} `}
          {t(data.title)}
        </>
      }
      beside={<VerdictMark verdict={view.verdict} />}
      actions={<MeasurementExport metric={data.id} />}
    >
      <SourceNotices of={listsBehind(data)} />
      <AnswerCard metric={data} view={view} search={search} />
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Entries metric={data} view={view} />
          <Happened metric={data} view={view} />
          {/* It is of the whole organisation and of the headline: beside another figure it would be read as that one's parts. */}
          {view.scope.kind === 'organisation' && view.headline && originOf(view) === 'records' ? (
            <Breakdown metric={data} unit={data.measures.find((measure) => measure.headline)?.unit ?? view.unit} search={search} />
          ) : null}
          <SeriesTable view={view} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <DefinitionPanel metric={data} />
          <Lifecycle metric={data} />
        </div>
      </div>
    </PageFrame>
  );
}

/** The public lists that mark its values when they are too old. */
function listsBehind({ definition }: MetricView): readonly AdvisorySourceId[] {
  return advisorySourceIds.filter((id) => definition.gates.some(({ reason }) => reason === `${id}-stale`));
}

function originOf({ entered, published }: MeasureView): MetricOrigin {
  if (entered !== null) return 'people';
  return published === null ? 'records' : 'publications';
}

interface AnswerCardProps {
  readonly metric: MetricView;
  readonly view: MeasureView;
  readonly search: Search;
}

function AnswerCard({ metric, view, search }: AnswerCardProps) {
  const { m, f, t } = useApp();
  const { definition } = metric;
  const newest = view.series.at(-1) ?? view.chart.points.at(-1) ?? null;
  const target = view.headline ? metric.target : null;
  const note = view.chart.note;
  return (
    <section className="card rounded-lg border border-line bg-card p-4 md:p-5">
      <div className="mb-3 flex flex-wrap items-end gap-x-10 gap-y-3">
        <div>
          <Figure point={newest} unit={view.unit} />
          <Counts point={newest} rows={view.rows} origin={originOf(view)} />
        </div>
        {view.headline ? <Target metric={metric} unit={view.unit} /> : null}
        {view.chart.assurance === null || target === null ? null : (
          <Aside label={m.metrics.assurance}>{m.metrics.assurances[view.chart.assurance]}</Aside>
        )}
        <Aside label={m.metrics.cost}>
          {m.metrics.hours(f.number(definition.costOfMeasurement.hoursPerQuarter, 1))}, {m.metrics.automation(definition.automationLevel)}
        </Aside>
      </div>
      <MeasureSwitch metric={metric} view={view} search={search} />
      <ScopeSwitch metric={metric} search={search} />
      <div className="mt-3">
        <MetricChart
          key={`${view.measure} ${view.scope.kind} ${view.scope.id}`}
          model={view.chart}
          unit={view.unit}
          title={t(metric.question)}
          target={target?.value ?? null}
          annotations={annotationPlaces(view.chart, metric.annotations)}
        />
      </div>
      {view.chart.panels.length === 0 ? null : (
        <div className={`mt-3 grid grid-cols-1 gap-4 ${view.chart.panels.length > 1 ? 'md:grid-cols-2' : ''}`}>
          {view.chart.panels.map((panel) => (
            <MovementPanel key={panel.name} panel={panel} points={view.chart.points} />
          ))}
        </div>
      )}
      <p className="mt-2 max-w-[80ch] text-small text-soft">
        {note === null ? '' : `${t(note)} `}
        {view.chart.expectedFalseSignals > 0 ? m.chart.falseSignals(f.number(view.chart.expectedFalseSignals, 2)) : ''}
      </p>
      <Signals view={view} />
      <Phases metric={metric} view={view} />
    </section>
  );
}

function Aside({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className="text-small text-soft">{label}</p>
      <p>{children}</p>
    </div>
  );
}

export const chipLook =
  'plain-link inline-flex min-h-7 items-center rounded-full border border-line bg-card px-2.5 py-0.5 text-small hover:border-edge aria-[current=true]:border-accent aria-[current=true]:bg-accent-wash aria-[current=true]:text-accent pointer-coarse:min-h-10';

function MeasureSwitch({ metric, view, search }: AnswerCardProps) {
  const { m, t } = useApp();
  if (metric.measures.length < 2) return null;
  return (
    <ul aria-label={m.metrics.otherMeasures} className="no-print mb-2 flex flex-wrap gap-2">
      {metric.measures.map((measure) => (
        <li key={measure.measure} className="contents">
          <PageLink
            to="/metrics/$id"
            params={{ id: metric.id }}
            search={{ ...search, measure: measure.headline ? undefined : measure.measure }}
            className={chipLook}
            isChosen={measure.measure === view.measure}
          >
            {t(measure.title)}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
