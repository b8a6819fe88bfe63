/**
 * SLA policies: which findings must be closed within how many days. The first policy of the list that finds a finding
 * holds, so the order is shown and changed here; nothing holds until it is saved, and deadlines that were set stay set.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SlaPolicyJson } from '#contract/endpoints/sla.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { listPageQuery, slaQuery } from '../../app/queries.ts';
import { FilterInWords } from '../../components/ordered-list/filter-in-words.tsx';
import { isSameDraft } from '../../components/ordered-list/ordered-draft.ts';
import { RowMoves } from '../../components/ordered-list/row-moves.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { draftOf, heldBy, type PolicyDraft } from './policy-draft.ts';

export function Deadlines(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(slaQuery);
  return (
    <PageFrame title={m.deadlines.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.deadlines.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? <p className="text-soft">{m.product.loading}</p> : <Policies stored={data.items} />}
      </div>
    </PageFrame>
  );
}

function Policies({ stored }: { readonly stored: readonly SlaPolicyJson[] }) {
  const { m, session } = useApp();
  const mayChange = session !== undefined && mayOpen({ access: 'manage' }, session.role);
  const inForce = draftOf(stored);
  const [changed, setChanged] = useState<readonly PolicyDraft[] | null>(null);
  const [edited, setEdited] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: (items: readonly PolicyDraft[]) => client.sla.replace({ body: { items: [...items] } }),
    onSuccess: (answer) => {
      queryClient.setQueryData(slaQuery.queryKey, answer);
      setChanged(null);
    },
  });
  const draft = changed ?? inForce;
  const change = (next: readonly PolicyDraft[]) => setChanged(isSameDraft(next, inForce) ? null : next);
  const keep = (policy: PolicyDraft) => {
    change(edited === null || edited === draft.length ? [...draft, policy] : draft.with(edited, policy));
    setEdited(null);
  };
  return (
    <>
      <Card
        title={m.deadlines.policies}
        isFlush
        aside={
          mayChange ? (
            <Button isSmall onClick={() => setEdited(draft.length)}>
              {m.deadlines.add}
            </Button>
          ) : null
        }
      >
        {draft.length === 0 ? <p className="px-4 pb-4 text-soft">{m.deadlines.none}</p> : null}
        {draft.length === 0 ? null : <PolicyTable draft={draft} onChange={mayChange ? change : null} onEdit={setEdited} />}
      </Card>
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      {changed === null ? null : (
        <div className="flex flex-wrap items-center gap-3" role="status">
          <Button kind="main" disabled={save.isPending} onClick={() => save.mutate(changed)}>
            {m.deadlines.save}
          </Button>
          <Button onClick={() => setChanged(null)}>{m.deadlines.discard}</Button>
          <p className="text-small text-soft">{m.deadlines.unsaved}</p>
        </div>
      )}
      <EndedPolicies stored={stored} />
      {edited === null ? null : <PolicyDialog policy={draft[edited] ?? null} onDone={keep} onClose={() => setEdited(null)} />}
    </>
  );
}

interface PolicyTableProps {
  readonly draft: readonly PolicyDraft[];
  /** Null: this reader may not change anything. */
  readonly onChange: ((draft: readonly PolicyDraft[]) => void) | null;
  readonly onEdit: (index: number) => void;
}

function PolicyTable({ draft, onChange, onEdit }: PolicyTableProps) {
  const { m } = useApp();
  const placed = draft.map((policy, index) => ({ ...policy, index }));
  return (
    <PlainTable
      label={m.deadlines.policies}
      isStacked
      rows={placed}
      keyOf={({ index }) => index}
      columns={[
        { label: m.deadlines.name, cell: ({ name, index }) => <span className="font-medium">{`${index + 1}. ${name}`}</span> },
        { label: m.deadlines.which, cell: ({ filter }) => <FilterInWords kind={finding} filter={filter} /> },
        { label: m.deadlines.days, isTight: true, isEnd: true, cell: ({ days }) => m.deadlines.within(days) },
        { label: m.deadlines.open, isTight: true, isEnd: true, cell: ({ index }) => <HeldCount filter={heldBy(draft, index)} /> },
        ...(onChange === null
          ? []
          : [
              {
                label: '',
                isEnd: true,
                isTight: true,
                cell: ({ name, index }: PolicyDraft & { readonly index: number }) => (
                  <RowMoves draft={draft} index={index} name={name} onChange={onChange} onEdit={onEdit} />
                ),
              },
            ]),
      ]}
    />
  );
}

/** How many open findings the policy would be asked for today, as a link to them. */
function HeldCount({ filter }: { readonly filter: string }) {
  const { f } = useApp();
  const { data } = useQuery(listPageQuery('findings.list', { filter, limit: 1 }));
  if (data === undefined) return '…';
  const { count, exact } = data.total;
  return (
    <PageLink to="/findings" search={{ filter }} className="quiet-link">
      {`${f.number(count)}${exact ? '' : '+'}`}
    </PageLink>
  );
}

/** Deadlines of the past were set by these. */
function EndedPolicies({ stored }: { readonly stored: readonly SlaPolicyJson[] }) {
  const { m, f } = useApp();
  const ended = stored.filter((policy) => policy.validTo !== null);
  if (ended.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-soft">{m.deadlines.ended(ended.length)}</summary>
      <Card className="mt-2" isFlush>
        <PlainTable
          label={m.deadlines.ended(ended.length)}
          isStacked
          rows={ended}
          keyOf={({ id }) => id}
          columns={[
            { label: m.deadlines.name, cell: ({ name }) => name },
            { label: m.deadlines.which, cell: ({ filter }) => <FilterInWords kind={finding} filter={filter} /> },
            { label: m.deadlines.days, isTight: true, isEnd: true, cell: ({ days }) => m.deadlines.within(days) },
            { label: m.deadlines.until, isTight: true, cell: ({ validTo }) => (validTo === null ? '' : f.instantDay(validTo)) },
          ]}
        />
      </Card>
    </details>
  );
}
