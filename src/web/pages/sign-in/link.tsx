/** A one-time link: makes the account it is for; a demonstration link signs in at once. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { beginSession, client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { PageLink, useGo } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { linkQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { Entrance } from './entrance.tsx';

interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function LinkPage({ params }: PageProps<'/link/$token'>): ReactNode {
  const { m, f, language } = useApp();
  const go = useGo();
  const link = useQuery(linkQuery(params.token));
  const using = useMutation({
    mutationFn: (account: NewAccount | null) =>
      client.links.use({ params, body: account === null ? { language } : { ...account, language } }),
    onSuccess: (session) => {
      beginSession(session);
      go({ to: '/', replace: true });
    },
  });
  const { mutate } = using;
  const purpose = link.data?.purpose;
  // Effects run twice in development; the link works once.
  const isUsed = useRef(false);
  useEffect(() => {
    if (purpose !== 'demonstration' || isUsed.current) return;
    isUsed.current = true;
    mutate(null);
  }, [purpose, mutate]);
  if (link.error !== null || (purpose === 'demonstration' && using.error !== null)) {
    return (
      <Entrance title={m.link.title} lead="">
        <ProblemNotice error={link.error ?? using.error} />
        <p className="mt-4">
          <PageLink to="/sign-in">{m.link.toSignIn}</PageLink>
        </p>
      </Entrance>
    );
  }
  if (link.data === undefined) return <Entrance title={m.link.title} lead={m.product.loading} />;
  if (purpose === 'demonstration') return <Entrance title={m.link.demonstration.title} lead={m.link.demonstration.text} />;
  const texts = purpose === 'first-administrator' ? m.link.first : m.link.invitation;
  return (
    <Entrance title={texts.title} lead={texts.text(link.data.organisation)}>
      <AccountForm isBusy={using.isPending} error={using.error} onSubmit={mutate} />
      <p className="mt-4 text-small text-soft">{m.link.validUntil(f.instant(link.data.expiresAt))}</p>
    </Entrance>
  );
}

interface AccountFormProps {
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (account: NewAccount) => void;
}

function AccountForm({ isBusy, error, onSubmit }: AccountFormProps) {
  const { m } = useApp();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSubmit({ name: formText(form, 'name'), email: formText(form, 'email'), password: formText(form, 'password') });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <TextField label={m.link.name} name="name" autoComplete="name" required maxLength={120} ref={takeFocus} />
      <TextField label={m.signIn.email} name="email" type="email" autoComplete="username" required maxLength={254} />
      <TextField
        label={m.signIn.password}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        help={m.link.passwordHelp}
      />
      {error === null ? null : <ProblemNotice error={error} />}
      <Button kind="main" type="submit" disabled={isBusy}>
        {isBusy ? m.link.busy : m.link.submit}
      </Button>
    </form>
  );
}
