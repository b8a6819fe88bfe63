/** Asks which values are stated and why; says beforehand of how many assets. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { StatedFactsJson } from '#contract/endpoints/asset-work.ts';
import { asset } from '#core/assets/asset.ts';
import { statableFields, type StatableField } from '#core/assets/stated-facts.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, SelectField } from '../../ui/field.tsx';
import type { About, Done } from '../finding-work/work-bar.tsx';
import { capitalised } from '../list/field-columns.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { ValueField } from './value-field.tsx';

interface StateDialogProps {
  readonly about: About;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** An empty value takes back. */
interface Wish {
  readonly field: StatableField;
  readonly value: string;
}

export function StateDialog({ about, onClose, onDone }: StateDialogProps) {
  const { m, f } = useApp();
  const [wishes, setWishes] = useState<readonly Wish[]>([{ field: 'tier', value: '' }]);
  const [reason, setReason] = useState('');
  const facts = StatedFactsJson.safeParse(Object.fromEntries(wishes.map(valueOf)));
  const body = { filter: about.filter, facts: facts.data ?? {} };
  const preview = useQuery({
    queryKey: ['state-assets', body],
    queryFn: ({ signal }) => client.assets.state({ body: { ...body, dryRun: true }, signal }),
    enabled: facts.success,
    staleTime: 0,
    retry: false,
  });
  const state = useMutation({
    mutationFn: (expectedCount: number) => client.assets.state({ body: { ...body, reason, expectedCount } }),
    onSuccess: ({ batchId, stated, waiting }) => {
      const later = waiting === 0 ? '' : ` ${m.assetWork.waiting(f.number(waiting), waiting)}`;
      onDone({ text: stated === 0 ? m.assetWork.nothing : `${m.assetWork.done(f.number(stated), stated)}${later}`, batchId });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (preview.data !== undefined) state.mutate(preview.data.stated + preview.data.unchanged);
  };
  return (
    <Dialog title={m.assetWork.title} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-soft">{m.assetWork.help}</p>
        <p>
          {about.text} <Preview counts={preview.data} isAsking={preview.isFetching} />
        </p>
        <WishFields wishes={wishes} onChange={setWishes} />
        <AreaField
          label={m.assetWork.reason}
          help={m.assetWork.reasonHelp}
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
        {preview.error === null ? null : <ProblemNotice error={preview.error} />}
        {state.error === null ? null : <ProblemNotice error={state.error} onRetry={() => void preview.refetch()} />}
        <Button kind="main" type="submit" disabled={state.isPending || preview.data === undefined || preview.isFetching}>
          {m.assetWork.make}
        </Button>
      </form>
    </Dialog>
  );
}

function valueOf({ field, value }: Wish): readonly [StatableField, string | number | null] {
  const text = value.trim();
  return [field, text === '' ? null : field === 'tier' ? Number(text) : text];
}

interface WishFieldsProps {
  readonly wishes: readonly Wish[];
  readonly onChange: (wishes: readonly Wish[]) => void;
}

/** One row per field that is stated; a field is named once. */
function WishFields({ wishes, onChange }: WishFieldsProps) {
  const { m, t } = useApp();
  const left = statableFields.filter((field) => !wishes.some((wish) => wish.field === field));
  const [next] = left;
  const replace = (index: number, wish: Wish) => onChange(wishes.map((one, place) => (place === index ? wish : one)));
  return (
    <div className="grid gap-3">
      {wishes.map((wish, index) => (
        <div key={wish.field} className="grid items-start gap-x-3 gap-y-2 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <SelectField
            label={m.assetWork.field}
            value={wish.field}
            onChange={(event) =>
              replace(index, { field: statableFields.find((field) => field === event.target.value) ?? wish.field, value: '' })
            }
          >
            {statableFields
              .filter((field) => field === wish.field || left.includes(field))
              .map((field) => (
                <option key={field} value={field}>
                  {capitalised(t(asset.fields[field].label))}
                </option>
              ))}
          </SelectField>
          <ValueField
            field={wish.field}
            label={m.assetWork.value}
            empty={m.assetWork.takeBack}
            textHelp={m.assetWork.textHelp}
            value={wish.value}
            onChange={(value) => replace(index, { field: wish.field, value })}
          />
          {wishes.length === 1 ? null : (
            <Button kind="quiet" isSmall onClick={() => onChange(wishes.filter((_, place) => place !== index))}>
              {m.assetWork.leaveOut}
            </Button>
          )}
        </div>
      ))}
      {next === undefined ? null : (
        <div>
          <Button isSmall onClick={() => onChange([...wishes, { field: next, value: '' }])}>
            {m.assetWork.add}
          </Button>
        </div>
      )}
    </div>
  );
}

interface PreviewProps {
  readonly counts: { readonly stated: number; readonly unchanged: number } | undefined;
  readonly isAsking: boolean;
}

function Preview({ counts, isAsking }: PreviewProps) {
  const { m, f } = useApp();
  if (counts === undefined || isAsking) return <span className="text-soft">{isAsking ? m.decisions.counting : ''}</span>;
  const { stated, unchanged } = counts;
  return (
    <strong role="status" className="font-medium">
      {m.assetWork.preview(f.number(stated), stated)}
      {unchanged === 0 ? '.' : `; ${m.decisions.unchanged(f.number(unchanged), unchanged)}.`}
    </strong>
  );
}
