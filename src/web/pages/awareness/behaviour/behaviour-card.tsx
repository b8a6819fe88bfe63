/** Behaviour campaigns on the overview of awareness: how many run, and the latest result in words. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { Card } from '../../../ui/card.tsx';
import { behaviourListQuery } from './behaviour-queries.ts';
import { Result } from './behaviour-list.tsx';

export function BehaviourCard() {
  const { m, f } = useApp();
  const { data } = useQuery(behaviourListQuery);
  const running = data?.items.filter(({ state }) => state === 'running').length ?? 0;
  const latest = data?.items.find(({ state }) => state === 'ended');
  return (
    <Card title={m.behaviour.title} aside={<PageLink to="/awareness/behaviour">{m.behaviour.open}</PageLink>}>
      <p className="max-w-[75ch] text-small text-soft">{m.behaviour.cardText}</p>
      {data === undefined ? null : (
        <p className="mt-2">
          {data.items.length === 0 ? m.behaviour.cardNone : m.behaviour.cardRunning(f.number(running))}
          {latest === undefined ? null : (
            <>
              {' '}
              {m.behaviour.cardLatest}:{' '}
              <PageLink to="/awareness/behaviour/$id" params={{ id: latest.id }}>
                {latest.name}
              </PageLink>
              , <Result item={latest} />.
            </>
          )}
        </p>
      )}
    </Card>
  );
}
