/** The chart of a sign card: line, expected band, centre, marks. No axes; the figure above it is its newest point. */
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import { chartGeometry } from './chart-geometry.ts';
import { SignalMark } from './signal-mark.tsx';

const frame = { width: 280, height: 68, left: 1, right: 1, top: 7, bottom: 7 };
/** More periods than this do not fit a card; the newest are shown. */
const periodsMax = 60;

export function SmallChart({ model, label }: { readonly model: ChartModel; readonly label: string }) {
  const shown = newest(model);
  const geometry = chartGeometry(shown, frame, 0);
  const last = geometry.points.at(-1);
  const signals = shown.signals.flatMap((signal) => {
    const point = geometry.points.find((candidate) => candidate.index === signal.index);
    return point === undefined ? [] : [{ ...signal, ...point }];
  });
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label} className="block w-full">
      <path d={geometry.band} className="fill-band" />
      <path
        d={geometry.centre}
        className="fill-none stroke-faint"
        strokeWidth="1"
        strokeDasharray={shown.kind === 'run' ? '3 3' : undefined}
      />
      <path d={geometry.line} className="fill-none stroke-data" strokeWidth="1.7" strokeLinejoin="round" strokeLinecap="round" />
      {last === undefined ? null : (
        <circle cx={last.x} cy={last.y} r="2.8" className={last.isAtLeast ? 'fill-card stroke-data' : 'fill-data stroke-card'} />
      )}
      {signals.map((signal) => (
        <SignalMark key={`${signal.index}-${signal.rule}`} x={signal.x} y={signal.y} size={3.2} direction={signal.direction} />
      ))}
    </svg>
  );
}

function newest(model: ChartModel): ChartModel {
  const from = model.points.length - periodsMax;
  if (from <= 0) return model;
  return {
    ...model,
    points: model.points.slice(from),
    centre: model.centre.slice(from),
    lower: model.lower.slice(from),
    upper: model.upper.slice(from),
    signals: model.signals.filter((signal) => signal.index >= from).map((signal) => ({ ...signal, index: signal.index - from })),
  };
}
