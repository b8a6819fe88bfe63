/** Enters the numbers of a period, corrects them, or withdraws them: always with who, when and why beside them. */
import { useMutation } from '@tanstack/react-query';
import type { EntryJson } from '#contract/endpoints/entries.ts';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import type { Day } from '#core/kernel/time.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { forgetAnnotations } from '../../components/annotations/annotation-list.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';
import { lastEntryDay, periodsThatAreOver } from './entry-periods.ts';

const periodsOffered = 8;

interface EntryDialogProps {
  readonly metric: MetricView;
  readonly view: MeasureView;
  /** What is corrected; absent: a period is entered. */
  readonly entry?: EntryJson;
  readonly onClose: () => void;
}

export function EntryDialog({ metric, view, entry, onClose }: EntryDialogProps) {
  const { m, t } = useApp();
  const { entered } = view;
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const said = { ...numbersIn(form), ...evidenceIn(form) };
      if (entry !== undefined)
        return client.entries.correct({ params: { id: entry.id }, body: { ...said, reason: formText(form, 'reason') } });
      const period = periodIn(form);
      return client.entries.enter({ params: { id: metric.id }, body: { ...said, ...period, measure: view.measure } });
    },
    onSuccess: () => {
      forgetAnnotations();
      onClose();
    },
  });
  if (entered === null) return null;
  const before = entry?.revisions.at(-1);
  return (
    <FormDialog
      title={entry === undefined ? m.entries.enter : m.entries.correct}
      save={entry === undefined ? m.entries.save : m.entries.saveCorrection}
      mutation={save}
      onClose={onClose}
    >
      <p className="text-soft">{entry === undefined ? m.entries.enterHelp : `${t(view.title)}, ${entry.fromOn} – ${entry.toOn}`}</p>
      {entry === undefined ? <Period of={view.chart.period} /> : null}
      {entered.kind === 'duration' ? (
        <TextField
          label={m.entries.days(t(entered.numerator))}
          name="days"
          type="number"
          min={0}
          step="any"
          required
          defaultValue={before?.days ?? ''}
        />
      ) : (
        <Count label={m.entries.numerator(t(entered.numerator))} name="numerator" value={before?.numerator ?? null} />
      )}
      {entered.denominator === null ? null : (
        <Count label={m.entries.denominator(t(entered.denominator))} name="denominator" value={before?.denominator ?? null} />
      )}
      <AreaField
        label={m.entries.evidence}
        help={m.entries.evidenceHelp(t(entered.evidence))}
        name="evidence"
        required
        maxLength={2000}
        defaultValue={before?.evidence ?? ''}
      />
      <TextField label={m.entries.link} name="evidenceLink" type="url" maxLength={2000} defaultValue={before?.evidenceLink ?? ''} />
      <TextField label={m.entries.reference} name="evidenceReference" maxLength={300} defaultValue={before?.evidenceReference ?? ''} />
      {entry === undefined ? null : <AreaField label={m.entries.reason} name="reason" required maxLength={1000} />}
    </FormDialog>
  );
}

export function WithdrawDialog({ entry, onClose }: { readonly entry: EntryJson; readonly onClose: () => void }) {
  const { m } = useApp();
  const save = useMutation({
    mutationFn: (form: FormData) => client.entries.withdraw({ params: { id: entry.id }, body: { reason: formText(form, 'reason') } }),
    onSuccess: () => {
      forgetAnnotations();
      onClose();
    },
  });
  return (
    <FormDialog title={m.entries.withdraw} save={m.entries.saveWithdrawal} mutation={save} onClose={onClose}>
      <AreaField label={m.entries.withdrawReason} name="reason" required maxLength={1000} />
    </FormDialog>
  );
}

/** A metric of months or quarters is entered by whole ones, as its chart has one point of each. */
function Period({ of }: { readonly of: MeasureView['chart']['period'] }) {
  const { m, f } = useApp();
  const today = f.today() as Day;
  if (of === 'week' || of === 'figure') {
    return (
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={m.entries.fromOn} name="fromOn" type="date" required max={lastEntryDay(today)} />
        <TextField label={m.entries.toOn} name="toOn" type="date" required max={lastEntryDay(today)} />
      </div>
    );
  }
  return (
    <SelectField label={m.entries.whichPeriod[of]} help={m.entries.whichPeriodHelp} name="period" required>
      {periodsThatAreOver(today, of, periodsOffered).map(({ fromOn, toOn }) => (
        <option key={fromOn} value={`${fromOn} ${toOn}`}>
          {of === 'month' ? f.monthLong(fromOn) : f.quarter(fromOn)}
        </option>
      ))}
    </SelectField>
  );
}

function periodIn(form: FormData) {
  const [fromOn = formText(form, 'fromOn'), toOn = formText(form, 'toOn')] = formText(form, 'period').split(' ').filter(Boolean);
  return { fromOn, toOn };
}

function Count({ label, name, value }: { readonly label: string; readonly name: string; readonly value: number | null }) {
  return <TextField label={label} name={name} type="number" min={0} step={1} required defaultValue={value ?? ''} />;
}

function numbersIn(form: FormData) {
  const number = (name: string) => {
    const text = formText(form, name);
    return text === '' ? null : Number(text);
  };
  return { numerator: number('numerator'), denominator: number('denominator'), days: number('days') };
}

function evidenceIn(form: FormData) {
  return {
    evidence: formText(form, 'evidence'),
    evidenceLink: formText(form, 'evidenceLink') || null,
    evidenceReference: formText(form, 'evidenceReference') || null,
  };
}
