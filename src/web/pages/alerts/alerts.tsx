/** Alert rules with what can be done with each, and beneath them what was told and what became of it. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { alertDeliveriesQuery, alertsQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { outcomeText } from './outcome-text.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleList } from './rule-list.tsx';

export function Alerts(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(alertsQuery);
  const [isMaking, setMaking] = useState(false);
  if (data === undefined && error === null) return <PagePending />;
  return (
    <PageFrame title={m.alerts.title} actions={<Button onClick={() => setMaking(true)}>{m.alerts.add}</Button>}>
      <p className="mb-4 max-w-[70ch] text-soft">{m.alerts.lead}</p>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : (
          <Card title={m.alerts.rules}>
            {data.items.length === 0 ? <p className="text-soft">{m.alerts.none}</p> : <RuleList rules={data.items} />}
          </Card>
        )}
        <Deliveries />
      </div>
      {isMaking ? <RuleDialog onClose={() => setMaking(false)} /> : null}
    </PageFrame>
  );
}

function Deliveries() {
  const app = useApp();
  const { m, f } = app;
  const { data, error, refetch } = useQuery(alertDeliveriesQuery);
  return (
    <Card title={m.alerts.deliveries} isFlush>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : data.items.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{m.alerts.noDeliveries}</p>
      ) : (
        <PlainTable
          label={m.alerts.deliveries}
          isStacked
          rows={data.items}
          keyOf={(one) => one.id}
          columns={[
            { label: m.alerts.when, isTight: true, cell: (one) => f.instant(one.madeAt) },
            { label: m.alerts.name, cell: (one) => one.rule.name },
            { label: m.alerts.told, cell: (one) => (one.isTest ? m.alerts.isTest : one.text) },
            { label: m.alerts.outcome, cell: (one) => <Outcome {...outcomeText(one, app)} /> },
          ]}
        />
      )}
    </Card>
  );
}

function Outcome({ state, detail }: { readonly state: string; readonly detail: string | null }) {
  return (
    <>
      {state}
      {detail === null ? null : <span className="block text-small text-soft">{detail}</span>}
    </>
  );
}
