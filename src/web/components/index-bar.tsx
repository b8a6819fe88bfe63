/** A figure of the resilience index with its band, in digits and on a scale from 0 to 1. Position tells it, not colour. */
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { useApp } from '../app/context.tsx';

type Figure = Pick<ResilienceIndex['whole'], 'index' | 'lower' | 'upper'>;

interface IndexBarProps {
  readonly figure: Figure;
  readonly className?: string;
}

export function IndexBar({ figure: { index, lower, upper }, className = 'w-40' }: IndexBarProps) {
  const { m, f } = useApp();
  if (index === null || lower === null || upper === null) return null;
  const x = (share: number) => 4 + share * 192;
  return (
    <svg
      viewBox="0 0 200 14"
      role="img"
      aria-label={m.index.bar(f.probability(index), f.probability(lower), f.probability(upper))}
      className={`shrink-0 ${className}`}
    >
      <line x1="4" x2="196" y1="7" y2="7" className="stroke-edge" />
      <line x1="4" x2="4" y1="3" y2="11" className="stroke-edge" />
      <line x1="196" x2="196" y1="3" y2="11" className="stroke-edge" />
      <line x1={x(lower)} x2={x(upper)} y1="7" y2="7" className="stroke-faint" strokeWidth="5" />
      <circle cx={x(index)} cy="7" r="4" className="fill-data" />
    </svg>
  );
}
