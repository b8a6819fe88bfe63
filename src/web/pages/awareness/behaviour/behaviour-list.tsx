/** All behaviour campaigns, with what came of each in words. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BehaviourEntry } from '#contract/endpoints/behaviour.ts';
import { behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { mayOpen } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { buttonLook } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { behaviourListQuery } from './behaviour-queries.ts';
import { differenceWords } from './difference-words.ts';

export function BehaviourList(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(behaviourListQuery);
  const crumb = <PageLink to="/awareness">{m.titles.awareness}</PageLink>;
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.behaviour.title} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const mayPlan = session !== undefined && mayOpen({ access: 'people' }, session.role);
  const plan = (
    <PageLink to="/awareness/behaviour/new" className={buttonLook('main')}>
      {m.behaviour.new}
    </PageLink>
  );
  return (
    <PageFrame title={m.behaviour.title} crumb={crumb} actions={mayPlan ? plan : undefined}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.behaviour.lead}</p>
        {data.items.length === 0 ? (
          <Card>
            <p className="max-w-[70ch]">{m.behaviour.empty}</p>
          </Card>
        ) : (
          <Card isFlush>
            <Campaigns items={data.items} />
          </Card>
        )}
      </div>
    </PageFrame>
  );
}

function Campaigns({ items }: { readonly items: readonly BehaviourEntry[] }) {
  const { m, f, t } = useApp();
  return (
    <PlainTable
      label={m.behaviour.title}
      rows={items}
      keyOf={({ id }) => id}
      isStacked
      columns={[
        {
          label: m.behaviour.one,
          cell: ({ id, name }) => (
            <PageLink to="/awareness/behaviour/$id" params={{ id }}>
              {name}
            </PageLink>
          ),
        },
        { label: m.behaviour.measure, cell: ({ measure }) => t(behaviourMeasures[measure].label) },
        { label: m.behaviour.state, isTight: true, cell: ({ state }) => m.behaviour.states[state] },
        { label: m.behaviour.judged, cell: ({ after }) => m.behaviour.days(f.day(after.fromOn), f.day(after.toOn)) },
        { label: m.behaviour.result, cell: (item) => <Result item={item} /> },
      ]}
    />
  );
}

export function Result({ item: { state, comparison } }: { readonly item: BehaviourEntry }) {
  const { m, f } = useApp();
  if (comparison !== null) return <span className="tabular-nums">{differenceWords(comparison, m, f)}</span>;
  return <span className="text-soft">{state === 'ended' ? m.behaviour.unknown : m.behaviour.none}</span>;
}
