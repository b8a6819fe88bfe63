/**
 * Folds assets of which people said something, and what rests on them: findings whose deadline asked about the asset as it
 * then was. Up to 2,000 assets within the transaction of the change, so that whoever made it sees it, and fewer where findings
 * are folded with them; more wait for the worker (`store/support/waiting-assets.ts`).
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { loadDeadlines } from '../ingest/deadlines.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import { assetsToldByModel } from '../flaw-names/place-book.ts';
import { foldFindings, foldPlaced } from '../ingest/fold-findings.ts';
import { askMeasuring } from '../measuring/pending.ts';
import { refreshModels } from '../device-models/refresh-models.ts';
import type { Scope } from '../scope.ts';

export interface FoldAgainOptions {
  /** The instant at which facts are compared. */
  readonly now: Instant;
  readonly newId: NewId;
}

/** Assets folded at once, in one transaction. */
const foldedNowMax = 2_000;

/** Of those, assets whose findings may have to be folded from their start. */
const foldedNowWithFindingsMax = 200;

/** Assets whose findings are in memory at the same time. */
export const foldedWithFindingsMax = 500;

export interface FoldNowOptions extends FoldAgainOptions {
  /** Before this nothing can have become another; null: any day can. */
  readonly since: Instant | null;
}

/** @returns how many assets wait for the worker. */
export async function foldNowOrLater(scope: Scope, assetIds: readonly Id[], options: FoldNowOptions): Promise<number> {
  if (assetIds.length > foldedNowMax || (await areFindingsMany(scope, assetIds, options.since))) {
    await scope.client.query('insert into asset_waiting (organisation_id, asset_id) select $1, unnest($2::uuid[]) on conflict do nothing', [
      scope.organisationId,
      assetIds,
    ]);
    return assetIds.length;
  }
  const changedFromAt = await foldAgain(scope, assetIds, options);
  await refreshModels(scope, options.newId);
  if (changedFromAt !== null) await askMeasuring(scope, dayOf(changedFromAt, scope.timeZone), options.now);
  return 0;
}

/** @returns the first instant from which anything stored differs. */
export async function foldAgain(scope: Scope, assetIds: readonly Id[], { now, newId }: FoldAgainOptions): Promise<Instant | null> {
  const folded = await foldAssets(scope, assetIds, { key: newId(), at: now, newId });
  const findingsFromAt = await foldDeadlines(scope, folded.historyChangedFrom, newId);
  const toldFromAt = await foldToldByModel(scope, assetIds, newId);
  const instants = [folded.changedFromAt, findingsFromAt, toldFromAt].filter((instant) => instant !== null).toSorted();
  return instants[0] ?? null;
}

/** Also where no fact of the asset is another: its model may have been merged with one of which something was said. */
async function foldToldByModel(scope: Scope, assetIds: readonly Id[], newId: NewId): Promise<Instant | null> {
  const told = await assetsToldByModel(scope, assetIds);
  let earliest: Instant | null = null;
  for (let start = 0; start < told.length; start += foldedWithFindingsMax) {
    const { changedFromAt } = await foldPlaced(scope, told.slice(start, start + foldedWithFindingsMax), newId);
    if (changedFromAt !== null && (earliest === null || changedFromAt < earliest)) earliest = changedFromAt;
  }
  return earliest;
}

/** A policy asks about more than severity: what becomes of an asset can give its findings another deadline. */
export async function doDeadlinesRestOnAssets(scope: Scope): Promise<boolean> {
  return !(await loadDeadlines(scope, [])).restOnSeverityOnly;
}

async function areFindingsMany(scope: Scope, assetIds: readonly Id[], since: Instant | null): Promise<boolean> {
  if (assetIds.length <= foldedNowWithFindingsMax || !(await doDeadlinesRestOnAssets(scope))) return false;
  const { rowCount } = await scope.client.query(
    `select from unnest($2::uuid[]) as given (asset_id) where exists (
       select from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id
         and finding.last_seen_at >= coalesce($3::timestamptz, '-infinity')) limit $4`,
    [scope.organisationId, assetIds, since, foldedNowWithFindingsMax + 1],
  );
  return (rowCount ?? 0) > foldedNowWithFindingsMax;
}

/** Deadlines that were set after the asset became another, by a policy that asks about assets. */
async function foldDeadlines(scope: Scope, historyChangedFrom: ReadonlyMap<Id, string>, newId: NewId): Promise<Instant | null> {
  if (historyChangedFrom.size === 0 || !(await doDeadlinesRestOnAssets(scope))) return null;
  const { rows } = await scope.client.query<{ assetId: Id }>(
    `select asset_id as "assetId" from unnest($2::uuid[], $3::timestamptz[]) as given (asset_id, from_at)
     where exists (select from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id
       and finding.last_seen_at >= given.from_at)`,
    [scope.organisationId, [...historyChangedFrom.keys()], [...historyChangedFrom.values()]],
  );
  let earliest: Instant | null = null;
  for (let start = 0; start < rows.length; start += foldedWithFindingsMax) {
    const touched = rows.slice(start, start + foldedWithFindingsMax).map(({ assetId }) => ({ assetId, isWhole: true }));
    const { changedFromAt } = await foldFindings(scope, touched, newId);
    if (changedFromAt !== null && (earliest === null || changedFromAt < earliest)) earliest = changedFromAt;
  }
  return earliest;
}
