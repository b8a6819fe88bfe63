/** The pages on which a plan is written, and changed while it has not started. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { PageLink, useGo } from '../../../app/page-link.tsx';
import type { PageProps } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Card } from '../../../ui/card.tsx';
import { behaviourBasisQuery, behaviourQuery, keepBehaviour } from './behaviour-queries.ts';
import { draftOf, newDraft } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';

export function NewPlan(): ReactNode {
  const { m, f } = useApp();
  const go = useGo();
  const basis = useQuery(behaviourBasisQuery);
  const save = useMutation({
    mutationFn: (body: BehaviourPlanJson) => client.behaviour.create({ body }),
    onSuccess: (detail) => {
      keepBehaviour(detail);
      go({ to: '/awareness/behaviour/$id', params: { id: detail.id } });
    },
  });
  const crumb = <PageLink to="/awareness/behaviour">{m.behaviour.title}</PageLink>;
  if (basis.error !== null && basis.data === undefined) {
    return (
      <PageFrame title={m.behaviour.newTitle} crumb={crumb}>
        <ProblemNotice error={basis.error} onRetry={() => void basis.refetch()} />
      </PageFrame>
    );
  }
  if (basis.data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.behaviour.newTitle} crumb={crumb}>
      {basis.data.years.length === 0 ? (
        <Card>
          <p className="max-w-[70ch]">{m.behaviour.noBasis}</p>
        </Card>
      ) : (
        <PlanForm
          basis={basis.data}
          initial={newDraft(basis.data, f.today())}
          save={save}
          onCancel={() => go({ to: '/awareness/behaviour' })}
        />
      )}
    </PageFrame>
  );
}

export function ChangePlan({ params }: PageProps<'/awareness/behaviour/$id/plan'>): ReactNode {
  const { m } = useApp();
  const go = useGo();
  const basis = useQuery(behaviourBasisQuery);
  const campaign = useQuery(behaviourQuery(params.id));
  const back = () => go({ to: '/awareness/behaviour/$id', params: { id: params.id } });
  const save = useMutation({
    mutationFn: (body: BehaviourPlanJson) => client.behaviour.change({ params: { id: params.id }, body }),
    onSuccess: (detail) => {
      keepBehaviour(detail);
      back();
    },
  });
  const crumb = <PageLink to="/awareness/behaviour">{m.behaviour.title}</PageLink>;
  const error = basis.error ?? campaign.error;
  if (error !== null) {
    return (
      <PageFrame title={m.behaviour.changeTitle} crumb={crumb}>
        <ProblemNotice error={error} />
      </PageFrame>
    );
  }
  if (basis.data === undefined || campaign.data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.behaviour.changeTitle} crumb={crumb} under={campaign.data.plan.name}>
      <PlanForm basis={basis.data} initial={draftOf(campaign.data.plan)} save={save} onCancel={back} />
    </PageFrame>
  );
}
