/** On the overview of awareness: the newest round of a questionnaire, and the way to all of them. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';
import { roundsQuery } from '../questionnaires/questionnaire-queries.ts';

export function QuestionnairesCard() {
  const { m } = useApp();
  const words = m.questionnaires;
  const { data } = useQuery(roundsQuery);
  const newest = data?.items[0];
  return (
    <Card title={words.title} aside={<PageLink to="/questionnaires">{words.rounds}</PageLink>}>
      <p className="max-w-[75ch] text-soft">{words.cardText}</p>
      {data === undefined ? null : (
        <p className="mt-1">
          {newest === undefined ? (
            words.cardNone
          ) : (
            <>
              <PageLink to="/questionnaires/rounds/$id" params={{ id: newest.id }}>
                {newest.name}
              </PageLink>
              : {words.states[newest.state]}
            </>
          )}
        </p>
      )}
    </Card>
  );
}
