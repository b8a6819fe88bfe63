/** The saved views of a list: open one, save this one, delete one. The address of a view is its filter and order. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import type { SavedViewJson } from '#contract/endpoints/views.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { isGrouped } from '../../app/list-search.ts';
import { PageLink } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { viewsQuery } from '../../app/queries.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

interface SavedViewsProps {
  readonly path: '/assets' | '/findings';
  readonly search: Search;
}

export function SavedViews({ path, search }: SavedViewsProps) {
  const { m } = useApp();
  const [isOpen, setOpen] = useState(false);
  const kind = path === '/findings' ? 'finding' : 'asset';
  const { data, error } = useQuery({ ...viewsQuery, enabled: isOpen });
  const views = data?.items.filter((view) => view.kind === kind) ?? [];
  return (
    <Popover label={m.views.title} isOpen={isOpen} onOpenChange={setOpen} align="end">
      <div className="grid gap-4 p-4">
        {error === null ? null : <ProblemNotice error={error} />}
        {data !== undefined && views.length === 0 ? <p className="text-soft">{m.views.none}</p> : null}
        {views.length === 0 ? null : (
          <ul className="grid gap-1">
            {views.map((view) => (
              <View key={view.id} path={path} view={view} onOpen={() => setOpen(false)} />
            ))}
          </ul>
        )}
        <SaveView kind={kind} search={search} />
      </div>
    </Popover>
  );
}

function View({
  path,
  view,
  onOpen,
}: {
  readonly path: SavedViewsProps['path'];
  readonly view: SavedViewJson;
  readonly onOpen: () => void;
}) {
  const { m, session } = useApp();
  const remove = useMutation({
    mutationFn: () => client.views.delete({ params: { id: view.id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  const mayDelete = !view.shared || accesses.manage.roles.some((role) => role === session?.role);
  const search: Search = {
    filter: view.filter === '' ? undefined : view.filter,
    sort: view.sort === '' ? undefined : view.sort,
    ...(view.kind === 'finding' && !view.grouped ? { group: 'none' } : {}),
  };
  return (
    <li className="flex items-center gap-2">
      <span className="min-w-0 flex-1">
        <PageLink to={path} search={search} className="quiet-link font-medium break-words" onClick={onOpen}>
          {view.name}
        </PageLink>
        {view.shared ? <span className="ms-2 text-small text-soft">{m.views.everybody}</span> : null}
      </span>
      {mayDelete ? (
        <Button kind="quiet" isSmall aria-label={m.views.remove(view.name)} disabled={remove.isPending} onClick={() => remove.mutate()}>
          ×
        </Button>
      ) : null}
    </li>
  );
}

function SaveView({ kind, search }: { readonly kind: SavedViewJson['kind']; readonly search: Search }) {
  const { m, session } = useApp();
  const save = useMutation({
    mutationFn: (view: { name: string; shared: boolean }) =>
      client.views.save({
        body: {
          ...view,
          kind,
          filter: search['filter'] ?? '',
          sort: search['sort'] ?? '',
          grouped: kind === 'finding' && isGrouped(search),
        },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({ name: formText(form, 'name'), shared: form.get('shared') !== null });
    event.currentTarget.reset();
  };
  const mayShare = accesses.manage.roles.some((role) => role === session?.role);
  return (
    <form onSubmit={submit} className="grid gap-3 border-t border-line pt-3">
      <TextField label={m.views.name} help={m.views.help} name="name" required maxLength={80} />
      {mayShare ? <CheckField label={m.views.share} name="shared" /> : null}
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      <Button isSmall type="submit" disabled={save.isPending}>
        {m.views.save}
      </Button>
    </form>
  );
}
