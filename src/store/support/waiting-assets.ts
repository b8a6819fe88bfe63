/**
 * Assets that wait to be folded. Those whose end of support may have changed, because what is stated of their operating
 * system did, are found by the words their sources wrote, past ones included; many assets of which people stated something
 * wait as well (`asset-work/fold-again.ts`). They are folded batch by batch: by the import that read the list, or by the worker.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { endsOverTime, firmwareText, type FirmwareNames, type SupportBook } from '#core/support/support-facts.ts';
import { doDeadlinesRestOnAssets, foldAgain, foldedWithFindingsMax } from '../asset-work/fold-again.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { loadSupportBook } from './load-book.ts';

/** Assets folded in one transaction, where their findings need not be. */
const batchAssets = 2_000;

/** @param before what was stated before the statements of this transaction. @returns how many assets wait now. */
export async function noteWaitingAssets({ client, ...scope }: Scope, before: SupportBook): Promise<number> {
  const { organisationId } = scope;
  const after = await loadSupportBook({ client, ...scope });
  const { rows } = await client.query<{ text: string }>(
    `select distinct facts ->> 'operatingSystem' as text from asset_claim where organisation_id = $1 and facts ? 'operatingSystem'`,
    [organisationId],
  );
  const changed = rows.map((row) => row.text).filter((text) => endsOverTime(text, before) !== endsOverTime(text, after));
  const firmware = await noteWaitingFirmware({ client, ...scope }, before, after);
  if (changed.length === 0) return firmware;
  const { rowCount } = await client.query(
    `insert into asset_waiting (organisation_id, asset_id) select distinct $1::uuid, asset_id from asset_claim
     where organisation_id = $1 and facts ->> 'operatingSystem' = any($2::text[]) on conflict do nothing`,
    [organisationId, changed],
  );
  return (rowCount ?? 0) + firmware;
}

/** Vendor, model and version may come from sources of their own, so these are found by what stands on the assets, past and present. */
async function noteWaitingFirmware({ client, organisationId }: Scope, before: SupportBook, after: SupportBook): Promise<number> {
  const { rows } = await client.query<FirmwareNames>(
    'select distinct vendor, model, version from asset_version where organisation_id = $1 and version is not null',
    [organisationId],
  );
  const changed = rows.filter((row) => {
    const text = firmwareText(row);
    return text !== null && endsOverTime(text, before, 'firmware') !== endsOverTime(text, after, 'firmware');
  });
  if (changed.length === 0) return 0;
  const { rowCount } = await client.query(
    `insert into asset_waiting (organisation_id, asset_id)
     select distinct $1::uuid, version.asset_id from unnest($2::text[], $3::text[], $4::text[]) as given (vendor, model, version)
     join asset_version version on version.organisation_id = $1 and version.version = given.version
       and version.vendor is not distinct from given.vendor and version.model is not distinct from given.model
     on conflict do nothing`,
    [organisationId, changed.map((one) => one.vendor), changed.map((one) => one.model), changed.map((one) => one.version)],
  );
  return rowCount ?? 0;
}

export interface FoldedWaiting {
  readonly hasMore: boolean;
  readonly changedFromAt: Instant | null;
}

/** One transaction's work. @param at the instant at which facts are compared. */
export async function foldWaitingAssets(
  scope: Scope,
  { at, newId }: { readonly at: Instant; readonly newId: NewId },
): Promise<FoldedWaiting> {
  const { client, organisationId } = scope;
  await lockImports(scope);
  const limit = (await doDeadlinesRestOnAssets(scope)) ? foldedWithFindingsMax : batchAssets;
  const { rows } = await client.query<{ assetId: Id }>(
    `delete from asset_waiting where organisation_id = $1 and asset_id in (
       select asset_id from asset_waiting where organisation_id = $1 order by asset_id limit $2) returning asset_id as "assetId"`,
    [organisationId, limit],
  );
  const assetIds = rows.map((row) => row.assetId);
  const changedFromAt = await foldAgain(scope, assetIds, { now: at, newId });
  return { hasMore: assetIds.length === limit, changedFromAt };
}

export async function countWaitingAssets({ client, organisationId }: Scope): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from asset_waiting where organisation_id = $1', [
    organisationId,
  ]);
  return rows[0]?.count ?? 0;
}
