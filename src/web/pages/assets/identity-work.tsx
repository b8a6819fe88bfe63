/** What can be said about the identity of an asset on its page: it is the same as another, or part of it is another; undo after. */
import { useState } from 'react';
import type { AssetDetail } from '#contract/endpoints/records.ts';
import type { DecidedIdentityJson } from '#contract/endpoints/asset-identity.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { useApp } from '../../app/context.tsx';
import { useWithdrawal } from '../../components/asset-identity/use-withdrawal.ts';
import { DoneNotice, forgetFindings, type Done, type FindingWork } from '../../components/finding-work/work-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

export function useIdentityWork(detail: AssetDetail): FindingWork {
  const { m, session } = useApp();
  const [open, setOpen] = useState<'merge' | 'split' | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const withdraw = useWithdrawal();
  if (!accesses.work.roles.some((role) => role === session?.role)) return { buttons: null, notice: null };
  const finish = (text: (name: string) => string) => (decided: DecidedIdentityJson) => {
    setOpen(null);
    setDone({ text: text(decided.other?.name ?? ''), batchId: decided.decisionId });
    void forgetFindings();
  };
  const close = () => setOpen(null);
  return {
    buttons: (
      <>
        <Button isSmall onClick={() => setOpen('merge')}>
          {m.identity.same}
        </Button>
        <Button isSmall onClick={() => setOpen('split')}>
          {m.identity.split}
        </Button>
      </>
    ),
    notice: (
      <>
        {done === null ? null : <DoneNotice done={done} undo={withdraw} onDone={setDone} />}
        {open === 'merge' ? <MergeDialog detail={detail} onClose={close} onDone={finish(m.identity.merged)} /> : null}
        {open === 'split' ? <SplitDialog id={detail.record.id} onClose={close} onDone={finish(m.identity.splitDone)} /> : null}
      </>
    ),
  };
}
