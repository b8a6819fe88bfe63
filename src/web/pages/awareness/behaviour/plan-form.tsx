/** The plan of a behaviour campaign, with what it could show beside it while one types. */
import { useState, type ChangeEvent, type FormEvent } from 'react';
import type { BehaviourBasis, BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { behaviourCauseIds, behaviourMeasureIds, type BehaviourMeasure } from '#core/awareness/behaviour/behaviour-ids.ts';
import { behaviourCauses, behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { useApp } from '../../../app/context.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { GroupTable } from './group-table.tsx';
import { draftPower, groupsBefore, planOf, type PeriodName, type PlanDraft } from './plan-draft.ts';
import { PowerCard } from './power-card.tsx';

interface PlanFormProps {
  readonly basis: BehaviourBasis;
  readonly initial: PlanDraft;
  readonly save: { readonly error: Error | null; readonly isPending: boolean; readonly mutate: (plan: BehaviourPlanJson) => void };
  readonly onCancel: () => void;
}

interface PartProps {
  readonly draft: PlanDraft;
  readonly change: (part: Partial<PlanDraft>) => void;
}

export function PlanForm({ basis, initial, save, onCancel }: PlanFormProps) {
  const { m } = useApp();
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...part }));
  const groups = groupsBefore(draft, basis);
  const plan = planOf(draft, basis);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(plan);
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <WhatAndWhy draft={draft} change={change} />
        <When draft={draft} change={change} />
        <Card title={m.behaviour.groups} isFlush>
          <p className="max-w-[70ch] px-4 pb-3 text-small text-soft">{m.behaviour.groupsText}</p>
          <GroupTable groups={groups} parts={draft.parts} onPart={(id, part) => change({ parts: { ...draft.parts, [id]: part } })} />
        </Card>
      </div>
      <div className="grid gap-4 lg:sticky lg:top-4">
        <HowMuch draft={draft} change={change} />
        <PowerCard
          foreseen={powerJson(draftPower(draft, basis))}
          expectedEffect={plan.expectedEffect}
          nameOf={(id) => groups.find((group) => group.id === id)?.name ?? id}
        />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="main" type="submit" disabled={save.isPending}>
            {m.behaviour.saveDraft}
          </Button>
          <Button kind="quiet" onClick={onCancel}>
            {m.behaviour.cancel}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** As the contract has it. */
function powerJson(power: ReturnType<typeof draftPower>) {
  return power?.kind === 'unknown' ? { ...power, hiddenGroupIds: [...power.hiddenGroupIds] } : power;
}

function WhatAndWhy({ draft, change }: PartProps) {
  const { m, t } = useApp();
  const text = (name: 'name' | 'problem' | 'targetBehaviour' | 'causeText' | 'intervention') => ({
    value: draft[name],
    required: true,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => change({ [name]: target.value }),
  });
  const toggle = (cause: (typeof behaviourCauseIds)[number]) =>
    change({ causes: behaviourCauseIds.filter((one) => (one === cause) !== draft.causes.includes(one)) });
  return (
    <Card title={m.behaviour.what}>
      <div className="grid gap-4">
        <TextField label={m.behaviour.name} maxLength={120} {...text('name')} />
        <AreaField label={m.behaviour.problem} help={m.behaviour.problemHelp} rows={2} maxLength={1_000} {...text('problem')} />
        <AreaField label={m.behaviour.target} help={m.behaviour.targetHelp} rows={2} maxLength={500} {...text('targetBehaviour')} />
        <fieldset className="grid gap-2">
          <legend className="font-medium">{m.behaviour.causes}</legend>
          {behaviourCauseIds.map((cause) => (
            <CheckField
              key={cause}
              label={t(behaviourCauses[cause].label)}
              help={t(behaviourCauses[cause].help)}
              checked={draft.causes.includes(cause)}
              onChange={() => toggle(cause)}
            />
          ))}
        </fieldset>
        <AreaField label={m.behaviour.causeText} help={m.behaviour.causeHelp} rows={2} maxLength={1_000} {...text('causeText')} />
        <AreaField label={m.behaviour.intervention} rows={2} maxLength={1_000} {...text('intervention')} />
        <SelectField
          label={m.behaviour.measure}
          help={m.behaviour.measureHelp}
          value={draft.measure}
          onChange={({ target }) => change({ measure: target.value as BehaviourMeasure })}
        >
          {behaviourMeasureIds.map((id) => (
            <option key={id} value={id}>
              {t(behaviourMeasures[id].label)}
            </option>
          ))}
        </SelectField>
      </div>
    </Card>
  );
}

function When({ draft, change }: PartProps) {
  const { m } = useApp();
  const periods: readonly (readonly [PeriodName, string | undefined])[] = [
    ['before', m.behaviour.beforeHelp],
    ['during', undefined],
    ['after', m.behaviour.afterHelp],
  ];
  const set = (period: PeriodName, end: 'fromOn' | 'toOn', value: string) =>
    change({ days: { ...draft.days, [period]: { ...draft.days[period], [end]: value } } });
  return (
    <Card title={m.behaviour.when}>
      <div className="grid gap-4">
        {periods.map(([period, help]) => (
          <fieldset key={period} className="grid gap-1">
            <legend className="font-medium">{m.behaviour[period]}</legend>
            <div className="grid grid-cols-2 gap-3 sm:max-w-[24rem]">
              {(['fromOn', 'toOn'] as const).map((end) => (
                <TextField
                  key={end}
                  label={end === 'fromOn' ? m.behaviour.from : m.behaviour.to}
                  aria-label={end === 'fromOn' ? m.behaviour.fromOf(m.behaviour[period]) : m.behaviour.toOf(m.behaviour[period])}
                  type="date"
                  required
                  value={draft.days[period][end]}
                  onChange={({ target }) => set(period, end, target.value)}
                />
              ))}
            </div>
            {help === undefined ? null : <p className="text-small text-soft">{help}</p>}
          </fieldset>
        ))}
        <div className="sm:max-w-[24rem]">
          <TextField
            label={m.behaviour.testsAfter}
            type="number"
            min={1}
            max={24}
            required
            value={draft.testsAfter}
            onChange={({ target }) => change({ testsAfter: target.value })}
          />
        </div>
      </div>
    </Card>
  );
}

function HowMuch({ draft, change }: PartProps) {
  const { m } = useApp();
  return (
    <Card>
      <div className="grid gap-4">
        <TextField
          label={m.behaviour.expected}
          help={m.behaviour.expectedHelp}
          inputMode="decimal"
          required
          value={draft.expected}
          onChange={({ target }) => change({ expected: target.value })}
        />
        <TextField
          label={m.behaviour.correlation}
          help={m.behaviour.correlationHelp}
          inputMode="decimal"
          required
          value={draft.correlation}
          onChange={({ target }) => change({ correlation: target.value })}
        />
      </div>
    </Card>
  );
}
