/** Stating values of the assets of a list, for the rows selected or for all that match, or of one asset; undo after. */
import { lazy, Suspense, useState } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { DoneNotice, forgetFindings, type About, type Done, type FindingWork } from '../finding-work/work-bar.tsx';

// It brings the checking of what was filled in, which nobody needs to see a list.
const StateDialog = lazy(() => import('./state-dialog.tsx').then((module) => ({ default: module.StateDialog })));

/** @param onDone after something was changed */
export function useAssetWork(about: About, onDone: () => void): FindingWork {
  const { m, f, session } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  if (!accesses.work.roles.some((role) => role === session?.role)) return { buttons: null, notice: null };
  const undo = async (id: string): Promise<Done> => {
    const { undone } = await client.assets.undoState({ params: { id } });
    return { text: m.assetWork.undone(f.number(undone), undone), batchId: null };
  };
  const finish = (what: Done) => {
    setOpen(false);
    setDone(what);
    onDone();
    void forgetFindings();
  };
  return {
    buttons: (
      <Button isSmall onClick={() => setOpen(true)}>
        {m.assetWork.edit}
      </Button>
    ),
    notice: (
      <>
        {done === null ? null : <DoneNotice done={done} undo={undo} onDone={setDone} />}
        <Suspense fallback={null}>{isOpen ? <StateDialog about={about} onClose={() => setOpen(false)} onDone={finish} /> : null}</Suspense>
      </>
    ),
  };
}
