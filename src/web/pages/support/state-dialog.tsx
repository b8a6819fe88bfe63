/** States until when a release is supported. */
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import type { Done } from '../../components/finding-work/work-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

interface StateDialogProps {
  /** Of a cycle that is looked at. */
  readonly product?: string;
  readonly cycle?: string;
  readonly onClose: () => void;
  /** With the id of the cycle, by which it is undone. */
  readonly onDone: (done: Done) => void;
}

export function StateDialog({ product = '', cycle = '', onClose, onDone }: StateDialogProps) {
  const { m, f } = useApp();
  const save = useMutation({
    mutationFn: async (form: FormData): Promise<Done> => {
      const endOn = formText(form, 'endOn') || null;
      const { id } = await client.support.state({
        body: {
          product: formText(form, 'product'),
          cycle: formText(form, 'cycle'),
          endOn,
          extendedEndOn: formText(form, 'extendedEndOn') || null,
        },
      });
      const what = `${formText(form, 'product')} ${formText(form, 'cycle')}`;
      return { text: m.support.stateDone(what, endOn === null ? m.support.noEnd : f.day(endOn, true)), batchId: id };
    },
    onSuccess: (done) => {
      forgetSupport();
      onDone(done);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={m.support.state} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.support.stateHelp}</p>
        <TextField label={m.support.product} help={m.support.productHelp} name="product" required maxLength={200} defaultValue={product} />
        <TextField label={m.support.version} help={m.support.versionHelp} name="cycle" required maxLength={200} defaultValue={cycle} />
        <TextField label={m.support.ends} help={m.support.endsHelp} name="endOn" type="date" />
        <TextField label={m.support.extended} name="extendedEndOn" type="date" />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <Button kind="main" type="submit" disabled={save.isPending}>
          {m.support.save}
        </Button>
      </form>
    </Dialog>
  );
}

/** After a change everything that rests on support is asked again, but for a cycle that is gone. */
export function forgetSupport({ isGone = false } = {}): void {
  for (const key of ['list', 'asset', 'support-forecast', ...(isGone ? [] : ['support'])])
    void queryClient.invalidateQueries({ queryKey: [key] });
}
