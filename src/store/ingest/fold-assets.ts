/**
 * Folds assets and writes what came out differently: versions, latest fields, presence. An asset whose fold says what
 * is stored costs no write. The whole fold, so that the order of imports cannot matter (`core/assets/fold-asset.ts`);
 * only sightings that provably move nothing but ends take the short way (`prolong-assets.ts`).
 */
import { noDeviceFacts } from '#core/assets/device-facts.ts';
import { foldAsset, type AssetLatest, type AssetVersion, type FoldedAsset } from '#core/assets/fold-asset.ts';
import type { Presence } from '#core/assets/presence.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';
import { loadRuleBook } from '../asset-work/rule-book.ts';
import { assignModels, loadModelBook, noteChangedModels } from '../device-models/assign-models.ts';
import { loadSupportBook } from '../support/load-book.ts';
import { insertDepartments } from './departments.ts';
import { instantText, loadAssetEvidence } from './load-asset-evidence.ts';
import type { MergedAssets } from './merge-assets.ts';
import { prolongAssets } from './prolong-assets.ts';
import { digestOf } from './resolve-statements.ts';
import { columnsOf, memberSeparator, rowSeparator, stageRows, type Cell } from './staged-rows.ts';
import { writeVersions, type ChangedVersion } from './write-versions.ts';

export interface FoldedAssets {
  /** Assets of which a fact is now another at `at`: a field, or whether a register has it. A moved sighting is none. */
  readonly factsChanged: ReadonlySet<Id>;
  /** By asset with another history of its facts: the instant from which it may differ, as PostgreSQL writes it. */
  readonly historyChangedFrom: ReadonlyMap<Id, string>;
  /** The first instant from which any stored version or presence differs from before. */
  readonly changedFromAt: Instant | null;
}

export interface FoldAssetsOptions {
  /** The import's id: names the staging tables. */
  readonly key: string;
  /** The instant at which facts are compared. */
  readonly at: Instant;
  readonly newId: NewId;
}

/** After new sightings: most assets are only prolonged, the others are folded. */
export async function foldSightedAssets(
  scope: Scope,
  { touched, fresh }: Pick<MergedAssets, 'touched' | 'fresh'>,
  source: string,
  options: FoldAssetsOptions,
): Promise<FoldedAssets> {
  const prolonged = await prolongAssets(scope, fresh, source);
  const folded = await foldAssets(
    scope,
    [...touched].filter((assetId) => !prolonged.assetIds.has(assetId)),
    options,
  );
  const instants = [prolonged.changedFromAt, folded.changedFromAt].filter((instant) => instant !== null).toSorted();
  return { ...folded, changedFromAt: instants[0] ?? null };
}

/** The whole fold. Nothing changes where nothing new was said. */
export async function foldAssets(scope: Scope, assetIds: readonly Id[], { key, at, newId }: FoldAssetsOptions): Promise<FoldedAssets> {
  if (assetIds.length === 0) return { factsChanged: new Set(), historyChangedFrom: new Map(), changedFromAt: null };
  const evidence = await loadAssetEvidence(scope, assetIds);
  const models = await loadModelBook(scope);
  const support = await loadSupportBook(scope);
  const rules = await loadRuleBook(scope);
  const stored = await loadStored(scope, assetIds);
  const changes = emptyChanges();
  const thenText = instantText(at);
  for (const [assetId, known] of evidence) {
    const folded = foldAsset({ ...known, timeZone: scope.timeZone, models, support, rules });
    compare(assetId, folded, { ...stored, thenText }, changes);
  }
  const modelIds = await assignModels(scope, changes.versions, newId);
  const changed = new Set([...changes.versions, ...changes.versionsGone].map((one) => one.assetId));
  for (const assetId of changes.productChanged) changed.add(assetId);
  if (changed.size > 0) await noteChangedModels(scope, [...changed], modelIds);
  await writeVersions(scope, key, { versions: changes.versions, gone: changes.versionsGone, modelIds });
  await writePresence(scope, key, changes);
  await writeLatest(scope, changes);
  await insertDepartments(scope, changes.versions, newId);
  const { factsChanged, historyChangedFrom, changedFrom } = changes;
  return { factsChanged, historyChangedFrom, changedFromAt: changedFrom === null ? null : parseTimestamptz(changedFrom) };
}

/** Instants are compared as PostgreSQL writes them in UTC: their texts order as they do, `infinity` last. */
interface Stored {
  /** By asset: start → end, digest, and what is no fact that a source names: flags and whether sources agree. */
  readonly versions: ReadonlyMap<Id, ReadonlyMap<string, readonly string[]>>;
  /** By asset: kind, source and start → last and end. */
  readonly presence: ReadonlyMap<Id, ReadonlyMap<string, string>>;
  readonly latest: ReadonlyMap<Id, AssetLatest>;
}

