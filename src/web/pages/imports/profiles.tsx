/** Mapping profiles: own ones to rename, hand on and delete; ready ones to copy. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { MappingProfileHead } from '#contract/endpoints/mapping-profiles.ts';
import { mappingProfileSchemaId, slugOfName, type MappingProfile } from '#core/imports/mapping-profile.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { profilesQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

export function Profiles(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(profilesQuery);
  const mayChange = session !== undefined && mayOpen({ access: 'import' }, session.role);
  const items = data?.items ?? [];
  const crumb = <PageLink to="/imports">{m.imports.title}</PageLink>;
  return (
    <PageFrame title={m.profiles.title} crumb={crumb}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.profiles.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        <Card title={m.profiles.own} isFlush aside={mayChange ? <FromFile items={items} /> : null}>
          <OwnProfiles items={items.filter(({ kind }) => kind === 'saved')} mayChange={mayChange} />
        </Card>
        <Card title={m.profiles.ready} isFlush>
          <p className="px-4 pb-3 text-small text-soft">{m.profiles.readyHelp}</p>
          <ReadyProfiles items={items.filter(({ kind }) => kind === 'ready')} mayChange={mayChange} />
        </Card>
      </div>
    </PageFrame>
  );
}

interface ProfilesProps {
  readonly items: readonly MappingProfileHead[];
  readonly mayChange: boolean;
}

const changed = () => queryClient.invalidateQueries({ queryKey: profilesQuery.queryKey });

function OwnProfiles({ items, mayChange }: ProfilesProps) {
  const { m, f } = useApp();
  if (items.length === 0) return <p className="px-4 pb-4 text-soft">{m.profiles.ownNone}</p>;
  return (
    <PlainTable
      label={m.profiles.own}
      isStacked
      rows={items}
      keyOf={({ slug }) => slug}
      columns={[
        { label: m.profiles.name, cell: ({ name }) => <span className="font-medium">{name}</span> },
        { label: m.profiles.folder, cell: ({ slug }) => <code className="text-small break-all">inbox/{slug}/</code> },
        { label: m.profiles.columns, isEnd: true, isTight: true, cell: ({ columnCount }) => f.number(columnCount) },
        { label: m.profiles.version, isEnd: true, isTight: true, cell: ({ revision }) => revision ?? '–' },
        { label: m.profiles.changed, isTight: true, cell: ({ changedAt }) => (changedAt === null ? '–' : f.instantDay(changedAt)) },
        {
          label: '',
          isEnd: true,
          cell: (item) => (
            <span className="flex flex-wrap justify-end gap-1">
              <ExportButton item={item} />
              {mayChange ? <RenameButton item={item} /> : null}
              {mayChange ? <DeleteButton item={item} /> : null}
            </span>
          ),
        },
      ]}
    />
  );
}

function ReadyProfiles({ items, mayChange }: ProfilesProps) {
  const { m, t } = useApp();
  const copy = useMutation({
    mutationFn: async (slug: string) => {
      const { profile } = await client.profiles.get({ params: { slug } });
      return client.profiles.save({ params: { slug }, body: profile });
    },
    onSuccess: changed,
  });
  return (
    <>
      {copy.error === null ? null : (
        <div className="px-4 pb-3">
          <ProblemNotice error={copy.error} />
        </div>
      )}
      <PlainTable
        label={m.profiles.ready}
        isStacked
        rows={items}
        keyOf={({ slug }) => slug}
        columns={[
          {
            label: m.profiles.name,
            cell: ({ name, verified, remark }) => (
              <>
                <span className="font-medium">{name}</span>{' '}
                <span className="text-small text-soft">({verified === true ? m.profiles.verified : m.profiles.unverified})</span>
                {remark === null ? null : <span className="block text-small text-soft">{t(remark)}</span>}
              </>
            ),
          },
          { label: m.profiles.folder, isTight: true, cell: ({ slug }) => <code className="text-small">inbox/{slug}/</code> },
          {
            label: '',
            isEnd: true,
            isTight: true,
            cell: (item) => (
              <span className="flex flex-wrap justify-end gap-1">
                <ExportButton item={item} />
                {mayChange ? (
                  <Button kind="quiet" isSmall aria-label={m.profiles.copyOf(item.name)} onClick={() => copy.mutate(item.slug)}>
                    {m.profiles.copy}
                  </Button>
                ) : null}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

function ExportButton({ item }: { readonly item: MappingProfileHead }) {
  const { m } = useApp();
  const save = useMutation({
    mutationFn: async () => {
      const { profile, slug } = await client.profiles.get({ params: { slug: item.slug } });
      const address = URL.createObjectURL(new Blob([`${JSON.stringify(profile, null, 2)}\n`], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = `${slug}.profile.json`;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  return (
    <Button kind="quiet" isSmall aria-label={m.profiles.exportOf(item.name)} onClick={() => save.mutate()}>
      {m.profiles.export}
    </Button>
  );
}

function RenameButton({ item }: { readonly item: MappingProfileHead }) {
  const { m } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(item.name);
  const rename = useMutation({
    mutationFn: async () => {
      const { profile } = await client.profiles.get({ params: { slug: item.slug } });
      return client.profiles.save({ params: { slug: item.slug }, body: { ...profile, name: name.trim() } });
    },
    onSuccess: async () => {
      await changed();
      setOpen(false);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate();
  };
  const isTaken = isProblem(rename.error) && rename.error.code === 'conflict';
  return (
    <>
      <Button kind="quiet" isSmall aria-label={m.profiles.renameOf(item.name)} onClick={() => (setName(item.name), setOpen(true))}>
        {m.profiles.rename}
      </Button>
      {isOpen ? (
        <Dialog title={m.profiles.renameTitle(item.name)} onClose={() => setOpen(false)} closeLabel={m.product.close}>
          <form onSubmit={submit} className="grid gap-4 text-start whitespace-normal">
            <TextField
              label={m.profiles.name}
              help={m.profiles.renameHelp}
              required
              maxLength={80}
              value={name}
              fault={isTaken ? m.profiles.nameTaken : undefined}
              onChange={(event) => setName(event.target.value)}
            />
            {rename.error === null || isTaken ? null : <ProblemNotice error={rename.error} />}
            <div className="flex justify-end gap-2">
              <Button onClick={() => setOpen(false)}>{m.profiles.cancel}</Button>
              <Button kind="main" type="submit" disabled={rename.isPending || name.trim() === ''}>
                {m.profiles.rename}
              </Button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}

function DeleteButton({ item }: { readonly item: MappingProfileHead }) {
  const { m } = useApp();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.profiles.delete({ params: { slug: item.slug } }),
    onSettled: changed,
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button kind="quiet" isSmall aria-label={m.profiles.deleteOf(item.name)} onClick={() => setAsking(true)}>
        {m.profiles.delete}
      </Button>
      {isAsking ? (
        <Dialog title={m.profiles.deleteAsk(item.name)} onClose={() => setAsking(false)} closeLabel={m.product.close}>
          <div className="grid gap-4 text-start whitespace-normal">
            <p className="text-soft">{m.profiles.deleteText}</p>
            {remove.error === null ? null : <ProblemNotice error={remove.error} />}
            <div className="flex justify-end gap-2">
              <Button onClick={() => setAsking(false)}>{m.profiles.cancel}</Button>
              <Button kind="main" disabled={remove.isPending} onClick={() => remove.mutate()}>
                {m.profiles.delete}
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

/** A profile that another organisation handed on; the node checks it. */
function FromFile({ items }: { readonly items: readonly MappingProfileHead[] }) {
  const { m } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const read = useMutation({
    mutationFn: async (file: File) => {
      const body = profileIn(await file.text());
      if (body === undefined) throw new Problem('request-invalid', m.profiles.importWrong);
      const known = items.find((item) => item.kind === 'saved' && foldName(item.name) === foldName(body.name));
      return client.profiles.save({ params: { slug: known?.slug ?? (slugOfName(body.name) || '-') }, body });
    },
    onSuccess: changed,
  });
  return (
    <span className="grid justify-items-end gap-2">
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        tabIndex={-1}
        className="sr-only"
        aria-label={m.profiles.import}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) read.mutate(file);
          target.value = '';
        }}
      />
      <Button isSmall onClick={() => input.current?.click()}>
        {m.profiles.import}
      </Button>
      {read.error === null ? null : <ProblemNotice error={read.error} />}
    </span>
  );
}

function profileIn(text: string): MappingProfile | undefined {
  try {
    const value = JSON.parse(text) as { name?: unknown } | null;
    if (typeof value !== 'object' || value === null || typeof value.name !== 'string') return undefined;
    return { $schema: mappingProfileSchemaId, ...value } as MappingProfile;
  } catch {
    return undefined;
  }
}
