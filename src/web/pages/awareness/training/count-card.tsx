/** Counting a month, by hand or by itself, and what came of it: what is held back says why. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { PartOutcomeJson, TrainingJson } from '#contract/endpoints/training.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { formText } from '../../../app/form-text.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { keepTraining } from './training-queries.ts';

interface CountCardProps {
  readonly training: TrainingJson;
  readonly mayChange: boolean;
}

/** Months that can be chosen: the latest that is over, and a few before it. */
const monthsOffered = 6;

export function CountCard({ training, mayChange }: CountCardProps) {
  const { m, f } = useApp();
  const [outcomes, setOutcomes] = useState<readonly PartOutcomeJson[] | null>(null);
  const count = useMutation({
    mutationFn: (month: string) => client.training.publish({ body: { month } }),
    onSuccess: (answer) => {
      setOutcomes(answer.outcomes);
      keepTraining(answer.training);
    },
  });
  const automatic = useMutation({
    mutationFn: (on: boolean) => client.training.setAutomatic({ body: { on } }),
    onSuccess: keepTraining,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    count.mutate(formText(new FormData(event.currentTarget), 'month'));
  };
  return (
    <Card title={m.training.count}>
      <p>{m.training.countText}</p>
      <p className="mt-2 text-soft">
        {training.automatic === null ? m.training.byHand : m.training.byItself(f.instantDay(training.automatic.saidAt))}
      </p>
      {!mayChange ? null : (
        <>
          <form onSubmit={submit} className="mt-3 grid gap-3">
            <SelectField label={m.training.month} name="month" defaultValue={training.lastMonth}>
              {monthsBefore(training.lastMonth).map((month) => (
                <option key={month} value={month}>
                  {f.monthLong(`${month}-01`)}
                </option>
              ))}
            </SelectField>
            <div className="flex flex-wrap gap-2">
              <Button kind="main" type="submit" disabled={count.isPending}>
                {m.awareness.publish}
              </Button>
              <Button kind="quiet" disabled={automatic.isPending} onClick={() => automatic.mutate(training.automatic === null)}>
                {training.automatic === null ? m.training.turnOn : m.training.turnOff}
              </Button>
            </div>
          </form>
          {count.error === null ? null : <ProblemNotice error={count.error} />}
          {automatic.error === null ? null : <ProblemNotice error={automatic.error} />}
          {outcomes === null ? null : <Outcomes outcomes={outcomes} />}
        </>
      )}
    </Card>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: readonly PartOutcomeJson[] }) {
  const { m, f } = useApp();
  const say = ({ part, kind, newPeople }: PartOutcomeJson) => {
    if (kind !== 'held') return part === 'ambassadors' && kind === 'nothing-asked' ? m.training.noList : m.training.outcomes[kind];
    return part === 'starters' ? m.training.heldStarters(f.number(newPeople ?? 0)) : m.training.held(f.number(newPeople ?? 0));
  };
  return (
    <div role="status" className="mt-3 text-small">
      <ul className="grid gap-1.5">
        {outcomes.map((one) => (
          <li key={one.part}>
            <span className="font-medium">{m.training.parts[one.part]}:</span> {say(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function monthsBefore(last: string): readonly string[] {
  const [year = 0, month = 1] = last.split('-').map(Number);
  return Array.from({ length: monthsOffered }, (_, back) => {
    const index = year * 12 + month - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}
