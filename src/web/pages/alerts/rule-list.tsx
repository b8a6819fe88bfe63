/** Alert rules, each with its buttons: test it, switch it, give it a new secret, remove it. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertDeliveryJson, AlertRuleJson } from '#contract/endpoints/alerts.ts';
import { recordKinds } from '#core/records/registry.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { FilterInWords } from '../../components/ordered-list/filter-in-words.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { outcomeText } from './outcome-text.ts';
import { SecretDialog, type Secret } from './secret-dialog.tsx';

/** Rules and what they told are asked for again. */
export function forgetAlerts(): void {
  void queryClient.invalidateQueries({ queryKey: ['alerts'] });
}

export function RuleList({ rules }: { readonly rules: readonly AlertRuleJson[] }) {
  return (
    <ul className="grid gap-4">
      {rules.map((rule) => (
        <Rule key={rule.id} rule={rule} />
      ))}
    </ul>
  );
}

function Rule({ rule }: { readonly rule: AlertRuleJson }) {
  const { m, f } = useApp();
  const { to } = rule;
  const looked = rule.lookedAt === null ? m.alerts.neverLooked : m.alerts.lookedAt(f.ago(rule.lookedAt));
  return (
    <li className="grid gap-1 border-b border-line pb-3 last:border-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium break-words">{rule.name}</span>
        <span className="text-small text-soft">
          {rule.isOn ? m.alerts.on : m.alerts.off} · {looked}
        </span>
      </p>
      {rule.fault === null ? null : <p className="text-small text-worse">{m.alerts.faults[rule.fault]}</p>}
      <p className="text-small break-words">
        <WhatText what={rule.what} />
      </p>
      <p className="text-small text-soft break-all">{to.by === 'webhook' ? to.url : to.addresses.join(', ')}</p>
      <RuleButtons rule={rule} />
    </li>
  );
}

function WhatText({ what }: { readonly what: AlertRuleJson['what'] }) {
  const { m } = useApp();
  if (what.on === 'signal') return m.alerts.becomes(what.metricId, m.alerts.verdicts[what.verdict]);
  return (
    <>
      {m.alerts.newOf(m.alerts.kinds[what.kind])}:{' '}
      {what.filter.trim() === '' ? m.alerts.everything : <FilterInWords kind={recordKinds[what.kind]} filter={what.filter} />}
    </>
  );
}

function RuleButtons({ rule }: { readonly rule: AlertRuleJson }) {
  const { m, session } = useApp();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const params = { id: rule.id };
  const test = useMutation({ mutationFn: () => client.alerts.test({ params }), onSettled: forgetAlerts });
  const change = useMutation({ mutationFn: () => client.alerts.switch({ params, body: { isOn: !rule.isOn } }), onSettled: forgetAlerts });
  const remove = useMutation({ mutationFn: () => client.alerts.remove({ params }), onSuccess: forgetAlerts });
  const rotate = useMutation({ mutationFn: () => client.alerts.rotateSecret({ params }), onSuccess: setSecret });
  const isOwner = session !== undefined && mayOpen({ access: 'own' }, session.role);
  const error = [test.error, change.error, remove.error, rotate.error].find((one) => one !== null);
  return (
    <>
      <div className="no-print flex flex-wrap gap-1">
        <Button isSmall aria-label={m.alerts.testOf(rule.name)} disabled={test.isPending} onClick={() => test.mutate()}>
          {m.alerts.test}
        </Button>
        <Button
          kind="quiet"
          isSmall
          aria-label={rule.isOn ? m.alerts.switchOffOf(rule.name) : m.alerts.switchOnOf(rule.name)}
          disabled={change.isPending}
          onClick={() => change.mutate()}
        >
          {rule.isOn ? m.alerts.switchOff : m.alerts.switchOn}
        </Button>
        {isOwner && rule.to.by === 'webhook' ? (
          <Button
            kind="quiet"
            isSmall
            aria-label={m.alerts.secretOf(rule.name)}
            disabled={rotate.isPending}
            onClick={() => rotate.mutate()}
          >
            {m.alerts.secret}
          </Button>
        ) : null}
        <Button kind="quiet" isSmall aria-label={m.alerts.removeOf(rule.name)} onClick={() => setRemoving(true)}>
          {m.alerts.remove}
        </Button>
      </div>
      <div role="status">{test.data === undefined ? null : <Tested delivery={test.data} />}</div>
      {error === undefined ? null : <ProblemNotice error={error} />}
      {secret === null ? null : <SecretDialog {...secret} onClose={() => setSecret(null)} />}
      {isRemoving ? (
        <Dialog title={m.alerts.removeOf(rule.name)} onClose={() => setRemoving(false)} closeLabel={m.product.close}>
          <div className="grid gap-4">
            <p>{m.alerts.removeSure(rule.name)}</p>
            <Button kind="main" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {m.alerts.remove}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function Tested({ delivery }: { readonly delivery: AlertDeliveryJson }) {
  const app = useApp();
  const { state, detail } = outcomeText(delivery, app);
  return (
    <p className="text-small">
      {app.m.alerts.isTest}: {state}
      {detail === null ? '' : ` · ${detail}`}
    </p>
  );
}
