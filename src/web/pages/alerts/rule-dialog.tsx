/** Makes an alert rule: what it watches, and where it tells it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { AlertRuleBody } from '#contract/endpoints/alerts.ts';
import { alertKinds, alertVerdicts, type AlertKind, type AlertVerdict } from '#core/alerts/alert.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { mayOpen } from '../../app/page.ts';
import { metricsQuery, viewsQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { forgetAlerts } from './rule-list.tsx';
import { SecretDialog } from './secret-dialog.tsx';

export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { m, language, session } = useApp();
  const isOwner = session !== undefined && mayOpen({ access: 'own' }, session.role);
  const [on, setOn] = useState('filter');
  const [by, setBy] = useState(isOwner ? 'webhook' : 'mail');
  const add = useMutation({
    mutationFn: (body: AlertRuleBody) => client.alerts.add({ body }),
    onSuccess: ({ secret }) => {
      forgetAlerts();
      if (secret === null) onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(bodyOf(new FormData(event.currentTarget)));
  };
  if (add.data !== undefined && add.data.secret !== null) return <SecretDialog secret={add.data.secret} onClose={onClose} />;
  return (
    <Dialog title={m.alerts.add} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={m.alerts.name} name="name" required maxLength={80} />
        <SelectField label={m.alerts.watch} name="on" value={on} onChange={(event) => setOn(event.currentTarget.value)}>
          <option value="filter">{m.alerts.ofFilter}</option>
          <option value="signal">{m.alerts.ofSignal}</option>
        </SelectField>
        {on === 'filter' ? <FilterFields /> : <SignalFields />}
        <SelectField label={m.alerts.by} name="by" value={by} onChange={(event) => setBy(event.currentTarget.value)}>
          {isOwner ? <option value="webhook">{m.alerts.webhook}</option> : null}
          <option value="mail">{m.alerts.mail}</option>
        </SelectField>
        {by === 'webhook' ? (
          <TextField label={m.alerts.url} help={m.alerts.urlHelp} name="url" type="url" required maxLength={2000} />
        ) : (
          <TextField label={m.alerts.addresses} help={m.alerts.addressesHelp} name="addresses" required />
        )}
        <SelectField label={m.alerts.language} name="language" defaultValue={language}>
          <option value="en">{m.alerts.languages.en}</option>
          <option value="nl">{m.alerts.languages.nl}</option>
        </SelectField>
        {add.error === null ? null : <ProblemNotice error={add.error} />}
        <Button kind="main" type="submit" disabled={add.isPending}>
          {m.alerts.save}
        </Button>
      </form>
    </Dialog>
  );
}

/** A view fills both fields; what is in them then can be changed. */
function FilterFields() {
  const { m } = useApp();
  const { data } = useQuery(viewsQuery);
  const [kind, setKind] = useState<string>('finding');
  const [filter, setFilter] = useState('');
  const views = data?.items ?? [];
  const take = (id: string) => {
    const view = views.find((one) => one.id === id);
    if (view === undefined) return;
    setKind(view.kind);
    setFilter(view.filter);
  };
  return (
    <>
      {views.length === 0 ? null : (
        <SelectField label={m.alerts.view} help={m.alerts.viewHelp} onChange={(event) => take(event.currentTarget.value)}>
          <option value="">{m.alerts.ownFilter}</option>
          {views.map((view) => (
            <option key={view.id} value={view.id}>
              {view.name}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField label={m.alerts.kind} name="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
        {alertKinds.map((one) => (
          <option key={one} value={one}>
            {m.alerts.kinds[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.alerts.filter}
        help={m.alerts.filterHelp}
        name="filter"
        maxLength={8000}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
    </>
  );
}

function SignalFields() {
  const { m, t } = useApp();
  const { data } = useQuery(metricsQuery);
  return (
    <>
      <SelectField label={m.alerts.metric} name="metricId" required>
        {(data?.items ?? []).map((metric) => (
          <option key={metric.id} value={metric.id}>
            {metric.id} · {t(metric.title)}
          </option>
        ))}
      </SelectField>
      <SelectField label={m.alerts.verdict} name="verdict">
        {alertVerdicts.map((verdict) => (
          <option key={verdict} value={verdict}>
            {m.alerts.verdicts[verdict]}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function bodyOf(form: FormData): AlertRuleBody {
  const text = (name: string) => formText(form, name);
  const addresses = text('addresses')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return {
    name: text('name'),
    language: text('language') === 'nl' ? 'nl' : 'en',
    what:
      text('on') === 'filter'
        ? { on: 'filter', kind: text('kind') as AlertKind, filter: text('filter') }
        : { on: 'signal', metricId: text('metricId'), verdict: text('verdict') as AlertVerdict },
    to: text('by') === 'webhook' ? { by: 'webhook', url: text('url') } : { by: 'mail', addresses },
  };
}
