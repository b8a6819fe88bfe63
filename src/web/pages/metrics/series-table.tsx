/** The figures of the chart as a table: newest first. */
import { useState } from 'react';
import type { ChartModel, MeasureView } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { rowsSearch } from '../../app/list-search.ts';
import { PageLink } from '../../app/page-link.tsx';
import { bandAt } from '../../charts/chart-geometry.ts';
import { periodText } from '../../charts/point-text.ts';
import { publicationTarget } from '../awareness/publication-target.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { countHeads } from './count-heads.ts';

const shownAtFirst = 12;

export function SeriesTable({ view }: { readonly view: MeasureView }) {
  const { m, f } = useApp();
  const [isWhole, setWhole] = useState(false);
  const { chart, unit } = view;
  const indexes = chart.points.map((_, index) => index).toReversed();
  const shown = isWhole ? indexes : indexes.slice(0, shownAtFirst);
  const [first, second] = countHeads(view, m);
  const hasLimits = chart.kind === 'p' || chart.kind === 'u';
  return (
    <Card title={m.metrics.data} isFlush>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-table">
          <thead className="text-small text-soft">
            <tr className="border-b border-line">
              <th className="px-4 py-1.5">{m.metrics.period}</th>
              <th className="px-3 py-1.5 text-end max-sm:hidden">{first}</th>
              <th className="px-3 py-1.5 text-end max-sm:hidden">{second}</th>
              <th className="px-3 py-1.5 text-end">{m.metrics.value}</th>
              <th className="px-3 py-1.5 text-end max-sm:hidden">{hasLimits ? m.metrics.expected : m.metrics.interval}</th>
              <th className="px-4 py-1.5">{m.metrics.state}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => (
              <SeriesRow key={index} view={view} index={index} hasLimits={hasLimits} unit={unit} />
            ))}
          </tbody>
        </table>
      </div>
      {isWhole || indexes.length <= shownAtFirst ? null : (
        <p className="no-print p-2 px-4">
          <Button kind="quiet" isSmall onClick={() => setWhole(true)}>
            {m.product.more(f.number(indexes.length - shownAtFirst))}
          </Button>
        </p>
      )}
    </Card>
  );
}

interface SeriesRowProps {
  readonly view: MeasureView;
  readonly index: number;
  readonly hasLimits: boolean;
  readonly unit: string;
}

function SeriesRow({ view, index, hasLimits, unit }: SeriesRowProps) {
  const { m, f } = useApp();
  const point = view.chart.points[index];
  if (point === undefined) return null;
  const isKnown = isMeasured(point);
  const band = hasLimits ? bandAt(view.chart, index) : point.lower !== null ? ([point.lower, point.upper] as const) : null;
  const signal = view.chart.signals.find((candidate) => candidate.index === index);
  // The rows of a past day are asked as of that day. A sum over a period has no rows of one day, so only stocks are linked.
  const link = (count: number | null, kind: string, filter: string | null) =>
    count === null || !isKnown ? (
      '–'
    ) : filter === null || view.chart.kind !== 'flow' ? (
      f.number(count)
    ) : (
      <PageLink {...rowsSearch(kind, filter, point.day)}>{f.number(count)}</PageLink>
    );
  if (!isKnown) {
    return (
      <tr className="border-b border-line last:border-0">
        <td className="px-4 py-1.5 whitespace-nowrap">
          <PeriodCell view={view} index={index} />
        </td>
        <td colSpan={5} className="px-3 py-1.5 text-small text-soft">
          <RowState point={point} signal={signal} />
        </td>
      </tr>
    );
  }
  return (
    <tr className="border-b border-line last:border-0">
      <td className="px-4 py-1.5 whitespace-nowrap">
        <PeriodCell view={view} index={index} />
        {isKnown && point.numerator !== null && point.denominator !== null ? (
          <span className="block text-small text-soft sm:hidden">
            {f.number(point.numerator)} {m.metrics.of} {f.number(point.denominator)}
          </span>
        ) : null}
      </td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">{link(point.numerator, view.rows?.kind ?? '', view.rows?.numerator ?? null)}</td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">
        {link(point.denominator, view.rows?.denominatorKind ?? view.rows?.kind ?? '', view.rows?.denominator ?? null)}
      </td>
      <td className="px-3 py-1.5 text-end">{isKnown && point.value !== null ? f.value(point.value, unit, point.atLeast) : '–'}</td>
      <td className="px-3 py-1.5 text-end text-small whitespace-nowrap text-soft max-sm:hidden">
        {band === null ? '–' : f.interval(band[0], band[1], unit)}
      </td>
      <td className="px-4 py-1.5 text-small text-soft">
        <RowState point={point} signal={signal} />
      </td>
    </tr>
  );
}

/** Of what was published of people the period leads to its publication; there are no rows beneath. */
function PeriodCell({ view, index }: Pick<SeriesRowProps, 'view' | 'index'>) {
  const { f } = useApp();
  const text = periodText(view.chart, index, f);
  const figure = view.published?.figures.find(({ toOn }) => toOn === view.chart.points[index]?.day);
  const [only, ...others] = figure?.keys ?? [];
  const target = view.published === null || only === undefined ? null : publicationTarget(view.published.subject, only);
  // A figure over several publications has no page of its own.
  return target === null || others.length > 0 ? text : <PageLink {...target}>{text}</PageLink>;
}

interface RowStateProps {
  readonly point: ChartModel['points'][number];
  readonly signal: ChartModel['signals'][number] | undefined;
}

/** Only what is out of the ordinary: a value that is measured and no signal says nothing. */
function RowState({ point, signal }: RowStateProps) {
  const { m } = useApp();
  const marks = { worse: '▲', better: '●', neutral: '◆' } as const;
  const looks = { worse: 'text-worse', better: 'text-better', neutral: 'text-ink' } as const;
  const states = [
    point.running ? m.chart.runningShort : '',
    point.state === 'measured' ? '' : m.state[point.state],
    ...point.reasons.map((reason) => m.reasons[reason] ?? reason),
  ];
  const text = states.filter((state) => state !== '').join(', ');
  return (
    <>
      {signal === undefined ? null : (
        <span className={`me-2 whitespace-nowrap ${looks[signal.direction]}`}>
          <span aria-hidden="true">{marks[signal.direction]}</span> {m.chart.legend[signal.direction]}
        </span>
      )}
      {text}
    </>
  );
}
