/** Makes a one-time link for a new colleague; shown once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { roles, type Role } from '#contract/define-endpoint.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { m, f } = useApp();
  const [role, setRole] = useState<Role>('analyst');
  const invite = useMutation({ mutationFn: () => client.people.invite({ body: { role } }) });
  return (
    <Dialog title={m.people.invite} onClose={onClose} closeLabel={m.product.close}>
      <div className="grid gap-4">
        <p className="text-soft">{m.people.inviteText}</p>
        {invite.data === undefined ? (
          <>
            <SelectField label={m.people.role} value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {roles.map((choice) => (
                <option key={choice} value={choice}>
                  {m.roles[choice]}
                </option>
              ))}
            </SelectField>
            {invite.error === null ? null : <ProblemNotice error={invite.error} />}
            <Button kind="main" disabled={invite.isPending} onClick={() => invite.mutate()}>
              {m.people.inviteMake}
            </Button>
          </>
        ) : (
          <>
            <CopyText text={invite.data.url} label={m.people.invite} copy={m.product.copy} copied={m.product.copied} />
            <p className="text-small text-soft">{m.people.inviteReady(f.instant(invite.data.expiresAt))}</p>
            <Button onClick={onClose}>{m.people.done}</Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
