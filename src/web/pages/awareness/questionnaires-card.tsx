/** On the overview of awareness: the newest round of a questionnaire with what was published last, and the way to all of them. */
import { useQuery } from '@tanstack/react-query';
import { wholeScale } from '#core/questionnaires/scales.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';
import { roundQuery, roundsQuery } from '../questionnaires/questionnaire-queries.ts';
import { Share } from './share.tsx';

export function QuestionnairesCard() {
  const { m } = useApp();
  const words = m.questionnaires;
  const { data } = useQuery(roundsQuery);
  const newest = data?.items[0];
  const published = data?.items.find(({ state }) => state === 'published');
  return (
    <Card title={words.title} aside={<PageLink to="/questionnaires">{words.rounds}</PageLink>}>
      <p className="max-w-[75ch] text-small text-soft">{words.cardText}</p>
      {data === undefined ? null : (
        <div className="mt-1 grid gap-1">
          {newest === undefined ? <p>{words.cardNone}</p> : null}
          {newest === undefined || newest === published ? null : (
            <p>
              <PageLink to="/questionnaires/rounds/$id" params={{ id: newest.id }}>
                {newest.name}
              </PageLink>
              : {words.states[newest.state]}
            </p>
          )}
          {published === undefined ? null : <Published {...published} />}
        </div>
      )}
    </Card>
  );
}

function Published({ id, name, closesOn }: { readonly id: string; readonly name: string; readonly closesOn: string }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const { data } = useQuery(roundQuery(id));
  const figure = data?.results?.scales.find((scale) => scale.id === wholeScale)?.figure ?? null;
  const knows = data?.results?.knowsHowToReport ?? null;
  return (
    <>
      <p>
        <PageLink to="/questionnaires/rounds/$id" params={{ id }}>
          {name}
        </PageLink>
        , {f.day(closesOn)}
      </p>
      {figure === null ? null : (
        <p className="tabular-nums">
          {words.index}: <span className="font-medium">{f.score(figure.index)}</span>{' '}
          <span className="text-small whitespace-nowrap text-soft">
            <span className="sr-only">{m.chart.interval} </span>
            {f.score(figure.interval.lower)}–{f.score(figure.interval.upper)} · {words.respondentsOf(f.number(figure.respondents))}
          </span>
        </p>
      )}
      {knows === null ? null : (
        <p>
          {words.knows}: <Share share={knows} />
        </p>
      )}
    </>
  );
}
