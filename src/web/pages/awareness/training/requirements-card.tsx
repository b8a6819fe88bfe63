/** Which course is asked of whom, today and from when; who may, changes it here. A change counts from its day. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { formText } from '../../../app/form-text.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { keepTraining } from './training-queries.ts';

interface RequirementsCardProps {
  readonly training: TrainingJson;
  readonly mayChange: boolean;
}

export function RequirementsCard({ training, mayChange }: RequirementsCardProps) {
  const { m, f } = useApp();
  const [isOpen, setOpen] = useState(false);
  const today = f.today();
  const asked = training.requirements.filter(({ toOn }) => toOn === null || toOn > today);
  const end = useMutation({
    mutationFn: (id: string) => client.training.endRequirement({ params: { id } }),
    onSuccess: keepTraining,
  });
  return (
    <Card title={m.training.requirements}>
      {asked.length === 0 ? <p className="text-soft">{m.training.noRequirements}</p> : null}
      <ul className="grid gap-3">
        {asked.map(({ id, course, roleGroup, months, isHighRisk, fromOn }) => (
          <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3">
            <div className="min-w-0">
              <p className="font-medium wrap-break-word">{course}</p>
              <p className="text-small text-soft">
                {roleGroup ?? m.training.everybody}
                {isHighRisk ? ` · ${m.training.highRisk}` : ''} · {m.training.holds(f.number(months))}
                {` · ${m.training.since(f.day(fromOn))}`}
              </p>
            </div>
            {mayChange ? (
              <Button
                kind="quiet"
                aria-label={m.training.endOf(course, roleGroup ?? m.training.everybody)}
                disabled={end.isPending}
                onClick={() => end.mutate(id)}
              >
                {m.training.end}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {end.error === null ? null : <ProblemNotice error={end.error} />}
      {mayChange ? (
        <Button className="mt-3" onClick={() => setOpen(true)}>
          {m.training.ask}
        </Button>
      ) : null}
      {isOpen ? <AskDialog training={training} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function AskDialog({ training, onClose }: { readonly training: TrainingJson; readonly onClose: () => void }) {
  const { m, f } = useApp();
  const [roleGroup, setRoleGroup] = useState('');
  const save = useMutation({
    mutationFn: (form: FormData) =>
      client.training.require({
        body: {
          course: formText(form, 'course'),
          roleGroup: roleGroup === '' ? null : roleGroup,
          months: Number(formText(form, 'months')),
          isHighRisk: roleGroup !== '' && form.get('highRisk') !== null,
          fromOn: formText(form, 'fromOn'),
        },
      }),
    onSuccess: (answer) => {
      keepTraining(answer);
      onClose();
    },
  });
  return (
    <FormDialog title={m.training.ask} save={m.training.save} mutation={save} onClose={onClose}>
      <TextField label={m.training.course} help={m.training.courseHelp} name="course" list="training-courses" required maxLength={200} />
      <datalist id="training-courses">
        {training.courses.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <SelectField label={m.training.of} value={roleGroup} onChange={(event) => setRoleGroup(event.currentTarget.value)}>
        <option value="">{m.training.everybody}</option>
        {training.roleGroups.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
      {roleGroup === '' ? null : <CheckField label={m.training.highRiskField} help={m.training.highRiskHelp} name="highRisk" />}
      <TextField label={m.training.months} name="months" type="number" min={1} max={60} inputMode="numeric" defaultValue={12} required />
      <TextField label={m.training.fromOn} help={m.training.fromHelp} name="fromOn" type="date" defaultValue={f.today()} required />
    </FormDialog>
  );
}
