/**
 * One attempt at a delivery, and what becomes of it: done, tried again later, or given up. At least once: an attempt whose
 * outcome was not kept is made again with the same id and the same body, and the receiver knows it by that.
 */
import { nextTryAt } from '#core/alerts/alert.ts';
import { hasArrived, isFinal, type Attempted, type DeliveryState } from '#core/alerts/delivery.ts';
import type { AlertMessage } from '#core/alerts/message.ts';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Clock, Instant, RandomBytes } from '#core/kernel/time.ts';
import { findAlertRule, readSigningSecrets, switchAlertRule, type SigningSecrets } from '#store/alerts/alert-rules.ts';
import { findDelivery, giveUpWaiting, keepAttempt, type AlertDelivery } from '#store/alerts/deliveries.ts';
import type { AlertRule } from '#core/alerts/alert.ts';
import type { Database } from '#store/database.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { sendMail, type MailServer } from './send-mail.ts';
import { postWebhook, type WebhookRequest } from './post-webhook.ts';
import { signedHeaders } from './webhook-signature.ts';

export interface DeliverPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Null: this node sends no mail. */
  readonly mail: MailServer | null;
  /** For tests; default: the network. */
  readonly post?: (request: WebhookRequest) => Promise<Attempted>;
}

export interface Delivered extends Attempted {
  readonly state: DeliveryState;
  readonly attempt: number;
  /** Null: it is over. */
  readonly nextTryAt: Instant | null;
}

interface Sent {
  readonly rule: AlertRule;
  readonly delivery: AlertDelivery;
  readonly secrets: SigningSecrets | null;
}

/** @returns null: there is nothing to send any more */
export async function deliverAlert(ports: DeliverPorts, organisationId: OrganisationId, id: Id): Promise<Delivered | null> {
  const { database, clock, random } = ports;
  const sent = await readingOrganisation(database, organisationId, async (scope): Promise<Sent | null> => {
    const delivery = await findDelivery(scope, id);
    const rule = delivery === null ? null : await findAlertRule(scope, delivery.ruleId);
    if (delivery === null || rule === null || delivery.state !== 'waiting') return null;
    return { rule, delivery, secrets: await readSigningSecrets(scope, rule.id) };
  });
  if (sent === null) return null;
  const { rule, delivery } = sent;
  const triedAt = clock.now();
  const started = performance.now();
  const attempted = await send(ports, sent, triedAt);
  const tookMs = Math.round(performance.now() - started);
  const number = delivery.attempts.length + 1;
  // Whoever tests looks on: it is not tried again behind their back.
  const isOver = isFinal(attempted.outcome) || delivery.isTest;
  const next = isOver ? null : nextTryAt(number, clock.now(), fractionOf(random));
  const state: DeliveryState = hasArrived(attempted.outcome) ? 'delivered' : next === null ? 'given-up' : 'waiting';
  const isWaited = await withOrganisation(database, organisationId, async (scope) => {
    const isKept = await keepAttempt(scope, id, { attempt: { number, triedAt, tookMs, ...attempted }, state, nextTryAt: next });
    if (attempted.outcome === 'gone') {
      await switchAlertRule(scope, rule.id, false, 'receiver-gone');
      await giveUpWaiting(scope, rule.id);
    }
    return isKept;
  });
  // Whoever switched the rule off while it was being sent ended it.
  if (!isWaited) return { ...attempted, state: 'given-up', attempt: number, nextTryAt: null };
  return { ...attempted, state, attempt: number, nextTryAt: next };
}

async function send({ mail, post = postWebhook }: DeliverPorts, { rule, delivery, secrets }: Sent, at: Instant): Promise<Attempted> {
  const { id, message } = delivery;
  const { to } = rule;
  if (to.by === 'webhook') {
    invariant(secrets !== null, 'a webhook has a secret');
    return post({ url: new URL(to.url), headers: signedHeaders(id, at, message, secrets), body: message });
  }
  if (mail === null) return { outcome: 'mail-not-set-up', status: null };
  return sendMail(mail, { id, at, addresses: to.addresses, language: rule.language, message: JSON.parse(message) as AlertMessage });
}

/** From 0 up to 1. */
function fractionOf(random: RandomBytes): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
}
