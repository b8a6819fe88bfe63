/** What people entered for a measure: each period with its evidence and who said so, and all that was said of it before. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EntryJson, EntryRevisionJson } from '#contract/endpoints/entries.ts';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import type { App } from '../../app/context.tsx';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { entriesQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EntryDialog, WithdrawDialog } from './entry-dialog.tsx';

type Open = { readonly kind: 'enter' } | { readonly kind: 'correct' | 'withdraw'; readonly entry: EntryJson };

export function Entries({ metric, view }: { readonly metric: MetricView; readonly view: MeasureView }) {
  const { m, session } = useApp();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQuery({ ...entriesQuery(metric.id), enabled: view.entered !== null });
  if (view.entered === null) return null;
  const mayEnter = session !== undefined && mayOpen({ access: 'work' }, session.role) && metric.lifecycle !== 'retired';
  const items = (data?.items ?? []).filter((entry) => entry.measure === view.measure);
  const close = () => setOpen(null);
  return (
    <Card
      title={m.entries.title}
      aside={
        mayEnter ? (
          <Button isSmall className="no-print" onClick={() => setOpen({ kind: 'enter' })}>
            {m.entries.enter}
          </Button>
        ) : null
      }
    >
      <p className="mb-3 max-w-[70ch] text-small text-soft">{m.entries.lead}</p>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && items.length === 0 ? <p className="text-soft">{m.entries.none}</p> : null}
      <ul className="grid gap-3">
        {items.map((entry) => (
          <OneEntry key={entry.id} entry={entry} onOpen={mayEnter && entry.stands ? setOpen : null} />
        ))}
      </ul>
      {open?.kind === 'enter' ? <EntryDialog metric={metric} view={view} onClose={close} /> : null}
      {open?.kind === 'correct' ? <EntryDialog metric={metric} view={view} entry={open.entry} onClose={close} /> : null}
      {open?.kind === 'withdraw' ? <WithdrawDialog entry={open.entry} onClose={close} /> : null}
    </Card>
  );
}

interface OneEntryProps {
  readonly entry: EntryJson;
  /** null: nobody here may change it. */
  readonly onOpen: ((open: Open) => void) | null;
}

function OneEntry({ entry, onOpen }: OneEntryProps) {
  const app = useApp();
  const { m, f } = app;
  const newest = entry.revisions.at(-1);
  if (newest === undefined) return null;
  const period = periodOf(entry, app);
  const earlier = entry.revisions.slice(0, -1).toReversed();
  return (
    <li className="border-t border-line pt-3 first:border-0 first:pt-0">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p className={`font-medium ${entry.stands ? '' : 'line-through'}`}>
          {period}: {numbersOf(newest, app)}
        </p>
        {entry.stands ? null : <span className="text-small text-soft">{m.entries.isWithdrawn}</span>}
        {onOpen === null ? null : (
          <span className="no-print ms-auto flex gap-2">
            <Button kind="quiet" isSmall aria-label={m.entries.correctOf(period)} onClick={() => onOpen({ kind: 'correct', entry })}>
              {m.entries.correct}
            </Button>
            <Button kind="quiet" isSmall aria-label={m.entries.withdrawOf(period)} onClick={() => onOpen({ kind: 'withdraw', entry })}>
              {m.entries.withdraw}
            </Button>
          </span>
        )}
      </div>
      <Revision revision={newest} />
      {earlier.length === 0 ? null : (
        <details className="mt-1">
          <summary className="text-small text-soft">{m.entries.earlier(f.number(earlier.length))}</summary>
          <ul className="mt-1 grid gap-2 border-s-2 border-line ps-3">
            {earlier.map((revision) => (
              <li key={revision.revision}>
                <p>{numbersOf(revision, app)}</p>
                <Revision revision={revision} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Revision({ revision }: { readonly revision: EntryRevisionJson }) {
  const { m, f } = useApp();
  const { evidence, evidenceLink, evidenceReference, reason, act, saidBy, saidAt } = revision;
  return (
    <>
      <p className="max-w-[70ch] break-words">
        {m.entries.evidence}: {evidence}
        {evidenceReference === null ? '' : ` (${evidenceReference})`}{' '}
        {evidenceLink === null ? null : (
          <a href={evidenceLink} rel="noreferrer noopener" target="_blank">
            {m.entries.readEvidence}
          </a>
        )}
      </p>
      <p className="text-small text-soft">
        {m.entries.acts[act](saidBy ?? m.decisions.node, f.instantDay(saidAt))}
        {reason === null ? '' : `, ${m.entries.because(reason)}`}
      </p>
    </>
  );
}

function periodOf({ fromOn, toOn }: Pick<EntryJson, 'fromOn' | 'toOn'>, { m, f }: Pick<App, 'm' | 'f'>): string {
  return fromOn === toOn ? f.day(fromOn, true) : m.entries.period(f.day(fromOn, true), f.day(toOn, true));
}

function numbersOf({ numerator, denominator, days }: EntryRevisionJson, { m, f }: Pick<App, 'm' | 'f'>): string {
  if (days !== null) return m.entries.inDays(f.number(days, 2));
  if (denominator === null) return f.number(numerator ?? 0);
  return m.entries.of(f.number(numerator ?? 0), f.number(denominator));
}
