/** A measured value with its interval and its counts, each count a link to the very rows; or why there is none. */
import type { OverviewSign, SeriesPoint } from '#contract/endpoints/metrics.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { useApp } from '../app/context.tsx';
import { isMeasured } from '../app/format.ts';
import { rowsSearch } from '../app/list-search.ts';
import { PageLink } from '../app/page-link.tsx';

interface FigureProps {
  readonly point: SeriesPoint | null;
  readonly unit: string;
}

export function Figure({ point, unit }: FigureProps) {
  const { m, f } = useApp();
  if (point === null || point.value === null || !isMeasured(point)) {
    return (
      <p className="text-lead text-soft">
        <span aria-hidden="true">– </span>
        {m.state[point?.state ?? 'no-data']}
      </p>
    );
  }
  return (
    <p className="text-figure leading-tight font-medium tracking-[-0.02em]">
      {f.value(point.value, unit, point.atLeast)}
      {point.lower !== null ? (
        <span className="ms-2 text-body font-normal tracking-normal text-soft" title={m.chart.interval}>
          <span className="sr-only">{m.chart.interval} </span>
          {f.interval(point.lower, point.upper, unit)}
        </span>
      ) : null}
    </p>
  );
}

interface CountsProps {
  readonly point: SeriesPoint | null;
  readonly rows: OverviewSign['rows'];
  readonly origin?: OverviewSign['origin'];
  /** The day of the figure when it is not of now. */
  readonly asOf?: string;
}

/** `412 of 2,263`, both opening their rows; or the reasons why a value is marked or missing. */
export function Counts({ point, rows, origin, asOf }: CountsProps) {
  const { m, f, t } = useApp();
  if (point === null) return null;
  const { numerator, denominator } = point;
  const reasons = point.reasons.map((reason) => m.reasons[reason] ?? reason);
  if (rows === null) return <StatedCounts point={point} reasons={reasons} isEntered={origin === 'people'} />;
  const link = (count: number, kind: string, filter: string) => (
    <PageLink {...rowsSearch(kind, filter, rows.onlyNow === true ? undefined : asOf)}>
      {denominator === null ? m.overview.rows : f.number(count, 1)}
    </PageLink>
  );
  const kind: RecordKind | undefined = rows.kind === 'asset' || rows.kind === 'finding' ? recordKinds[rows.kind] : undefined;
  const label = kind?.fields[rows.countedBy ?? '']?.label;
  return (
    <p className="text-small text-soft">
      {numerator === null || !isMeasured(point) ? null : link(numerator, rows.kind, rows.numerator)}
      {denominator === null || rows.denominator !== null || !isMeasured(point) ? null : ` ${m.overview.ofEstimated(f.number(denominator))}`}
      {numerator === null || denominator === null || rows.denominator === null || !isMeasured(point) ? null : (
        <>
          {` ${m.overview.of} `}
          {link(denominator, rows.denominatorKind ?? rows.kind, rows.denominator)}
        </>
      )}
      {label === undefined || !isMeasured(point) ? null : `, ${m.overview.countedBy(t(label))}`}
      {point.state === 'measured' || !isMeasured(point) ? null : ` · ${m.state[point.state]}`}
      {reasons.length === 0 ? null : ` · ${reasons.join(', ')}`}
    </p>
  );
}

interface StatedCountsProps {
  readonly point: SeriesPoint;
  readonly reasons: readonly string[];
  readonly isEntered: boolean;
}

/** Of what a person entered there are no rows, nor of what was published of people: entries and publications stand on the page of the metric. */
function StatedCounts({ point, reasons, isEntered }: StatedCountsProps) {
  const { m, f } = useApp();
  const { numerator, denominator } = point;
  const parts = [
    ...(numerator === null || denominator === null || !isMeasured(point)
      ? []
      : [`${f.number(numerator)} ${m.overview.of} ${f.number(denominator)}`]),
    ...(isEntered && isMeasured(point) ? [m.entries.entered] : []),
    ...(point.state === 'measured' || !isMeasured(point) ? [] : [m.state[point.state]]),
    ...reasons,
  ];
  return <p className="text-small text-soft">{parts.join(' · ')}</p>;
}
