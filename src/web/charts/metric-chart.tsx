/**
 * The chart of a metric: stepped limits, phases, signals by shape, gaps where nothing was measured. Read with the
 * pointer or with the arrow keys; the line above it says the point in words. The same figures stand in a table below.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import { useApp } from '../app/context.tsx';
import { isMeasured, isShare } from '../app/format.ts';
import { AnnotationMarks, annotationRowHeight } from './annotation-marks.tsx';
import type { AnnotationPlace } from './annotation-places.ts';
import { chartGeometry, type ChartGeometry, type Frame } from './chart-geometry.ts';
import { pointText } from './point-text.ts';
import { SignalMark } from './signal-mark.tsx';
import { useWidth } from './use-width.ts';

interface MetricChartProps {
  readonly model: ChartModel;
  readonly unit: string;
  readonly title: string;
  readonly target: number | null;
  readonly annotations: readonly AnnotationPlace[];
}

export function MetricChart({ model, unit, title, target, annotations }: MetricChartProps) {
  const app = useApp();
  const { m } = app;
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 900);
  const last = model.points.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  if (last < 0) return <p className="py-8 text-soft">{m.state['no-data']}</p>;
  const active = Math.min(chosen ?? last, last);
  const isWide = width >= 560;
  const row = annotations.length === 0 ? 0 : annotationRowHeight;
  const frame: Frame = { width, height: (isWide ? 306 : 236) + row, left: 46, right: isWide ? 104 : 10, top: 26, bottom: 28 + row };
  const geometry = chartGeometry(model, frame, isWide ? 5 : 4, isShare(unit) ? 1 : undefined, leastStepOf(unit));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = pointAfterKey(event.key, active, last);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
  };
  const onPointer = (event: PointerEvent) =>
    setChosen(geometry.indexAt(event.clientX - (holder.current?.getBoundingClientRect().left ?? 0)));
  const happened = annotations.filter(({ first, last: until }) => first <= active && active <= until);
  const text = [pointText(model, active, unit, app), ...happened.map((one) => `${one.number}: ${one.text}`)].join(' · ');
  return (
    <div>
      <p className="min-h-[2.9em] text-small text-soft sm:min-h-[1.45em]" data-chart-point={active}>
        {text}
      </p>
      <div
        ref={holder}
        role="slider"
        tabIndex={0}
        aria-label={`${title} ${m.chart.keys}`}
        aria-valuemin={1}
        aria-valuemax={last + 1}
        aria-valuenow={active + 1}
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
          <Axes model={model} geometry={geometry} frame={frame} unit={unit} />
          <path d={geometry.band} className="fill-band" />
          <path
            d={geometry.centre}
            className="fill-none stroke-faint"
            strokeWidth="1"
            strokeDasharray={model.kind === 'run' ? '4 3' : undefined}
          />
          {target === null ? null : <TargetLine y={geometry.y(target)} frame={frame} label={m.metrics.target} isLabelled={isWide} />}
          {isWide ? <EndLabels model={model} geometry={geometry} frame={frame} /> : null}
          <AnnotationMarks places={annotations} geometry={geometry} frame={frame} />
          <Phases model={model} geometry={geometry} frame={frame} />
          <path d={geometry.line} className="fill-none stroke-data" strokeWidth="1.8" strokeLinejoin="round" strokeLinecap="round" />
          <Points model={model} geometry={geometry} active={active} frame={frame} />
        </svg>
      </div>
    </div>
  );
}

/** A dash of no data stands beneath the axis, right above the name of its period: on the axis it would be a value of 0. */
const gapAboveFoot = 22;

/** Where a key leads from a point; null when it means nothing here. */
function pointAfterKey(key: string, active: number, last: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowDown: -1,
    ArrowUp: 1,
    PageDown: -6,
    PageUp: 6,
    Home: -last,
    End: last,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, active + step));
}

interface PartProps {
  readonly model: ChartModel;
  readonly geometry: ChartGeometry;
  readonly frame: Frame;
}

function Axes({ model, geometry, frame, unit }: PartProps & { readonly unit: string }) {
  const { f } = useApp();
  const every = Math.max(1, Math.ceil((model.points.length * 62) / (frame.width - frame.left - frame.right)));
  const lastIndex = model.points.length - 1;
  return (
    <g className="fill-soft">
      {geometry.ticks.map((tick) => (
        <g key={tick}>
          <line x1={frame.left} x2={frame.width - frame.right} y1={geometry.y(tick)} y2={geometry.y(tick)} className="stroke-line" />
          <text x={frame.left - 8} y={geometry.y(tick) + 4} textAnchor="end">
            {f.tick(tick, unit)}
          </text>
        </g>
      ))}
      {model.points.map((point, index) =>
        (lastIndex - index) % every === 0 ? (
          <text key={point.day} x={geometry.x(index)} y={frame.height - 8} textAnchor="middle">
            {model.period === 'week' ? f.dayMonth(point.periodStartOn) : f.month(point.periodStartOn)}
          </text>
        ) : null,
      )}
    </g>
  );
}

function TargetLine({
  y,
  frame,
  label,
  isLabelled,
}: {
  readonly y: number;
  readonly frame: Frame;
  readonly label: string;
  readonly isLabelled: boolean;
}) {
  if (y < frame.top - 1 || y > frame.height - frame.bottom + 1) return null;
  return (
    <g className="fill-accent">
      <line x1={frame.left} x2={frame.width - frame.right} y1={y} y2={y} className="stroke-accent" strokeDasharray="2 4" />
      {isLabelled ? (
        <text x={frame.left + 4} y={y - 5}>
          {label}
        </text>
      ) : null}
    </g>
  );
}

