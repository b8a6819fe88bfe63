/** What people stated of one asset: which values hold, who stated them and when, each with its taking back. */
import { useMutation } from '@tanstack/react-query';
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { forgetFindings } from '../../components/finding-work/work-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFactText, useFieldLabel } from './asset-sources.tsx';

type Statement = AssetDetail['statements'][number];

/** The fields whose value is what a person stated. */
export function heldFields({ statements }: AssetDetail): ReadonlySet<string> {
  return new Set(statements.flatMap((one) => one.holds));
}

export function Statements({ detail }: { readonly detail: AssetDetail }) {
  const { m } = useApp();
  return (
    <Card title={m.assetWork.stated}>
      <p className="mb-3 text-small text-soft">{m.assetWork.statedText}</p>
      <ol className="grid gap-4">
        {detail.statements.map((statement) => (
          <OneStatement key={statement.batchId} id={detail.record.id} statement={statement} />
        ))}
      </ol>
    </Card>
  );
}

function OneStatement({ id, statement }: { readonly id: string; readonly statement: Statement }) {
  const { m, f, session } = useApp();
  const { batchId, facts, batchSize, holds, withdrawnAt } = statement;
  const undo = useMutation({ mutationFn: () => client.assets.undoState({ params: { id: batchId } }), onSuccess: forgetFindings });
  const takeBack = useMutation({
    mutationFn: (field: string) => client.assets.state({ body: { ids: [id], facts: { [field]: null } } }),
    onSuccess: forgetFindings,
  });
  const label = useFieldLabel();
  const text = useFactText();
  const mayState = accesses.work.roles.some((role) => role === session?.role);
  const about = [
    `${f.instantDay(statement.statedAt)} ${m.decisions.by(statement.by ?? m.decisions.node)}`,
    ...(batchSize > 1 ? [m.assetWork.together(f.number(batchSize))] : []),
  ];
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="flex-1 text-small text-soft">{about.join(' · ')}</span>
        {withdrawnAt !== null || !mayState ? null : (
          <Button kind="quiet" isSmall disabled={undo.isPending} onClick={() => undo.mutate()}>
            {m.decisions.undoAll(batchSize)}
          </Button>
        )}
      </div>
      <ul>
        {Object.entries(facts).map(([field, value]) => (
          <li key={field} className="flex flex-wrap items-baseline gap-x-3">
            <span className={holds.includes(field) ? 'font-medium' : 'text-soft'}>
              {label(field)}: {value === null ? m.assetWork.takenBack : text(field, value)}
            </span>
            {holds.includes(field) && mayState ? (
              <Button kind="quiet" isSmall disabled={takeBack.isPending} onClick={() => takeBack.mutate(field)}>
                {m.assetWork.takeBackOne(label(field).toLowerCase())}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {statement.reason === null ? null : <p className="max-w-[75ch] break-words whitespace-pre-line">{statement.reason}</p>}
      {withdrawnAt === null ? null : (
        <p className="text-small text-soft">
          {m.decisions.withdrawn(statement.withdrawnBy ?? m.decisions.node, f.instantDay(withdrawnAt))}
        </p>
      )}
      {undo.error === null && takeBack.error === null ? null : <ProblemNotice error={undo.error ?? takeBack.error} />}
    </li>
  );
}
