/** Asks what is decided, until when and why; says beforehand how many findings it is about. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { acceptedDaysMax, decisionActs, type DecisionAct } from '#core/vulnerabilities/decisions.ts';
import { addDays, parseDay } from '#core/kernel/time.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';
import { capitalised } from '../list/field-columns.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { About, Done } from './work-bar.tsx';

interface DecideDialogProps {
  readonly about: About;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

const proposedDays = 90;

export function DecideDialog({ about, onClose, onDone }: DecideDialogProps) {
  const { m, f } = useApp();
  const [as, setAs] = useState<DecisionAct>('accepted');
  const [until, setUntil] = useState(dayAhead(f.today(), proposedDays));
  const [reason, setReason] = useState('');
  const body = { filter: about.filter, as, ...(as === 'reopened' || until === '' ? {} : { until }) };
  const isAskable = as !== 'accepted' || until !== '';
  const preview = useQuery({
    queryKey: ['decide', body],
    queryFn: ({ signal }) => client.findings.decide({ body: { ...body, dryRun: true }, signal }),
    enabled: isAskable,
    staleTime: 0,
    retry: false,
  });
  const decide = useMutation({
    mutationFn: (expectedCount: number) => client.findings.decide({ body: { ...body, reason, expectedCount } }),
    onSuccess: ({ batchId, decided }) =>
      onDone({ text: decided === 0 ? m.decisions.nothing : m.decisions.done(f.number(decided), decided), batchId }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (preview.data !== undefined) decide.mutate(preview.data.decided + preview.data.unchanged);
  };
  const choose = (act: DecisionAct) => {
    setAs(act);
    setUntil(act === 'accepted' ? dayAhead(f.today(), proposedDays) : '');
  };
  return (
    <Dialog title={m.decisions.make} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <p>
          {about.text} <Preview counts={preview.data} isAsking={preview.isFetching} />
        </p>
        <DecisionFields wish={{ as, until, reason }} onAct={choose} onUntil={setUntil} onReason={setReason} />
        {preview.error === null ? null : <ProblemNotice error={preview.error} />}
        {decide.error === null ? null : <ProblemNotice error={decide.error} onRetry={() => void preview.refetch()} />}
        <Button kind="main" type="submit" disabled={decide.isPending || preview.data === undefined || preview.isFetching}>
          {m.decisions.make}
        </Button>
      </form>
    </Dialog>
  );
}

function dayAhead(today: string, days: number): string {
  const day = parseDay(today);
  return day === undefined ? '' : addDays(day, days);
}

interface DecisionFieldsProps {
  readonly wish: { readonly as: DecisionAct; readonly until: string; readonly reason: string };
  readonly onAct: (act: DecisionAct) => void;
  readonly onUntil: (day: string) => void;
  readonly onReason: (reason: string) => void;
}

function DecisionFields({ wish: { as, until, reason }, onAct, onUntil, onReason }: DecisionFieldsProps) {
  const { m, f, t } = useApp();
  const today = f.today();
  return (
    <>
      <SelectField
        label={m.decisions.as}
        help={m.decisions.meaning[as]}
        value={as}
        onChange={(event) => onAct(decisionActs.find((act) => act.value === event.target.value)?.value ?? 'accepted')}
      >
        {decisionActs.map((act) => (
          <option key={act.value} value={act.value}>
            {capitalised(t(act.label))}
          </option>
        ))}
      </SelectField>
      {as === 'reopened' ? null : (
        <TextField
          label={m.decisions.until}
          help={as === 'accepted' ? m.decisions.untilAccepted : m.decisions.untilOther}
          type="date"
          value={until}
          min={today}
          {...(as === 'accepted' ? { max: dayAhead(today, acceptedDaysMax), required: true } : {})}
          onChange={(event) => onUntil(event.target.value)}
        />
      )}
      <AreaField
        label={m.decisions.reason}
        help={m.decisions.reasonHelp}
        value={reason}
        maxLength={2000}
        required={as !== 'reopened'}
        onChange={(event) => onReason(event.target.value)}
      />
    </>
  );
}

function Preview({
  counts,
  isAsking,
}: {
  readonly counts: { readonly decided: number; readonly unchanged: number } | undefined;
  readonly isAsking: boolean;
}) {
  const { m, f } = useApp();
  if (counts === undefined || isAsking) return <span className="text-soft">{isAsking ? m.decisions.counting : ''}</span>;
  const { decided, unchanged } = counts;
  return (
    <strong role="status" className="font-medium">
      {m.decisions.preview(f.number(decided), decided)}
      {unchanged === 0 ? '.' : `; ${m.decisions.unchanged(f.number(unchanged), unchanged)}.`}
    </strong>
  );
}
