/** Rows of `asset`: the latest fields of assets, those just made among them. */
import type { AssetLatest } from '#core/assets/fold-asset.ts';
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Scope } from '../scope.ts';
import { stageRows, type Cell } from './staged-rows.ts';

export type ChangedLatest = AssetLatest & { readonly assetId: Id };

const columns = {
  id: 'uuid',
  serial_number: 'text',
  asset_tag: 'text',
  host_name: 'text',
  host_name_folded: 'text',
  ip_address: 'text',
  mac_address: 'text',
  udi_di: 'text',
  operating_system: 'text',
  operating_system_folded: 'text',
  location: 'text',
  location_folded: 'text',
  first_seen_at: 'timestamptz',
  last_seen_at: 'timestamptz',
  last_scanned_at: 'timestamptz',
  source_count: 'int',
  conflict_count: 'int',
} as const;

const names = Object.keys(columns);

/** @param key of staging tables: nobody else may be writing under it. @param made assets that have no row yet */
export async function writeLatest(
  scope: Scope,
  key: string,
  latest: readonly ChangedLatest[],
  made: { has(assetId: Id): boolean },
): Promise<void> {
  const fresh = latest.filter((one) => made.has(one.assetId));
  const changed = latest.filter((one) => !made.has(one.assetId));
  if (fresh.length > 0) {
    const staged = await stageRows(scope, { name: 'asset', key, columns }, fresh.map(cellsOf));
    await scope.client.query(
      `insert into asset (organisation_id, ${names.join(', ')}) select $1, ${names.join(', ')} from ${staged.name} staged`,
      [scope.organisationId, ...staged.parameters],
    );
    await staged.drop();
  }
  if (changed.length === 0) return;
  const staged = await stageRows(scope, { name: 'asset', key, columns }, changed.map(cellsOf));
  const updates = names.slice(1).map((name) => `${name} = staged.${name}`);
  await scope.client.query(
    `update asset set ${updates.join(', ')} from ${staged.name} staged where asset.organisation_id = $1 and asset.id = staged.id`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

function cellsOf(one: ChangedLatest): Cell[] {
  return [
    one.assetId,
    one.serialNumber,
    one.assetTag,
    one.hostName,
    folded(one.hostName),
    one.ipAddress,
    one.macAddress,
    one.udiDi,
    one.operatingSystem,
    folded(one.operatingSystem),
    one.location,
    folded(one.location),
    one.firstSeenAt,
    one.lastSeenAt,
    one.lastScannedAt,
    one.sourceCount,
    one.conflictCount,
  ];
}

function folded(text: string | null): string | null {
  return text === null ? null : foldName(text);
}
