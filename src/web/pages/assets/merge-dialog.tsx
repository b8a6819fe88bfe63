/** Chooses the asset that is the same, shows both side by side with what will come of it, and asks why. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { DecidedIdentityJson } from '#contract/endpoints/asset-identity.ts';
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { asset } from '#core/assets/asset.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { assetQuery, listPageQuery } from '../../app/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { SearchList } from '../../ui/search-list.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue } from '../../components/list/field-value.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAnchorText, useIdentifierText } from '../../components/asset-identity/anchor-text.ts';

interface MergeDialogProps {
  readonly detail: AssetDetail;
  readonly onClose: () => void;
  readonly onDone: (decided: DecidedIdentityJson) => void;
}

export function MergeDialog({ detail, onClose, onDone }: MergeDialogProps) {
  const { m } = useApp();
  const [otherId, setOtherId] = useState<string | null>(null);
  return (
    <Dialog title={otherId === null ? m.identity.searchTitle : m.identity.compareTitle} onClose={onClose} closeLabel={m.product.close}>
      {otherId === null ? (
        <Search id={detail.record.id} onChosen={setOtherId} />
      ) : (
        <Compare detail={detail} otherId={otherId} onBack={() => setOtherId(null)} onDone={onDone} />
      )}
    </Dialog>
  );
}

const searchedFields = ['name', 'hostName', 'serialNumber', 'assetTag', 'ipAddress', 'macAddress'] as const;

function Search({ id, onChosen }: { readonly id: string; readonly onChosen: (id: string) => void }) {
  const { m } = useApp();
  const [text, setText] = useState('');
  const named = text.trim();
  const filter = printFilter({
    op: 'and',
    of: [
      { op: 'not', of: { op: 'eq', field: 'id', value: id } },
      ...(named === ''
        ? []
        : [{ op: 'or' as const, of: searchedFields.map((field) => ({ op: 'contains' as const, field, value: named })) }]),
    ],
  });
  const { data } = useQuery(listPageQuery('assets.list', { filter, limit: 12 }));
  const entries = (data?.items ?? []).map((row) => ({
    id: row.id,
    text: row.name ?? row.hostName ?? row.id,
    hint: [row.assetTag, row.serialNumber, row.ipAddress].filter((part) => part !== null).join(' · '),
    run: () => onChosen(row.id),
  }));
  return (
    <SearchList
      label={m.identity.search}
      placeholder={m.identity.search}
      none={m.identity.searchNone}
      text={text}
      onText={setText}
      entries={entries}
    />
  );
}

interface CompareProps {
  readonly detail: AssetDetail;
  readonly otherId: string;
  readonly onBack: () => void;
  readonly onDone: (decided: DecidedIdentityJson) => void;
}

function Compare({ detail, otherId, onBack, onDone }: CompareProps) {
  const { m, f } = useApp();
  const [reason, setReason] = useState('');
  const { id } = detail.record;
  const other = useQuery(assetQuery(otherId));
  const preview = useQuery({
    // Not below 'asset': what was decided is asked anew of every asset, and what it would come to is asked no more.
    queryKey: ['merge', id, otherId],
    queryFn: ({ signal }) => client.assets.merge({ params: { id }, body: { otherId, dryRun: true }, signal }),
    staleTime: 0,
    retry: false,
  });
  const merge = useMutation({
    mutationFn: () => client.assets.merge({ params: { id }, body: { otherId, reason } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    merge.mutate();
  };
  const error = merge.error ?? preview.error ?? other.error;
  const both = preview.data?.findings.both ?? 0;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-soft">{m.identity.compareHelp}</p>
      {other.data === undefined ? null : <SideBySide here={detail} there={other.data} preview={preview.data} />}
      {both === 0 ? null : <p>{m.identity.findingsBoth(f.number(both), both)}</p>}
      {preview.data === undefined ? null : <Consequences preview={preview.data} />}
      <AreaField
        label={m.identity.reason}
        help={m.identity.reasonHelp}
        value={reason}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      {error === null ? null : <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button kind="main" type="submit" disabled={merge.isPending || preview.data === undefined || reason.trim() === ''}>
          {m.identity.merge}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {m.identity.chooseOther}
        </Button>
      </div>
    </form>
  );
}

function Consequences({ preview }: { readonly preview: DecidedIdentityJson }) {
  const { m } = useApp();
  const text = useIdentifierText();
  const anchorText = useAnchorText();
  return (
    <div className="grid gap-1">
      {preview.disagreements.map(({ kept, other }) => (
        <p key={kept.kind} className="text-worse">
          {m.identity.disagree(text(kept), text(other))}
        </p>
      ))}
      <p className="text-small text-soft">
        {m.identity.remembered}: {anchorText(preview.anchors, true)}
      </p>
    </div>
  );
}

const comparedFields = [
  'name',
  'class',
  'vendor',
  'model',
  'department',
  'assetTag',
  'serialNumber',
  'hostName',
  'macAddress',
  'ipAddress',
  'lastSeenAt',
] as const;

interface SideBySideProps {
  readonly here: AssetDetail;
  readonly there: AssetDetail;
  readonly preview: DecidedIdentityJson | undefined;
}

function SideBySide({ here, there, preview }: SideBySideProps) {
  const { m, t, f } = useApp();
  const known = comparedFields.filter((field) => here.record[field] !== null || there.record[field] !== null);
  const rows: readonly ((typeof comparedFields)[number] | 'sources' | 'findings')[] = [...known, 'sources', 'findings'];
  const cellOf = (of: AssetDetail, count: number | undefined) => (row: (typeof rows)[number]) => {
    if (row === 'sources') return [...new Set(of.sources.map((one) => one.source))].join(', ');
    if (row === 'findings') return count === undefined ? '…' : f.number(count);
    return <FieldValue field={asset.fields[row]} value={of.record[row]} />;
  };
  const labelOf = (row: (typeof rows)[number]): string =>
    row === 'sources' ? m.identity.sources : row === 'findings' ? m.identity.findings : capitalised(t(asset.fields[row].label));
  return (
    <PlainTable
      label={m.identity.compare}
      rows={rows}
      keyOf={(row) => row}
      columns={[
        { label: m.assets.field, isTight: true, cell: (row) => <span className="text-soft">{labelOf(row)}</span> },
        { label: m.identity.here, cell: cellOf(here, preview?.findings.kept) },
        { label: m.identity.other, cell: cellOf(there, preview?.findings.other) },
      ]}
    />
  );
}