async function loadStored(scope: Scope, assetIds: readonly Id[]): Promise<Stored> {
  const parameters = [scope.organisationId, assetIds];
  const versions = await scope.client.query<{ assetId: Id; packed: string }>(
    `select asset_id as "assetId", string_agg(concat_ws(E'\\x1f', valid_from, valid_to, facts_digest,
       seen::int || '' || scanned::int || scanned_authenticated::int || coalesce(seen_within_30_days::int::text, '') || coalesce(agreement, '')),
       E'\\x1e') as packed
     from asset_version where organisation_id = $1 and asset_id = any($2::uuid[]) group by asset_id`,
    parameters,
  );
  const presence = await scope.client.query<{ assetId: Id; packed: string }>(
    `select asset_id as "assetId", string_agg(concat_ws(E'\\x1f', kind, source, from_at, last_at, to_at), E'\\x1e') as packed
     from presence where organisation_id = $1 and asset_id = any($2::uuid[]) group by asset_id`,
    parameters,
  );
  const latest = await scope.client.query<AssetLatest & { assetId: Id }>(
    `select id as "assetId", serial_number as "serialNumber", asset_tag as "assetTag", host_name as "hostName", ip_address as "ipAddress",
       mac_address as "macAddress", udi_di as "udiDi", operating_system as "operatingSystem", location, first_seen_at as "firstSeenAt",
       last_seen_at as "lastSeenAt", last_scanned_at as "lastScannedAt", source_count as "sourceCount", conflict_count as "conflictCount"
     from asset where organisation_id = $1 and id = any($2::uuid[])`,
    parameters,
  );
  const unpack = (packed: string): string[][] => packed.split(rowSeparator).map((row) => row.split(memberSeparator));
  return {
    versions: new Map(versions.rows.map((row) => [row.assetId, new Map(unpack(row.packed).map(([from = '', ...rest]) => [from, rest]))])),
    presence: new Map(
      presence.rows.map((row) => [
        row.assetId,
        new Map(unpack(row.packed).map((one) => [one.slice(0, 3).join(memberSeparator), one.slice(3).join(memberSeparator)])),
      ]),
    ),
    latest: new Map(latest.rows.map(({ assetId, ...row }) => [assetId, row])),
  };
}

interface Changes {
  readonly versions: ChangedVersion[];
  readonly versionsGone: { assetId: Id; from: string }[];
  readonly presence: (Presence & { readonly assetId: Id })[];
  readonly presenceGone: { assetId: Id; kind: string; source: string; from: string }[];
  readonly latest: (AssetLatest & { readonly assetId: Id })[];
  /** Assets with another UDI-DI: of the latest fields the one that a model shows. */
  readonly productChanged: Set<Id>;
  readonly factsChanged: Set<Id>;
  readonly historyChangedFrom: Map<Id, string>;
  changedFrom: string | null;
}

function emptyChanges(): Changes {
  return {
    versions: [],
    versionsGone: [],
    presence: [],
    presenceGone: [],
    latest: [],
    productChanged: new Set(),
    factsChanged: new Set(),
    historyChangedFrom: new Map(),
    changedFrom: null,
  };
}

function compare(assetId: Id, folded: FoldedAsset, stored: Stored & { readonly thenText: string }, changes: Changes): void {
  compareVersions(assetId, folded.versions, stored, changes);
  comparePresence(assetId, folded.presence, stored.presence.get(assetId) ?? new Map(), changes);
  const before = stored.latest.get(assetId);
  if (before === undefined || latestText(before) !== latestText(folded.latest)) changes.latest.push({ assetId, ...folded.latest });
  if ((before?.udiDi ?? null) !== folded.latest.udiDi) changes.productChanged.add(assetId);
  if (before === undefined || namedText(before) !== namedText(folded.latest)) changes.factsChanged.add(assetId);
}

function compareVersions(
  assetId: Id,
  versions: readonly AssetVersion[],
  stored: Stored & { readonly thenText: string },
  changes: Changes,
): void {
  const before = stored.versions.get(assetId) ?? new Map<string, readonly string[]>();
  const kept = new Set<string>();
  let digestThen = '';
  for (const version of versions) {
    const { validFrom, validTo, validFromOn: _from, validToOn: _to, ...rest } = version;
    const { seen, scanned, scannedAuthenticated, seenWithin30Days, agreement, device, ...facts } = rest;
    // Absent where nobody says any, so that the digests of most versions are what they were before there were such facts.
    const factsDigest = digestOf(device === noDeviceFacts ? facts : { ...facts, device });
    const from = instantText(validFrom);
    const text = [
      endText(validTo),
      factsDigest,
      `${bit(seen)}${bit(scanned)}${bit(scannedAuthenticated)}${bit(seenWithin30Days)}${agreement}`,
    ];
    if (from <= stored.thenText) digestThen = factsDigest;
    kept.add(from);
    const old = before.get(from);
    if (old !== undefined && old.every((member, index) => member === text[index])) continue;
    changes.versions.push({ assetId, factsDigest, ...version });
    if (old?.[1] !== factsDigest) historyChanged(changes, assetId, from);
    changed(changes, differsFrom(from, old, text));
  }
  let startThen = '';
  let digestBefore = '';
  for (const [from, [, digest = '']] of before) {
    if (from <= stored.thenText && from > startThen) {
      startThen = from;
      digestBefore = digest;
    }
    if (kept.has(from)) continue;
    changes.versionsGone.push({ assetId, from });
    historyChanged(changes, assetId, from);
    changed(changes, from);
  }
  if (digestThen !== digestBefore) changes.factsChanged.add(assetId);
}

