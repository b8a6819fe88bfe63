/**
 * Works out under which finding the observations of some assets are told (`core/vulnerabilities/place-checks.ts`) and keeps it:
 * `finding.joined_into`, `finding_split`. Nothing else moves: an observation stays with the finding of the flaw its file named,
 * so taking back what was said gives the histories from before. Set-based; assets without such flaws cost two small questions.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { isSetApart, placeChecks, type ReportedCheck, type SetApart } from '#core/vulnerabilities/place-checks.ts';
import type { Scope } from '../scope.ts';
import { apartOfAssets, loadPlaceBook, type PlaceBook } from './place-book.ts';
import { checkTitles, flawIdsOf, writePlaces, type Place, type PlacedCheck, type SaidFinding } from './write-places.ts';

/**
 * No other transaction may be folding any of the assets.
 * @returns every finding that is told elsewhere, in which others are told, or that was so until now; those are to be folded
 * from their start
 */
export async function placeFindings(scope: Scope, assetIds: readonly Id[], newId: NewId): Promise<ReadonlySet<Id>> {
  const book = await loadPlaceBook(scope);
  const said = await loadSaid(scope, book, assetIds);
  if (said.length === 0) return new Set();
  const concerned = [...new Set(said.map((one) => one.assetId))];
  const apartOf = await apartOfAssets(scope, book, concerned);
  const checks = await loadChecks(
    scope,
    said.filter((one) => isConcerned(one, apartOf(one.assetId), book)),
  );
  const wanted: { one: SaidFinding; key: string; splits: { check: PlacedCheck; key: string }[] }[] = [];
  for (const ofAsset of groupedBy(said, (one) => one.assetId).values()) {
    const [first] = ofAsset;
    if (first !== undefined) wanted.push(...placesOfAsset(ofAsset, checks, apartOf(first.assetId), book));
  }
  const names = new Set(wanted.flatMap(({ key, splits }) => [key, ...splits.map((split) => split.key)]));
  const flawIds = await flawIdsOf(scope, [...names], { titles: checkTitles(checks), newId });
  const idOf = (key: string): Id => {
    const id = flawIds.get(key);
    invariant(id !== undefined, 'a flaw under which something is told exists by now');
    return id;
  };
  const places = wanted.map(({ one, key, splits }): Place => {
    const parts = splits.map((split) => ({ check: split.check, flawId: idOf(split.key) }));
    return { one, flawId: key === one.flawKey ? null : idOf(key), splits: parts };
  });
  return writePlaces(scope, places, newId);
}

/** Findings that may be told elsewhere, and those that are by now. */
async function loadSaid({ client, organisationId }: Scope, book: PlaceBook, assetIds: readonly Id[]): Promise<SaidFinding[]> {
  const told = `select id from finding where organisation_id = $1 and asset_id = any($2::uuid[]) and joined_into is not null
    union select finding.id from finding_split split cross join lateral (select id from finding where finding.organisation_id = $1
      and finding.id = split.finding_id and finding.asset_id = any($2::uuid[]) offset 0) finding where split.organisation_id = $1`;
  // Joined and not asked of the index asset by asset: that sorts all the flaws anew for each (measured: 39 s instead of half a
  // second for 500 assets with 75,000 findings and 50,000 flaws of several names).
  const may = `union select finding.id from unnest($2::uuid[]) as given (asset_id)
    cross join lateral (select id, flaw_id from finding where organisation_id = $1 and asset_id = given.asset_id offset 0) finding
    join unnest($3::uuid[]) as of_flaw (id) on of_flaw.id = finding.flaw_id`;
  const { rows } = await client.query<SaidFinding>(
    `select finding.id as "findingId", finding.asset_id as "assetId", flaw.key as "flawKey", finding.joined_into as "joinedInto",
       not exists (select from observation where organisation_id = $1 and finding_id = finding.id) as "isBare"
     from (${told} ${book.flaws.size === 0 ? '' : may}) placed
     join finding on finding.organisation_id = $1 and finding.id = placed.id
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
     order by finding.asset_id, flaw.key`,
    [organisationId, assetIds, ...(book.flaws.size === 0 ? [] : [[...book.flaws.keys()]])],
  );
  return rows;
}

/** Something of its flaw is set apart: which check said what matters. */
function isConcerned({ flawKey }: SaidFinding, apart: readonly SetApart[], book: PlaceBook): boolean {
  const names = book.namesOf(flawKey);
  return apart.some((one) => names.includes(one.flawKey));
}

type ChecksByFinding = ReadonlyMap<Id, readonly PlacedCheck[]>;

async function loadChecks({ client, organisationId }: Scope, said: readonly SaidFinding[]): Promise<ChecksByFinding> {
  if (said.length === 0) return new Map();
  const { rows } = await client.query<PlacedCheck & { findingId: Id }>(
    `select seen.finding_id as "findingId", known.id as "checkId", known.scanner, known.native_id as "nativeId", known.title
     from (select distinct finding_id, check_id from observation where organisation_id = $1 and finding_id = any($2::uuid[])) seen
     join scanner_check known on known.organisation_id = $1 and known.id = seen.check_id
     order by known.scanner, known.native_id`,
    [organisationId, said.map((one) => one.findingId)],
  );
  return groupedBy(rows, (row) => row.findingId);
}

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => Id): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known === undefined) groups.set(keyOf(row), [row]);
    else known.push(row);
  }
  return groups;
}

function placesOfAsset(said: readonly SaidFinding[], checks: ChecksByFinding, apart: readonly SetApart[], { namesOf }: PlaceBook) {
  // Each finding as a whole first: of no scanner, so nothing sets it apart.
  const wholes = said.map(({ flawKey }): ReportedCheck => ({ flawKey, scanner: '', nativeId: '' }));
  const parts = said.flatMap(({ findingId, flawKey }) => (checks.get(findingId) ?? []).map((check) => ({ findingId, check, flawKey })));
  const reported = parts.map(({ flawKey, check }): ReportedCheck => ({ flawKey, scanner: check.scanner, nativeId: check.nativeId }));
  const keys = placeChecks([...wholes, ...reported], apart, namesOf);
  const splits = parts.flatMap(({ findingId, check }, index) => {
    const one = reported[index];
    const key = keys[wholes.length + index];
    return one !== undefined && key !== undefined && isSetApart(one, apart, namesOf) ? [{ findingId, check, key }] : [];
  });
  const apartKeys = new Set(splits.map((split) => split.key));
  return said.map((one, index) => {
    const own = splits.filter((split) => split.findingId === one.findingId);
    // Where nothing of it is left, or what was set apart is told in it, it stays itself: decisions about it are about that.
    const isItself = apartKeys.has(one.flawKey) || (own.length > 0 && own.length === checks.get(one.findingId)?.length);
    return { one, key: isItself ? one.flawKey : (keys[index] ?? one.flawKey), splits: own };
  });
}
