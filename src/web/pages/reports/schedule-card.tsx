/** When reports are made by themselves: how often, on which day, in which languages. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ReportScheduleJson } from '#contract/endpoints/reports.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { reportScheduleQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';

const languages = ['en', 'nl'] as const;
const everyWords = ['never', 'month', 'quarter'] as const;

export function ScheduleCard({ mayChange }: { readonly mayChange: boolean }) {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(reportScheduleQuery);
  return (
    <Card title={m.reports.schedule}>
      <div className="grid gap-3">
        <p className="text-soft">{m.reports.scheduleLead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : (
          <>
            <p>{data.next === null ? m.reports.off : m.reports.next(data.next.period, f.day(data.next.on, true))}</p>
            {mayChange ? <ScheduleForm kept={data} /> : null}
          </>
        )}
      </div>
    </Card>
  );
}

function ScheduleForm({ kept: { schedule } }: { readonly kept: ReportScheduleJson }) {
  const { m } = useApp();
  const [every, setEvery] = useState<string>(schedule?.every ?? 'never');
  const [isMissing, setMissing] = useState(false);
  const save = useMutation({
    mutationFn: (body: Parameters<typeof client.reports.setSchedule>[0]['body']) => client.reports.setSchedule({ body }),
    onSuccess: (answer) => queryClient.setQueryData(reportScheduleQuery.queryKey, answer),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wanted = languages.filter((language) => form.getAll('languages').includes(language));
    const isOn = every === 'month' || every === 'quarter';
    setMissing(isOn && wanted.length === 0);
    if (!isOn) save.mutate({ schedule: null });
    else if (wanted.length > 0) save.mutate({ schedule: { every, onDay: Number(formText(form, 'onDay')), languages: wanted } });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <SelectField label={m.reports.every} value={every} onChange={(event) => setEvery(event.currentTarget.value)}>
        {everyWords.map((word) => (
          <option key={word} value={word}>
            {m.reports.everyWords[word]}
          </option>
        ))}
      </SelectField>
      {every === 'never' ? null : (
        <>
          <TextField
            label={m.reports.onDay}
            help={m.reports.onDayHelp}
            name="onDay"
            type="number"
            min={1}
            max={28}
            required
            defaultValue={schedule?.onDay ?? 5}
          />
          <fieldset className="grid gap-1">
            <legend className="mb-1 font-medium">{m.reports.language}</legend>
            {languages.map((language) => (
              <CheckField
                key={language}
                label={m.reports.languages[language]}
                name="languages"
                value={language}
                defaultChecked={schedule?.languages.includes(language) ?? true}
              />
            ))}
          </fieldset>
        </>
      )}
      {isMissing ? <p role="alert">{m.reports.languageMissing}</p> : null}
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={save.isPending}>
          {m.reports.save}
        </Button>
        <p role="status" className="text-small text-soft">
          {save.isSuccess ? m.reports.saved : null}
        </p>
      </div>
    </form>
  );
}
