/** Where a metric stands in its life, the steps taken so far, and taking the next one. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { LifecycleJson, LifecycleStepJson } from '#contract/endpoints/lifecycle.ts';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { lifecycleTexts, type LifecycleState } from '#core/metrics/lifecycle.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { mayOpen } from '../../app/page.ts';
import { lifecycleQuery } from '../../app/queries.ts';
import { forgetAnnotations } from '../../components/annotations/annotation-list.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';
import { blankFields, standingText } from './lifecycle-words.ts';

export function Lifecycle({ metric }: { readonly metric: MetricView }) {
  const app = useApp();
  const { m, t, session } = app;
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery(lifecycleQuery(metric.id));
  const mayStep = session !== undefined && mayOpen({ access: 'decide' }, session.role);
  const canStep = data !== undefined && data.next.length > 0 && mayStep;
  return (
    <Card
      title={m.lifecycle.title}
      aside={
        canStep ? (
          <Button isSmall className="no-print" onClick={() => setOpen(true)}>
            {m.lifecycle.step}
          </Button>
        ) : null
      }
    >
      <p>{data === undefined ? m.lifecycle.state(t(lifecycleTexts[metric.lifecycle])) : standingText(data, app)}</p>
      {metric.lifecycle === 'retired' ? <p className="max-w-[70ch] text-soft">{m.lifecycle.retired}</p> : null}
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : <Steps lifecycle={data} />}
      {isOpen && data !== undefined ? <StepDialog lifecycle={data} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function Steps({ lifecycle }: { readonly lifecycle: LifecycleJson }) {
  const { m } = useApp();
  if (lifecycle.steps.length === 0) return <p className="mt-1 text-small text-soft">{m.lifecycle.none}</p>;
  return (
    <ul className="mt-2 grid gap-2">
      {lifecycle.steps.map((step) => (
        <OneStep key={step.id} step={step} />
      ))}
    </ul>
  );
}

function OneStep({ step }: { readonly step: LifecycleStepJson }) {
  const { m, f, t } = useApp();
  const facts = [
    ...(step.hoursPerQuarter === null ? [] : [m.lifecycle.hoursMeasured(f.number(step.hoursPerQuarter, 1))]),
    ...(step.replacedBy === null ? [] : [m.lifecycle.replaced(step.replacedBy)]),
  ];
  return (
    <li className="border-t border-line pt-2 first:border-0">
      <p>
        <span className="font-medium">{m.lifecycle.moved(t(lifecycleTexts[step.from]), t(lifecycleTexts[step.to]))}</span>: {step.reason}
      </p>
      {step.statements.length === 0 ? null : (
        <ul className="ms-4 list-disc text-small">
          {step.statements.map(({ guard, asks, said }) => (
            <li key={guard}>
              {t(asks)}: {said}
            </li>
          ))}
        </ul>
      )}
      <p className="text-small text-soft">
        {[m.lifecycle.by(step.saidBy ?? m.decisions.node, f.instantDay(step.saidAt)), ...facts].join(' · ')}
      </p>
    </li>
  );
}

function StepDialog({ lifecycle, onClose }: { readonly lifecycle: LifecycleJson; readonly onClose: () => void }) {
  const { m, t } = useApp();
  const [first] = lifecycle.next;
  const [to, setTo] = useState<LifecycleState>(first?.to ?? 'retired');
  const chosen = lifecycle.next.find((step) => step.to === to) ?? first;
  const [blank, setBlank] = useState<readonly string[]>([]);
  const faultOf = (name: string) => (blank.includes(name) ? m.lifecycle.blank : undefined);
  const save = useMutation({
    mutationFn: (form: FormData) => client.lifecycle.step({ params: { id: lifecycle.metricId }, body: said(form, chosen) }),
    onSuccess: () => {
      forgetAnnotations();
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const empty = blankFields(chosen, (name) => formText(form, name));
    setBlank(empty);
    if (empty.length === 0) save.mutate(form);
  };
  if (chosen === undefined) return null;
  return (
    <Dialog title={m.lifecycle.step} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <SelectField label={m.lifecycle.to} name="to" value={to} onChange={(event) => setTo(event.target.value as LifecycleState)}>
          {lifecycle.next.map((step) => (
            <option key={step.to} value={step.to}>
              {t(lifecycleTexts[step.to])}
            </option>
          ))}
        </SelectField>
        <Guards step={chosen} faultOf={faultOf} />
        <AreaField label={m.lifecycle.reason} fault={faultOf('reason')} name="reason" required maxLength={1000} />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <Button kind="main" type="submit" disabled={save.isPending}>
          {m.lifecycle.save}
        </Button>
      </form>
    </Dialog>
  );
}

type NextStep = LifecycleJson['next'][number];

interface GuardsProps {
  readonly step: NextStep;
  readonly faultOf: (name: string) => string | undefined;
}

/** What the machine checked, told; what only people know, asked. */
function Guards({ step, faultOf }: GuardsProps) {
  const { m, t } = useApp();
  const checked = step.guards.filter(({ isMet }) => isMet !== null);
  return (
    <>
      {checked.length === 0 ? null : (
        <div>
          <p className="font-medium">{m.lifecycle.asks}</p>
          <ul className="grid gap-1">
            {checked.map((one) => (
              <CheckedGuard key={one.guard} one={one} />
            ))}
          </ul>
        </div>
      )}
      {step.guards.map(({ guard, kind, asks, todo }) => {
        if (guard === 'replacement-known') return <TextField key={guard} label={m.lifecycle.replacedBy} name="replacedBy" maxLength={20} />;
        if (kind === 'measured')
          return <TextField key={guard} label={m.lifecycle.hours} name="hoursPerQuarter" type="number" min={0} step="any" required />;
        return kind === 'stated' ? (
          <AreaField
            key={guard}
            label={capitalised(t(asks))}
            help={capitalised(t(todo))}
            fault={faultOf(guard)}
            name={guard}
            required
            maxLength={1000}
          />
        ) : null;
      })}
    </>
  );
}

function CheckedGuard({ one: { isMet, asks, todo, instead } }: { readonly one: NextStep['guards'][number] }) {
  const { m, t } = useApp();
  // What is not there is not ticked, also where something else stands in its place.
  if (instead !== null) {
    return (
      <li>
        <span aria-hidden="true">– </span>
        {t(asks)}: {t(instead)}
      </li>
    );
  }
  return (
    <li>
      <span aria-hidden="true">{isMet === true ? '✓ ' : '✗ '}</span>
      {t(asks)}: {isMet === true ? m.lifecycle.met : m.lifecycle.unmet}
      {isMet === true ? null : <span className="block text-small text-soft">{t(todo)}</span>}
    </li>
  );
}

function said(form: FormData, step: NextStep | undefined) {
  const hours = formText(form, 'hoursPerQuarter');
  return {
    to: step?.to ?? 'retired',
    reason: formText(form, 'reason'),
    statements: (step?.guards ?? []).flatMap(({ guard, kind }) => {
      const text = formText(form, guard);
      return kind === 'stated' && text !== '' ? [{ guard, said: text }] : [];
    }),
    hoursPerQuarter: hours === '' ? null : Number(hours),
    replacedBy: formText(form, 'replacedBy') || null,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
