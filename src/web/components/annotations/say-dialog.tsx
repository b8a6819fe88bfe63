/** Says what happened: in a few words, on which days, beside which figures. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { annotationKinds, annotationKindTexts, type AnnotationKind } from '#core/metrics/annotation.ts';
import { metricDomains, type ScopeKind } from '#core/metrics/define-metric.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../../ui/field.tsx';
import type { Done } from '../finding-work/work-bar.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { forgetAnnotations } from './annotation-list.tsx';

/** The chart from whose page it is said. */
export interface SaidBeside {
  readonly metricId: string;
  readonly domain: string;
  readonly scope: {
    readonly kind: ScopeKind;
    readonly id: string;
    readonly text: string;
  };
}

interface SayDialogProps {
  readonly beside?: SaidBeside;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

export function SayDialog({ beside, onClose, onDone }: SayDialogProps) {
  const { m, f, t } = useApp();
  const [kind, setKind] = useState<AnnotationKind>('incident');
  const save = useMutation({
    mutationFn: async (form: FormData): Promise<Done> => {
      const { id } = await client.annotations.add({ body: said(form, kind, beside) });
      return { text: m.annotations.done(formText(form, 'text')), batchId: id };
    },
    onSuccess: (done) => {
      forgetAnnotations();
      onDone(done);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  const shownDomains = metricDomains.filter((domain) => beside === undefined || beside.domain === domain);
  return (
    <Dialog title={m.annotations.add} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.annotations.addHelp}</p>
        <TextField label={m.annotations.text} help={m.annotations.textHelp} name="text" required maxLength={160} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={m.annotations.fromOn} name="fromOn" type="date" required max={f.today()} />
          <TextField label={m.annotations.toOn} help={m.annotations.toOnHelp} name="toOn" type="date" max={f.today()} />
        </div>
        <SelectField
          label={m.annotations.kind}
          name="kind"
          value={kind}
          onChange={(event) => setKind(event.target.value as AnnotationKind)}
        >
          {annotationKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(annotationKindTexts[kind])}
            </option>
          ))}
        </SelectField>
        <SelectField label={m.annotations.about} name="about">
          <option value="all">{m.annotations.allMetrics}</option>
          {shownDomains.map((domain) => (
            <option key={domain} value={domain}>
              {m.annotations.allOf(m.metrics.domains[domain] ?? domain)}
            </option>
          ))}
          {beside === undefined ? null : <option value="metric">{m.annotations.onlyMetric(beside.metricId)}</option>}
        </SelectField>
        {beside === undefined || beside.scope.kind === 'organisation' ? null : (
          <SelectField label={m.annotations.where} name="where">
            <option value="everywhere">{m.annotations.everywhere}</option>
            <option value="here">{m.annotations.onlyHere(beside.scope.text)}</option>
          </SelectField>
        )}
        {kind === 'source-change' ? <CheckField label={m.annotations.startsPhase} name="startsPhase" /> : null}
        <SpecialCause />
        <AreaField label={m.annotations.detail} name="detail" maxLength={2000} />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <Button kind="main" type="submit" disabled={save.isPending}>
          {m.annotations.save}
        </Button>
      </form>
    </Dialog>
  );
}

function said(form: FormData, kind: AnnotationKind, beside: SaidBeside | undefined) {
  const about = formText(form, 'about');
  const fromOn = formText(form, 'fromOn');
  const specialFrom = formText(form, 'specialFrom');
  return {
    kind,
    fromOn,
    toOn: formText(form, 'toOn') || fromOn,
    text: formText(form, 'text'),
    detail: formText(form, 'detail') || null,
    metricId: about === 'metric' && beside !== undefined ? beside.metricId : null,
    domain: about === 'metric' || about === 'all' ? null : about,
    specialCause: specialFrom === '' ? null : { fromOn: specialFrom, toOn: formText(form, 'specialTo') || specialFrom },
    startsPhase: kind === 'source-change' && form.get('startsPhase') !== null,
    scope: formText(form, 'where') === 'here' && beside !== undefined ? { kind: beside.scope.kind, id: beside.scope.id } : null,
  };
}

function SpecialCause() {
  const { m, f } = useApp();
  return (
    <fieldset className="grid gap-2 border-t border-line pt-3">
      <legend className="font-medium">{m.annotations.special}</legend>
      <p className="text-small text-soft">{m.annotations.specialHelp}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={m.annotations.specialFrom} name="specialFrom" type="date" max={f.today()} />
        <TextField label={m.annotations.specialTo} name="specialTo" type="date" max={f.today()} />
      </div>
    </fieldset>
  );
}
