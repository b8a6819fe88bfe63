/** Chooses which sources, or which wordings of a source, speak of another asset, tells what goes with them, and asks why. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { DecidedIdentityJson, IdentityWords } from '#contract/endpoints/asset-identity.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { identityQuery } from '../../app/queries.ts';
import { useFactText, useFieldLabel } from './asset-sources.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, CheckField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';

interface SplitDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDone: (decided: DecidedIdentityJson) => void;
}

export function SplitDialog({ id, onClose, onDone }: SplitDialogProps) {
  const { m } = useApp();
  const { data, error } = useQuery(identityQuery(id));
  return (
    <Dialog title={m.identity.splitTitle} onClose={onClose} closeLabel={m.product.close}>
      {error === null ? null : <ProblemNotice error={error} />}
      {data === undefined ? null : data.words.length < 2 ? (
        <p className="text-soft">{m.identity.splitOnly}</p>
      ) : (
        <Parts id={id} words={data.words} onDone={onDone} />
      )}
    </Dialog>
  );
}

const keyOf = ({ source, role, claim }: IdentityWords): string => `${source} ${role} ${claim}`;

interface PartsProps {
  readonly id: string;
  readonly words: readonly IdentityWords[];
  readonly onDone: (decided: DecidedIdentityJson) => void;
}

function Parts({ id, words, onDone }: PartsProps) {
  const { m, f } = useApp();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const parts = partsOf(words, chosen);
  const isPossible = chosen.size > 0 && chosen.size < words.length;
  const preview = useQuery({
    // Not below 'asset', as of a merge.
    queryKey: ['split', id, parts],
    queryFn: ({ signal }) => client.assets.split({ params: { id }, body: { parts, dryRun: true }, signal }),
    enabled: isPossible,
    staleTime: 0,
    retry: false,
  });
  const split = useMutation({
    mutationFn: () => client.assets.split({ params: { id }, body: { parts, reason } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    split.mutate();
  };
  const error = split.error ?? (isPossible ? preview.error : null);
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-soft">{m.identity.splitHelp}</p>
      <fieldset className="grid gap-3">
        <legend className="mb-1 font-medium">{m.identity.splitParts}</legend>
        {words.map((one) => (
          <WordsField
            key={keyOf(one)}
            words={one}
            isChosen={chosen.has(keyOf(one))}
            onChange={(isChosen) => setChosen(changed(chosen, keyOf(one), isChosen))}
          />
        ))}
      </fieldset>
      {preview.data === undefined || !isPossible ? null : (
        <p>{m.identity.splitPreview(f.number(preview.data.findings.kept), f.number(preview.data.findings.other))}</p>
      )}
      <AreaField
        label={m.identity.reason}
        help={m.identity.reasonHelp}
        value={reason}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      {error === null ? null : <ProblemNotice error={error} />}
      <div>
        <Button kind="main" type="submit" disabled={split.isPending || !isPossible || reason.trim() === ''}>
          {m.identity.splitMake}
        </Button>
      </div>
    </form>
  );
}

function changed(chosen: ReadonlySet<string>, key: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (isChosen) next.add(key);
  else next.delete(key);
  return next;
}

/** Where every wording of a source is chosen, the source is: what it says without words goes too. */
function partsOf(words: readonly IdentityWords[], chosen: ReadonlySet<string>): { source: string; claim?: string }[] {
  const sources = [...new Set(words.map((one) => one.source))];
  return sources.flatMap((source): { source: string; claim?: string }[] => {
    const own = words.filter((one) => one.source === source);
    const gone = own.filter((one) => chosen.has(keyOf(one)));
    return gone.length === own.length ? [{ source }] : gone.map(({ claim }) => ({ source, claim }));
  });
}

interface WordsFieldProps {
  readonly words: IdentityWords;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

/** Of the facts those by which one recognises a device. */
const toldFacts = ['name', 'assetTag', 'serialNumber', 'hostName', 'macAddresses', 'ipAddresses', 'vendor', 'model'];

function WordsField({ words, isChosen, onChange }: WordsFieldProps) {
  const { m, f } = useApp();
  const label = useFieldLabel();
  const text = useFactText();
  const told = toldFacts.filter((name) => words.facts[name] !== undefined).map((name) => `${label(name)} ${text(name, words.facts[name])}`);
  const when = m.identity.wording(f.instantDay(words.firstAt), f.instantDay(words.lastAt));
  return (
    <CheckField
      label={`${words.source}, ${when}`}
      help={told.join(' · ')}
      checked={isChosen}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
