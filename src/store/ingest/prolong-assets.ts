/**
 * The short way for repeated sightings (`core/assets/prolong-asset.ts`), set by set: loads what decides, asks the core,
 * and moves the ends. Every other asset takes the whole fold (`fold-assets.ts`). A test folds everything again after a
 * year of files and finds nothing to change.
 */
import {
  prolongAsset,
  type Prolongation,
  type RepeatedSighting,
  type StandingAsset,
  type StandingVersion,
} from '#core/assets/prolong-asset.ts';
import type { Presence } from '#core/assets/presence.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { instantOf } from './load-asset-evidence.ts';
import type { FreshSighting } from './merge-assets.ts';
import { columnsOf, memberSeparator, rowSeparator, type Cell } from './staged-rows.ts';
import { factColumns } from './write-versions.ts';

export interface Prolonged {
  readonly assetIds: ReadonlySet<Id>;
  /** The first instant from which a stored version differs from before. */
  readonly changedFromAt: Instant | null;
}

interface Moved extends Prolongation {
  readonly assetId: Id;
  readonly sighting: RepeatedSighting;
}

/** @param fresh what the source said of each asset just now, not yet folded. */
export async function prolongAssets(scope: Scope, fresh: ReadonlyMap<Id, readonly FreshSighting[]>, source: string): Promise<Prolonged> {
  const sightings = new Map<Id, RepeatedSighting>();
  for (const [assetId, said] of fresh) {
    const sighting = repeatedOf(said, source);
    if (sighting !== null) sightings.set(assetId, sighting);
  }
  const known = await loadStanding(scope, sightings, source);
  const moved: Moved[] = [];
  for (const [assetId, standing] of known) {
    const sighting = sightings.get(assetId);
    const prolongation = sighting === undefined ? null : prolongAsset(standing, sighting);
    if (sighting !== undefined && prolongation !== null) moved.push({ assetId, sighting, ...prolongation });
  }
  if (moved.length === 0) return { assetIds: new Set(), changedFromAt: null };
  await movePresence(scope, moved);
  await moveLatest(scope, moved);
  await moveVersions(scope, moved);
  return { assetIds: new Set(moved.map((one) => one.assetId)), changedFromAt: earliestDifference(moved) };
}

/** One statement at one instant, with or without a scan of the same instant. */
function repeatedOf(said: readonly FreshSighting[], source: string): RepeatedSighting | null {
  const [statement, another] = said.filter((one) => one.claim !== '');
  if (statement === undefined || another !== undefined || statement.kind === 'scan') return null;
  const { at, kind: role, claim } = statement;
  if (said.some((one) => one.at !== at || (one.kind === 'register') !== (role === 'register'))) return null;
  const isScanned = said.some((one) => one.isScanned);
  return { source, at, role, claim, isScanned, isAuthenticated: said.some((one) => one.isAuthenticated) };
}

interface StandingRow {
  readonly assetId: Id;
  readonly presence: string | null;
  readonly versions: string | null;
  readonly lastClaim: string | null;
}

/** Without the assets that never stood before. */
async function loadStanding(scope: Scope, sightings: ReadonlyMap<Id, RepeatedSighting>, source: string): Promise<Map<Id, StandingAsset>> {
  if (sightings.size === 0) return new Map();
  const given = [...sightings.values()];
  const { rows } = await scope.client.query<StandingRow>(
    `select given.asset_id as "assetId", known.presence, standing.versions, said.claim as "lastClaim"
     from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as given (asset_id, at, role)
     cross join lateral (
       select string_agg(concat_ws(E'\\x1f', kind, source, from_at, last_at, to_at), E'\\x1e') as presence,
         max(last_at) filter (where source = $5 and kind = given.role) as own_last_at
       from presence where organisation_id = $1 and presence.asset_id = given.asset_id) known
     cross join lateral (
       select string_agg(concat_ws(E'\\x1f', valid_from, valid_to, facts_digest || coalesce(agreement, ''), coalesce(class, '')), E'\\x1e') as versions
       from asset_version where organisation_id = $1 and asset_version.asset_id = given.asset_id and valid_to > given.at) standing
     cross join lateral (
       select case when count(distinct claim) = 1 then min(claim) end as claim from sighting
       where organisation_id = $1 and sighting.asset_id = given.asset_id and observed_at = known.own_last_at
         and kind = given.role and sighting.source = $5 and claim <> '') said
     where known.own_last_at < given.at`,
    [scope.organisationId, [...sightings.keys()], given.map((one) => one.at), given.map((one) => one.role), source],
  );
  const lastSnapshotAt = await loadLastSnapshot(scope);
  const instants = new Map<string, Instant>();
  return new Map(
    rows.map(({ assetId, presence, versions, lastClaim }) => [
      assetId,
      {
        presence: membersOf(presence).map((members) => presenceOf(members, instants)),
        versions: membersOf(versions).map((members) => versionOf(members, instants)),
        lastClaim,
        lastSnapshotAt,
      },
    ]),
  );
}

async function loadLastSnapshot(scope: Scope): Promise<Instant | null> {
  const { rows } = await scope.client.query<{ at: Instant | null }>(
    'select max(observed_at) as at from import_run where organisation_id = $1 and full_register',
    [scope.organisationId],
  );
  return rows[0]?.at ?? null;
}