function endText(instant: Instant | null): string {
  return instant === null ? 'infinity' : instantText(instant);
}

function bit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function historyChanged(changes: Changes, assetId: Id, from: string): void {
  const known = changes.historyChangedFrom.get(assetId);
  if (known === undefined || from < known) changes.historyChangedFrom.set(assetId, from);
}

function changed(changes: Changes, from: string): void {
  if (changes.changedFrom === null || from < changes.changedFrom) changes.changedFrom = from;
}

/** Where only the end moved, nothing differs before the nearer of the two ends. */
function differsFrom(from: string, old: readonly string[] | undefined, text: readonly string[]): string {
  const [end = '', ...rest] = text;
  const [oldEnd = '', ...oldRest] = old ?? [];
  return old === undefined || rest.join() !== oldRest.join() ? from : end < oldEnd ? end : oldEnd;
}

function comparePresence(assetId: Id, presence: readonly Presence[], before: ReadonlyMap<string, string>, changes: Changes): void {
  const kept = new Set<string>();
  for (const one of presence) {
    const key = [one.kind, one.source, instantText(one.fromAt)].join(memberSeparator);
    const text = [instantText(one.lastAt), endText(one.toAt)].join(memberSeparator);
    kept.add(key);
    if (before.get(key) !== text) changes.presence.push({ assetId, ...one });
  }
  for (const key of before.keys()) {
    if (kept.has(key)) continue;
    const [kind = '', source = '', from = ''] = key.split(memberSeparator);
    changes.presenceGone.push({ assetId, kind, source, from });
  }
}

function latestText(latest: AssetLatest): string {
  return [namedText(latest), latest.firstSeenAt, latest.lastSeenAt, latest.lastScannedAt, latest.sourceCount, latest.conflictCount].join(
    '\u001f',
  );
}

/** What a source names; the instants and counts move with each sighting. */
function namedText(latest: AssetLatest): string {
  const { serialNumber, assetTag, hostName, ipAddress, macAddress, udiDi, operatingSystem, location } = latest;
  return [serialNumber, assetTag, hostName, ipAddress, macAddress, udiDi, operatingSystem, location].join('\u001f');
}

async function writePresence(scope: Scope, key: string, changes: Changes): Promise<void> {
  if (changes.presenceGone.length > 0) {
    const rows = changes.presenceGone.map((one): Cell[] => [one.assetId, one.kind, one.source, one.from]);
    await scope.client.query(
      `delete from presence using unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as gone (asset_id, kind, source, from_at)
       where organisation_id = $1 and presence.asset_id = gone.asset_id and presence.kind = gone.kind and presence.source = gone.source
         and presence.from_at = gone.from_at`,
      [scope.organisationId, ...columnsOf(rows, 4)],
    );
  }
  if (changes.presence.length === 0) return;
  const columns = { asset_id: 'uuid', kind: 'text', source: 'text', from_at: 'timestamptz', last_at: 'timestamptz', to_at: 'timestamptz' };
  const staged = await stageRows(
    scope,
    { name: 'presence', key, columns },
    changes.presence.map((one): Cell[] => [one.assetId, one.kind, one.source, one.fromAt, one.lastAt, one.toAt ?? 'infinity']),
  );
  await scope.client.query(
    `insert into presence (organisation_id, asset_id, kind, source, from_at, last_at, to_at) select $1, staged.* from ${staged.name} staged
     on conflict (organisation_id, asset_id, kind, source, from_at) do update set last_at = excluded.last_at, to_at = excluded.to_at`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

async function writeLatest(scope: Scope, changes: Changes): Promise<void> {
  if (changes.latest.length === 0) return;
  const folded = (text: string | null): string | null => (text === null ? null : foldName(text));
  const rows = changes.latest.map((one): Cell[] => [
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
  ]);
  await scope.client.query(
    `update asset set serial_number = given.serial_number, asset_tag = given.asset_tag, host_name = given.host_name,
       host_name_folded = given.host_name_folded, ip_address = given.ip_address, mac_address = given.mac_address, udi_di = given.udi_di,
       operating_system = given.operating_system, operating_system_folded = given.operating_system_folded, location = given.location,
       location_folded = given.location_folded, first_seen_at = given.first_seen_at, last_seen_at = given.last_seen_at,
       last_scanned_at = given.last_scanned_at, source_count = given.source_count, conflict_count = given.conflict_count
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
       $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::int[], $18::int[])
       as given (id, serial_number, asset_tag, host_name, host_name_folded, ip_address, mac_address, udi_di, operating_system,
         operating_system_folded, location, location_folded, first_seen_at, last_seen_at, last_scanned_at, source_count, conflict_count)
     where asset.organisation_id = $1 and asset.id = given.id`,
    [scope.organisationId, ...columnsOf(rows, 17)],
  );
}
