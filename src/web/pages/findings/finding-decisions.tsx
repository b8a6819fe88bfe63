/** What people decided and said of one finding: who, when and why, with its undoing; and a remark to add. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { FindingDetail } from '#contract/endpoints/records.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { decisionActs } from '#core/vulnerabilities/decisions.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { findingQuery } from '../../app/queries.ts';
import { forgetFindings } from '../../components/finding-work/work-bar.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { AreaField } from '../../ui/field.tsx';

type Decision = FindingDetail['decisions'][number];

export function Decisions({ decisions }: Pick<FindingDetail, 'decisions'>) {
  const { m } = useApp();
  return (
    <Card title={m.decisions.title}>
      {decisions.length === 0 ? <p className="text-soft">{m.decisions.none}</p> : null}
      <ol className="grid gap-4">
        {decisions.map((decision) => (
          <OneDecision key={decision.batchId} decision={decision} />
        ))}
      </ol>
    </Card>
  );
}

function OneDecision({ decision }: { readonly decision: Decision }) {
  const { m, f, t, session } = useApp();
  const { as, until, ended, batchSize, withdrawnAt } = decision;
  const undo = useMutation({
    mutationFn: () => client.findings.undoDecision({ params: { id: decision.batchId } }),
    onSuccess: forgetFindings,
  });
  const act = decisionActs.find((one) => one.value === as);
  const mayDecide = accesses.decide.roles.some((one) => one === session?.role);
  const isWithdrawn = withdrawnAt !== null;
  const about = [
    `${f.instantDay(decision.decidedAt)} ${m.decisions.by(decision.by ?? m.decisions.node)}`,
    ...(until === null ? [] : [m.decisions.untilDay(f.day(until, true))]),
    ...(ended ? [m.decisions.ended] : []),
    ...(batchSize > 1 ? [m.decisions.together(f.number(batchSize))] : []),
  ];
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={isWithdrawn ? 'text-soft line-through' : 'font-medium'}>{act === undefined ? as : capitalised(t(act.label))}</span>
        <span className="flex-1 text-small text-soft">{about.join(' · ')}</span>
        {isWithdrawn || !mayDecide ? null : (
          <Button kind="quiet" isSmall disabled={undo.isPending} onClick={() => undo.mutate()}>
            {m.decisions.undoAll(batchSize)}
          </Button>
        )}
      </div>
      {decision.reason === null ? null : <p className="max-w-[75ch] break-words whitespace-pre-line">{decision.reason}</p>}
      {withdrawnAt === null ? null : (
        <p className="text-small text-soft">{m.decisions.withdrawn(decision.withdrawnBy ?? m.decisions.node, f.instantDay(withdrawnAt))}</p>
      )}
      {undo.error === null ? null : <ProblemNotice error={undo.error} />}
    </li>
  );
}

export function Comments({ id, comments }: Pick<FindingDetail, 'comments'> & { readonly id: string }) {
  const { m, f, session } = useApp();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () => client.findings.comment({ params: { id }, body: { text } }),
    onSuccess: () => {
      setText('');
      return queryClient.invalidateQueries({ queryKey: findingQuery(id).queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const mayComment = accesses.work.roles.some((one) => one === session?.role);
  return (
    <Card title={m.decisions.comments}>
      <div className="grid gap-4">
        {comments.length === 0 ? <p className="text-soft">{m.decisions.commentsNone}</p> : null}
        {comments.map((comment) => (
          <div key={comment.id}>
            <p className="text-small text-soft">
              {f.instant(comment.at)} · {comment.by ?? m.decisions.node}
            </p>
            <p className="max-w-[75ch] break-words whitespace-pre-line">{comment.text}</p>
          </div>
        ))}
        {mayComment ? (
          <form onSubmit={submit} className="no-print grid justify-items-start gap-2">
            <div className="w-full">
              <AreaField
                label={m.decisions.comment}
                value={text}
                maxLength={4000}
                required
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            {add.error === null ? null : <ProblemNotice error={add.error} />}
            <Button type="submit" isSmall disabled={add.isPending || text.trim() === ''}>
              {m.decisions.add}
            </Button>
          </form>
        ) : null}
      </div>
    </Card>
  );
}