function membersOf(packed: string | null): string[][] {
  return packed === null ? [] : packed.split(rowSeparator).map((row) => row.split(memberSeparator));
}

function endOf(text: string, instants: Map<string, Instant>): Instant | null {
  return text === 'infinity' ? null : instantOf(text, instants);
}

function presenceOf([kind = '', source = '', from = '', last = '', to = '']: readonly string[], instants: Map<string, Instant>): Presence {
  const [fromAt, lastAt] = [instantOf(from, instants), instantOf(last, instants)];
  return { kind: kind as Presence['kind'], source, fromAt, lastAt, toAt: endOf(to, instants) };
}

function versionOf([from = '', to = '', facts = '', assetClass = '']: readonly string[], instants: Map<string, Instant>): StandingVersion {
  const validFrom = instantOf(from, instants);
  return { validFrom, validTo: endOf(to, instants), facts, class: assetClass === '' ? null : assetClass };
}

async function movePresence(scope: Scope, moved: readonly Moved[]): Promise<void> {
  const rows = moved.flatMap(({ assetId, presence }) =>
    presence.map(({ kind, source, fromAt, lastAt, toAt }): Cell[] => [assetId, kind, source, fromAt, lastAt, toAt ?? 'infinity']),
  );
  await scope.client.query(
    `update presence set last_at = given.last_at, to_at = given.to_at
     from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
       as given (asset_id, kind, source, from_at, last_at, to_at)
     where presence.organisation_id = $1 and presence.asset_id = given.asset_id and presence.kind = given.kind
       and presence.source = given.source and presence.from_at = given.from_at`,
    [scope.organisationId, ...columnsOf(rows, 6)],
  );
}

async function moveLatest(scope: Scope, moved: readonly Moved[]): Promise<void> {
  const seen = moved.filter(({ sighting }) => sighting.role === 'discovery');
  if (seen.length === 0) return;
  const rows = seen.map(({ assetId, sighting }): Cell[] => [assetId, sighting.at, sighting.isScanned]);
  await scope.client.query(
    `update asset set last_seen_at = given.at, last_scanned_at = case when given.is_scanned then given.at else last_scanned_at end
     from unnest($2::uuid[], $3::timestamptz[], $4::boolean[]) as given (asset_id, at, is_scanned)
     where asset.organisation_id = $1 and asset.id = given.asset_id`,
    [scope.organisationId, ...columnsOf(rows, 3)],
  );
}

const facts = factColumns.join(', ');

/** The standing version ends later; what faded after it goes, and what fades after its new end comes, with its facts. */
async function moveVersions(scope: Scope, moved: readonly Moved[]): Promise<void> {
  const ends: Cell[][] = [];
  const gone: Cell[][] = [];
  const fading: Cell[][] = [];
  for (const { assetId, versions } of moved) {
    if (versions === null) continue;
    ends.push([assetId, versions.standingFrom, versions.endsAt]);
    for (const from of versions.gone) gone.push([assetId, from]);
    for (const one of versions.fading)
      fading.push([
        assetId,
        versions.standingFrom,
        one.validFrom,
        one.validTo ?? 'infinity',
        one.seen,
        one.scanned,
        one.scannedAuthenticated,
        one.seenWithin30Days,
      ]);
  }
  if (ends.length === 0) return;
  await scope.client.query(
    `delete from asset_version using unnest($2::uuid[], $3::timestamptz[]) as gone (asset_id, valid_from)
     where organisation_id = $1 and asset_version.asset_id = gone.asset_id and asset_version.valid_from = gone.valid_from`,
    [scope.organisationId, ...columnsOf(gone, 2)],
  );
  await scope.client.query(
    `update asset_version set valid_to = given.ends_at, valid_to_on = (given.ends_at at time zone $5)::date
     from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as given (asset_id, valid_from, ends_at)
     where organisation_id = $1 and asset_version.asset_id = given.asset_id and asset_version.valid_from = given.valid_from`,
    [scope.organisationId, ...columnsOf(ends, 3), scope.timeZone],
  );
  await scope.client.query(
    `insert into asset_version (organisation_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, seen, scanned,
       scanned_authenticated, seen_within_30_days, ${facts})
     select $1, given.asset_id, given.valid_from, given.valid_to, (given.valid_from at time zone $10)::date,
       case when given.valid_to = 'infinity' then 'infinity' else (given.valid_to at time zone $10)::date end,
       given.seen, given.scanned, given.scanned_authenticated, given.seen_within_30_days, ${facts.replace(/\w+/g, 'standing.$&')}
     from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::boolean[], $7::boolean[], $8::boolean[],
         $9::boolean[])
       as given (asset_id, standing_from, valid_from, valid_to, seen, scanned, scanned_authenticated, seen_within_30_days)
     join asset_version standing on standing.organisation_id = $1 and standing.asset_id = given.asset_id
       and standing.valid_from = given.standing_from`,
    [scope.organisationId, ...columnsOf(fading, 8), scope.timeZone],
  );
}

function earliestDifference(moved: readonly Moved[]): Instant | null {
  let earliest: Instant | null = null;
  for (const { versions } of moved) {
    if (versions === null) continue;
    const { endedAt, endsAt } = versions;
    const differs = endedAt !== null && endedAt < endsAt ? endedAt : endsAt;
    if (earliest === null || differs < earliest) earliest = differs;
  }
  return earliest;
}
