/** How a behaviour campaign ends: stopped with a reason, or concluded with what is done with its result. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { behaviourDecisions } from '#core/awareness/behaviour/behaviour-ids.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { formText } from '../../../app/form-text.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { AreaField, SelectField } from '../../../ui/field.tsx';
import { keepBehaviour } from './behaviour-queries.ts';

export function StopButton({ id }: { readonly id: string }) {
  const { m } = useApp();
  const [isOpen, setOpen] = useState(false);
  const stop = useMutation({
    mutationFn: (form: FormData) => client.behaviour.stop({ params: { id }, body: { reason: formText(form, 'reason') } }),
    onSuccess: (detail) => {
      keepBehaviour(detail);
      setOpen(false);
    },
  });
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {m.behaviour.stop}
      </Button>
      {isOpen ? (
        <FormDialog title={m.behaviour.stopTitle} save={m.behaviour.stop} mutation={stop} onClose={() => setOpen(false)}>
          <AreaField label={m.behaviour.stopWhy} name="reason" required maxLength={1_000} />
        </FormDialog>
      ) : null}
    </>
  );
}

interface ConclusionProps {
  readonly detail: BehaviourDetail;
  readonly mayAct: boolean;
}

export function ConclusionCard({ detail: { id, conclusion }, mayAct }: ConclusionProps) {
  const { m, f } = useApp();
  const [isOpen, setOpen] = useState(false);
  const conclude = useMutation({
    mutationFn: (form: FormData) => {
      const decision = behaviourDecisions.find((one) => one === formText(form, 'decision')) ?? 'adapt';
      return client.behaviour.conclude({ params: { id }, body: { decision, text: formText(form, 'text') } });
    },
    onSuccess: (detail) => {
      keepBehaviour(detail);
      setOpen(false);
    },
  });
  if (conclusion === null && !mayAct) return null;
  return (
    <Card title={m.behaviour.conclusion}>
      {conclusion === null ? null : (
        <div className="mb-3 grid max-w-[70ch] gap-1">
          <p className="font-medium first-letter:uppercase">{m.behaviour.decisions[conclusion.decision]}</p>
          <p>{conclusion.text}</p>
          <p className="text-small text-soft">
            {conclusion.saidBy ?? m.decisions.node}, {f.instantDay(conclusion.saidAt)}
          </p>
        </div>
      )}
      {mayAct ? <Button onClick={() => setOpen(true)}>{m.behaviour.conclude}</Button> : null}
      {isOpen ? (
        <FormDialog title={m.behaviour.conclude} save={m.behaviour.save} mutation={conclude} onClose={() => setOpen(false)}>
          <SelectField label={m.behaviour.decision} name="decision" defaultValue={conclusion?.decision}>
            {behaviourDecisions.map((decision) => (
              <option key={decision} value={decision}>
                {m.behaviour.decisions[decision]}
              </option>
            ))}
          </SelectField>
          <AreaField label={m.behaviour.why} name="text" required maxLength={1_000} defaultValue={conclusion?.text} />
        </FormDialog>
      ) : null}
    </Card>
  );
}
