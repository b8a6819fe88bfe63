/** A shift that may be signed as a new phase, and the phases that were signed: by whom, why, and how to take it back. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { mayOpen } from '../../app/page.ts';
import { forgetAnnotations } from '../../components/annotations/annotation-list.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../../ui/field.tsx';

interface PhasesProps {
  readonly metric: MetricView;
  readonly view: MeasureView;
}

export function Phases({ metric, view }: PhasesProps) {
  const { m, f, t, session } = useApp();
  const [isSigning, setSigning] = useState(false);
  const maySign = session !== undefined && mayOpen({ access: 'decide' }, session.role);
  const { shift, signedPhases } = view;
  const causes = metric.annotations.filter(({ fromOn }) => shift !== null && fromOn <= shift.metOn);
  if (shift === null && signedPhases.length === 0) return null;
  return (
    <div className="mt-3 grid gap-2 border-t border-line pt-3">
      {shift === null ? null : (
        <div className="no-print flex flex-wrap items-baseline gap-x-4 gap-y-2">
          <p className="max-w-[75ch] flex-1 basis-80 text-small">
            {t(shift.text)} <span className="text-soft">{m.phases.offer(f.day(shift.startsOn, true))}</span>{' '}
            {causes.length === 0 ? <span className="text-soft">{m.phases.needsCause}</span> : null}
          </p>
          {maySign && causes.length > 0 ? (
            <Button isSmall onClick={() => setSigning(true)}>
              {m.phases.sign}
            </Button>
          ) : null}
        </div>
      )}
      {signedPhases.map((phase) => (
        <SignedPhase key={phase.id} phase={phase} mayWithdraw={maySign} metric={metric} />
      ))}
      {isSigning && shift !== null ? (
        <SignDialog metric={metric} view={view} startsOn={shift.startsOn} causes={causes} onClose={() => setSigning(false)} />
      ) : null}
    </div>
  );
}

interface SignedPhaseProps {
  readonly phase: MeasureView['signedPhases'][number];
  readonly metric: MetricView;
  readonly mayWithdraw: boolean;
}

function SignedPhase({ phase, metric, mayWithdraw }: SignedPhaseProps) {
  const { m, f } = useApp();
  const withdraw = useMutation({
    mutationFn: () => client.phases.withdraw({ params: { id: phase.id } }),
    onSuccess: forgetAnnotations,
  });
  const cause = metric.annotations.find(({ id }) => id === phase.annotationId)?.text ?? '';
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-small">
      <p className="max-w-[75ch] flex-1 basis-80 break-words">
        {m.phases.signed(f.day(phase.startsOn, true), phase.signature, f.instantDay(phase.signedAt))}{' '}
        <span className="text-soft">
          {m.phases.because(cause)} {phase.reason}
        </span>
      </p>
      {mayWithdraw ? (
        <Button kind="quiet" isSmall className="no-print" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {m.phases.withdraw}
        </Button>
      ) : null}
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
    </div>
  );
}

interface SignDialogProps extends PhasesProps {
  readonly startsOn: string;
  /** Oldest first. */
  readonly causes: MetricView['annotations'];
  readonly onClose: () => void;
}

function SignDialog({ metric, view, startsOn, causes, onClose }: SignDialogProps) {
  const { m, f, session } = useApp();
  const sign = useMutation({
    mutationFn: (form: FormData) =>
      client.phases.sign({
        params: { id: metric.id },
        body: {
          measure: view.measure,
          scope: view.scope.kind === 'organisation' ? null : view.scope,
          startsOn,
          annotationId: formText(form, 'annotationId'),
          persists: form.get('persists') !== null,
          reason: formText(form, 'reason'),
          signature: formText(form, 'signature'),
        },
      }),
    onSuccess: () => {
      forgetAnnotations();
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    sign.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={m.phases.sign} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.phases.help(f.day(startsOn, true))}</p>
        <SelectField label={m.phases.cause} name="annotationId">
          {causes.toReversed().map((one) => (
            <option key={one.id} value={one.id}>
              {`${one.text} (${f.day(one.fromOn, true)})`}
            </option>
          ))}
        </SelectField>
        <AreaField label={m.phases.reason} name="reason" required maxLength={1000} />
        <CheckField label={m.phases.persists} name="persists" required />
        <TextField label={m.phases.signature} name="signature" required maxLength={120} defaultValue={session?.account?.name ?? ''} />
        {sign.error === null ? null : <ProblemNotice error={sign.error} />}
        <Button kind="main" type="submit" disabled={sign.isPending}>
          {m.phases.sign}
        </Button>
      </form>
    </Dialog>
  );
}
