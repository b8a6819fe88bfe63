/**
 * Assignment rules: what an asset gets by what it is. Of each field the first rule of the list that finds the asset sets it,
 * so the order is shown and changed here; what each rule would change is counted before anything is saved.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RuleBody, RuleJson } from '#contract/endpoints/rules.ts';
import { asset } from '#core/assets/asset.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { rulesQuery } from '../../app/queries.ts';
import { forgetFindings } from '../../components/finding-work/work-bar.tsx';
import { FilterInWords } from '../../components/ordered-list/filter-in-words.tsx';
import { isSameDraft } from '../../components/ordered-list/ordered-draft.ts';
import { RowMoves } from '../../components/ordered-list/row-moves.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useFactText, useFieldLabel } from '../assets/asset-sources.tsx';
import { RuleDialog } from './rule-dialog.tsx';

export function Rules(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(rulesQuery);
  return (
    <PageFrame title={m.rules.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.rules.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? <p className="text-soft">{m.product.loading}</p> : <RuleList stored={data.items} />}
      </div>
    </PageFrame>
  );
}

function inForceOf(stored: readonly RuleJson[]): readonly RuleBody[] {
  return stored.filter((rule) => rule.validTo === null).map(({ name, filter, facts }) => ({ name, filter, facts }));
}

function RuleList({ stored }: { readonly stored: readonly RuleJson[] }) {
  const { m, f, session } = useApp();
  const mayChange = session !== undefined && mayOpen({ access: 'manage' }, session.role);
  const inForce = inForceOf(stored);
  const [changed, setChanged] = useState<readonly RuleBody[] | null>(null);
  const [edited, setEdited] = useState<number | null>(null);
  const [waiting, setWaiting] = useState(0);
  const draft = changed ?? inForce;
  const preview = useQuery({
    queryKey: ['rules-preview', changed],
    queryFn: ({ signal }) => client.rules.preview({ body: { items: [...draft] }, signal }),
    enabled: changed !== null,
    staleTime: 0,
    retry: false,
  });
  const save = useMutation({
    mutationFn: (items: readonly RuleBody[]) => client.rules.replace({ body: { items: [...items] } }),
    onSuccess: (answer) => {
      queryClient.setQueryData(rulesQuery.queryKey, { items: answer.items });
      setWaiting(answer.waiting);
      setChanged(null);
      return forgetFindings();
    },
  });
  const change = (next: readonly RuleBody[]) => setChanged(isSameDraft(next, inForce) ? null : next);
  const keep = (rule: RuleBody) => {
    change(edited === null || edited === draft.length ? [...draft, rule] : draft.with(edited, rule));
    setEdited(null);
  };
  const add = (
    <Button isSmall onClick={() => setEdited(draft.length)}>
      {m.rules.add}
    </Button>
  );
  return (
    <>
      <Card title={m.rules.list} isFlush aside={mayChange ? add : null}>
        {draft.length === 0 ? <p className="px-4 pb-4 text-soft">{m.rules.none}</p> : null}
        {draft.length === 0 ? null : (
          <RuleTable
            draft={draft}
            changes={changed === null ? null : (preview.data?.changes ?? [])}
            onChange={mayChange ? change : null}
            onEdit={setEdited}
          />
        )}
      </Card>
      {preview.error === null || changed === null ? null : <ProblemNotice error={preview.error} />}
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      {waiting === 0 ? null : <p role="status">{m.rules.waiting(f.number(waiting), waiting)}</p>}
      {changed === null ? null : (
        <div className="flex flex-wrap items-center gap-3" role="status">
          <Button kind="main" disabled={save.isPending || preview.data === undefined} onClick={() => save.mutate(changed)}>
            {m.rules.save}
          </Button>
          <Button onClick={() => setChanged(null)}>{m.deadlines.discard}</Button>
          <p className="text-small text-soft">{m.deadlines.unsaved}</p>
        </div>
      )}
      <EndedRules stored={stored} />
      {edited === null ? null : <RuleDialog rule={draft[edited] ?? null} onDone={keep} onClose={() => setEdited(null)} />}
    </>
  );
}

interface RuleTableProps {
  readonly draft: readonly RuleBody[];
  /** One per rule, how many assets it would change; empty while it is counted. Null: the list is what holds. */
  readonly changes: readonly number[] | null;
  /** Null: this reader may not change anything. */
  readonly onChange: ((draft: readonly RuleBody[]) => void) | null;
  readonly onEdit: (index: number) => void;
}

function RuleTable({ draft, changes, onChange, onEdit }: RuleTableProps) {
  const { m, f } = useApp();
  const countText = (count: number | undefined) => (count === undefined ? '…' : f.number(count));
  return (
    <PlainTable
      label={m.rules.list}
      isStacked
      rows={draft.map((rule, index) => ({ ...rule, index }))}
      keyOf={({ index }) => index}
      columns={[
        { label: m.rules.name, cell: ({ name, index }) => <span className="font-medium">{`${index + 1}. ${name}`}</span> },
        { label: m.rules.which, cell: ({ filter }) => <FilterInWords kind={asset} filter={filter} /> },
        { label: m.rules.sets, cell: ({ facts }) => <Sets facts={facts} /> },
        ...(changes === null
          ? []
          : [
              {
                label: m.rules.changes,
                isTight: true,
                isEnd: true,
                cell: ({ index }: { readonly index: number }) => countText(changes[index]),
              },
            ]),
        ...(onChange === null
          ? []
          : [
              {
                label: '',
                isEnd: true,
                isTight: true,
                cell: ({ name, index }: RuleBody & { readonly index: number }) => (
                  <RowMoves draft={draft} index={index} name={name} onChange={onChange} onEdit={onEdit} />
                ),
              },
            ]),
      ]}
    />
  );
}

function Sets({ facts }: Pick<RuleBody, 'facts'>) {
  const label = useFieldLabel();
  const text = useFactText();
  return (
    <ul>
      {Object.entries(facts).map(([field, value]) => (
        <li key={field}>
          {label(field)}: {text(field, value)}
        </li>
      ))}
    </ul>
  );
}

/** What assets had on past days was set by these. */
function EndedRules({ stored }: { readonly stored: readonly RuleJson[] }) {
  const { m, f } = useApp();
  const ended = stored.filter((rule) => rule.validTo !== null);
  if (ended.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-soft">{m.rules.ended(f.number(ended.length), ended.length)}</summary>
      <Card className="mt-2" isFlush>
        <PlainTable
          label={m.rules.ended(f.number(ended.length), ended.length)}
          isStacked
          rows={ended}
          keyOf={({ id }) => id}
          columns={[
            { label: m.rules.name, cell: ({ name }) => name },
            { label: m.rules.which, cell: ({ filter }) => <FilterInWords kind={asset} filter={filter} /> },
            { label: m.rules.sets, cell: ({ facts }) => <Sets facts={facts} /> },
            { label: m.deadlines.until, isTight: true, cell: ({ validTo }) => (validTo === null ? '' : f.instantDay(validTo)) },
          ]}
        />
      </Card>
    </details>
  );
}
