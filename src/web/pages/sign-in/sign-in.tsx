/** Sign in with e-mail address and password. */
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { beginSession, client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import type { PageProps } from '../../app/page.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { Entrance } from './entrance.tsx';

export function SignIn({ search }: PageProps<'/sign-in'>): ReactNode {
  const { m } = useApp();
  const router = useRouter();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => client.session.create({ body }),
    onSuccess: async (session) => {
      beginSession(session);
      // Only a path of ours: `//elsewhere` would leave the node.
      const wanted = search['to'] ?? '/';
      await router.navigate({ href: /^\/(?!\/)/.test(wanted) ? wanted : '/', replace: true });
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: formText(form, 'email'), password: formText(form, 'password') });
  };
  return (
    <Entrance title={m.signIn.title} lead={m.signIn.lead}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <TextField label={m.signIn.email} name="email" type="email" autoComplete="username" required ref={takeFocus} />
        <TextField label={m.signIn.password} name="password" type="password" autoComplete="current-password" required />
        {signIn.error === null ? null : <ProblemNotice error={signIn.error} />}
        <Button kind="main" type="submit" disabled={signIn.isPending}>
          {signIn.isPending ? m.signIn.busy : m.signIn.submit}
        </Button>
        <p className="text-small text-soft">{m.signIn.noAccount}</p>
      </form>
    </Entrance>
  );
}
