/** Alerts: rules that watch a filter or a verdict, and what they told where. Secrets are answered once, when they are made. */
import { z } from 'zod';
import { alertFaults, alertKinds, alertVerdicts } from '#core/alerts/alert.ts';
import { attemptOutcomes, deliveryStates } from '#core/alerts/delivery.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const What = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('filter'),
    kind: z.enum(alertKinds),
    filter: z.string().max(8000).describe('RQL; told is what comes into it, not what was in it'),
  }),
  z.strictObject({
    on: z.literal('signal'),
    metricId: z.string().max(20),
    verdict: z.enum(alertVerdicts).describe('told when the verdict of the headline measure of the whole organisation becomes this'),
  }),
]);

const To = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('webhook'), url: z.string().max(2000) }),
  z.strictObject({ by: z.literal('mail'), addresses: z.array(z.email().max(254)).min(1).max(20) }),
]);

const name = z.string().trim().min(1).max(80);
const language = z.enum(['en', 'nl']);

export const AlertRuleJson = z.object({
  id: z.string(),
  name,
  language,
  what: What,
  to: To,
  isOn: z.boolean(),
  fault: z.enum(alertFaults).nullable().describe('why it cannot look, or was switched off'),
  lookedAt: z.iso.datetime().nullable(),
  madeAt: z.iso.datetime(),
  madeBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
});
export type AlertRuleJson = z.infer<typeof AlertRuleJson>;

export const AlertDeliveryJson = z.object({
  id: z.string().describe('also the webhook-id, the same at every attempt'),
  rule: z.object({ id: z.string(), name: z.string() }),
  isTest: z.boolean(),
  text: z.string(),
  count: z.int().nullable().describe('records that were new'),
  url: z.string(),
  madeAt: z.iso.datetime(),
  state: z.enum(deliveryStates),
  nextTryAt: z.iso.datetime().nullable(),
  attempts: z.array(
    z.object({
      number: z.int(),
      triedAt: z.iso.datetime(),
      tookMs: z.int(),
      outcome: z.enum(attemptOutcomes),
      status: z.int().nullable().describe('of HTTP or SMTP; null: there was no answer'),
    }),
  ),
});
export type AlertDeliveryJson = z.infer<typeof AlertDeliveryJson>;

const Secret = z.string().nullable().describe('signs each webhook; answered here and never again; null for mail');

export const AlertRuleBody = z.strictObject({ name, language, what: What, to: To });
export type AlertRuleBody = z.infer<typeof AlertRuleBody>;

export const listAlerts = defineEndpoint({
  id: 'alerts.list',
  method: 'GET',
  path: '/alerts',
  summary: 'Rules that tell people elsewhere what is new',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(AlertRuleJson) }),
  problems: [],
});

export const addAlert = defineEndpoint({
  id: 'alerts.add',
  method: 'POST',
  path: '/alerts',
  summary: 'Make a rule; only owners may say which address a webhook goes to',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: AlertRuleBody,
  response: z.object({ rule: AlertRuleJson, secret: Secret }),
  status: 201,
  problems: ['request-invalid', 'filter-invalid', 'metric-not-found', 'not-allowed', 'conflict'],
});

export const switchAlert = defineEndpoint({
  id: 'alerts.switch',
  method: 'PATCH',
  path: '/alerts/{id}',
  summary: 'Switch a rule on or off; on again it begins anew, and tells nothing of what came meanwhile',
  access: access.manage,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ isOn: z.boolean() }),
  response: AlertRuleJson,
  problems: ['not-found', 'request-invalid'],
});

export const removeAlert = defineEndpoint({
  id: 'alerts.remove',
  method: 'DELETE',
  path: '/alerts/{id}',
  summary: 'Remove a rule, and what is kept of its deliveries',
  access: access.manage,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['not-found'],
});

export const testAlert = defineEndpoint({
  id: 'alerts.test',
  method: 'POST',
  path: '/alerts/{id}/test',
  summary: 'Send a test now, once, and answer what became of it',
  access: access.manage,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: AlertDeliveryJson,
  problems: ['not-found'],
});

export const rotateAlertSecret = defineEndpoint({
  id: 'alerts.rotateSecret',
  method: 'POST',
  path: '/alerts/{id}/secret',
  summary: 'A new secret for a webhook; for a day the one before signs as well',
  access: access.own,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ secret: z.string(), formerUntil: z.iso.datetime() }),
  problems: ['not-found', 'conflict'],
});

export const listAlertDeliveries = defineEndpoint({
  id: 'alerts.deliveries',
  method: 'GET',
  path: '/alerts/deliveries',
  summary: 'What was told, newest first, with each attempt; kept for 90 days',
  access: access.manage,
  params: NoParams,
  query: z.strictObject({ rule: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: null,
  response: z.object({ items: z.array(AlertDeliveryJson) }),
  problems: ['not-found', 'request-invalid'],
});

export const alertEndpoints = [listAlerts, addAlert, switchAlert, removeAlert, testAlert, rotateAlertSecret, listAlertDeliveries] as const;
