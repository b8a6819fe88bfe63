/** Trainings on the overview of awareness: a line that leads to their page, and no figure large. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { Card } from '../../../ui/card.tsx';
import { Share } from '../share.tsx';
import { trainingQuery } from './training-queries.ts';

export function TrainingCard() {
  const { m, f } = useApp();
  const { data } = useQuery(trainingQuery);
  const latest = data?.counts.find(({ part, trained }) => part === 'everybody' && trained !== null);
  const ambassadors = data?.ambassadors.find(({ units }) => units !== null);
  return (
    <Card title={m.training.title}>
      {latest === undefined ? <p className="text-soft">{m.training.nothingYet}</p> : null}
      {latest === undefined ? null : (
        <p className="text-small">
          {m.training.cardDone(f.monthLong(latest.on))} <Share share={latest.trained} />
        </p>
      )}
      {ambassadors === undefined ? null : (
        <p className="mt-1 text-small">
          {m.training.parts.ambassadors}: <Share share={ambassadors.units} />
        </p>
      )}
      <p className="mt-2">
        <PageLink to="/awareness/training">{m.training.cardLink}</PageLink>
      </p>
    </Card>
  );
}
