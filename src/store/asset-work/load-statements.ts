/** What people state of some assets, for the fold; without what was undone. */
import type { AssetStatement, StatedFacts } from '#core/assets/stated-facts.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

interface Row {
  readonly assetId: Id;
  readonly batchId: Id;
  readonly statedAt: Instant;
  readonly facts: StatedFacts;
}

/** Assets of which nobody states anything are absent. */
export async function loadStatements({ client, organisationId }: Scope, assetIds: readonly Id[]): Promise<Map<Id, AssetStatement[]>> {
  const { rows } = await client.query<Row>(
    `select asset_id as "assetId", batch_id as "batchId", stated_at as "statedAt", facts from asset_statement
     where organisation_id = $1 and asset_id = any($2::uuid[]) and withdrawn_at is null`,
    [organisationId, assetIds],
  );
  const statements = new Map<Id, AssetStatement[]>();
  for (const { assetId, ...statement } of rows) {
    const list = statements.get(assetId);
    if (list === undefined) statements.set(assetId, [statement]);
    else list.push(statement);
  }
  return statements;
}
