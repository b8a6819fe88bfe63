/** Handlers of alerts. Where a webhook goes is said by owners alone; the rest by whoever manages the node. */
import { access } from '#contract/define-endpoint.ts';
import type { AlertDeliveryJson, AlertRuleJson } from '#contract/endpoints/alerts.ts';
import type { AlertRule } from '#core/alerts/alert.ts';
import { testMessage, type AlertMessage } from '#core/alerts/message.ts';
import { isId, type Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds } from '#core/kernel/time.ts';
import {
  alertRulesMax,
  deleteAlertRule,
  findAlertRule,
  insertAlertRule,
  listAlertRules,
  replaceSecret,
  switchAlertRule,
} from '#store/alerts/alert-rules.ts';
import { findDelivery, giveUpWaiting, insertDelivery, listDeliveries, type AlertDelivery } from '#store/alerts/deliveries.ts';
import { readOrganisation } from '#store/organisations.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { deliverAlert } from '../alerts/deliver.ts';
import { alertFilter, firstLook } from '../alerts/look-at-alerts.ts';
import { requireTarget } from '../alerts/target-address.ts';
import { newSigningSecret } from '../alerts/webhook-signature.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { requireMetric } from '../measuring/metric-view.ts';
import type { ServerContext } from '../server-context.ts';
import { authorise, type Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** Long enough to tell whoever runs the receiver. */
const changeOverMs = 86_400_000;

type AlertHandlers = Pick<
  Handlers,
  'alerts.list' | 'alerts.add' | 'alerts.switch' | 'alerts.remove' | 'alerts.test' | 'alerts.rotateSecret' | 'alerts.deliveries'
>;

export const alertHandlers: AlertHandlers = {
  'alerts.list': async (asked) => {
    const { context, principal } = asked;
    return { items: await wireRules(asked, await readingOrganisation(context.database, principal.organisationId, listAlertRules)) };
  },

  'alerts.add': async (asked) => {
    const { context, principal, body } = asked;
    const { what, to } = body;
    if (to.by === 'webhook') {
      authorise(access.own, principal);
      requireTarget(to.url);
    } else requireMail(context);
    if (what.on === 'filter') alertFilter(what.kind, what.filter);
    else requireMetric(what.metricId);
    const secret = to.by === 'webhook' ? newSigningSecret(context.random) : null;
    const madeAt = context.clock.now();
    const kept = what.on === 'filter' ? what : { ...what, metricId: requireMetric(what.metricId).id };
    const rule = { ...body, what: kept, id: context.newId(), madeAt, madeBy: principal.name };
    const made = await withOrganisation(context.database, principal.organisationId, async (scope) => {
      if (!(await insertAlertRule(scope, rule, secret)))
        throw new Problem('conflict', `There are ${alertRulesMax} rules already; remove one first.`);
      return beginRule(scope, rule.id, context);
    });
    const [json] = await wireRules(asked, [made]);
    invariant(json !== undefined, 'a rule that was made is answered');
    return { rule: json, secret };
  },

  'alerts.switch': async (asked) => {
    const { context, principal, body, params } = asked;
    const rule = await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const known = await requireRule(scope, params.id);
      if (known.isOn === body.isOn) return known;
      await switchAlertRule(scope, known.id, body.isOn);
      if (body.isOn) return beginRule(scope, known.id, context);
      await giveUpWaiting(scope, known.id);
      return requireRule(scope, known.id);
    });
    const [json] = await wireRules(asked, [rule]);
    invariant(json !== undefined, 'a rule that was switched is answered');
    return json;
  },

  'alerts.remove': async ({ context, principal, params }) => {
    const isRemoved =
      isId(params.id) &&
      (await withOrganisation(context.database, principal.organisationId, (scope) => deleteAlertRule(scope, params.id as Id)));
    if (!isRemoved) throw noRule(params.id);
    return null;
  },

  'alerts.test': async ({ context, principal, params }) => {
    const { database, clock, newId } = context;
    const id = newId();
    await withOrganisation(database, principal.organisationId, async (scope) => {
      const rule = await requireRule(scope, params.id);
      const { name } = await readOrganisation(scope);
      const message = testMessage({ rule, organisation: name, nodeUrl: context.publicUrl(), at: clock.now() });
      await insertDelivery(scope, { id, ruleId: rule.id, message, isTest: true });
    });
    await deliverAlert(context, principal.organisationId, id);
    const delivery = await readingOrganisation(database, principal.organisationId, (scope) => findDelivery(scope, id));
    // Removed by somebody else while it was sent.
    if (delivery === null) throw noRule(params.id);
    return wireDelivery(delivery);
  },

  'alerts.rotateSecret': async ({ context, principal, params }) => {
    const secret = newSigningSecret(context.random);
    const formerUntil = addMilliseconds(context.clock.now(), changeOverMs);
    await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const rule = await requireRule(scope, params.id);
      if (rule.to.by !== 'webhook') throw new Problem('conflict', 'Mail is not signed: this rule has no secret.');
      await replaceSecret(scope, rule.id, secret, formerUntil);
    });
    return { secret, formerUntil };
  },

  'alerts.deliveries': async ({ context, principal, query }) => {
    const items = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const rule = query.rule === undefined ? null : await requireRule(scope, query.rule);
      return listDeliveries(scope, rule?.id ?? null, query.limit);
    });
    return { items: items.map(wireDelivery) };
  },
};

/** @throws Problem `not-found` */
async function requireRule(scope: Scope, id: string): Promise<AlertRule> {
  const rule = isId(id) ? await findAlertRule(scope, id) : null;
  if (rule === null) throw noRule(id);
  return rule;
}

/** @throws Problem `conflict` */
function requireMail({ mail }: ServerContext): void {
  if (mail !== null) return;
  throw new Problem('conflict', 'This node sends no mail: whoever runs it sets CYBERMETRICS_SMTP_HOST and CYBERMETRICS_SMTP_FROM first.');
}

function noRule(id: string): Problem {
  return new Problem('not-found', 'There is no such alert rule in this organisation.', { id });
}

/** What is there now is remembered in the same moment: what comes a moment later is new. */
async function beginRule(scope: Scope, id: Id, { database, clock, newId, publicUrl }: ServerContext): Promise<AlertRule> {
  await firstLook(scope, id, { database, clock, newId, nodeUrl: publicUrl() });
  return requireRule(scope, id);
}

async function wireRules(asked: Asked, rules: readonly AlertRule[]): Promise<AlertRuleJson[]> {
  const names = await namesOf(
    asked,
    rules.map(({ madeBy }) => madeBy),
  );
  return rules.map(({ to, ...rule }) => ({
    ...rule,
    to: to.by === 'mail' ? { by: to.by, addresses: [...to.addresses] } : to,
    madeBy: names(rule.madeBy),
  }));
}

function wireDelivery({ ruleId, ruleName, message, ...delivery }: AlertDelivery): AlertDeliveryJson {
  const { text, count, url } = (JSON.parse(message) as AlertMessage).data;
  return { ...delivery, rule: { id: ruleId, name: ruleName }, text, count, url, attempts: [...delivery.attempts] };
}
