/**
 * The short way for what nearly every sighting is: a source repeats, later than everything known of the asset, what it
 * said before, while its earlier sighting still lasts. No fact, rank, conflict or start of anything can change then; only
 * ends move. Those ends are moved by set; every other asset takes the whole fold (`fold-assets.ts`). A test folds
 * everything again after a year of files and finds nothing to change.
 */
import { sightingWindowDays } from '#core/assets/asset.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface Prolonged {
  readonly assetIds: ReadonlySet<Id>;
  /** The first instant from which a stored version differs from before. */
  readonly changedFromAt: Instant | null;
}

export interface SightedBy {
  readonly importId: Id;
  readonly source: string;
}

interface Row {
  readonly assetId: Id;
  readonly at: string;
  readonly isRegister: boolean;
  readonly isSeen: boolean;
  readonly isScanned: boolean;
  readonly isAuthenticated: boolean;
  readonly class: string | null;
}

export async function prolongAssets(scope: Scope, assetIds: readonly Id[], by: SightedBy): Promise<Prolonged> {
  const rows = await loadRepeated(scope, assetIds, by);
  if (rows.length === 0) return { assetIds: new Set(), changedFromAt: null };
  await movePresence(scope, by, rows);
  await moveLatest(scope, rows);
  const changedFromAt = await moveVersions(
    scope,
    rows.filter((row) => row.isSeen),
  );
  return { assetIds: new Set(rows.map((row) => row.assetId)), changedFromAt };
}

/**
 * Assets about which this import only repeats its source. Not those where a later snapshot of a register exists, where
 * another discovery source is outlived by this sighting or this one was (`effective-facts.ts`: 90 days), or where facts
 * change after the sighting.
 */
async function loadRepeated(scope: Scope, assetIds: readonly Id[], { importId, source }: SightedBy): Promise<Row[]> {
  const { rows } = await scope.client.query<Row>(
    `select given.asset_id as "assetId", mine.at::text as at, mine.is_register as "isRegister", mine.is_seen as "isSeen",
       mine.is_scanned as "isScanned", mine.is_authenticated as "isAuthenticated", version.class
     from unnest($2::uuid[]) as given (asset_id)
     cross join lateral (
       select min(observed_at) as at, max(observed_at) as until_at, min(claim) filter (where claim <> '') as claim,
         count(distinct claim) filter (where claim <> '') as claims, count(distinct kind = 'register') as roles,
         bool_or(kind = 'register') as is_register, bool_or(kind <> 'register') as is_seen,
         bool_or(kind = 'scan' and complete) as is_scanned,
         bool_or(kind = 'scan' and complete and depth = 'authenticated') as is_authenticated
       from sighting where organisation_id = $1 and sighting.asset_id = given.asset_id and import_id = $3) mine
     cross join lateral (
       select max(observed_at) as last_at, max(observed_at) filter (where kind <> 'register') as seen_at,
         max(observed_at) filter (where kind <> 'register' and source = $4) as own_seen_at
       from sighting where organisation_id = $1 and sighting.asset_id = given.asset_id and import_id <> $3) others
     cross join lateral (
       select min(claim) as claim, max(claim) as other_claim from (
         select claim, rank() over (order by observed_at desc) as place from sighting
         where organisation_id = $1 and sighting.asset_id = given.asset_id and import_id <> $3 and source = $4
           and (kind = 'register') = mine.is_register and claim <> '') said
       where place = 1) previous
     join asset_version version on version.organisation_id = $1 and version.asset_id = given.asset_id
       and version.valid_from <= mine.at and version.valid_to > mine.at
     where mine.at = mine.until_at and mine.claims = 1 and mine.roles = 1 and others.last_at < mine.at
       and previous.claim = mine.claim and previous.other_claim = mine.claim
       and not exists (select from import_run run where run.organisation_id = $1 and run.full_register and run.observed_at > mine.at)
       and not exists (select from asset_version later where later.organisation_id = $1 and later.asset_id = given.asset_id
         and later.valid_to > mine.at and later.facts_digest <> version.facts_digest)
       and not exists (
         select from (values ('register', mine.is_register), ('discovery', mine.is_seen), ('scan', mine.is_scanned),
           ('scan-authenticated', mine.is_authenticated)) as needed (kind, is_needed)
         where is_needed and not exists (select from presence where presence.organisation_id = $1
           and presence.asset_id = given.asset_id and presence.kind = needed.kind and presence.source = $4
           and presence.from_at < mine.at and presence.to_at > mine.at
           and (needed.kind <> 'register' or presence.to_at = 'infinity')))
       and (not mine.is_seen or (others.own_seen_at >= others.seen_at - interval '2160 hours' and not exists (
         select from sighting where organisation_id = $1 and sighting.asset_id = given.asset_id and kind <> 'register' and source <> $4
         group by source having max(observed_at) < mine.at - interval '2160 hours'
           and max(observed_at) >= others.seen_at - interval '2160 hours')))`,
    [scope.organisationId, assetIds, importId, source],
  );
  return rows;
}

