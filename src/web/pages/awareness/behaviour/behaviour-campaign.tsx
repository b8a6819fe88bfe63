/** One behaviour campaign: what is to be done next, what came of it, and the plan it was judged by. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { behaviourCauses, behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { client, queryClient } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { PageLink, useGo } from '../../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button, buttonLook } from '../../../ui/button.tsx';
import { Card, Facts } from '../../../ui/card.tsx';
import { behaviourListQuery, behaviourQuery, keepBehaviour } from './behaviour-queries.ts';
import { ConclusionCard, StopButton } from './end-forms.tsx';
import { EffectCards } from './effect-cards.tsx';
import { nameIn } from './group-name.ts';
import { PowerCard } from './power-card.tsx';

export function BehaviourCampaign({ params }: PageProps<'/awareness/behaviour/$id'>): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(behaviourQuery(params.id));
  const crumb = <PageLink to="/awareness/behaviour">{m.behaviour.title}</PageLink>;
  if (error !== null && data === undefined) {
    return (
      <PageFrame title={m.behaviour.one} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const mayAct = session !== undefined && mayOpen({ access: 'people' }, session.role);
  return (
    <PageFrame title={data.plan.name} crumb={crumb} under={m.behaviour.states[data.state]}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {data.state === 'draft' ? <Draft detail={data} mayAct={mayAct} /> : null}
          {data.state === 'running' ? <Running detail={data} mayAct={mayAct} /> : null}
          {data.stopReason === null ? null : (
            <Card title={m.behaviour.stopped}>
              <p className="max-w-[70ch]">{data.stopReason}</p>
            </Card>
          )}
          {data.effect === null ? null : <EffectCards detail={data} effect={data.effect} />}
          {data.endedAt === null ? null : <ConclusionCard detail={data} mayAct={mayAct} />}
          <PlanCard detail={data} />
        </div>
        <PowerCard foreseen={data.foreseen} expectedEffect={data.plan.expectedEffect} nameOf={nameIn(data, m.awareness.elsewhere)} />
      </div>
    </PageFrame>
  );
}

interface ActProps {
  readonly detail: BehaviourDetail;
  readonly mayAct: boolean;
}

function Draft({ detail, mayAct }: ActProps) {
  const { m } = useApp();
  const go = useGo();
  const { id } = detail;
  const start = useMutation({ mutationFn: () => client.behaviour.start({ params: { id } }), onSuccess: keepBehaviour });
  const discard = useMutation({
    mutationFn: () => client.behaviour.discard({ params: { id } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: behaviourListQuery.queryKey });
      go({ to: '/awareness/behaviour' });
    },
  });
  const error = start.error ?? discard.error;
  return (
    <Card title={m.behaviour.start}>
      <p className="max-w-[70ch]">{m.behaviour.startText}</p>
      {detail.mayStart || detail.foreseen.kind === 'unknown' ? null : <p className="mt-2 max-w-[70ch]">{m.behaviour.startLate}</p>}
      {error === null ? null : <ProblemNotice error={error} />}
      {mayAct ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button kind="main" disabled={!detail.mayStart || start.isPending} onClick={() => start.mutate()}>
            {m.behaviour.start}
          </Button>
          <PageLink to="/awareness/behaviour/$id/plan" params={{ id }} className={buttonLook()}>
            {m.behaviour.change}
          </PageLink>
          <Button kind="quiet" disabled={discard.isPending} onClick={() => discard.mutate()}>
            {m.behaviour.discard}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Running({ detail, mayAct }: ActProps) {
  const { m, f } = useApp();
  const { id, isOver, waiting, testsAfter, plan } = detail;
  const close = useMutation({ mutationFn: () => client.behaviour.close({ params: { id } }), onSuccess: keepBehaviour });
  return (
    <Card title={m.behaviour.runningTitle}>
      <div className="grid max-w-[70ch] gap-2">
        <p>{isOver ? m.behaviour.overText : m.behaviour.runningText(f.day(plan.after.toOn))}</p>
        <p className="text-small text-soft">{m.behaviour.testsSoFar(f.number(testsAfter))}</p>
        {waiting.length === 0 ? null : <p>{m.behaviour.waiting(waiting.map(({ name }) => name).join(', '))}</p>}
      </div>
      {close.error === null ? null : <ProblemNotice error={close.error} />}
      {mayAct ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {isOver ? (
            <Button kind="main" disabled={waiting.length > 0 || close.isPending} onClick={() => close.mutate()}>
              {m.behaviour.close}
            </Button>
          ) : null}
          <StopButton id={id} />
        </div>
      ) : null}
    </Card>
  );
}

function PlanCard({ detail }: { readonly detail: BehaviourDetail }) {
  const { m, f, t } = useApp();
  const { plan, startedAt, startedBy } = detail;
  const nameOf = nameIn(detail, m.awareness.elsewhere);
  const days = ({ fromOn, toOn }: { fromOn: string; toOn: string }) => m.behaviour.days(f.day(fromOn, true), f.day(toOn, true));
  const causes = plan.causes.map((cause) => t(behaviourCauses[cause].label)).join(', ');
  return (
    <Card title={m.behaviour.plan}>
      <Facts
        rows={[
          [m.behaviour.problem, plan.problem],
          [m.behaviour.target, plan.targetBehaviour],
          [m.behaviour.causes, `${causes}. ${plan.causeText}`],
          [m.behaviour.intervention, plan.intervention],
          [m.behaviour.measure, t(behaviourMeasures[plan.measure].label)],
          [m.behaviour.reachedNow, plan.reachedGroupIds.map(nameOf).join('; ')],
          [m.behaviour.othersNow, plan.otherGroupIds.map(nameOf).join('; ')],
          [m.behaviour.before, days(plan.before)],
          [m.behaviour.during, days(plan.during)],
          [m.behaviour.after, days(plan.after)],
        ]}
      />
      {startedAt === null ? null : (
        <p className="mt-3 text-small text-soft">{m.behaviour.frozen(f.instantDay(startedAt), startedBy ?? m.decisions.node)}</p>
      )}
    </Card>
  );
}
