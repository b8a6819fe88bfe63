/** What the key holder does with the key: make, unlock, lock, and give it to the service. */
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { awarenessKeyQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

type Work = (body: { readonly passphrase: string; readonly minutes: number }) => Promise<AwarenessStateJson>;

export function KeyForms({ state: { key } }: { readonly state: AwarenessStateJson }) {
  const { worksCouncil: m } = useApp().m;
  const isUnlocked = key !== null && key.unlockedUntil !== null;
  return (
    <div className="grid gap-4">
      {key === null ? (
        <PassphraseForm label={m.make} help={m.passphraseNew} work={(body) => client.awareness.createKey({ body })} />
      ) : isUnlocked ? null : (
        <PassphraseForm label={m.unlock} help={undefined} work={(body) => client.awareness.unlockKey({ body })} />
      )}
      {isUnlocked ? (
        <div className="flex flex-wrap gap-2">
          <StateButton label={m.lock} work={() => client.awareness.lockKey({})} />
          {key.service === null ? (
            <StateButton label={m.serviceMake} work={() => client.awareness.setService({ body: { on: true } })} />
          ) : null}
        </div>
      ) : null}
      {key !== null && key.service !== null ? (
        <StateButton label={m.serviceRemove} work={() => client.awareness.setService({ body: { on: false } })} />
      ) : null}
      {key === null ? null : <ChangeForm />}
    </div>
  );
}

function PassphraseForm({ label, help, work }: { readonly label: string; readonly help: string | undefined; readonly work: Work }) {
  const { worksCouncil: m } = useApp().m;
  const change = useMutation({ mutationFn: work, onSuccess: (state) => queryClient.setQueryData(awarenessKeyQuery.queryKey, state) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ passphrase: formText(form, 'passphrase'), minutes: Number(formText(form, 'minutes')) });
  };
  return (
    <form onSubmit={submit} className="grid max-w-md gap-3">
      <TextField label={m.passphrase} name="passphrase" type="password" required minLength={12} autoComplete="off" help={help} />
      <TextField label={m.minutesLabel} name="minutes" type="number" min={1} max={1_440} defaultValue={30} required />
      {change.error === null ? null : <ProblemNotice error={change.error} />}
      <Button kind="main" type="submit" disabled={change.isPending}>
        {label}
      </Button>
    </form>
  );
}

function ChangeForm() {
  const { worksCouncil: m } = useApp().m;
  const change = useMutation({
    mutationFn: (body: { readonly passphrase: string; readonly next: string }) => client.awareness.changePassphrase({ body }),
    onSuccess: (state) => queryClient.setQueryData(awarenessKeyQuery.queryKey, state),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = new FormData(form);
    const body = { passphrase: formText(said, 'earlier'), next: formText(said, 'next') };
    change.mutate(body, { onSuccess: () => form.reset() });
  };
  return (
    <details>
      <summary className="cursor-pointer">{m.passphraseChange}</summary>
      <form onSubmit={submit} className="mt-3 grid max-w-md gap-3">
        <TextField label={m.passphrase} name="earlier" type="password" required autoComplete="off" />
        <TextField
          label={m.passphraseNext}
          name="next"
          type="password"
          required
          minLength={12}
          autoComplete="off"
          help={m.passphraseChangeHelp}
        />
        {change.error === null ? null : <ProblemNotice error={change.error} />}
        {change.isSuccess ? <p role="status">{m.passphraseChanged}</p> : null}
        <Button kind="main" type="submit" disabled={change.isPending}>
          {m.passphraseChange}
        </Button>
      </form>
    </details>
  );
}

function StateButton({ label, work }: { readonly label: string; readonly work: () => Promise<AwarenessStateJson> }) {
  const change = useMutation({ mutationFn: work, onSuccess: (state) => queryClient.setQueryData(awarenessKeyQuery.queryKey, state) });
  return (
    <span>
      {change.error === null ? null : <ProblemNotice error={change.error} />}
      <Button disabled={change.isPending} onClick={() => change.mutate()}>
        {label}
      </Button>
    </span>
  );
}
