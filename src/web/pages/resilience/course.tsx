/** The index over time with its band: the line breaks where a metric joins or drops out, and the table says which. */
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { useApp } from '../../app/context.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { courseParts, type CoursePoint } from './course-parts.ts';

type Point = ResilienceIndex['series'][number];

const frame = { width: 640, height: 150, left: 34, right: 12, top: 10, bottom: 22 };

export function Course({ points }: { readonly points: readonly Point[] }) {
  const { m, f } = useApp();
  return (
    <Card title={m.index.course} isFlush>
      <p className="max-w-[80ch] px-4 text-small text-soft">{m.index.courseText}</p>
      {points.length < 2 ? null : <Drawing points={points} />}
      <PlainTable
        label={m.index.course}
        rows={points.toReversed()}
        keyOf={({ on }) => on}
        isStacked
        columns={[
          { label: m.index.on, isTight: true, cell: ({ on }) => f.dayShort(on) },
          {
            label: m.index.title,
            isTight: true,
            cell: ({ index, lower, upper }) =>
              index === null || lower === null || upper === null ? (
                <span className="text-small text-soft">{m.index.none}</span>
              ) : (
                <span className="tabular-nums">
                  {f.probability(index)}{' '}
                  <span className="text-small text-soft">
                    {f.probability(lower)}–{f.probability(upper)}
                  </span>
                </span>
              ),
          },
          {
            label: m.index.restsOn,
            cell: ({ coverage }) => m.index.coverage(coverage.metricsUsed, coverage.metricsOf, coverage.domainsUsed, coverage.domainsOf),
          },
          {
            label: m.index.changes,
            cell: ({ entered, left }) =>
              [
                ...(entered.length === 0 ? [] : [m.index.enters(entered.join(', '))]),
                ...(left.length === 0 ? [] : [m.index.leaves(left.join(', '))]),
              ].join('; ') || '–',
          },
        ]}
      />
    </Card>
  );
}

function Drawing({ points }: { readonly points: readonly Point[] }) {
  const { m, f } = useApp();
  const step = (frame.width - frame.left - frame.right) / Math.max(1, points.length - 1);
  const x = (place: number) => frame.left + place * step;
  const y = (share: number) => frame.height - frame.bottom - share * (frame.height - frame.top - frame.bottom);
  const at = (list: readonly CoursePoint[], of: (point: CoursePoint) => number) =>
    list.map((point) => `${x(point.place).toFixed(1)},${y(of(point)).toFixed(1)}`);
  const parts = courseParts(points);
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={m.index.courseChart(points.length)}
      className="mt-2 block w-full max-w-[48rem] px-4"
    >
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <line x1={frame.left} x2={frame.width - frame.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={frame.left - 6} y={y(tick) + 4} textAnchor="end" fontSize="11" className="fill-soft">
            {f.number(tick, 1)}
          </text>
        </g>
      ))}
      {parts.map((part) => (
        <g key={part[0]?.place}>
          <polygon
            points={[...at(part, ({ upper }) => upper), ...at(part, ({ lower }) => lower).toReversed()].join(' ')}
            className="fill-band"
          />
          <polyline points={at(part, ({ index }) => index).join(' ')} className="fill-none stroke-data" strokeWidth="1.7" />
          {part.map(({ place, index, lower, upper }) => (
            <g key={place}>
              <line x1={x(place)} x2={x(place)} y1={y(lower)} y2={y(upper)} className="stroke-faint" />
              <circle cx={x(place)} cy={y(index)} r="2.8" className="fill-data stroke-card" />
            </g>
          ))}
        </g>
      ))}
      {[...new Set([0, points.length - 1])].map((place) => (
        <text key={place} x={x(place)} y={frame.height - 6} textAnchor={place === 0 ? 'start' : 'end'} fontSize="11" className="fill-soft">
          {f.month(points[place]?.on ?? '')}
        </text>
      ))}
    </svg>
  );
}
