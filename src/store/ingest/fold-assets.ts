/**
 * Folds assets and writes what came out differently: versions, latest fields, presence. An asset whose fold says what
 * is stored costs no write. The whole fold, so that the order of imports cannot matter (`core/assets/fold-asset.ts`);
 * only sightings that provably move nothing but ends take the short way (`prolong-assets.ts`).
 */
import { noDeviceFacts } from '#core/assets/device-facts.ts';
import { foldAsset, type AssetLatest, type AssetVersion, type FoldedAsset } from '#core/assets/fold-asset.ts';
import type { Presence } from '#core/assets/presence.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';
import { loadRuleBook } from '../asset-work/rule-book.ts';
import { assignModels, loadModelBook, noteChangedModels } from '../device-models/assign-models.ts';
import { loadSupportBook } from '../support/load-book.ts';
import { insertDepartments } from './departments.ts';
import {
  evidenceOf,
  instantText,
  loadAssetEvidence,
  loadSnapshots,
  type AssetEvidence,
  type SightingGroup,
} from './load-asset-evidence.ts';
import type { MergedAssets } from './merge-assets.ts';
import { prolongAssets } from './prolong-assets.ts';
import { digestOf } from './resolve-statements.ts';
import { memberSeparator, rowSeparator } from './staged-rows.ts';
import { writeLatest } from './write-latest.ts';
import { writePresence, type ChangedPresence, type GonePresence } from './write-presence.ts';
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
  /** All the evidence of assets of which nothing is stored yet, not even their row. */
  readonly made?: ReadonlyMap<Id, AssetEvidence>;
}

/** After new sightings: most known assets are only prolonged, the others are folded. */
export async function foldSightedAssets(
  scope: Scope,
  merged: MergedAssets,
  source: string,
  options: FoldAssetsOptions,
): Promise<FoldedAssets> {
  const known = new Map([...merged.fresh].filter(([assetId]) => !merged.made.has(assetId)));
  const prolonged = await prolongAssets(scope, known, source);
  const folded = await foldAssets(
    scope,
    [...merged.touched].filter((assetId) => !prolonged.assetIds.has(assetId) && !merged.made.has(assetId)),
    { ...options, made: await evidenceOfMade(scope, merged, source) },
  );
  const instants = [prolonged.changedFromAt, folded.changedFromAt].filter((instant) => instant !== null).toSorted();
  return { ...folded, changedFromAt: instants[0] ?? null };
}

/** Nobody can have stated anything of what nobody knew, and what the chunk wrote need not be read back. */
async function evidenceOfMade(scope: Scope, { made, statements, fresh }: MergedAssets, source: string): Promise<Map<Id, AssetEvidence>> {
  if (made.size === 0) return new Map();
  const snapshots = await loadSnapshots(scope);
  const facts = new Map(statements.map((one) => [`${one.digest} ${one.record.role}`, one.record.facts]));
  return new Map(
    [...made].map((assetId) => {
      const groups = (fresh.get(assetId) ?? []).map((one): SightingGroup => ({ ...one, source, observedAts: [one.at] }));
      return [assetId, evidenceOf(groups, snapshots, ({ claim, kind }) => facts.get(`${claim} ${kind}`))];
    }),
  );
}

const nothingMade: ReadonlyMap<Id, AssetEvidence> = new Map();

/** The whole fold. Nothing changes where nothing new was said. @param assetIds of which something is stored */
export async function foldAssets(
  scope: Scope,
  assetIds: readonly Id[],
  { key, at, newId, made = nothingMade }: FoldAssetsOptions,
): Promise<FoldedAssets> {
  if (assetIds.length === 0 && made.size === 0) return { factsChanged: new Set(), historyChangedFrom: new Map(), changedFromAt: null };
  const evidence = assetIds.length === 0 ? nothingMade : await loadAssetEvidence(scope, assetIds);
  const models = await loadModelBook(scope);
  const support = await loadSupportBook(scope);
  const rules = await loadRuleBook(scope);
  const stored = assetIds.length === 0 ? nothingStored : await loadStored(scope, assetIds);
  const changes = emptyChanges();
  const thenText = instantText(at);
  for (const [assetId, known] of [...evidence, ...made]) {
    const folded = foldAsset({ ...known, timeZone: scope.timeZone, models, support, rules });
    compare(assetId, folded, { ...stored, thenText }, changes);
  }
  const modelIds = await assignModels(scope, changes.versions, newId);
  const changed = new Set([...changes.versions, ...changes.versionsGone].map((one) => one.assetId));
  for (const assetId of changes.productChanged) changed.add(assetId);
  // Those just made had no model before.
  if (changed.size > 0)
    await noteChangedModels(scope, made.size === 0 ? [...changed] : [...changed].filter((id) => !made.has(id)), modelIds);
  await writeVersions(scope, key, { versions: changes.versions, gone: changes.versionsGone, modelIds });
  await writePresence(scope, key, changes.presence, changes.presenceGone);
  await writeLatest(scope, key, changes.latest, made);
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

const nothingStored: Stored = { versions: new Map(), presence: new Map(), latest: new Map() };

interface Changes {
  readonly versions: ChangedVersion[];
  readonly versionsGone: { assetId: Id; from: string }[];
  readonly presence: ChangedPresence[];
  readonly presenceGone: GonePresence[];
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
    changes.versions.push({ assetId, factsDigest, isNew: old === undefined, ...version });
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
    const old = before.get(key);
    if (old !== text) changes.presence.push({ assetId, isNew: old === undefined, ...one });
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
