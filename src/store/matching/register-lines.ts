/**
 * The register as matching reads it: assets that write the same vendor, model and versions are one line. An asset's own name, its
 * place and its numbers are none of it, so that a renamed asset stays where it was. Not here: what lines could be (`write-matches.ts`).
 */
import { createHash } from 'node:crypto';
import { deviceKeyOf } from '#core/matching/decisions.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface RegisterLine extends InventoryLine {
  readonly product: string;
  readonly udiDi: string | null;
  /** Null also where no advisory asks for it: then devices that differ in nothing else are one line. */
  readonly serial: string | null;
  readonly deviceKey: string;
  readonly modelId: Id | null;
  readonly assets: readonly LineAsset[];
}

interface LineAsset {
  readonly id: Id;
  readonly serial: string | null;
  readonly tier: number | null;
}

export interface RegisterReading {
  /** By device key, then id. */
  readonly lines: readonly RegisterLine[];
  /** That name no model, or one that says nothing. */
  readonly notMatchable: number;
}

interface AssetRow {
  readonly assetId: Id;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly softwareVersion: string | null;
  readonly firmwareVersion: string | null;
  readonly operatingSystem: string | null;
  readonly udiDi: string | null;
  readonly modelId: Id | null;
  readonly tier: number | null;
  readonly serial: string | null;
}

/** Assets that some register names or some discovery saw lately, and that are not retired, as they are on this day; devices told apart by serial number where they were last time. */
export async function readRegister({ client, organisationId }: Scope, today: Day): Promise<RegisterReading> {
  const { rows } = await client.query<AssetRow>(
    `select known.asset_id as "assetId", known.vendor, known.model, known.version, known.software_version as "softwareVersion",
       known.firmware_version as "firmwareVersion", asset.operating_system as "operatingSystem", asset.udi_di as "udiDi",
       known.model_id as "modelId", known.tier, asset.serial_number as serial
     from asset_version known join asset on asset.organisation_id = $1 and asset.id = known.asset_id
     where known.organisation_id = $1 and known.valid_from_on <= $2 and known.valid_to_on > $2
       and (known.registered or known.seen)
       and known.lifecycle is distinct from 'retired'`,
    [organisationId, today],
  );
  const lines = new Map<string, { line: RegisterLine; assets: LineAsset[] }>();
  let notMatchable = 0;
  for (const row of rows.toSorted((left, right) => compareCodePoints(left.assetId, right.assetId))) {
    const line = lineOf(row);
    if (line === null) {
      notMatchable += 1;
      continue;
    }
    const asset = { id: row.assetId, serial: row.serial, tier: row.tier };
    const known = lines.get(line.id);
    if (known === undefined) lines.set(line.id, { line, assets: [asset] });
    else {
      known.assets.push(asset);
      known.line = { ...known.line, modelId: known.line.modelId ?? row.modelId };
    }
  }
  const { rows: apart } = await client.query<{ key: string }>(
    'select distinct device_key as key from match_line where organisation_id = $1 and serial is not null',
    [organisationId],
  );
  const whole = [...lines.values()].map(({ line, assets }) => ({ ...line, assets }));
  return { lines: tellApart(whole, new Set(apart.map(({ key }) => key))), notMatchable };
}

/** Lines of these devices by serial number, the others whatever it is. By device key, then id. */
export function tellApart(lines: readonly RegisterLine[], deviceKeys: ReadonlySet<string>): readonly RegisterLine[] {
  const told = new Map<string, { line: RegisterLine; assets: LineAsset[] }>();
  for (const line of lines) {
    for (const asset of line.assets) {
      const serial = deviceKeys.has(line.deviceKey) ? asset.serial : null;
      const id = shortDigest([...textsOf(line), ...(serial === null ? [] : [serial])]);
      const known = told.get(id);
      if (known === undefined) told.set(id, { line: { ...line, id, serial }, assets: [asset] });
      else known.assets.push(asset);
    }
  }
  return [...told.values()]
    .map(({ line, assets }) => ({ ...line, assets: assets.toSorted((left, right) => compareCodePoints(left.id, right.id)) }))
    .toSorted((left, right) => compareCodePoints(left.deviceKey, right.deviceKey) || compareCodePoints(left.id, right.id));
}

