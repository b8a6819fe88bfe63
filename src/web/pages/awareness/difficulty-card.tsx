/** How hard the mail is to see through: what was settled, and what each of two scorers made of it. */
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

interface DifficultyCardProps {
  readonly detail: CampaignDetail;
  /** Null while the form is open: it needs the width of the page. */
  readonly onScore: (() => void) | null;
}

export function DifficultyCard({ detail, onScore }: DifficultyCardProps) {
  const { m, f } = useApp();
  const { difficulty, scores, mayScore } = detail;
  return (
    <Card title={m.awareness.difficulty}>
      <p className="font-medium">
        {difficulty.difficulty === null ? m.awareness.settled[difficulty.kind] : m.awareness.difficulties[difficulty.difficulty]}
      </p>
      <p className="text-small text-soft">
        {difficulty.difficulty === null ? null : m.awareness.settled[difficulty.kind]}
        {difficulty.kappa === null ? null : ` ${m.awareness.kappa(f.number(difficulty.kappa, 2))}`}
      </p>
      <ul className="mt-2 grid gap-1.5 text-small">
        {scores.map((score) => (
          <li key={`${score.saidAt} ${score.isOwn}`}>
            {score.isOwn ? m.awareness.ownScore : m.awareness.otherScore}:{' '}
            {m.awareness.scored(f.number(score.cueCount), f.number(score.alignmentPoints), m.awareness.difficulties[score.difficulty])}
            {score.isAfterPublication ? ` ${m.awareness.scoredLate}` : ''}
          </li>
        ))}
      </ul>
      {mayScore && onScore !== null ? (
        <Button className="mt-3" onClick={onScore}>
          {m.awareness.score}
        </Button>
      ) : null}
    </Card>
  );
}
