/** What is known of the assets beneath a service or care process: counted, or why not. Written by `membership.ts`. */
import { scopeNodeKinds, type UncountedReason } from '#core/dependencies/graph.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

/** @returns how many that are there now are not counted */
export async function markAllScopes(scope: Scope, beneath: UncountedReason | 'counted'): Promise<number> {
  await scope.client.query(
    'update dependency_node set beneath = $2 where organisation_id = $1 and kind = any($3::text[]) and beneath <> $2',
    [scope.organisationId, beneath, scopeNodeKinds],
  );
  return countUncounted(scope);
}

/** @returns how many that are there now are not counted */
export async function markCounted(scope: Scope, counted: readonly string[]): Promise<number> {
  await scope.client.query(
    `update dependency_node node set beneath = given.beneath from (
       select id, case when id = any($2::uuid[]) then 'counted' else 'not-counted' end as beneath
       from dependency_node where organisation_id = $1 and kind = any($3::text[])) given
     where node.organisation_id = $1 and node.id = given.id and node.beneath <> given.beneath`,
    [scope.organisationId, counted, scopeNodeKinds],
  );
  return countUncounted(scope);
}

async function countUncounted({ client, organisationId }: Scope): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from dependency_node node where organisation_id = $1 and kind = any($2::text[]) and beneath <> 'counted'
       and exists (select from dependency_node_version held where held.organisation_id = $1 and held.node_id = node.id
         and held.valid_to = 'infinity')`,
    [organisationId, scopeNodeKinds],
  );
  return rows[0]?.count ?? 0;
}

export interface CountedState {
  /** Null: counted. */
  readonly reason: UncountedReason | null;
  /** Records came or changed that are not measured yet: where nothing was found, something may be. */
  readonly isMeasuringDue: boolean;
}

export async function readCountedState({ client, organisationId }: Scope, nodeId: Id): Promise<CountedState> {
  const { rows } = await client.query<{ beneath: UncountedReason | 'counted'; isDue: boolean; hasAssets: boolean }>(
    `select beneath, exists (select from measure_pending where organisation_id = $1) as "isDue",
       exists (select from asset where organisation_id = $1) as "hasAssets"
     from dependency_node where organisation_id = $1 and id = $2`,
    [organisationId, nodeId],
  );
  const [{ beneath, isDue, hasAssets } = { beneath: 'waiting' as const, isDue: true, hasAssets: true }] = rows;
  // Without any asset there is none beneath, and the worker has nothing to measure.
  if (!hasAssets) return { reason: null, isMeasuringDue: false };
  return { reason: beneath === 'counted' ? null : beneath, isMeasuringDue: isDue };
}
