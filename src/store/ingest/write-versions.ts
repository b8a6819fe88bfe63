/** Rows of `asset_version`: their columns, and how versions that came out differently are written. */
import { exposures } from '#core/assets/asset.ts';
import type { AssetVersion } from '#core/assets/fold-asset.ts';
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { ModelIds } from '../device-models/assign-models.ts';
import type { Scope } from '../scope.ts';
import { stageRows, type Cell } from './staged-rows.ts';

/** New: none of the asset's stands from that instant. */
export type ChangedVersion = AssetVersion & { readonly assetId: Id; readonly factsDigest: string; readonly isNew: boolean };

export interface VersionChanges {
  readonly versions: readonly ChangedVersion[];
  /** By asset and start. */
  readonly gone: readonly { readonly assetId: Id; readonly from: string }[];
  readonly modelIds: ModelIds;
}

const versionColumns = {
  asset_id: 'uuid',
  valid_from: 'timestamptz',
  valid_to: 'timestamptz',
  valid_from_on: 'date',
  valid_to_on: 'date',
  name: 'text',
  name_folded: 'text',
  class: 'text',
  vendor: 'text',
  vendor_folded: 'text',
  model: 'text',
  model_folded: 'text',
  version: 'text',
  department: 'text',
  department_folded: 'text',
  tier: 'smallint',
  segment: 'text',
  exposure: 'smallint',
  owner: 'text',
  owner_folded: 'text',
  support_end_on: 'date',
  lifecycle: 'text',
  scannable: 'boolean',
  registered: 'boolean',
  seen: 'boolean',
  scanned: 'boolean',
  scanned_authenticated: 'boolean',
  seen_within_30_days: 'boolean',
  agreement: 'text',
  modality: 'text',
  safety_class: 'text',
  software_version: 'text',
  firmware_version: 'text',
  vendor_access: 'text',
  patch_constraint: 'text',
  networked: 'boolean',
  endpoint_protection: 'text',
  logging: 'text',
  compensating_control: 'text',
  baseline_met: 'boolean',
  mds2: 'boolean',
  model_id: 'uuid',
  facts_digest: 'text',
} as const;

/** Columns that hold facts: a version that only fades takes them from the one before. */
export const factColumns: readonly string[] = Object.keys(versionColumns).filter(
  (name) =>
    ![
      'asset_id',
      'valid_from',
      'valid_to',
      'valid_from_on',
      'valid_to_on',
      'seen',
      'scanned',
      'scanned_authenticated',
      'seen_within_30_days',
    ].includes(name),
);

function versionCells(version: ChangedVersion, modelIds: ModelIds): Cell[] {
  const folded = (text: string | null): string | null => (text === null ? null : foldName(text));
  const { device } = version;
  return [
    version.assetId,
    version.validFrom,
    version.validTo ?? 'infinity',
    version.validFromOn,
    version.validToOn ?? 'infinity',
    version.name,
    foldName(version.name),
    version.class,
    version.vendor,
    folded(version.vendor),
    version.model,
    folded(version.model),
    version.version,
    version.department,
    folded(version.department),
    version.tier,
    version.segment,
    version.exposure === null ? null : exposures.findIndex((one) => one.value === version.exposure) + 1,
    version.owner,
    folded(version.owner),
    version.supportEndOn,
    version.lifecycle,
    version.scannable,
    version.registered,
    version.seen,
    version.scanned,
    version.scannedAuthenticated,
    version.seenWithin30Days,
    version.agreement,
    device.modality,
    device.safetyClass,
    device.softwareVersion,
    device.firmwareVersion,
    device.vendorAccess,
    device.patchConstraint,
    device.networked,
    device.endpointProtection,
    device.logging,
    device.compensatingControl,
    device.baselineMet,
    device.mds2,
    modelIds.idOf(version.vendor, version.model),
    version.factsDigest,
  ];
}

export async function writeVersions(scope: Scope, key: string, { versions, gone, modelIds }: VersionChanges): Promise<void> {
  if (gone.length > 0) {
    await scope.client.query(
      `delete from asset_version using unnest($2::uuid[], $3::timestamptz[]) as gone (asset_id, valid_from)
       where organisation_id = $1 and asset_version.asset_id = gone.asset_id and asset_version.valid_from = gone.valid_from`,
      [scope.organisationId, gone.map((one) => one.assetId), gone.map((one) => one.from)],
    );
  }
  const cells = (isNew: boolean): Cell[][] =>
    versions.filter((version) => version.isNew === isNew).map((version) => versionCells(version, modelIds));
  const names = Object.keys(versionColumns);
  const fresh = cells(true);
  if (fresh.length > 0) {
    const staged = await stageRows(scope, { name: 'asset-version', key, columns: versionColumns }, fresh);
    await scope.client.query(
      `insert into asset_version (organisation_id, ${names.join(', ')}) select $1, ${names.join(', ')} from ${staged.name} staged`,
      [scope.organisationId, ...staged.parameters],
    );
    await staged.drop();
  }
  const changed = cells(false);
  if (changed.length === 0) return;
  // Apart, because looking for a conflict row by row costs a third more.
  const staged = await stageRows(scope, { name: 'asset-version', key, columns: versionColumns }, changed);
  const updates = names.slice(2).map((name) => `${name} = staged.${name}`);
  await scope.client.query(
    `update asset_version set ${updates.join(', ')} from ${staged.name} staged
     where asset_version.organisation_id = $1 and asset_version.asset_id = staged.asset_id and asset_version.valid_from = staged.valid_from`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}
