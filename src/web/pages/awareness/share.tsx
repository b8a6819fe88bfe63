/** A share about people with its interval and its counts; no link to rows, for there are none to be seen. */
import type { CampaignFigures } from '#contract/endpoints/campaigns.ts';
import { useApp } from '../../app/context.tsx';

interface ShareProps {
  readonly share: CampaignFigures['click'];
  readonly isLarge?: boolean;
}

export function Share({ share, isLarge = false }: ShareProps) {
  const { m, f } = useApp();
  if (share === null) return <span className="text-soft">{m.awareness.ofNobody}</span>;
  const { numerator, denominator, value, interval } = share;
  return (
    <span className="tabular-nums">
      <span className={isLarge ? 'text-figure leading-tight font-medium tracking-[-0.02em]' : 'font-medium'}>{f.percent(value)}</span>{' '}
      <span className="text-small whitespace-nowrap text-soft">
        <span className="sr-only">{m.chart.interval} </span>
        {f.interval(interval.lower, interval.upper, 'proportion')} · {m.awareness.counts(f.number(numerator), f.number(denominator))}
      </span>
    </span>
  );
}
