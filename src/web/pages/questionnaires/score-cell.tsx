/** A score of 0 … 100 with its interval, in digits and on a line; or why it is hidden. */
import type { QuestionnaireResults } from '#contract/endpoints/questionnaire-results.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { useApp } from '../../app/context.tsx';

type Scale = QuestionnaireResults['scales'][number];

interface ScoreCellProps {
  readonly figure: Scale['figure'];
  readonly hidden: Scale['hidden'];
  readonly isLarge?: boolean;
}

export function ScoreCell({ figure, hidden, isLarge = false }: ScoreCellProps) {
  const { m, f, t } = useApp();
  if (figure === null) return <i className="text-small text-soft">{t(hiddenTexts[hidden ?? 'too-few-people'])}</i>;
  const { index, respondents } = figure;
  const lower = Math.max(0, figure.interval.lower);
  const upper = Math.min(100, figure.interval.upper);
  return (
    <div className="grid max-w-52 gap-1 tabular-nums max-md:justify-items-end">
      <span>
        <span className={isLarge ? 'text-figure leading-tight font-medium tracking-[-0.02em]' : 'font-medium'}>{f.score(index)}</span>{' '}
        <span className="text-small whitespace-nowrap text-soft">
          <span className="sr-only">{m.chart.interval} </span>
          {f.score(lower)}–{f.score(upper)}
          {isLarge ? ` · ${m.questionnaires.respondentsOf(f.number(respondents))}` : ''}
        </span>
      </span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full min-w-24" aria-hidden="true">
        <rect x="0" y="2.5" width="100" height="1" className="fill-edge" opacity="0.6" />
        <rect x={lower} y="1.5" width={Math.max(0.8, upper - lower)} height="3" className="fill-faint" opacity="0.45" />
        <rect x={index - 0.6} y="0" width="1.2" height="6" className="fill-data" />
      </svg>
    </div>
  );
}
