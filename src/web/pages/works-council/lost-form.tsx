/** The way out where the passphrase is lost, for the owner: it says first how many persons end, and does it when pressed again. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { awarenessKeyQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

export function LostForm() {
  const { m, f } = useApp();
  const words = m.worksCouncil;
  const [ends, setEnds] = useState<number | null>(null);
  const begin = useMutation({
    mutationFn: (passphrase: string) => client.awareness.beginAnew({ body: { passphrase, ...(ends === null ? {} : { ends }) } }),
    onSuccess: (state) => {
      setEnds(null);
      queryClient.setQueryData(awarenessKeyQuery.queryKey, state);
    },
    onError: (error) => setEnds(endsOf(error)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    begin.mutate(formText(new FormData(form), 'anew'), { onSuccess: () => form.reset() });
  };
  return (
    <details>
      <summary className="cursor-pointer">{words.lost}</summary>
      <form onSubmit={submit} className="mt-3 grid max-w-md gap-3">
        <p>{words.lostText}</p>
        <TextField
          label={words.passphraseNext}
          name="anew"
          type="password"
          required
          minLength={12}
          autoComplete="off"
          help={words.passphraseNew}
        />
        {ends === null ? null : (
          <p role="alert" className="font-medium">
            {words.lostSure(f.number(ends))}
          </p>
        )}
        {begin.error === null || ends !== null ? null : <ProblemNotice error={begin.error} />}
        <Button type="submit" disabled={begin.isPending}>
          {words.lostDo}
        </Button>
      </form>
    </details>
  );
}

/** The number that the refusal tells; null: it was refused for another reason. */
function endsOf(error: Error): number | null {
  const told = isProblem(error) ? error.data['ends'] : undefined;
  return typeof told === 'number' ? told : null;
}