/** What the lines are called, at their right end; labels that would touch are moved apart. */
function EndLabels({ model, geometry, frame }: PartProps) {
  const { m } = useApp();
  const last = model.points.length - 1;
  const wanted = [
    [model.upper[last], m.chart.expectedHigh],
    [model.centre[last], model.kind === 'run' ? m.chart.median : m.chart.centre],
    [model.lower[last], m.chart.expectedLow],
  ] as const;
  let free = 0;
  return (
    <g className="fill-soft">
      {wanted.map(([value, text]) => {
        if (value === null || value === undefined) return null;
        const y = Math.max(geometry.y(value) + 4, free);
        free = y + 13;
        return (
          <text key={text} x={frame.width - frame.right + 8} y={y}>
            {text}
          </text>
        );
      })}
    </g>
  );
}

function Phases({ model, geometry, frame }: PartProps) {
  const { m, t } = useApp();
  const half = geometry.x(1) - geometry.x(0);
  return (
    <g className="fill-soft">
      {model.phases
        .filter((phase) => phase.fromIndex > 0)
        .map((phase) => {
          const x = geometry.x(phase.fromIndex) - half / 2;
          const isRight = x > frame.width * 0.6;
          return (
            <g key={phase.fromIndex}>
              <line x1={x} x2={x} y1={frame.top - 18} y2={frame.height - frame.bottom} className="stroke-faint" strokeDasharray="3 3" />
              <text x={x + (isRight ? -6 : 6)} y={frame.top - 10} textAnchor={isRight ? 'end' : 'start'}>
                {phase.note === null ? m.chart.legend.phase : t(phase.note)}
              </text>
            </g>
          );
        })}
    </g>
  );
}

/** Rings for values to be read with care and for the period still running; signals on top; a line at the point read out. */
function Points({ model, geometry, active, frame }: PartProps & { readonly active: number }) {
  const activePoint = geometry.points.find((point) => point.index === active);
  const isDense = geometry.points.length > 60;
  return (
    <g>
      <line
        x1={geometry.x(active)}
        x2={geometry.x(active)}
        y1={frame.top}
        y2={frame.height - frame.bottom}
        className="stroke-edge"
        strokeWidth="0.8"
      />
      {geometry.intervals.map(({ index, x, top, bottom, isOpen }) => (
        <path
          key={index}
          d={`M${x} ${bottom}V${top}M${x - 4} ${bottom}h8${isOpen ? '' : `M${x - 4} ${top}h8`}`}
          className="fill-none stroke-data"
          strokeWidth="1.2"
          data-chart-interval={index}
        />
      ))}
      {geometry.gaps.map((index) => (
        <line
          key={index}
          x1={geometry.x(index) - 3}
          x2={geometry.x(index) + 3}
          y1={frame.height - gapAboveFoot}
          y2={frame.height - gapAboveFoot}
          className="stroke-soft"
          strokeWidth="2.5"
        />
      ))}
      {geometry.points.map(({ index, x, y, isAtLeast }) => {
        if (isAtLeast) return <Bound key={index} x={x} y={y} />;
        const point = model.points[index];
        if (point?.specialCause === true)
          return <Ghost key={index} x={x} y={y} isSignal={model.signals.some((signal) => signal.index === index)} />;
        const isPlain = point !== undefined && point.state === 'measured' && !point.running;
        if (isPlain && isDense) return null;
        return (
          <circle
            key={index}
            cx={x}
            cy={y}
            r={isPlain ? 2 : 3.4}
            className={isPlain ? 'fill-data' : 'fill-card stroke-data'}
            strokeWidth="1.5"
          />
        );
      })}
      {model.signals.map((signal) => {
        const point = geometry.points.find((candidate) => candidate.index === signal.index);
        return point === undefined ? null : (
          <SignalMark key={`${signal.index} ${signal.rule}`} x={point.x} y={point.y} size={4.6} direction={signal.direction} />
        );
      })}
      {activePoint === undefined || !isMeasured(model.points[active] ?? { state: 'no-data', value: null }) ? null : (
        <circle cx={activePoint.x} cy={activePoint.y} r="6.5" className="fill-none stroke-accent" strokeWidth="1.6" />
      )}
    </g>
  );
}

/** More than that, nobody knows by how much: an open ring with an arrow upwards. */
function Bound({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g className="fill-card stroke-data" strokeWidth="1.4">
      <path d={`M${x} ${y - 3.2}v-7m-3 3l3 -3l3 3`} className="fill-none" />
      <circle cx={x} cy={y} r="3.2" />
    </g>
  );
}

/** A point of a special cause: there to be seen, and not what limits rest on. */
function Ghost({ x, y, isSignal }: { readonly x: number; readonly y: number; readonly isSignal: boolean }) {
  return <circle cx={x} cy={y} r={isSignal ? 8.5 : 3.6} className="fill-card stroke-faint" strokeWidth="1.4" strokeDasharray="1.6 1.6" />;
}

/** What labels can tell apart: whole counts and days, shares with one decimal. */
function leastStepOf(unit: string): number {
  if (unit === 'count' || unit === 'days') return 1;
  return isShare(unit) ? 0.001 : 0;
}
