/** People of this organisation and their roles, and the tokens that programs use. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { roles, type Role } from '#contract/define-endpoint.ts';
import type { Person } from '#contract/endpoints/access.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { peopleQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { Tokens } from './tokens.tsx';

export function People(): ReactNode {
  const { m, session } = useApp();
  const [isInviting, setInviting] = useState(false);
  const isOwner = session !== undefined && mayOpen({ access: 'own' }, session.role);
  if (session !== undefined && !mayOpen({ access: 'manage' }, session.role)) {
    return (
      <PageFrame title={m.people.title}>
        <p className="text-soft">{m.product.notAllowed}</p>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={m.people.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <Card
          title={m.people.people}
          isFlush
          aside={
            isOwner ? (
              <span>
                <Button isSmall onClick={() => setInviting(true)}>
                  {m.people.invite}
                </Button>
              </span>
            ) : null
          }
        >
          <PeopleTable isOwner={isOwner} />
        </Card>
        <Tokens />
      </div>
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </PageFrame>
  );
}

function PeopleTable({ isOwner }: { readonly isOwner: boolean }) {
  const { m, f, session } = useApp();
  const { data, error, refetch } = useQuery(peopleQuery);
  const update = useMutation({
    mutationFn: ({ id, ...body }: { id: string; role?: Role; disabled?: boolean }) => client.people.update({ params: { id }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p className="px-4 pb-4 text-soft">{m.product.loading}</p>;
  return (
    <>
      {update.error === null ? null : (
        <div className="px-4 pb-3">
          <ProblemNotice error={update.error} says={isLastOwner(update.error) ? m.people.lastOwner : undefined} />
        </div>
      )}
      <PlainTable
        label={m.people.people}
        isStacked
        rows={data.items}
        keyOf={(person) => person.id}
        columns={[
          {
            label: m.people.name,
            cell: (person) => (
              <>
                <span className="font-medium">{person.name}</span>
                {person.email === session?.account?.email ? <span className="text-soft"> ({m.people.you})</span> : null}
                <span className="block text-small text-soft">{person.email}</span>
              </>
            ),
          },
          {
            label: m.people.role,
            isTight: true,
            cell: (person) => <RoleChoice person={person} isOwner={isOwner} onRole={(role) => update.mutate({ id: person.id, role })} />,
          },
          { label: m.people.since, isTight: true, cell: (person) => f.instantDay(person.createdAt) },
          {
            label: m.people.status,
            isTight: true,
            cell: (person) => (person.disabledAt === null ? m.people.active : m.people.disabled(f.instantDay(person.disabledAt))),
          },
          ...(isOwner
            ? [
                {
                  label: '',
                  isEnd: true,
                  isTight: true,
                  cell: (person: Person) => (
                    <DisableButton person={person} onDisable={(disabled) => update.mutate({ id: person.id, disabled })} />
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** The only conflict that a change of a person meets. */
function isLastOwner(error: unknown): boolean {
  return isProblem(error) && error.code === 'conflict';
}

function RoleChoice({
  person,
  isOwner,
  onRole,
}: {
  readonly person: Person;
  readonly isOwner: boolean;
  readonly onRole: (role: Role) => void;
}) {
  const { m } = useApp();
  if (!isOwner) return m.roles[person.role];
  return (
    <select
      aria-label={m.people.roleOf(person.name)}
      value={person.role}
      onChange={(event) => onRole(event.target.value as Role)}
      className="rounded-md border border-edge bg-card px-2 py-1 pointer-coarse:min-h-10"
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {m.roles[role]}
        </option>
      ))}
    </select>
  );
}

/** Enabling is done at once; disabling signs somebody out, so it is asked first. */
function DisableButton({ person, onDisable }: { readonly person: Person; readonly onDisable: (isDisabled: boolean) => void }) {
  const { m } = useApp();
  const [isAsking, setAsking] = useState(false);
  const isActive = person.disabledAt === null;
  const disable = () => {
    setAsking(false);
    onDisable(true);
  };
  return (
    <>
      <Button
        kind="quiet"
        isSmall
        aria-label={isActive ? m.people.disableOf(person.name) : m.people.enableOf(person.name)}
        onClick={() => (isActive ? setAsking(true) : onDisable(false))}
      >
        {isActive ? m.people.disable : m.people.enable}
      </Button>
      {isAsking ? (
        <Dialog title={m.people.disableAsk(person.name)} onClose={() => setAsking(false)} closeLabel={m.product.close}>
          <div className="grid gap-4 text-start whitespace-normal">
            <p className="text-soft">{m.people.disableText}</p>
            <div className="flex justify-end gap-2">
              <Button onClick={() => setAsking(false)}>{m.people.cancel}</Button>
              <Button kind="main" onClick={disable}>
                {m.people.disable}
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