async function movePresence(scope: Scope, { source }: SightedBy, rows: readonly Row[]): Promise<void> {
  await scope.client.query(
    `update presence set last_at = given.at, to_at = case
         when kind = 'register' then to_at
         when kind = 'discovery' then greatest(to_at, given.at + given.window_days * interval '24 hours')
         else greatest(to_at, given.at + interval '720 hours') end
     from unnest($3::uuid[], $4::timestamptz[], $5::boolean[], $6::boolean[], $7::boolean[], $8::boolean[], $9::int[])
       as given (asset_id, at, is_register, is_seen, is_scanned, is_authenticated, window_days)
     where presence.organisation_id = $1 and presence.source = $2 and presence.asset_id = given.asset_id
       and presence.from_at < given.at and presence.to_at > given.at
       and case kind when 'register' then is_register when 'discovery' then is_seen when 'scan' then is_scanned else is_authenticated end`,
    [
      scope.organisationId,
      source,
      rows.map((row) => row.assetId),
      rows.map((row) => row.at),
      rows.map((row) => row.isRegister),
      rows.map((row) => row.isSeen),
      rows.map((row) => row.isScanned),
      rows.map((row) => row.isAuthenticated),
      rows.map((row) => sightingWindowDays(row.class)),
    ],
  );
}

async function moveLatest(scope: Scope, rows: readonly Row[]): Promise<void> {
  const seen = rows.filter((row) => row.isSeen);
  if (seen.length === 0) return;
  await scope.client.query(
    `update asset set last_seen_at = given.at, last_scanned_at = case when given.is_scanned then given.at else last_scanned_at end
     from unnest($2::uuid[], $3::timestamptz[], $4::boolean[]) as given (asset_id, at, is_scanned)
     where asset.organisation_id = $1 and asset.id = given.asset_id`,
    [scope.organisationId, seen.map((row) => row.assetId), seen.map((row) => row.at), seen.map((row) => row.isScanned)],
  );
}

/** When the sightings that cover an instant run out: the only bounds after it, because no fact changes there. */
const boundsSql = `
  with given as (select * from unnest($2::uuid[], $3::timestamptz[]) as given (asset_id, at)),
  ends as (
    select given.asset_id, given.at, max(to_at) filter (where kind = 'discovery') as seen_end,
      max(to_at) filter (where kind = 'scan') as scan_end, max(to_at) filter (where kind = 'scan-authenticated') as authenticated_end
    from given join presence on presence.organisation_id = $1 and presence.asset_id = given.asset_id and presence.kind <> 'register'
      and presence.from_at <= given.at and presence.to_at > given.at
    group by given.asset_id, given.at)`;

async function moveVersions(scope: Scope, rows: readonly Row[]): Promise<Instant | null> {
  if (rows.length === 0) return null;
  const parameters = [scope.organisationId, rows.map((row) => row.assetId), rows.map((row) => row.at)];
  await scope.client.query(
    `delete from asset_version using unnest($2::uuid[], $3::timestamptz[]) as given (asset_id, at)
     where organisation_id = $1 and asset_version.asset_id = given.asset_id and asset_version.valid_from > given.at`,
    parameters,
  );
  const moved = await scope.client.query<{ changedFromAt: Instant | null }>(
    `${boundsSql},
     moved as (
       update asset_version version set valid_to = next.at, valid_to_on = (next.at at time zone $4)::date
       from (select ends.asset_id, ends.at as seen_at, least(seen_end, scan_end, authenticated_end) as at, before.valid_to as old_at
         from ends join asset_version before on before.organisation_id = $1 and before.asset_id = ends.asset_id
           and before.valid_from <= ends.at and before.valid_to > ends.at) next
       where version.organisation_id = $1 and version.asset_id = next.asset_id and version.valid_from <= next.seen_at
         and version.valid_to > next.seen_at
       returning least(next.at, next.old_at) as differs_at)
     select min(differs_at) as "changedFromAt" from moved`,
    [...parameters, scope.timeZone],
  );
  const facts = `name, name_folded, class, vendor, vendor_folded, model, model_folded, version, department, department_folded, tier, segment,
    exposure, owner, owner_folded, support_end_on, lifecycle, scannable, registered, facts_digest`;
  await scope.client.query(
    `${boundsSql},
     tail as (
       select ends.*, bound.at as bound_at, lead(bound.at) over (partition by ends.asset_id order by bound.at) as next_at
       from ends cross join lateral (select distinct at from (values (seen_end), (scan_end), (authenticated_end)) as one (at)
         where one.at is not null) bound)
     insert into asset_version (organisation_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, seen, scanned,
       scanned_authenticated, ${facts})
     select $1, tail.asset_id, bound_at, coalesce(next_at, 'infinity'), (bound_at at time zone $4)::date,
       coalesce((next_at at time zone $4)::date, 'infinity'), coalesce(seen_end > bound_at, false), coalesce(scan_end > bound_at, false),
       coalesce(authenticated_end > bound_at, false), ${facts}
     from tail join asset_version standing on standing.organisation_id = $1 and standing.asset_id = tail.asset_id
       and standing.valid_from <= tail.at and standing.valid_to > tail.at`,
    [...parameters, scope.timeZone],
  );
  return moved.rows[0]?.changedFromAt ?? null;
}
