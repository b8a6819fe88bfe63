/** Behaviour campaigns as they are kept: plan, start, end, conclusion. What may follow what is asked here; the database refuses the rest. */
import type { BehaviourEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import type { BehaviourDecision } from '#core/awareness/behaviour/behaviour-ids.ts';
import type { BehaviourPlan } from '#core/awareness/behaviour/behaviour-plan.ts';
import type { ForeseenPower } from '#core/awareness/behaviour/behaviour-power.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface BehaviourConclusion {
  readonly decision: BehaviourDecision;
  readonly text: string;
  readonly saidBy: string;
  readonly saidAt: Instant;
}

export interface BehaviourCampaign {
  readonly id: Id;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly plan: BehaviourPlan;
  readonly startedAt: Instant | null;
  readonly startedBy: string | null;
  readonly foreseen: ForeseenPower | null;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly effect: BehaviourEffect | null;
  readonly stopReason: string | null;
  readonly conclusion: BehaviourConclusion | null;
}

/** The newest first. */
export async function listBehaviourCampaigns(scope: Scope, id: string | null = null): Promise<readonly BehaviourCampaign[]> {
  const { rows } = await scope.client.query<BehaviourCampaign>(
    `select id, created_at as "createdAt", created_by as "createdBy", plan, started_at as "startedAt", started_by as "startedBy", foreseen,
       ended_at as "endedAt", ended_by as "endedBy", effect, stop_reason as "stopReason", conclusion
     from behaviour_campaign where organisation_id = $1 and ($2::uuid is null or id = $2) order by created_at desc, id desc`,
    [scope.organisationId, id],
  );
  return rows;
}

export async function findBehaviourCampaign(scope: Scope, id: string): Promise<BehaviourCampaign | null> {
  return (await listBehaviourCampaigns(scope, id))[0] ?? null;
}

export async function createBehaviourCampaign(
  scope: Scope,
  { id, createdAt, createdBy, plan }: Pick<BehaviourCampaign, 'id' | 'createdAt' | 'createdBy' | 'plan'>,
): Promise<void> {
  await scope.client.query(
    'insert into behaviour_campaign (organisation_id, id, created_at, created_by, plan) values ($1, $2, $3, $4, $5)',
    [scope.organisationId, id, createdAt, createdBy, JSON.stringify(plan)],
  );
}

/** @returns false: there is none that has not started */
export async function changeBehaviourPlan(scope: Scope, id: Id, plan: BehaviourPlan): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    'update behaviour_campaign set plan = $3 where organisation_id = $1 and id = $2 and started_at is null',
    [scope.organisationId, id, JSON.stringify(plan)],
  );
  return rowCount === 1;
}

export interface SaidAct {
  readonly at: Instant;
  readonly by: string;
}

/** @returns false: it started before */
export async function startBehaviourCampaign(scope: Scope, id: Id, { at, by }: SaidAct, foreseen: ForeseenPower): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    `update behaviour_campaign set started_at = $3, started_by = $4, foreseen = $5
     where organisation_id = $1 and id = $2 and started_at is null`,
    [scope.organisationId, id, at, by, JSON.stringify(foreseen)],
  );
  return rowCount === 1;
}

/** With its effect, or the reason why it was stopped without one. @returns false: it does not run */
export async function endBehaviourCampaign(
  scope: Scope,
  id: Id,
  { at, by }: SaidAct,
  end: { readonly effect: BehaviourEffect } | { readonly stopReason: string },
): Promise<boolean> {
  const [effect, reason] = 'effect' in end ? [JSON.stringify(end.effect), null] : [null, end.stopReason];
  const { rowCount } = await scope.client.query(
    `update behaviour_campaign set ended_at = $3, ended_by = $4, effect = $5, stop_reason = $6
     where organisation_id = $1 and id = $2 and started_at is not null and ended_at is null`,
    [scope.organisationId, id, at, by, effect, reason],
  );
  return rowCount === 1;
}

/** @returns false: it has not ended */
export async function concludeBehaviourCampaign(scope: Scope, id: Id, conclusion: BehaviourConclusion): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    'update behaviour_campaign set conclusion = $3 where organisation_id = $1 and id = $2 and ended_at is not null',
    [scope.organisationId, id, JSON.stringify(conclusion)],
  );
  return rowCount === 1;
}

/** @returns false: there is none that has not started */
export async function discardBehaviourCampaign(scope: Scope, id: Id): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    'delete from behaviour_campaign where organisation_id = $1 and id = $2 and started_at is null',
    [scope.organisationId, id],
  );
  return rowCount === 1;
}
