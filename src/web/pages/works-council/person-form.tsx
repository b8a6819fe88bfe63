/** Right of access and right to erasure of one person, for the key holder. The identifier stays in the form until it is answered. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { awarenessKeyQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';

interface Asked {
  readonly kind: 'employee' | 'email';
  readonly identifier: string;
}

export function PersonForm() {
  const { worksCouncil: m } = useApp().m;
  const [isSure, setSure] = useState(false);
  const settled = { onSettled: () => queryClient.invalidateQueries({ queryKey: awarenessKeyQuery.queryKey }) };
  const show = useMutation({ mutationFn: (body: Asked) => client.awareness.showPerson({ body }), ...settled });
  const erase = useMutation({ mutationFn: (body: Asked) => client.awareness.erasePerson({ body }), ...settled });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const asked: Asked = { kind: formText(form, 'kind') === 'email' ? 'email' : 'employee', identifier: formText(form, 'identifier') };
    const pressed = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value');
    erase.reset();
    if (pressed !== 'erase') {
      setSure(false);
      show.mutate(asked);
    } else if (isSure) {
      setSure(false);
      show.reset();
      erase.mutate(asked);
    } else setSure(true);
  };
  return (
    <Card title={m.person}>
      <form onSubmit={submit} onChange={() => setSure(false)} className="grid max-w-md gap-3">
        <p className="text-soft">{m.personText}</p>
        <SelectField label={m.kind} name="kind">
          <option value="employee">{m.kinds.employee}</option>
          <option value="email">{m.kinds.email}</option>
        </SelectField>
        <TextField label={m.identifier} name="identifier" required maxLength={254} autoComplete="off" />
        {show.error === null ? null : <ProblemNotice error={show.error} />}
        {erase.error === null ? null : <ProblemNotice error={erase.error} />}
        {isSure ? <p role="alert">{m.eraseSure}</p> : null}
        {erase.data === undefined ? null : <p role="status">{m.erased(erase.data.rows)}</p>}
        <div className="flex flex-wrap gap-2">
          <Button kind="main" type="submit" value="show" disabled={show.isPending}>
            {m.show}
          </Button>
          <Button type="submit" value="erase" disabled={erase.isPending}>
            {m.erase}
          </Button>
        </div>
      </form>
      {show.data === undefined ? null : <Kept kept={show.data.kept} />}
    </Card>
  );
}

function Kept({
  kept,
}: {
  readonly kept: readonly { readonly table: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[];
}) {
  return (
    <div className="mt-4 grid gap-3">
      {kept.map(({ table, rows }) => (
        <section key={table} aria-label={table}>
          <h3 className="font-medium">{table}</h3>
          <ul className="grid gap-1 text-small">
            {rows.map((row) => (
              <li key={JSON.stringify(row)} className="break-all">
                {Object.entries(row)
                  .filter(([, value]) => value !== null)
                  .map(([name, value]) => `${name}: ${String(value)}`)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
