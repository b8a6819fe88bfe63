/** Of a stock the movement is judged, not the level: what comes in, what goes out, or the share of gains, with its limits. */
import { useRef } from 'react';
import type { ChartPanel } from '#contract/endpoints/metrics.ts';
import { useApp } from '../app/context.tsx';
import { niceScale } from './chart-geometry.ts';
import { useWidth } from './use-width.ts';

const height = 92;
const pad = { left: 46, right: 10, top: 8, bottom: 8 };

interface MovementPanelProps {
  readonly panel: ChartPanel;
  readonly points: readonly { readonly specialCause: boolean }[];
}

export function MovementPanel({ panel, points: periods }: MovementPanelProps) {
  const { m, f } = useApp();
  const holder = useRef<HTMLElement>(null);
  const width = useWidth(holder, 420);
  const points = panel.points.filter((point) => point !== null);
  const values = points.flatMap((point) => [point.value, point.upper ?? point.value, point.lower ?? point.value]);
  if (points.length === 0) return null;
  const unit = panel.name === 'gained-share' ? 'proportion' : 'per-day';
  const scale = niceScale([0, Math.max(...values)], 2);
  const step = (width - pad.left - pad.right) / Math.max(1, periods.length);
  const x = (index: number) => pad.left + index * step;
  const y = (value: number) => height - pad.bottom - ((value - scale.low) / (scale.high - scale.low)) * (height - pad.top - pad.bottom);
  return (
    <figure ref={holder} className="min-w-0">
      <figcaption className="text-small text-soft">{m.chart.panels[panel.name]}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={m.chart.panels[panel.name]}
        className="block max-w-full text-tiny"
      >
        {scale.ticks.map((tick) => (
          <g key={tick} className="fill-soft">
            <line x1={pad.left} x2={width - pad.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text x={pad.left - 8} y={y(tick) + 4} textAnchor="end">
              {f.tick(tick, unit)}
            </text>
          </g>
        ))}
        <Movement points={points} x={x} y={y} isGhost={(point) => periods[point.first]?.specialCause === true} />
      </svg>
    </figure>
  );
}

interface MovementProps {
  readonly points: readonly NonNullable<ChartPanel['points'][number]>[];
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly isGhost: (point: MovementProps['points'][number]) => boolean;
}

/** Limits and centre as steps as wide as the periods pooled; rings for what lies outside the limits. */
function Movement({ points, x, y, isGhost }: MovementProps) {
  const middle = (point: MovementProps['points'][number]) => (x(point.first) + x(point.last + 1)) / 2;
  return (
    <>
      {points.map((point) =>
        point.lower === null || point.upper === null ? null : (
          <rect
            key={point.first}
            x={x(point.first)}
            width={x(point.last + 1) - x(point.first)}
            y={y(point.upper)}
            height={Math.max(0, y(point.lower) - y(point.upper))}
            className="fill-band"
          />
        ),
      )}
      {points.map((point) =>
        point.centre === null ? null : (
          <line
            key={point.first}
            x1={x(point.first)}
            x2={x(point.last + 1)}
            y1={y(point.centre)}
            y2={y(point.centre)}
            className="stroke-faint"
          />
        ),
      )}
      <polyline
        points={points.map((point) => `${middle(point).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ')}
        className="fill-none stroke-data"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      {points.map((point) => {
        const isOutside = (point.upper !== null && point.value > point.upper) || (point.lower !== null && point.value < point.lower);
        return (
          <circle
            key={point.first}
            cx={middle(point)}
            cy={y(point.value)}
            r={isOutside || isGhost(point) ? 3.6 : 1.8}
            className={isGhost(point) ? 'fill-card stroke-faint' : isOutside ? 'fill-card stroke-ink' : 'fill-data'}
            strokeDasharray={isGhost(point) ? '1.6 1.6' : undefined}
            strokeWidth="1.6"
          />
        );
      })}
    </>
  );
}
