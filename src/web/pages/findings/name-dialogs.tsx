/** Asks what is said of the name of a flaw: that another name is the same, or that a scanner's reports are another thing. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { flawExtents, type FlawExtent } from '#core/vulnerabilities/flaw-statements.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { forgetFindings } from '../../components/finding-work/work-bar.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';

interface Closing {
  readonly onClose: () => void;
  /** With how many assets follow in a moment. */
  readonly onDone: (waiting: number) => void;
}

export function SameDialog({ name, onClose, onDone }: Closing & { readonly name: string }) {
  const { m } = useApp();
  const say = useMutation({
    mutationFn: (body: { readonly other: string; readonly reason: string }) => client.flaws.same({ body: { key: name, ...body } }),
    onSuccess: ({ waiting }) => {
      onDone(waiting);
      return forgetFindings();
    },
  });
  const submit = (form: FormData) => say.mutate({ other: formText(form, 'other').trim(), reason: formText(form, 'reason') });
  return (
    <SayDialog title={m.flaws.sameTitle} lead={m.flaws.sameLead(name)} say={say} onClose={onClose} onSubmit={submit}>
      <TextField label={m.flaws.other} help={m.flaws.otherHelp} name="other" maxLength={400} required />
    </SayDialog>
  );
}

interface ApartDialogProps extends Closing {
  /** Of the finding. */
  readonly id: string;
  readonly scanner: string;
  /** What of it is told in this finding. */
  readonly checks: readonly string[];
}

export function ApartDialog({ id, scanner, checks, onClose, onDone }: ApartDialogProps) {
  const { m, t } = useApp();
  const [extent, setExtent] = useState<FlawExtent>('asset');
  const [check, setCheck] = useState('');
  const say = useMutation({
    mutationFn: (reason: string) =>
      client.flaws.apart({ params: { id }, body: { scanner, extent, reason, ...(check === '' ? {} : { checkId: check }) } }),
    onSuccess: ({ waiting }) => {
      onDone(waiting);
      return forgetFindings();
    },
  });
  return (
    <SayDialog
      title={m.flaws.splitTitle(scanner)}
      lead={m.flaws.splitLead}
      say={say}
      onClose={onClose}
      onSubmit={(form) => say.mutate(formText(form, 'reason'))}
    >
      {new Set(checks).size < 2 ? null : (
        <SelectField label={m.flaws.which} value={check} onChange={(event) => setCheck(event.target.value)}>
          <option value="">{m.flaws.everyCheck}</option>
          {[...new Set(checks)].map((one) => (
            <option key={one} value={one}>
              {m.flaws.oneCheck(one)}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={m.flaws.extent}
        value={extent}
        onChange={(event) => setExtent(flawExtents.find((one) => one.value === event.target.value)?.value ?? 'asset')}
      >
        {flawExtents.toReversed().map((one) => (
          <option key={one.value} value={one.value}>
            {capitalised(t(one.label))}
          </option>
        ))}
      </SelectField>
    </SayDialog>
  );
}

interface SayDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly say: { readonly error: Error | null; readonly isPending: boolean };
  readonly onClose: () => void;
  readonly onSubmit: (form: FormData) => void;
  readonly children: ReactNode;
}

function SayDialog({ title, lead, say, onClose, onSubmit, children }: SayDialogProps) {
  const { m } = useApp();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={title} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <p>{lead}</p>
        {children}
        <AreaField label={m.flaws.reason} help={m.flaws.reasonHelp} name="reason" maxLength={2000} required />
        {say.error === null ? null : <ProblemNotice error={say.error} />}
        <Button kind="main" type="submit" disabled={say.isPending}>
          {m.flaws.say}
        </Button>
      </form>
    </Dialog>
  );
}
