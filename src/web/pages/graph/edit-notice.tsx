/** What came of the last change, with the way back. */
import { useApp } from '../../app/context.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import type { GraphEdit } from './use-graph-edit.ts';

export function EditNotice({ edit }: { readonly edit: GraphEdit }) {
  const { m } = useApp();
  if (edit.error !== null) return <ProblemNotice error={edit.error} />;
  return (
    <div
      role="status"
      className={edit.state === 'idle' ? 'sr-only' : 'flex flex-wrap items-center gap-3 rounded-md bg-accent-wash px-3 py-1.5'}
    >
      {edit.state === 'idle' ? null : <span>{edit.state === 'changed' ? m.graph.changed : m.graph.undone}</span>}
      {edit.batchId === null ? null : (
        <Button isSmall onClick={edit.undo} disabled={edit.isPending}>
          {m.graph.undo}
        </Button>
      )}
    </div>
  );
}
