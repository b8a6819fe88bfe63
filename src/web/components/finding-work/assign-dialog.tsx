/** Asks who works on findings, and under which ticket. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { About, Done } from './work-bar.tsx';

interface AssignDialogProps {
  readonly about: About;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

export function AssignDialog({ about, onClose, onDone }: AssignDialogProps) {
  const { m, f } = useApp();
  const [isTakingAway, setTakingAway] = useState(false);
  const assign = useMutation({
    mutationFn: (what: { assignee?: string | null; ticket?: string | null }) =>
      client.findings.assign({ body: { filter: about.filter, ...what } }),
    onSuccess: ({ changed }) => onDone({ text: m.decisions.assigned(f.number(changed), changed), batchId: null }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isTakingAway) return assign.mutate({ assignee: null, ticket: null });
    const form = new FormData(event.currentTarget);
    const [assignee, ticket] = [formText(form, 'assignee').trim(), formText(form, 'ticket').trim()];
    assign.mutate({ ...(assignee === '' ? {} : { assignee }), ...(ticket === '' ? {} : { ticket }) });
  };
  return (
    <Dialog title={m.decisions.assignMake} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <p>{about.text}</p>
        <TextField label={m.decisions.assignee} help={m.decisions.keepHelp} name="assignee" maxLength={120} disabled={isTakingAway} />
        <TextField label={m.decisions.ticket} help={m.decisions.keepHelp} name="ticket" maxLength={120} disabled={isTakingAway} />
        <CheckField label={m.decisions.takeAway} checked={isTakingAway} onChange={(event) => setTakingAway(event.target.checked)} />
        {assign.error === null ? null : <ProblemNotice error={assign.error} />}
        <Button kind="main" type="submit" disabled={assign.isPending}>
          {m.decisions.assignMake}
        </Button>
      </form>
    </Dialog>
  );
}
