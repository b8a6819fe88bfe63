/**
 * Folds assets of which people said something, and what rests on them: findings whose deadline asked about the asset as it
 * then was. Up to 2,000 assets within the transaction of the change, so that whoever made it sees it; the others wait for the
 * worker (`store/support/waiting-assets.ts`).
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { loadDeadlines } from '../ingest/deadlines.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import { foldFindings } from '../ingest/fold-findings.ts';
import { askMeasuring } from '../measuring/pending.ts';
import { refreshModels } from '../device-models/refresh-models.ts';
import type { Scope } from '../scope.ts';

export interface FoldAgainOptions {
  /** The instant at which facts are compared. */
  readonly now: Instant;
  readonly newId: NewId;
}

/** Assets folded at once, in one transaction. */
export const foldedNowMax = 2_000;

/** @returns how many assets wait for the worker. */
export async function foldNowOrLater(scope: Scope, assetIds: readonly Id[], options: FoldAgainOptions): Promise<number> {
  const later = assetIds.length > foldedNowMax ? assetIds : [];
  if (later.length > 0) {
    await scope.client.query('insert into asset_waiting (organisation_id, asset_id) select $1, unnest($2::uuid[]) on conflict do nothing', [
      scope.organisationId,
      later,
    ]);
    return later.length;
  }
  const changedFromAt = await foldAgain(scope, assetIds, options);
  await refreshModels(scope, options.newId);
  if (changedFromAt !== null) await askMeasuring(scope, dayOf(changedFromAt, scope.timeZone), options.now);
  return 0;
}

/** @returns the first instant from which anything stored differs. */
export async function foldAgain(scope: Scope, assetIds: readonly Id[], { now, newId }: FoldAgainOptions): Promise<Instant | null> {
  const folded = await foldAssets(scope, assetIds, { key: newId(), at: now, newId });
  const findingsFromAt = await foldDeadlines(scope, folded.historyChangedFrom);
  const instants = [folded.changedFromAt, findingsFromAt].filter((instant) => instant !== null).toSorted();
  return instants[0] ?? null;
}

/** Deadlines that were set after the asset became another, by a policy that asks about assets. */
async function foldDeadlines(scope: Scope, historyChangedFrom: ReadonlyMap<Id, string>): Promise<Instant | null> {
  if (historyChangedFrom.size === 0 || (await loadDeadlines(scope, [])).restOnSeverityOnly) return null;
  const { rows } = await scope.client.query<{ assetId: Id }>(
    `select asset_id as "assetId" from unnest($2::uuid[], $3::timestamptz[]) as given (asset_id, from_at)
     where exists (select from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id
       and finding.last_seen_at >= given.from_at)`,
    [scope.organisationId, [...historyChangedFrom.keys()], [...historyChangedFrom.values()]],
  );
  const { changedFromAt } = await foldFindings(
    scope,
    rows.map((row) => ({ assetId: row.assetId, isWhole: true })),
  );
  return changedFromAt;
}
