/** Marks of signals: triangle worse, dot better, diamond neither. Shape first, colour second; on paper only the shape is left. */
import type { ChartModel } from '#contract/endpoints/metrics.ts';

interface SignalMarkProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly direction: ChartModel['signals'][number]['direction'];
}

export function SignalMark({ x, y, size, direction }: SignalMarkProps) {
  if (direction === 'better') return <circle cx={x} cy={y} r={size} className="fill-better stroke-card" />;
  if (direction === 'worse') {
    return (
      <path
        d={`M${x} ${y - size * 1.25}L${x + size * 1.2} ${y + size}L${x - size * 1.2} ${y + size}Z`}
        className="fill-worse stroke-card"
      />
    );
  }
  return (
    <path
      d={`M${x} ${y - size * 1.2}L${x + size * 1.2} ${y}L${x} ${y + size * 1.2}L${x - size * 1.2} ${y}Z`}
      className="fill-ink stroke-card"
    />
  );
}
