/** Deliveries of alerts: what was to be told, each attempt with its outcome, and when it is tried next. */
import { sql } from 'kysely';
import type { AlertMessage } from '#core/alerts/message.ts';
import type { AttemptOutcome, DeliveryState } from '#core/alerts/delivery.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface AlertDelivery {
  readonly id: Id;
  readonly ruleId: Id;
  readonly ruleName: string;
  readonly isTest: boolean;
  /** JSON of an `AlertMessage`, byte for byte what is sent. */
  readonly message: string;
  readonly madeAt: Instant;
  readonly state: DeliveryState;
  readonly nextTryAt: Instant | null;
  readonly attempts: readonly AlertAttempt[];
}

export interface AlertAttempt {
  readonly number: number;
  readonly triedAt: Instant;
  readonly tookMs: number;
  readonly outcome: AttemptOutcome;
  /** Of HTTP or SMTP; null: there was no answer. */
  readonly status: number | null;
}

type Row = Omit<AlertDelivery, 'attempts'>;

const columns = sql`d.id, d.rule_id as "ruleId", r.name as "ruleName", d.is_test as "isTest", d.message, d.made_at as "madeAt", d.state,
  d.next_try_at as "nextTryAt"`;
const tables = sql`alert_delivery d join alert_rule r on r.organisation_id = d.organisation_id and r.id = d.rule_id`;

/** Newest first. */
export async function listDeliveries(scope: Scope, ruleId: Id | null, limit: number): Promise<readonly AlertDelivery[]> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where d.organisation_id = ${scope.organisationId}
    and (${ruleId}::uuid is null or d.rule_id = ${ruleId}::uuid) order by d.made_at desc, d.id desc limit ${limit}`.execute(scope.trx);
  return withAttempts(scope, rows);
}

export async function findDelivery(scope: Scope, id: Id): Promise<AlertDelivery | null> {
  const { rows } = await sql<Row>`select ${columns} from ${tables}
    where d.organisation_id = ${scope.organisationId} and d.id = ${id}`.execute(scope.trx);
  return (await withAttempts(scope, rows))[0] ?? null;
}

async function withAttempts(scope: Scope, deliveries: readonly Row[]): Promise<readonly AlertDelivery[]> {
  const { rows } = await sql<AlertAttempt & { deliveryId: Id }>`
    select delivery_id as "deliveryId", number, tried_at as "triedAt", took_ms as "tookMs", outcome, status from alert_attempt
    where organisation_id = ${scope.organisationId} and delivery_id = any(${deliveries.map(({ id }) => id)}::uuid[]) order by number`.execute(
    scope.trx,
  );
  return deliveries.map((delivery) => ({
    ...delivery,
    attempts: rows.filter(({ deliveryId }) => deliveryId === delivery.id).map(({ deliveryId: _of, ...attempt }) => attempt),
  }));
}

export async function insertDelivery(
  scope: Scope,
  { id, ruleId, message, isTest }: { readonly id: Id; readonly ruleId: Id; readonly message: AlertMessage; readonly isTest: boolean },
): Promise<void> {
  await sql`insert into alert_delivery (organisation_id, id, rule_id, message, is_test, made_at, state, next_try_at)
    values (${scope.organisationId}, ${id}, ${ruleId}, ${JSON.stringify(message)}, ${isTest}, ${message.timestamp}, 'waiting',
      ${message.timestamp})`.execute(scope.trx);
}

/** @returns false where it is over meanwhile: taken off with its rule, or given up because the rule was switched off */
export async function keepAttempt(
  scope: Scope,
  id: Id,
  { attempt, state, nextTryAt }: { readonly attempt: AlertAttempt; readonly state: DeliveryState; readonly nextTryAt: Instant | null },
): Promise<boolean> {
  const { number, triedAt, tookMs, outcome, status } = attempt;
  const { rows } = await sql`update alert_delivery set state = ${state}, next_try_at = ${nextTryAt}
    where organisation_id = ${scope.organisationId} and id = ${id} and state = 'waiting' returning id`.execute(scope.trx);
  await sql`insert into alert_attempt (organisation_id, delivery_id, number, tried_at, took_ms, outcome, status)
    select organisation_id, id, ${number}::int, ${triedAt}::timestamptz, ${tookMs}::int, ${outcome}::text, ${status}::int from alert_delivery
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
  return rows.length > 0;
}

/** Those of a rule that is off are not sent any more. */
export async function giveUpWaiting(scope: Scope, ruleId: Id): Promise<void> {
  await sql`update alert_delivery set state = 'given-up', next_try_at = null
    where organisation_id = ${scope.organisationId} and rule_id = ${ruleId} and state = 'waiting'`.execute(scope.trx);
}

export interface WaitingDelivery {
  readonly deliveryId: Id;
  readonly ruleId: Id;
  readonly nextTryAt: Instant;
}

/** Tests are tried by whoever asked for them. */
export async function waitingDeliveries(scope: Scope): Promise<readonly WaitingDelivery[]> {
  const { rows } = await sql<WaitingDelivery>`
    select id as "deliveryId", rule_id as "ruleId", next_try_at as "nextTryAt" from alert_delivery
    where organisation_id = ${scope.organisationId} and state = 'waiting' and not is_test order by next_try_at`.execute(scope.trx);
  return rows;
}

export interface Forgotten {
  readonly toldBefore: Instant;
  /** A test whose asker went away is over. */
  readonly testedBefore: Instant;
}

const isForgotten = ({ toldBefore, testedBefore }: Forgotten) => sql`((made_at < ${toldBefore}::timestamptz and state <> 'waiting')
  or (is_test and state = 'waiting' and made_at < ${testedBefore}::timestamptz))`;

/** Asked before forgetting: a write counts as a change of the organisation. */
export async function hasForgotten(scope: Scope, limits: Forgotten): Promise<boolean> {
  const { rows } = await sql`select from alert_delivery where organisation_id = ${scope.organisationId} and ${isForgotten(limits)}
    limit 1`.execute(scope.trx);
  return rows.length > 0;
}

export async function forgetDeliveries(scope: Scope, limits: Forgotten): Promise<void> {
  await sql`delete from alert_delivery where organisation_id = ${scope.organisationId} and ${isForgotten(limits)}`.execute(scope.trx);
}
