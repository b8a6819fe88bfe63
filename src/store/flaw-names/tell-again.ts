/**
 * Folds the findings that a person's word tells elsewhere: at once for up to 500 assets, by the worker for more. An import
 * that comes first tells those of its own assets itself, which is the same.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { foldPlaced } from '../ingest/fold-findings.ts';
import { lockImports } from '../imports.ts';
import { askMeasuring } from '../measuring/pending.ts';
import type { Scope } from '../scope.ts';

/** Assets in one transaction. */
const batchAssets = 500;

interface TellOptions {
  readonly now: Instant;
  readonly newId: NewId;
}

/** @returns how many assets wait for the worker. */
export async function tellNowOrLater(scope: Scope, assetIds: readonly Id[], options: TellOptions): Promise<number> {
  if (assetIds.length > batchAssets) {
    await scope.client.query('insert into flaw_waiting (organisation_id, asset_id) select $1, unnest($2::uuid[]) on conflict do nothing', [
      scope.organisationId,
      assetIds,
    ]);
    return assetIds.length;
  }
  await tell(scope, assetIds, options);
  return 0;
}

async function tell(scope: Scope, assetIds: readonly Id[], { now, newId }: TellOptions): Promise<void> {
  const { changedFromAt } = await foldPlaced(scope, assetIds, newId);
  if (changedFromAt !== null) await askMeasuring(scope, dayOf(changedFromAt, scope.timeZone), now);
}

/** One transaction's work of the worker. @returns false when none is left */
export async function tellWaiting(scope: Scope, options: TellOptions): Promise<boolean> {
  await lockImports(scope);
  const { rows } = await scope.client.query<{ assetId: Id }>(
    `delete from flaw_waiting where organisation_id = $1 and asset_id in (
       select asset_id from flaw_waiting where organisation_id = $1 order by asset_id limit $2) returning asset_id as "assetId"`,
    [scope.organisationId, batchAssets],
  );
  await tell(
    scope,
    rows.map((row) => row.assetId),
    options,
  );
  return rows.length === batchAssets;
}

export async function isAnyTellingDue({ client, organisationId }: Scope): Promise<boolean> {
  const { rows } = await client.query('select from flaw_waiting where organisation_id = $1 limit 1', [organisationId]);
  return rows.length > 0;
}
