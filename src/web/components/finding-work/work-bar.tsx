/** What can be done with the findings of a list: decide and assign, for the rows selected or for all that match; undo after. */
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { DecideDialog } from './decide-dialog.tsx';

/** Which findings, and how that is said. */
export interface About {
  readonly filter: string;
  readonly text: string;
}

/** What was done, and how it is undone. */
export interface Done {
  readonly text: string;
  readonly batchId: string | null;
}

export interface FindingWork {
  readonly buttons: ReactNode;
  /** The dialog that is open, and what was done last. */
  readonly notice: ReactNode;
}

/** Every list and figure may differ now. */
export function forgetFindings(): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [first] }) =>
      ['list', 'finding', 'asset', 'overview', 'metrics', 'metric', 'changes', 'closing-times', 'flaws'].includes(String(first)),
  });
}

/** @param onDone after something was changed */
export function useFindingWork(about: About, onDone: () => void): FindingWork {
  const { m, f, session } = useApp();
  const [open, setOpen] = useState<'decide' | 'assign' | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const role = session?.role;
  if (role === undefined) return { buttons: null, notice: null };
  const mayDecide = accesses.decide.roles.some((one) => one === role);
  const mayAssign = accesses.work.roles.some((one) => one === role);
  const finish = (what: Done) => {
    setOpen(null);
    setDone(what);
    onDone();
    void forgetFindings();
  };
  const undoDecision = async (id: string): Promise<Done> => {
    const { undone } = await client.findings.undoDecision({ params: { id } });
    return { text: m.decisions.undone(f.number(undone), undone), batchId: null };
  };
  return {
    buttons: (
      <>
        {mayDecide ? (
          <Button isSmall onClick={() => setOpen('decide')}>
            {m.decisions.decide}
          </Button>
        ) : null}
        {mayAssign ? (
          <Button isSmall onClick={() => setOpen('assign')}>
            {m.decisions.assign}
          </Button>
        ) : null}
      </>
    ),
    notice: (
      <>
        {done === null ? null : <DoneNotice done={done} undo={undoDecision} onDone={setDone} />}
        {open === 'decide' ? <DecideDialog about={about} onClose={() => setOpen(null)} onDone={finish} /> : null}
        {open === 'assign' ? <AssignDialog about={about} onClose={() => setOpen(null)} onDone={finish} /> : null}
      </>
    ),
  };
}

interface DoneNoticeProps {
  readonly done: Done;
  readonly undo: (batchId: string) => Promise<Done>;
  readonly onDone: (done: Done | null) => void;
}

/** What was done far down a list is told at its head: nobody finds an undo that is out of sight. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

export function DoneNotice({ done, undo: undoBatch, onDone }: DoneNoticeProps) {
  const { m } = useApp();
  const undo = useMutation({
    mutationFn: undoBatch,
    onSuccess: (undone) => {
      onDone(undone);
      return forgetFindings();
    },
  });
  const { batchId } = done;
  return (
    <div
      ref={bringIntoView}
      className="no-print mb-3 flex flex-wrap items-center gap-3 rounded-md bg-accent-wash px-3 py-1.5"
      role="status"
    >
      <span className="flex-1">{done.text}</span>
      {undo.error === null ? null : <ProblemNotice error={undo.error} />}
      {batchId === null ? null : (
        <Button isSmall disabled={undo.isPending} onClick={() => undo.mutate(batchId)}>
          {m.decisions.undo}
        </Button>
      )}
      <Button kind="quiet" isSmall onClick={() => onDone(null)}>
        {m.product.close}
      </Button>
    </div>
  );
}
