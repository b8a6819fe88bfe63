/** A dialog that asks for words, hands them in once, and says what was wrong with them; it does not close itself. */
import type { FormEvent, ReactNode } from 'react';
import { useApp } from '../app/context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly save: string;
  readonly mutation: { readonly error: Error | null; readonly isPending: boolean; readonly mutate: (form: FormData) => void };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog({ title, save, mutation, onClose, children }: FormDialogProps) {
  const { m } = useApp();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutation.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={title} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        {children}
        {mutation.error === null ? null : <ProblemNotice error={mutation.error} />}
        <Button kind="main" type="submit" disabled={mutation.isPending}>
          {save}
        </Button>
      </form>
    </Dialog>
  );
}
