/** One support cycle: until when, who says so, and which words of sources mean it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SupportDetail } from '#contract/endpoints/support.ts';
import { supportCycle } from '#core/support/support-cycle-kind.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink, useGo } from '../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../app/page.ts';
import { supportQuery } from '../../app/queries.ts';
import { capitalised } from '../../components/list/field-columns.tsx';
import { DoneNotice, type Done } from '../../components/finding-work/work-bar.tsx';
import { FieldValue } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { forgetSupport, StateDialog } from './state-dialog.tsx';
import { useStatedUndo } from './use-stated-undo.ts';

export function CyclePage({ params }: PageProps<'/support-cycles/$id'>): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(supportQuery(params.id));
  const [isStating, setStating] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const go = useGo();
  const undo = useStatedUndo(() => go({ to: '/support-cycles', replace: true }));
  const crumb = <PageLink to="/support-cycles">{m.support.cyclesTitle}</PageLink>;
  if (error !== null) {
    return (
      <PageFrame title={m.support.cycle} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const { record } = data;
  const mayChange = session !== undefined && mayOpen({ access: 'import' }, session.role);
  return (
    <PageFrame
      title={`${record.title} ${record.cycle}`}
      crumb={crumb}
      actions={
        mayChange ? (
          <>
            {record.origin === 'own' ? <Withdraw id={record.id} /> : null}
            <Button onClick={() => setStating(true)}>{m.support.state}</Button>
          </>
        ) : undefined
      }
    >
      {done === null ? null : <DoneNotice done={done} undo={undo} onDone={setDone} />}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Texts detail={data} />
          {data.statements.length === 0 ? null : <Statements detail={data} />}
        </div>
        <CycleFacts detail={data} />
      </div>
      {isStating ? (
        <StateDialog product={record.title ?? ''} cycle={record.cycle ?? ''} onClose={() => setStating(false)} onDone={setDone} />
      ) : null}
    </PageFrame>
  );
}

/** With the word its cycle is gone: the list of cycles follows. */
function Withdraw({ id }: { readonly id: string }) {
  const { m } = useApp();
  const go = useGo();
  const withdraw = useMutation({
    mutationFn: () => client.support.withdraw({ params: { id } }),
    onSuccess: () => {
      forgetSupport({ isGone: true });
      go({ to: '/support-cycles', replace: true });
    },
  });
  return (
    <>
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
      <Button disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {m.support.withdraw}
      </Button>
    </>
  );
}

function Texts({ detail }: { readonly detail: SupportDetail }) {
  const { m, f } = useApp();
  const { texts } = detail;
  return (
    <Card title={m.support.texts} isFlush={texts.length > 0}>
      {texts.length === 0 ? (
        <p className="text-soft">{m.support.textsNone}</p>
      ) : (
        <PlainTable
          label={m.support.texts}
          rows={texts}
          keyOf={(row) => row.filter}
          columns={[
            {
              label: m.support.text,
              cell: (row) => (
                <PageLink to="/assets" search={{ filter: row.filter }} className="quiet-link">
                  {row.text}
                </PageLink>
              ),
            },
            { label: m.support.readAs, cell: (row) => <span className="text-soft">{row.cycles.join(', ')}</span> },
            { label: m.support.assets, isEnd: true, isTight: true, cell: (row) => f.number(row.assetCount) },
          ]}
        />
      )}
    </Card>
  );
}

function Statements({ detail }: { readonly detail: SupportDetail }) {
  const { m, f } = useApp();
  return (
    <Card title={m.support.statements}>
      <ul className="grid gap-1.5">
        {detail.statements.map((one) => (
          <li key={one.statedAt}>
            {one.withdrawn ? m.support.withdrawn : one.endOn === null ? m.support.noEnd : f.day(one.endOn, true)}{' '}
            <span className="text-small text-soft">
              {f.instant(one.statedAt)}
              {`, ${m.decisions.by(one.statedBy ?? m.decisions.node)}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const shownFacts = ['codename', 'endOn', 'ended', 'extendedEndOn', 'operatingSystem', 'origin', 'statedAt'] as const;

function CycleFacts({ detail }: { readonly detail: SupportDetail }) {
  const { m, t } = useApp();
  return (
    <Card title={m.support.facts}>
      <Facts
        rows={shownFacts.map(
          (name) =>
            [
              capitalised(t(supportCycle.fields[name].label)),
              <FieldValue key={name} field={supportCycle.fields[name]} value={detail.record[name]} />,
            ] as const,
        )}
      />
    </Card>
  );
}
