/** Keeps where observations are told: makes the flaws and findings that are missing, and writes only what differs. */
import type { Id, NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import { checkName } from '#core/vulnerabilities/flaw-names.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';

/** A finding as its file named it. */
export interface SaidFinding {
  readonly findingId: Id;
  readonly assetId: Id;
  readonly flawKey: string;
  readonly joinedInto: Id | null;
  /** No file named its flaw at this asset: it is there for what is told in it. */
  readonly isBare: boolean;
}

export interface PlacedCheck {
  readonly checkId: Id;
  readonly scanner: string;
  readonly nativeId: string;
  readonly title: string;
}

export interface Place {
  readonly one: SaidFinding;
  /** Null: it is told as itself. */
  readonly flawId: Id | null;
  readonly splits: readonly { readonly check: PlacedCheck; readonly flawId: Id }[];
}

/** What a check's own flaw is called. */
export function checkTitles(checks: ReadonlyMap<Id, readonly PlacedCheck[]>): ReadonlyMap<string, string> {
  return new Map([...checks.values()].flat().map((check) => [checkName(check), check.title]));
}

/** The flaws of these names; a check that never was a flaw of its own becomes one. */
export async function flawIdsOf(
  { client, organisationId }: Scope,
  keys: readonly string[],
  { titles, newId }: { readonly titles: ReadonlyMap<string, string>; readonly newId: NewId },
): Promise<Map<string, Id>> {
  const known = async (): Promise<Map<string, Id>> => {
    const { rows } = await client.query<{ id: Id; key: string }>(
      'select id, key from flaw where organisation_id = $1 and key = any($2::text[])',
      [organisationId, keys],
    );
    return new Map(rows.map((row) => [row.key, row.id]));
  };
  const found = await known();
  const missing = keys.filter((key) => !found.has(key)).toSorted();
  if (missing.length === 0) return found;
  const rows = missing.map((key): Cell[] => [newId(), key, titles.get(key) ?? key, foldName(titles.get(key) ?? key)]);
  // Whatever a file says of it is newer.
  await client.query(
    `insert into flaw (organisation_id, id, key, title, title_folded, described_at)
     select $1, id, key, title, folded, '1970-01-01T00:00:00Z' from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
       as given (id, key, title, folded) order by key on conflict do nothing`,
    [organisationId, ...columnsOf(rows, 4)],
  );
  return known();
}

/** @returns every finding that takes part, before or after. */
export async function writePlaces(scope: Scope, places: readonly Place[], newId: NewId): Promise<ReadonlySet<Id>> {
  const targets = await findingIdsOf(scope, places, newId);
  const involved = new Set<Id>();
  const joined: Cell[][] = [];
  const splits = new Map<string, Cell[]>();
  for (const { one, flawId, splits: parts } of places) {
    const into = flawId === null ? null : (targets.get(`${one.assetId} ${flawId}`) ?? null);
    if (into !== one.joinedInto) joined.push([one.findingId, into]);
    if (one.isBare) involved.add(one.findingId);
    for (const id of [into, one.joinedInto]) if (id !== null) involved.add(one.findingId).add(id);
    for (const { check, flawId: partFlawId } of parts) {
      const partId = targets.get(`${one.assetId} ${partFlawId}`);
      if (partId === undefined || partId === (into ?? one.findingId)) continue;
      splits.set(`${one.findingId} ${check.checkId}`, [one.findingId, check.checkId, partId]);
      involved.add(one.findingId).add(partId);
      if (into !== null) involved.add(into);
    }
  }
  await writeJoined(scope, joined);
  for (const id of await writeSplits(
    scope,
    places.map(({ one }) => one.findingId),
    splits,
  ))
    involved.add(id);
  return involved;
}

/** By `asset flaw`. */
async function findingIdsOf({ client, organisationId }: Scope, places: readonly Place[], newId: NewId): Promise<Map<string, Id>> {
  const sourceOf = new Map<string, { assetId: Id; flawId: Id; sourceId: Id }>();
  for (const { one, flawId, splits } of places) {
    for (const target of [flawId, ...splits.map((split) => split.flawId)]) {
      if (target !== null) sourceOf.set(`${one.assetId} ${target}`, { assetId: one.assetId, flawId: target, sourceId: one.findingId });
    }
  }
  const wanted = [...sourceOf.values()];
  if (wanted.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; id: Id }>(
    `select given.asset_id || ' ' || given.flaw_id as key, finding.id from unnest($2::uuid[], $3::uuid[]) as given (asset_id, flaw_id)
     cross join lateral (select id from finding where organisation_id = $1 and finding.asset_id = given.asset_id
       and finding.flaw_id = given.flaw_id limit 1) finding`,
    [organisationId, wanted.map((one) => one.assetId), wanted.map((one) => one.flawId)],
  );
  const found = new Map(rows.map((row) => [row.key, row.id]));
  const missing = [...sourceOf].filter(([key]) => !found.has(key)).map(([key, one]) => ({ key, id: newId(), ...one }));
  for (const { key, id } of missing) found.set(key, id);
  if (missing.length > 0) {
    // What it shows is set by the fold.
    await client.query(
      `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, protocol, port, first_seen_at, last_seen_at)
       select $1, given.id, source.asset_id, given.flaw_id, source.check_id, source.protocol, source.port, source.first_seen_at, source.last_seen_at
       from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as given (id, flaw_id, source_id)
       join finding source on source.organisation_id = $1 and source.id = given.source_id`,
      [organisationId, missing.map((one) => one.id), missing.map((one) => one.flawId), missing.map((one) => one.sourceId)],
    );
  }
  return found;
}

/** Who works on what is joined, and its ticket, go with it where nobody worked on the other. */
async function writeJoined({ client, organisationId }: Scope, rows: readonly (readonly Cell[])[]): Promise<void> {
  if (rows.length === 0) return;
  const parameters = [organisationId, ...columnsOf(rows, 2)];
  await client.query(
    `update finding set joined_into = given.into_id from unnest($2::uuid[], $3::uuid[]) as given (id, into_id)
     where finding.organisation_id = $1 and finding.id = given.id`,
    parameters,
  );
  await client.query(
    `update finding set assignee = coalesce(finding.assignee, known.assignee), ticket = coalesce(finding.ticket, known.ticket),
       assignee_folded = case when finding.assignee is null then known.assignee_folded else finding.assignee_folded end
     from (select distinct on (given.into_id) given.into_id, source.assignee, source.assignee_folded, source.ticket
       from unnest($2::uuid[], $3::uuid[]) as given (id, into_id)
       join finding source on source.organisation_id = $1 and source.id = given.id and (source.assignee is not null or source.ticket is not null)
       order by given.into_id, source.id) known
     where finding.organisation_id = $1 and finding.id = known.into_id`,
    parameters,
  );
}

/** @returns the findings of which a part was told elsewhere, or is now. */
async function writeSplits(
  { client, organisationId }: Scope,
  findingIds: readonly Id[],
  wanted: ReadonlyMap<string, readonly Cell[]>,
): Promise<Id[]> {
  const { rows } = await client.query<{ findingId: Id; checkId: Id; intoId: Id }>(
    `select finding_id as "findingId", check_id as "checkId", into_id as "intoId" from finding_split
     where organisation_id = $1 and finding_id = any($2::uuid[])`,
    [organisationId, findingIds],
  );
  const stale = rows.filter((row) => wanted.get(`${row.findingId} ${row.checkId}`)?.[2] !== row.intoId);
  if (stale.length > 0) {
    await client.query(
      `delete from finding_split using unnest($2::uuid[], $3::uuid[]) as gone (finding_id, check_id)
       where organisation_id = $1 and finding_split.finding_id = gone.finding_id and finding_split.check_id = gone.check_id`,
      [organisationId, stale.map((row) => row.findingId), stale.map((row) => row.checkId)],
    );
  }
  if (wanted.size > 0) {
    await client.query(
      `insert into finding_split (organisation_id, finding_id, check_id, into_id)
       select $1, given.* from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as given on conflict do nothing`,
      [organisationId, ...columnsOf([...wanted.values()], 3)],
    );
  }
  return rows.flatMap((row) => [row.findingId, row.intoId]);
}
