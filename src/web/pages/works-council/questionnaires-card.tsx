/** What is kept of questionnaires and what is not, and what was done with rounds. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { roundsQuery } from '../questionnaires/questionnaire-queries.ts';
import { sayBy } from './said-by.ts';

export function QuestionnairesKept() {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const { data } = useQuery(roundsQuery);
  const acts = data?.acts ?? [];
  return (
    <>
      <Card title={words.councilTitle}>
        <ul className="grid max-w-[70ch] list-disc gap-1.5 ps-5">
          {words.councilItems.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Card>
      {acts.length === 0 ? null : (
        <Card title={words.actsTitle} isFlush>
          <PlainTable
            label={words.actsTitle}
            isStacked
            rows={acts}
            keyOf={(_act, place) => place}
            columns={[
              { label: m.worksCouncil.when, isTight: true, cell: ({ at }) => f.instant(at) },
              { label: words.oneRound, cell: ({ roundName }) => roundName },
              {
                label: m.worksCouncil.what,
                cell: ({ act, count }) => `${words.actWords[act]}${count === null ? '' : ` (${f.number(count)})`}`,
              },
              { label: m.worksCouncil.by, isTight: true, cell: ({ saidBy }) => sayBy(m.worksCouncil, saidBy) },
            ]}
          />
        </Card>
      )}
    </>
  );
}
