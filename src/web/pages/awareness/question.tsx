/** A question before something is done that cannot be taken back. */
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface QuestionProps {
  readonly title: string;
  readonly yes: string;
  readonly work: { readonly error: Error | null; readonly isPending: boolean; readonly mutate: () => void };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Question({ title, yes, work, onClose, children }: QuestionProps) {
  const { m } = useApp();
  return (
    <Dialog title={title} onClose={onClose} closeLabel={m.product.close}>
      <div className="grid max-w-[60ch] gap-4">
        {children}
        {work.error === null ? null : <ProblemNotice error={work.error} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="main" disabled={work.isPending} onClick={() => work.mutate()}>
            {yes}
          </Button>
          <Button onClick={onClose}>{m.awareness.notYet}</Button>
        </div>
      </div>
    </Dialog>
  );
}
