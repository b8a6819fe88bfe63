/** With which profile a table is read: chosen, offered because its columns are there, or made of what was set here. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { mappingProfileSchemaId, slugOfName } from '#core/imports/mapping-profile.ts';
import { foldName } from '#core/kernel/text.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { profilesQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { TableReading } from './mapping-settings.ts';

interface ProfileBarProps {
  readonly preview: ImportPreview;
  readonly reading: TableReading;
  readonly onReading: (reading: TableReading) => void;
  readonly file: string;
}

export function ProfileBar({ preview, reading, onReading, file }: ProfileBarProps) {
  const { m, t } = useApp();
  const { data } = useQuery(profilesQuery);
  const [isSaving, setSaving] = useState(false);
  const offered = reading.profile === null && reading.settings === null ? preview.suggestions : [];
  const groups = [
    { label: m.profiles.own, kind: 'saved' },
    { label: m.profiles.ready, kind: 'ready' },
  ] as const;
  return (
    <div className="grid gap-2">
      {offered.map(({ slug, name, matched, headers, verified }) => (
        <div key={slug} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-wash px-3 py-2">
          <p className="flex-1 basis-64">
            {m.profiles.offered(name, matched, headers)}
            {verified === false ? <span className="block text-small text-soft">{m.profiles.unverified}</span> : null}
          </p>
          <Button isSmall onClick={() => onReading({ profile: slug, settings: null })}>
            {m.profiles.readWith(name)}
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="w-full max-w-80">
          <SelectField
            label={m.profiles.use}
            value={reading.profile ?? ''}
            help={reading.settings === null ? undefined : m.profiles.changedHere}
            onChange={(event) => onReading({ profile: event.target.value === '' ? null : event.target.value, settings: null })}
          >
            <option value="">{m.profiles.guess}</option>
            {groups.map(({ label, kind }) => {
              const items = (data?.items ?? []).filter((item) => item.kind === kind);
              return items.length === 0 ? null : (
                <optgroup key={kind} label={label}>
                  {items.map(({ slug, name }) => (
                    <option key={slug} value={slug}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              );
            })}
          </SelectField>
        </div>
        <Button disabled={preview.settings === null} onClick={() => setSaving(true)}>
          {m.profiles.save}
        </Button>
      </div>
      {preview.profile?.remark == null ? null : <p className="max-w-[80ch] text-small text-soft">{t(preview.profile.remark)}</p>}
      {isSaving ? (
        <SaveDialog
          preview={preview}
          name={preview.profile?.name ?? data?.items.find(({ slug }) => slug === reading.profile)?.name ?? file.replace(/\.\w+$/, '')}
          onClose={() => setSaving(false)}
          onSaved={(slug) => onReading({ profile: slug, settings: null })}
        />
      ) : null}
    </div>
  );
}

interface SaveDialogProps {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly onClose: () => void;
  readonly onSaved: (slug: string) => void;
}

function SaveDialog({ preview, name: proposed, onClose, onSaved }: SaveDialogProps) {
  const { m } = useApp();
  const { data } = useQuery(profilesQuery);
  const [name, setName] = useState(proposed.slice(0, 80));
  const known = data?.items.find((item) => item.kind === 'saved' && foldName(item.name) === foldName(name));
  const save = useMutation({
    mutationFn: async (given: string) => {
      if (preview.settings === null) return null;
      const slug = known?.slug ?? (slugOfName(given) || '-');
      return client.profiles.save({ params: { slug }, body: { $schema: mappingProfileSchemaId, name: given, ...preview.settings } });
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: profilesQuery.queryKey });
      if (saved !== null) onSaved(saved.slug);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(name.trim());
  };
  return (
    <Dialog title={m.profiles.saveTitle} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-soft">{m.profiles.saveText}</p>
        <TextField
          label={m.profiles.name}
          name="name"
          required
          maxLength={80}
          value={name}
          help={known === undefined ? undefined : m.profiles.saveChanges}
          onChange={(event) => setName(event.target.value)}
        />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.profiles.cancel}</Button>
          <Button kind="main" type="submit" disabled={save.isPending || name.trim() === ''}>
            {m.profiles.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
