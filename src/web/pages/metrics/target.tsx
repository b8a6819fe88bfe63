/** What the hospital aims for, who said so and why, and saying it anew. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { isShare } from '../../app/format.ts';
import { mayOpen } from '../../app/page.ts';
import { forgetAnnotations } from '../../components/annotations/annotation-list.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';

interface TargetProps {
  readonly metric: MetricView;
  /** Of the headline measure. */
  readonly unit: string;
}

export function Target({ metric, unit }: TargetProps) {
  const { m, f, session } = useApp();
  const [isOpen, setOpen] = useState(false);
  const maySet = session !== undefined && mayOpen({ access: 'decide' }, session.role);
  const { target } = metric;
  if (target === null && !maySet) return null;
  return (
    <div>
      <p className="text-small text-soft">{target !== null && target.source === null ? m.targets.own : m.metrics.target}</p>
      <p className="flex flex-wrap items-baseline gap-x-2">
        {target === null ? <span className="text-soft">{m.targets.none}</span> : f.value(target.value, unit)}
        {maySet ? (
          <Button kind="quiet" isSmall className="no-print" aria-label={m.targets.set} onClick={() => setOpen(true)}>
            {m.targets.change}
          </Button>
        ) : null}
      </p>
      {target === null || target.setForVersion === null ? null : (
        <p className="text-small text-soft">{m.targets.setFor(target.setForVersion)}</p>
      )}
      {isOpen ? <TargetDialog metric={metric} unit={unit} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function TargetDialog({ metric, unit, onClose }: TargetProps & { readonly onClose: () => void }) {
  const { m, f } = useApp();
  const isPercent = isShare(unit);
  const { target, targetWords } = metric;
  const shown = target === null ? '' : String(isPercent ? Number((target.value * 100).toPrecision(12)) : target.value);
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const text = formText(form, 'value');
      // Two places to the left in decimal: 0.07 and not 0.07000000000000001.
      const value = text === '' ? null : isPercent ? Number(`${Number(text)}e-2`) : Number(text);
      return client.metrics.target({ params: { id: metric.id }, body: { value, reason: formText(form, 'reason') } });
    },
    onSuccess: () => {
      forgetAnnotations();
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={m.targets.set} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.targets.help}</p>
        <TextField
          label={isPercent ? m.targets.percent : m.targets.value}
          help={m.targets.empty}
          name="value"
          type="number"
          min={0}
          max={isPercent ? 100 : undefined}
          step="any"
          defaultValue={shown}
        />
        <AreaField label={m.targets.reason} name="reason" required maxLength={1000} />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <Button kind="main" type="submit" disabled={save.isPending}>
          {m.targets.save}
        </Button>
        {targetWords.length === 0 ? null : (
          <div className="border-t border-line pt-3">
            <p className="text-small text-soft">{m.targets.words}</p>
            <ul className="grid gap-1.5">
              {targetWords.map((word) => (
                <li key={word.saidAt}>
                  {word.value === null ? m.targets.givenBack : f.value(word.value, unit)}: {word.reason}
                  {word.setForVersion === null ? '' : ` (${m.targets.setFor(word.setForVersion)})`}{' '}
                  <span className="text-small text-soft">
                    {f.instantDay(word.saidAt)}, {m.decisions.by(word.saidBy ?? m.decisions.node)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </form>
    </Dialog>
  );
}
