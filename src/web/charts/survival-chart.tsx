/**
 * Curves of what is still open by age: solid for all together, with its interval, dashed in a way of its own for each group,
 * so that they can be told apart in black and white. Read with the pointer or the arrow keys; a table stands below.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useApp } from '../app/context.tsx';
import { openAt, survivalGeometry, type Curve, type SurvivalGeometry } from './survival-geometry.ts';
import type { Frame } from './chart-geometry.ts';
import { useWidth } from './use-width.ts';

interface SurvivalChartProps {
  readonly curves: readonly Curve[];
  readonly names: readonly string[];
}

const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '1 4', '12 4', '5 2 1 2 1 2', '3 6'];

/** Groups of which nothing can be counted have no line. */
export function SurvivalChart(asked: SurvivalChartProps) {
  const { m, f } = useApp();
  const isDrawn = (_: unknown, index: number) => (asked.curves[index]?.counted ?? 0) > 0;
  const curves = asked.curves.filter(isDrawn);
  const names = asked.names.filter(isDrawn);
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 900);
  const frame: Frame = { width, height: width >= 560 ? 300 : 236, left: 46, right: 12, top: 12, bottom: 38 };
  const geometry = survivalGeometry(curves, frame);
  const [chosen, setChosen] = useState<number | null>(null);
  const age = Math.min(chosen ?? curves[0]?.halfLife.age ?? 30, geometry.last);
  const shares = curves.map((curve, index) => {
    const open = openAt(curve, age);
    return `${names[index] ?? ''} ${open === null ? m.closing.ends : f.value(open, 'proportion')}`;
  });
  const text = `${m.closing.atAge(f.number(age))}: ${shares.join(' · ')}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = ageAfterKey(event.key, age, geometry.last);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
  };
  const onPointer = (event: PointerEvent) => setChosen(geometry.ageAt(event.clientX - (holder.current?.getBoundingClientRect().left ?? 0)));
  return (
    <div className="grid gap-2">
      <p className="min-h-[2.9em] text-small text-soft sm:min-h-[1.45em]">{text}</p>
      <div
        ref={holder}
        role="slider"
        tabIndex={0}
        aria-label={`${m.closing.curve}. ${m.closing.keys}`}
        aria-valuemin={0}
        aria-valuemax={geometry.last}
        aria-valuenow={age}
        aria-valuetext={text}
        aria-orientation="horizontal"
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => setChosen(null)}
        className="touch-pan-y"
      >
        <svg
          viewBox={`0 0 ${width} ${frame.height}`}
          width={width}
          height={frame.height}
          aria-hidden="true"
          className="block max-w-full overflow-visible text-tiny"
        >
          <Axes geometry={geometry} frame={frame} />
          {curves[0] === undefined ? null : <path d={geometry.band(curves[0])} className="fill-band" />}
          <line x1={geometry.x(age)} x2={geometry.x(age)} y1={frame.top} y2={frame.height - frame.bottom} className="stroke-faint" />
          {curves.map((curve, index) => (
            <path
              key={names[index]}
              d={geometry.line(curve)}
              className={`fill-none ${index === 0 ? 'stroke-data' : 'stroke-ink'}`}
              strokeWidth={index === 0 ? 2.2 : 1.4}
              strokeDasharray={dashes[index % dashes.length]}
            />
          ))}
        </svg>
      </div>
      {curves.length < 2 ? null : <Legend names={names} />}
    </div>
  );
}

function Axes({ geometry, frame }: { readonly geometry: SurvivalGeometry; readonly frame: Frame }) {
  const { m, f } = useApp();
  const bottom = frame.height - frame.bottom;
  return (
    <g>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line
            x1={frame.left}
            x2={frame.width - frame.right}
            y1={geometry.y(share)}
            y2={geometry.y(share)}
            className={share === 0.5 ? 'stroke-faint' : 'stroke-line'}
            strokeDasharray={share === 0.5 ? '4 3' : undefined}
          />
          <text x={frame.left - 6} y={geometry.y(share) + 3.5} textAnchor="end" className="fill-soft">
            {f.tick(share, 'proportion')}
          </text>
        </g>
      ))}
      {geometry.ages.map((age) => (
        <g key={age}>
          <line x1={geometry.x(age)} x2={geometry.x(age)} y1={bottom} y2={bottom + 4} className="stroke-edge" />
          <text x={geometry.x(age)} y={bottom + 16} textAnchor="middle" className="fill-soft">
            {f.number(age)}
          </text>
        </g>
      ))}
      <text x={frame.width - frame.right} y={bottom + 32} textAnchor="end" className="fill-soft">
        {m.closing.ageAxis}
      </text>
    </g>
  );
}

function Legend({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-2">
          <svg width="34" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="34"
              y1="4"
              y2="4"
              className={index === 0 ? 'stroke-data' : 'stroke-ink'}
              strokeWidth={index === 0 ? 2.2 : 1.4}
              strokeDasharray={dashes[index % dashes.length]}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** A day with the arrows, a month with Page Up and Down, the ends with Home and End. */
function ageAfterKey(key: string, age: number, last: number): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: age - 1,
    ArrowRight: age + 1,
    PageDown: age - 30,
    PageUp: age + 30,
    Home: 0,
    End: last,
  };
  const next = moves[key];
  return next === undefined ? null : Math.min(last, Math.max(0, next));
}
