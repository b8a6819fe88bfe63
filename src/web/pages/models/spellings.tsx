/** How sources write the model, and the merging of another spelling into this one. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelDetail } from '#contract/endpoints/models.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { listPageQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchList } from '../../ui/search-list.tsx';
import { keepModel } from './keep-model.ts';

interface SpellingsProps {
  readonly detail: ModelDetail;
  readonly mayChange: boolean;
}

export function Spellings({ detail, mayChange }: SpellingsProps) {
  const { m, f } = useApp();
  const [isMerging, setMerging] = useState(false);
  const { id } = detail.record;
  const merge = useMutation({
    mutationFn: (fromId: string) => client.models.merge({ params: { id }, body: { fromId } }),
    onSuccess: keepModel,
  });
  const undo = useMutation({
    mutationFn: (mergeId: string) => client.models.undoMerge({ params: { id, mergeId } }),
    onSuccess: keepModel,
  });
  const error = merge.error ?? undo.error;
  return (
    <Card title={m.models.spellings}>
      <p className="mb-3 text-small text-soft">{m.models.spellingsHelp}</p>
      <ul className="grid gap-1.5">
        {detail.spellings.map((one) => (
          <li key={`${one.vendor} ${one.model}`} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 break-words">
              {one.vendor} · {one.model}
            </span>
            <span className="text-small text-soft">{f.number(one.assetCount)}</span>
          </li>
        ))}
      </ul>
      <Merges detail={detail} {...(mayChange ? { onUndo: (mergeId: string) => undo.mutate(mergeId) } : {})} isBusy={undo.isPending} />
      <PerhapsSame detail={detail} {...(mayChange ? { onSame: (fromId: string) => merge.mutate(fromId) } : {})} isBusy={merge.isPending} />
      {error === null ? null : <ProblemNotice error={error} />}
      {mayChange ? (
        <div className="mt-3">
          <Button isSmall onClick={() => setMerging(true)}>
            {m.models.merge}
          </Button>
        </div>
      ) : null}
      {isMerging ? (
        <MergeDialog
          id={id}
          onClose={() => setMerging(false)}
          onChosen={(fromId) => {
            setMerging(false);
            merge.mutate(fromId);
          }}
        />
      ) : null}
    </Card>
  );
}

interface MergesProps {
  readonly detail: ModelDetail;
  readonly onUndo?: (mergeId: string) => void;
  readonly isBusy: boolean;
}

function Merges({ detail, onUndo, isBusy }: MergesProps) {
  const { m, f } = useApp();
  return detail.merges.map((one) => {
    const name = `${one.vendor} ${one.model}`;
    return (
      <p key={one.id} className="mt-2 flex items-baseline justify-between gap-4 border-t border-line pt-2 text-small text-soft">
        <span className="min-w-0 break-words">
          {name}, {m.models.mergedOn(f.instantDay(one.mergedAt))}
        </span>
        {onUndo === undefined ? null : (
          <Button isSmall kind="quiet" disabled={isBusy} aria-label={m.models.undoOf(name)} onClick={() => onUndo(one.id)}>
            {m.models.undo}
          </Button>
        )}
      </p>
    );
  });
}

interface PerhapsSameProps {
  readonly detail: ModelDetail;
  readonly onSame?: (fromId: string) => void;
  readonly isBusy: boolean;
}

function PerhapsSame({ detail, onSame, isBusy }: PerhapsSameProps) {
  const { m } = useApp();
  if (detail.perhapsSame.length === 0) return null;
  return (
    <div className="mt-3 border-t border-line pt-2">
      <p className="text-small text-soft">{m.models.perhapsSame}</p>
      <ul className="mt-1 grid gap-1">
        {detail.perhapsSame.map((one) => {
          const name = `${one.vendor} ${one.model}`;
          return (
            <li key={one.id} className="flex items-baseline justify-between gap-4">
              <PageLink to="/models/$id" params={{ id: one.id }}>
                {name}
              </PageLink>
              {onSame === undefined ? null : (
                <Button isSmall disabled={isBusy} aria-label={m.models.isSameOf(name)} onClick={() => onSame(one.id)}>
                  {m.models.isSame}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface MergeDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onChosen: (fromId: string) => void;
}

function MergeDialog({ id, onClose, onChosen }: MergeDialogProps) {
  const { m, f } = useApp();
  const [text, setText] = useState('');
  const named = text.trim();
  const filter = printFilter({
    op: 'and',
    of: [
      { op: 'not', of: { op: 'eq', field: 'id', value: id } },
      ...(named === ''
        ? []
        : [
            {
              op: 'or' as const,
              of: [
                { op: 'contains' as const, field: 'model', value: named },
                { op: 'contains' as const, field: 'vendor', value: named },
              ],
            },
          ]),
    ],
  });
  const { data } = useQuery(listPageQuery('models.list', { filter, limit: 12 }));
  const entries = (data?.items ?? []).map((row) => ({
    id: row.id,
    text: [row.vendor, row.model].filter((part) => part !== null).join(' '),
    hint: f.number(row.assetCount ?? 0),
    run: () => onChosen(row.id),
  }));
  return (
    <Dialog title={m.models.mergeTitle} onClose={onClose} closeLabel={m.product.close}>
      <p className="mb-3 text-soft">{m.models.mergeHelp}</p>
      <SearchList
        label={m.models.mergeSearch}
        placeholder={m.models.mergeSearch}
        none={m.models.mergeNone}
        text={text}
        onText={setText}
        entries={entries}
      />
    </Dialog>
  );
}
