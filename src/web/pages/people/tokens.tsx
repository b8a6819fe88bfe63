/** API tokens: made here, shown once, revoked at once. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { tokenScopes, type TokenScope } from '#contract/define-endpoint.ts';
import type { ApiToken } from '#contract/endpoints/access.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { tokensQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

export function Tokens() {
  const { m } = useApp();
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch } = useQuery(tokensQuery);
  return (
    <Card
      title={m.people.tokens}
      isFlush
      aside={
        <span>
          <Button isSmall onClick={() => setMaking(true)}>
            {m.people.tokenNew}
          </Button>
        </span>
      }
    >
      <p className="max-w-[70ch] px-4 pb-3 text-small text-soft">{m.people.tokensText}</p>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : data.items.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{m.people.tokensNone}</p>
      ) : (
        <TokenTable tokens={data.items} />
      )}
      {isMaking ? <TokenDialog onClose={() => setMaking(false)} /> : null}
    </Card>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const { m, f } = useApp();
  const revoke = useMutation({
    mutationFn: (id: string) => client.tokens.revoke({ params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const isOver = (token: ApiToken) => token.revokedAt !== null || Date.parse(token.expiresAt) < Date.now();
  return (
    <>
      {revoke.error === null ? null : <ProblemNotice error={revoke.error} />}
      <PlainTable
        label={m.people.tokens}
        isStacked
        rows={tokens}
        keyOf={(token) => token.id}
        columns={[
          {
            label: m.people.name,
            cell: (token) => <span className={isOver(token) ? 'text-soft line-through' : 'font-medium'}>{token.name}</span>,
          },
          { label: m.people.scopes, cell: (token) => token.scopes.map((scope) => m.people.scope[scope]).join(', ') },
          { label: m.people.used, isTight: true, cell: (token) => (token.lastUsedAt === null ? m.people.never : f.ago(token.lastUsedAt)) },
          {
            label: m.people.expires,
            isTight: true,
            cell: (token) => (token.revokedAt === null ? f.instantDay(token.expiresAt) : m.people.revoked(f.instantDay(token.revokedAt))),
          },
          {
            label: '',
            isEnd: true,
            isTight: true,
            cell: (token) =>
              isOver(token) ? null : (
                <Button
                  kind="quiet"
                  isSmall
                  aria-label={m.people.revokeOf(token.name)}
                  disabled={revoke.isPending}
                  onClick={() => revoke.mutate(token.id)}
                >
                  {m.people.revoke}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { m } = useApp();
  const create = useMutation({
    mutationFn: (body: { name: string; scopes: TokenScope[]; days: number }) => client.tokens.create({ body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scopes = tokenScopes.filter((scope) => form.getAll('scope').includes(scope));
    create.mutate({ name: formText(form, 'name'), scopes, days: Number(formText(form, 'days')) });
  };
  if (create.data !== undefined) {
    return (
      <Dialog title={m.people.tokenNew} onClose={onClose} closeLabel={m.product.close}>
        <div className="grid gap-4">
          <CopyText text={create.data.token} label={m.people.tokenNew} copy={m.product.copy} copied={m.product.copied} />
          <p className="text-small text-soft">{m.people.tokenReady}</p>
          <Button onClick={onClose}>{m.people.done}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={m.people.tokenNew} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={m.people.tokenName} name="name" required maxLength={120} placeholder={m.people.tokenNamePlaceholder} />
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">{m.people.scopes}</legend>
          {tokenScopes.map((scope) => (
            <label key={scope} className="flex items-center gap-2">
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope === 'read'} className="size-4 accent-accent" />
              {m.people.scope[scope]}
            </label>
          ))}
        </fieldset>
        <TextField label={m.people.days} name="days" type="number" min={1} max={366} defaultValue={90} required />
        {create.error === null ? null : <ProblemNotice error={create.error} />}
        <Button kind="main" type="submit" disabled={create.isPending}>
          {m.people.tokenMake}
        </Button>
      </form>
    </Dialog>
  );
}
