/**
 * Before and after of both sides, each with its interval: who was reached as a solid line, the others dashed, so that they are told apart
 * in black and white. The table below it says the same in figures.
 */
import { useRef } from 'react';
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { useApp } from '../../../app/context.tsx';
import { useWidth } from '../../../charts/use-width.ts';

type Arm = Extract<NonNullable<BehaviourDetail['effect']>, { kind: 'known' }>['reached'];
type Side = { readonly name: string; readonly arm: Arm };

const height = 220;
const [top, bottom, left] = [14, 30, 46];

export function ArmChart({ sides }: { readonly sides: readonly Side[] }) {
  const { m, f } = useApp();
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 640);
  const most = Math.max(...sides.flatMap(({ arm }) => [arm.before.interval.upper, arm.after.interval.upper]));
  const step = stepOf(most);
  const last = Math.min(1, Math.ceil(most / step) * step);
  const y = (share: number) => height - bottom - (share / last) * (height - top - bottom);
  const span = Math.min(width - left, 560);
  // Side by side, so that intervals do not lie on each other.
  const x = (isAfter: boolean, place: number) => left + span * (isAfter ? 0.72 : 0.28) + (place - (sides.length - 1) / 2) * 14;
  const ticks = Array.from({ length: Math.round(last / step) + 1 }, (_, tick) => tick * step);
  return (
    <div ref={holder}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" className="block max-w-full text-tiny">
        {ticks.map((share) => (
          <g key={share}>
            <line x1={left} x2={left + span} y1={y(share)} y2={y(share)} className="stroke-line" />
            <text x={left - 6} y={y(share) + 3.5} textAnchor="end" className="fill-soft">
              {f.tick(share, 'proportion')}
            </text>
          </g>
        ))}
        {sides.map((side, place) => (
          <ArmLine key={side.name} arm={side.arm} isFirst={place === 0} x={(isAfter) => x(isAfter, place)} y={y} />
        ))}
        {[false, true].map((isAfter) => (
          <text key={String(isAfter)} x={x(isAfter, (sides.length - 1) / 2)} y={height - 8} textAnchor="middle" className="fill-soft">
            {m.behaviour.period[isAfter ? 'after' : 'before']}
          </text>
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small">
        {sides.map(({ name }, place) => (
          <li key={name} className="flex items-center gap-2">
            <svg width="34" height="8" aria-hidden="true">
              <line x1="0" x2="34" y1="4" y2="4" {...lookOf(place === 0)} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function lookOf(isFirst: boolean) {
  return isFirst ? { className: 'stroke-data', strokeWidth: 2.2 } : { className: 'stroke-ink', strokeWidth: 1.4, strokeDasharray: '7 3' };
}

interface ArmLineProps {
  readonly arm: Arm;
  readonly isFirst: boolean;
  readonly x: (isAfter: boolean) => number;
  readonly y: (share: number) => number;
}

function ArmLine({ arm, isFirst, x, y }: ArmLineProps) {
  const look = lookOf(isFirst);
  const points = [
    { at: x(false), ...arm.before },
    { at: x(true), ...arm.after },
  ] as const;
  return (
    <g>
      <line x1={points[0].at} y1={y(points[0].value)} x2={points[1].at} y2={y(points[1].value)} {...look} />
      {points.map(({ at, value, interval }) => (
        <g key={at} className={look.className}>
          <line x1={at} x2={at} y1={y(interval.lower)} y2={y(interval.upper)} strokeWidth="1.2" />
          {[interval.lower, interval.upper].map((end) => (
            <line key={end} x1={at - 4} x2={at + 4} y1={y(end)} y2={y(end)} strokeWidth="1.2" />
          ))}
          <circle cx={at} cy={y(value)} r="3.6" className={isFirst ? 'fill-data' : 'fill-card'} strokeWidth="1.6" />
        </g>
      ))}
    </g>
  );
}

/** Three to six lines: steps of 1, 2, 5, 10 or 20 points. */
function stepOf(most: number): number {
  return [0.01, 0.02, 0.05, 0.1, 0.2].find((step) => most / step <= 6) ?? 0.2;
}
