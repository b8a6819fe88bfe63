/** Annotations in words: on which days, what, beside which figures, said by whom; each can be withdrawn. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import { annotationKindTexts } from '#core/metrics/annotation.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp, type App } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { scopeText } from '../../pages/metrics/scope-switch.tsx';
import { Button } from '../../ui/button.tsx';
import type { Done } from '../finding-work/work-bar.tsx';
import { FormDialog } from '../form-dialog.tsx';

interface AnnotationListProps {
  readonly items: readonly AnnotationJson[];
  /** Numbered as the marks of a chart: 1 for the first. */
  readonly isNumbered?: boolean;
  readonly onDone: (done: Done) => void;
}

export function AnnotationList({ items, isNumbered = false, onDone }: AnnotationListProps) {
  return (
    <ul className="grid gap-3">
      {items.map((one, index) => (
        <OneAnnotation key={one.id} one={one} number={isNumbered ? index + 1 : null} onDone={onDone} />
      ))}
    </ul>
  );
}

function OneAnnotation({ one, number, onDone }: OneAnnotationProps) {
  const app = useApp();
  const { m, f, t, session } = app;
  const [isAsked, setAsked] = useState(false);
  const mayWithdraw = one.withdrawnAt === null && session !== undefined && mayOpen({ access: 'decide' }, session.role);
  return (
    <li className={number === null ? '' : 'grid grid-cols-[2rem_minmax(0,1fr)]'}>
      {number === null ? null : (
        <span>
          <span className="sr-only">{m.annotations.number(number)}</span>
          <span aria-hidden="true" className="rounded-sm border border-edge px-1.5 text-small">
            {number}
          </span>
        </span>
      )}
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-80 break-words">
          <span className={one.withdrawnAt === null ? 'font-medium' : 'line-through'}>{one.text}</span>{' '}
          <span className="text-soft">
            {daysText(one, f, m)}, {t(annotationKindTexts[one.kind])}
          </span>
        </p>
        {mayWithdraw ? (
          <Button kind="quiet" isSmall className="no-print" aria-label={m.annotations.withdrawOf(one.text)} onClick={() => setAsked(true)}>
            {m.annotations.withdraw}
          </Button>
        ) : null}
        <div className="basis-full text-small text-soft">
          {one.detail === null ? null : <p className="max-w-[75ch] break-words whitespace-pre-line text-ink">{one.detail}</p>}
          <p>
            <About one={one} />
            {one.scope === null ? '' : ` · ${m.annotations.onlyHere(scopeText({ scope: one.scope, label: one.scope.label }, app))}`}
            {one.specialCause === null
              ? ''
              : ` · ${m.annotations.isSpecial(f.day(one.specialCause.fromOn, true), f.day(one.specialCause.toOn, true))}`}
            {one.startsPhase ? ` · ${m.annotations.isPhase}` : ''}
            {` · ${m.annotations.saidBy(one.saidBy ?? m.decisions.node, f.instantDay(one.saidAt))}`}
            {one.withdrawnAt === null
              ? ''
              : ` · ${m.annotations.withdrawnBy(one.withdrawnBy ?? m.decisions.node, f.instantDay(one.withdrawnAt))}`}
          </p>
        </div>
        {isAsked ? <WithdrawDialog one={one} onClose={() => setAsked(false)} onDone={onDone} /> : null}
      </div>
    </li>
  );
}

/** Asks first: a word that is taken back is gone from every chart that it stood beside. */
function WithdrawDialog({ one, onClose, onDone }: WithdrawDialogProps) {
  const { m } = useApp();
  const withdraw = useMutation<Done, Error, FormData>({
    mutationFn: async () => {
      await client.annotations.withdraw({ params: { id: one.id } });
      return { text: m.annotations.withdrawn(one.text), batchId: one.id };
    },
    onSuccess: (done) => {
      forgetAnnotations();
      onClose();
      onDone(done);
    },
  });
  return (
    <FormDialog title={m.annotations.withdraw} save={m.annotations.withdraw} mutation={withdraw} onClose={onClose}>
      <p className="font-medium break-words">{one.text}</p>
      <p className="text-soft">{m.annotations.withdrawHelp}</p>
    </FormDialog>
  );
}

interface WithdrawDialogProps {
  readonly one: AnnotationJson;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

interface OneAnnotationProps {
  readonly one: AnnotationJson;
  readonly number: number | null;
  readonly onDone: (done: Done) => void;
}

function About({ one }: { readonly one: AnnotationJson }) {
  const { m } = useApp();
  if (one.metricId !== null) {
    return (
      <PageLink to="/metrics/$id" params={{ id: one.metricId }} className="quiet-link">
        {m.annotations.onlyMetric(one.metricId)}
      </PageLink>
    );
  }
  return one.domain === null ? m.annotations.allMetrics : m.annotations.allOf(m.metrics.domains[one.domain] ?? one.domain);
}

function daysText({ fromOn, toOn }: Pick<AnnotationJson, 'fromOn' | 'toOn'>, f: App['f'], m: App['m']): string {
  return fromOn === toOn ? f.day(fromOn, true) : m.annotations.days(f.day(fromOn, true), f.day(toOn, true));
}

/** Charts and lists that show them are asked for again. */
export function forgetAnnotations(): void {
  for (const key of ['annotations', 'metric', 'metrics', 'overview']) void queryClient.invalidateQueries({ queryKey: [key] });
}
