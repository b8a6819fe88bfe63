/** What else is measured of people, beside the vital signs: a card for each subject. A new subject is one line. */
import type { ComponentType } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';
import { QuestionnairesCard } from './questionnaires-card.tsx';
import { BehaviourCard } from './behaviour/behaviour-card.tsx';
import { ReportsCard } from './reports/reports-card.tsx';
import { TrainingCard } from './training/training-card.tsx';

const subjects: readonly (readonly [name: string, card: ComponentType])[] = [
  ['questionnaires', QuestionnairesCard],
  ['reports', ReportsCard],
  ['training', TrainingCard],
  ['behaviour', BehaviourCard],
  ['works-council', WorksCouncilCard],
];

export function SubjectCards() {
  const { m } = useApp();
  return (
    <section aria-labelledby="awareness-more">
      <h2 id="awareness-more" className="mb-3 text-lead font-medium">
        {m.awareness.more}
      </h2>
      <div className="grid grid-cols-1 items-start gap-3 md:grid-cols-2">
        {subjects.map(([name, SubjectCard]) => (
          <SubjectCard key={name} />
        ))}
      </div>
    </section>
  );
}

function WorksCouncilCard() {
  const { m } = useApp();
  return (
    <Card title={m.titles.worksCouncil}>
      <p className="max-w-[60ch]">{m.awareness.worksCouncil}</p>
      <p className="mt-2">
        <PageLink to="/works-council">{m.awareness.worksCouncilOpen}</PageLink>
      </p>
    </Card>
  );
}
