/**
 * Reliability of probabilities: for each tenth what was said against how often people said yes, with where that share may lie.
 * The dashed line is where they agree. Read with the arrow keys; a table stands below.
 */
import { useRef, useState, type KeyboardEvent } from 'react';
import { useApp } from '../../app/context.tsx';
import type { Frame } from '../../charts/chart-geometry.ts';
import { useWidth } from '../../charts/use-width.ts';
import { reliabilityGeometry, type Decile, type ReliabilityGeometry } from './reliability-geometry.ts';

const widest = 520;

export function ReliabilityChart({ deciles }: { readonly deciles: readonly Decile[] }) {
  const { m } = useApp();
  const holder = useRef<HTMLDivElement>(null);
  const width = Math.min(widest, useWidth(holder, widest));
  const frame: Frame = { width, height: Math.round(width * 0.72), left: 44, right: 12, top: 14, bottom: 42 };
  const geometry = reliabilityGeometry(deciles, frame);
  const { points } = geometry;
  const [active, setActive] = useState(points.at(-1)?.index ?? 0);
  const text = usePointText(deciles[active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tenthAfterKey(event.key, active, deciles.length - 1);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  };
  return (
    <div className="grid gap-2">
      <p className="text-small text-soft">{text}</p>
      <div
        ref={holder}
        role="slider"
        tabIndex={0}
        aria-label={`${m.matching.qualityPage.chart}. ${m.matching.qualityPage.chartKeys}`}
        aria-valuemin={1}
        aria-valuemax={deciles.length}
        aria-valuenow={active + 1}
        aria-valuetext={text}
        aria-orientation="horizontal"
        onKeyDown={onKeyDown}
      >
        <svg
          viewBox={`0 0 ${width} ${frame.height}`}
          width={width}
          height={frame.height}
          aria-hidden="true"
          className="block max-w-full text-tiny"
        >
          <Axes geometry={geometry} />
          {points.map((point) => (
            <g key={point.index} onPointerEnter={() => setActive(point.index)}>
              <line x1={point.x} x2={point.x} y1={point.top} y2={point.bottom} className="stroke-data" strokeWidth="1.2" />
              <circle cx={point.x} cy={point.y} r="4" className="fill-data" />
              {point.index === active ? (
                <circle cx={point.x} cy={point.y} r="7.5" className="fill-none stroke-accent" strokeWidth="1.6" />
              ) : null}
            </g>
          ))}
        </svg>
      </div>
      <Legend />
    </div>
  );
}

function Legend() {
  const { m } = useApp();
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small text-soft">
      <li className="flex items-center gap-2">
        <svg width="30" height="8" aria-hidden="true">
          <line x1="0" x2="30" y1="4" y2="4" className="stroke-faint" strokeDasharray="4 3" />
        </svg>
        {m.matching.qualityPage.ideal}
      </li>
      <li className="flex items-center gap-2">
        <svg width="8" height="20" aria-hidden="true">
          <line x1="4" x2="4" y1="0" y2="20" className="stroke-data" strokeWidth="1.2" />
          <circle cx="4" cy="10" r="3" className="fill-data" />
        </svg>
        {m.matching.qualityPage.whisker}
      </li>
    </ul>
  );
}

function Axes({ geometry: { x, y } }: { readonly geometry: ReliabilityGeometry }) {
  const { m, f } = useApp();
  return (
    <g className="fill-soft">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} className="stroke-line" />
          <text x={x(0) - 7} y={y(share) + 3.5} textAnchor="end">
            {f.tick(share, 'share')}
          </text>
          <text x={x(share)} y={y(0) + 16} textAnchor={share === 1 ? 'end' : 'middle'}>
            {f.tick(share, 'count')}
          </text>
        </g>
      ))}
      <text x={x(1)} y={y(0) + 34} textAnchor="end">
        {m.matching.qualityPage.said}
      </text>
      <text x={x(0) + 6} y={y(1) + 12}>
        {m.matching.qualityPage.came}
      </text>
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="stroke-faint" strokeDasharray="4 3" />
    </g>
  );
}

function usePointText(decile: Decile | undefined): string {
  const { m, f } = useApp();
  if (decile === undefined) return '';
  const { point, pointNone, tenthText } = m.matching.qualityPage;
  const tenth = tenthText(f.number(decile.from, 1), f.number(decile.to, 1));
  if (decile.answered === 0) return pointNone(tenth);
  return point(tenth, f.number(decile.confirmed), f.number(decile.answered), f.probability(decile.confirmed / decile.answered));
}

function tenthAfterKey(key: string, active: number, last: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -last, End: last };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, active + step));
}
