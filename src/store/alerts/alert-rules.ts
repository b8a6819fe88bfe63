/**
 * Alert rules as they are kept. The secret of a webhook is read by one function only, for whoever signs; no list has it.
 * Not here: what is new (`core/alerts`), sending (the server).
 */
import { sql, type RawBuilder } from 'kysely';
import type { AlertFault, AlertKind, AlertRule, AlertTo, AlertVerdict, AlertWhat } from '#core/alerts/alert.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Language } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

/** More than anybody oversees; a look asks one question for each. */
export const alertRulesMax = 100;

interface Row {
  readonly id: Id;
  readonly name: string;
  readonly language: Language;
  readonly kind: AlertKind | null;
  readonly filter: string | null;
  readonly metricId: string | null;
  readonly verdict: AlertVerdict | null;
  readonly url: string | null;
  readonly addresses: string | null;
  readonly isOn: boolean;
  readonly fault: AlertFault | null;
  readonly lookedAt: Instant | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
}

const columns = sql`id, name, language, kind, filter, metric_id as "metricId", verdict, url, addresses, is_on as "isOn", fault,
  looked_at as "lookedAt", made_at as "madeAt", made_by as "madeBy"`;

function ruleOf({ kind, filter, metricId, verdict, url, addresses, ...row }: Row): AlertRule {
  return { ...row, what: whatOf({ kind, filter, metricId, verdict }), to: toOf({ url, addresses }) };
}

function whatOf({ kind, filter, metricId, verdict }: Pick<Row, 'kind' | 'filter' | 'metricId' | 'verdict'>): AlertWhat {
  if (kind !== null && filter !== null) return { on: 'filter', kind, filter };
  invariant(metricId !== null && verdict !== null, 'a rule watches a filter or a metric');
  return { on: 'signal', metricId, verdict };
}

function toOf({ url, addresses }: Pick<Row, 'url' | 'addresses'>): AlertTo {
  if (url !== null) return { by: 'webhook', url };
  invariant(addresses !== null, 'a rule tells a webhook or addresses');
  return { by: 'mail', addresses: addresses.split('\n') };
}

/** By name. */
export async function listAlertRules(scope: Scope): Promise<readonly AlertRule[]> {
  const { rows } = await sql<Row>`select ${columns} from alert_rule where organisation_id = ${scope.organisationId}
    order by name, id limit ${alertRulesMax}`.execute(scope.trx);
  return rows.map(ruleOf);
}

export async function findAlertRule(scope: Scope, id: Id): Promise<AlertRule | null> {
  const { rows } = await sql<Row>`select ${columns} from alert_rule where organisation_id = ${scope.organisationId} and id = ${id}`.execute(
    scope.trx,
  );
  return rows[0] === undefined ? null : ruleOf(rows[0]);
}

export type NewAlertRule = Pick<AlertRule, 'id' | 'name' | 'language' | 'what' | 'to' | 'madeAt' | 'madeBy'>;

/** @param secret of a webhook, null otherwise @returns false: there are as many as there may be */
export async function insertAlertRule(scope: Scope, rule: NewAlertRule, secret: string | null): Promise<boolean> {
  const { what, to } = rule;
  const filter = what.on === 'filter' ? what : null;
  const signal = what.on === 'signal' ? what : null;
  const { numAffectedRows } = await sql`
    insert into alert_rule (organisation_id, id, name, language, kind, filter, metric_id, verdict, url, secret, addresses, is_on, made_at, made_by)
    select ${scope.organisationId}::uuid, ${rule.id}::uuid, ${rule.name}, ${rule.language}, ${filter?.kind ?? null}, ${filter?.filter ?? null},
      ${signal?.metricId ?? null}, ${signal?.verdict ?? null}, ${to.by === 'webhook' ? to.url : null}, ${secret},
      ${to.by === 'mail' ? to.addresses.join('\n') : null}, true, ${rule.madeAt}::timestamptz, ${rule.madeBy}
    where (select count(*) from alert_rule where organisation_id = ${scope.organisationId}) < ${alertRulesMax}`.execute(scope.trx);
  return numAffectedRows === 1n;
}

/** Its deliveries go with it. */
export async function deleteAlertRule(scope: Scope, id: Id): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from alert_rule where organisation_id = ${scope.organisationId} and id = ${id}`.execute(
    scope.trx,
  );
  return numAffectedRows === 1n;
}

/** What was seen before is forgotten: the next look only remembers. */
export async function switchAlertRule(scope: Scope, id: Id, isOn: boolean, fault: AlertFault | null = null): Promise<void> {
  await updateRule(
    scope,
    id,
    sql`is_on = ${isOn}, fault = ${fault}, seen_ids = null, seen_verdict = null, looked_at = null, looked_mark = null`,
  );
}

/** What a receiver must know to check who sends; the one before signs as well until then. */
export interface SigningSecrets {
  readonly secret: string;
  readonly former: { readonly secret: string; readonly until: Instant } | null;
}

export async function readSigningSecrets(scope: Scope, id: Id): Promise<SigningSecrets | null> {
  const { rows } = await sql<{ secret: string | null; formerSecret: string | null; formerUntil: Instant | null }>`
    select secret, former_secret as "formerSecret", former_until as "formerUntil" from alert_rule
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
  const { secret, formerSecret, formerUntil } = rows[0] ?? { secret: null, formerSecret: null, formerUntil: null };
  if (secret === null) return null;
  return { secret, former: formerSecret === null || formerUntil === null ? null : { secret: formerSecret, until: formerUntil } };
}

export async function replaceSecret(scope: Scope, id: Id, secret: string, formerUntil: Instant): Promise<void> {
  await updateRule(scope, id, sql`former_secret = secret, former_until = ${formerUntil}::timestamptz, secret = ${secret}`);
}

export async function updateRule(scope: Scope, id: Id, changes: RawBuilder<unknown>): Promise<void> {
  await sql`update alert_rule set ${changes} where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
}
