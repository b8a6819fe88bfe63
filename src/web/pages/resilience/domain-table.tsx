/** One domain of the index: each metric with its value and rows, its score between its goalposts, and what it weighs. */
import type { IndexedMetricJson, ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { PageLink } from '../../app/page-link.tsx';
import { Counts } from '../../components/figure.tsx';
import { IndexBar } from '../../components/index-bar.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';

type Domain = ResilienceIndex['domains'][number];

export function DomainTable({ domain }: { readonly domain: Domain }) {
  const { m, f, t } = useApp();
  const { index, lower, upper } = domain;
  const name = m.metrics.domains[domain.domain] ?? domain.domain;
  return (
    <Card
      title={name}
      isFlush
      aside={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-soft tabular-nums">
          {index === null || lower === null || upper === null ? (
            <span>{domain.missing === null ? m.index.none : t(domain.missing)}</span>
          ) : (
            <>
              <IndexBar figure={domain} className="w-32" />
              <span>
                <span className="font-medium text-ink">{f.probability(index)}</span> ({m.index.band.toLowerCase()} {f.probability(lower)}–
                {f.probability(upper)})
              </span>
            </>
          )}
          <span>
            {m.index.used(domain.metricsUsed, domain.metricsOf)}, {m.index.weightOfDomain(f.percent(domain.weight))}
          </span>
        </div>
      }
    >
      <PlainTable label={name} columns={useColumns()} rows={domain.metrics} keyOf={({ id }) => id} isStacked />
      <details className="border-t border-line px-4 py-2.5 text-small">
        <summary className="text-soft">{m.index.bases}</summary>
        <dl className="mt-2 grid gap-2">
          {basesOf(domain.metrics).map(({ basis, ids }) => (
            <div key={basis.en}>
              <dt className="text-soft">{ids.join(', ')}</dt>
              <dd className="max-w-[80ch]">{t(basis)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}

function useColumns(): readonly PlainColumn<IndexedMetricJson>[] {
  const { m, f, t } = useApp();
  return [
    {
      label: m.index.metric,
      cell: (metric) => (
        <>
          <PageLink to="/metrics/$id" params={{ id: metric.id }} search={{ measure: metric.measure }} className="quiet-link">
            {t(metric.title)}
          </PageLink>
          <span className="block text-small text-soft">{metric.id}</span>
        </>
      ),
    },
    {
      label: m.index.value,
      cell: ({ newest, unit, rows, carriedFromOn }) =>
        newest === null || newest.value === null || !isMeasured(newest) ? (
          <span className="text-small text-soft">
            {[m.state[newest?.state ?? 'no-data'], ...(newest?.reasons ?? []).map((reason) => m.reasons[reason] ?? reason)].join(' · ')}
          </span>
        ) : (
          <>
            <span className="tabular-nums">{f.value(newest.value, unit, newest.atLeast)}</span>
            <Counts point={newest} rows={rows} />
            {carriedFromOn === null ? null : <p className="text-small text-soft">{m.index.carried(f.day(carriedFromOn))}</p>}
          </>
        ),
    },
    {
      label: m.index.goalposts,
      isTight: true,
      cell: ({ goalposts: { worst, best }, unit }) => `${f.tick(worst, unit)} → ${f.tick(best, unit)}`,
    },
    {
      label: m.index.score,
      isTight: true,
      cell: ({ score }) =>
        score === null ? (
          <span className="text-small text-soft">{m.index.notUsed}</span>
        ) : (
          <span className="flex items-center gap-2 tabular-nums">
            {f.probability(score)}
            <ScoreBar score={score} />
          </span>
        ),
    },
    { label: m.index.weight, isEnd: true, isTight: true, cell: ({ weight }) => (weight === 0 ? '–' : f.percent(weight)) },
    {
      label: m.index.gain,
      isEnd: true,
      isTight: true,
      cell: ({ gain }) => (gain === null ? '–' : <span className="tabular-nums">+{f.probability(gain)}</span>),
    },
  ];
}

function ScoreBar({ score }: { readonly score: number }) {
  return (
    <svg viewBox="0 0 80 8" className="h-2 w-20 shrink-0 max-md:hidden" aria-hidden="true">
      <rect x="0" y="1" width="80" height="6" className="fill-band" />
      <rect x="0" y="1" width={score * 80} height="6" className="fill-data" />
    </svg>
  );
}

function basesOf(metrics: readonly IndexedMetricJson[]) {
  const texts = metrics.map(({ goalposts }) => goalposts.basis);
  return texts
    .filter((basis, place) => texts.findIndex(({ en }) => en === basis.en) === place)
    .map((basis) => ({ basis, ids: metrics.filter(({ goalposts }) => goalposts.basis.en === basis.en).map(({ id }) => id) }));
}