function textsOf({
  vendor,
  product,
  version,
  description,
  udiDi,
}: Pick<RegisterLine, 'vendor' | 'product' | 'version' | 'description' | 'udiDi'>) {
  return [vendor, product, version, description, udiDi];
}

export function tierLowestOf({ assets }: Pick<RegisterLine, 'assets'>): number | null {
  return assets.reduce<number | null>((lowest, { tier }) => (tier === null ? lowest : Math.min(lowest ?? tier, tier)), null);
}

function lineOf(row: AssetRow): RegisterLine | null {
  const version = row.version ?? row.softwareVersion ?? row.firmwareVersion;
  const beside = [
    row.softwareVersion === null || row.softwareVersion === version ? null : `software ${row.softwareVersion}`,
    row.firmwareVersion === null || row.firmwareVersion === version ? null : `firmware ${row.firmwareVersion}`,
    row.operatingSystem,
  ].filter((text) => text !== null);
  const said = { vendor: row.vendor, version, description: beside.length === 0 ? null : beside.join('; ') };
  if (row.model === null) return null;
  const texts = { ...said, product: row.model, udiDi: row.udiDi };
  const line = { id: shortDigest(textsOf(texts)), ...texts };
  const deviceKey = deviceKeyOf(line);
  return deviceKey === null ? null : { ...line, serial: null, deviceKey, modelId: row.modelId, assets: [] };
}

/** The same for the same texts; long enough that no two of an organisation meet. */
export function shortDigest(texts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

/**
 * Makes the tables what was read.
 * @param deviceKeys only these devices, of which the lines are; null: all, and what is in no line goes
 * @returns rows that differed
 */
export async function writeRegister(
  { client, organisationId }: Scope,
  lines: readonly RegisterLine[],
  deviceKeys: readonly string[] | null,
): Promise<number> {
  const given = lines.map((line) => ({
    id: line.id,
    device_key: line.deviceKey,
    vendor: line.vendor,
    product: line.product,
    version: line.version,
    description: line.description,
    udi_di: line.udiDi,
    serial: line.serial,
    model_id: line.modelId,
    asset_count: line.assets.length,
    tier_lowest: tierLowestOf(line),
  }));
  const written = await client.query(
    `insert into match_line as known (organisation_id, id, device_key, vendor, product, version, description, udi_di, serial, model_id, asset_count, tier_lowest)
     select $1, id, device_key, vendor, product, version, description, udi_di, serial, model_id, asset_count, tier_lowest
     from jsonb_to_recordset($2::jsonb) as given (id text, device_key text, vendor text, product text, version text, description text,
       udi_di text, serial text, model_id uuid, asset_count integer, tier_lowest smallint)
     on conflict (organisation_id, id) do update set device_key = excluded.device_key, model_id = excluded.model_id,
       asset_count = excluded.asset_count, tier_lowest = excluded.tier_lowest
     where (known.device_key, known.model_id, known.asset_count, known.tier_lowest)
       is distinct from (excluded.device_key, excluded.model_id, excluded.asset_count, excluded.tier_lowest)`,
    [organisationId, JSON.stringify(given)],
  );
  const gone = await client.query(
    `delete from match_line known where organisation_id = $1 and ($3::text[] is null or device_key = any($3))
       and not exists (select from unnest($2::text[]) given (id) where given.id = known.id)`,
    [organisationId, lines.map(({ id }) => id), deviceKeys],
  );
  const placed = lines.flatMap(({ id, assets }) => assets.map((asset) => ({ assetId: asset.id, id })));
  const values = [organisationId, placed.map(({ assetId }) => assetId), placed.map(({ id }) => id)];
  const moved = await client.query(
    `insert into match_line_asset as known (organisation_id, asset_id, line_id)
     select $1, asset_id, line_id from unnest($2::uuid[], $3::text[]) as given (asset_id, line_id)
     on conflict (organisation_id, asset_id) do update set line_id = excluded.line_id where known.line_id <> excluded.line_id`,
    values,
  );
  const changed = [written, gone, moved].reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
  if (deviceKeys !== null) return changed;
  const left = await client.query(
    'delete from match_line_asset known where organisation_id = $1 and not exists (select from unnest($2::uuid[]) given (id) where given.id = known.asset_id)',
    values.slice(0, 2),
  );
  return changed + (left.rowCount ?? 0);
}
