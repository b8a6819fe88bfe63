/**
 * Findings from matches: where a person, or a number that both sides write, made sure that a product is the device, and its version is
 * affected, the asset has the flaws that concern the product. They go the way of a scanner's findings, as an import of their own, so
 * that what a scanner and an advisory both name is one finding. An asset is spoken of only when what advisories say of it changed;
 * then all of it is said, and what is left out is closed. See `advisory_look`.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { addMilliseconds, type Instant } from '#core/kernel/time.ts';
import { lockImports } from '../imports.ts';
import { severityOf } from '../ingest/finding-state.ts';
import { advisoryScanner } from '../ingest/load-finding-evidence.ts';
import { advisoryNamesIn } from '#core/vulnerabilities/flaw-names.ts';
import type { Scope } from '../scope.ts';
import { causesOf } from './finding-causes.ts';
import { groupedBy } from './grouped-by.ts';
import { tellItems } from './tell-items.ts';
import { itemKey, neutralTitle, wantedFindings, type Item, type Teller, type ToldItems, type Wanted } from './wanted-findings.ts';
import { lockMatching } from './write-matches.ts';

/** Assets spoken of in one transaction. */
export const assetsAtOnce = 500;

/** What was said last of an asset: by document and CVE; and ever by what. */
interface Told extends ToldItems {
  readonly at: Instant;
}

/** Those of which something else is to be said than before. Reads only. @param assetIds of these; null: of all */
export async function assetsToSpeakOf(scope: Scope, assetIds: readonly Id[] | null = null): Promise<Id[]> {
  const told = await toldFindings(scope, assetIds);
  return differing(await wantedFindings(scope, told, assetIds), told);
}

/** One transaction's work. @param given at most `assetsAtOnce`, looked at again. @returns how many assets were spoken of */
export async function speakOfMatches(
  scope: Scope,
  given: readonly Id[],
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<number> {
  await lockImports(scope);
  await lockMatching(scope);
  const told = await toldFindings(scope, given);
  const wanted = await wantedFindings(scope, told, given);
  const assetIds = differing(wanted, told);
  if (assetIds.length === 0) return 0;
  // An asset is spoken of once at one instant, and never before it was last.
  const last = assetIds.reduce<string>((latest, assetId) => [latest, told.get(assetId)?.at ?? ''].toSorted().at(-1) ?? '', '');
  const at = last >= now ? addMilliseconds(last as Instant, 1) : now;
  await speak(scope, assetIds, { wanted, told }, { now: at, newId });
  return assetIds.length;
}

function differing(wanted: ReadonlyMap<Id, Wanted>, told: ReadonlyMap<Id, Told>): Id[] {
  const isOther = (assetId: Id): boolean => {
    const [items, said] = [wanted.get(assetId)?.items, told.get(assetId)?.items];
    if ((items?.size ?? 0) !== (said?.size ?? 0)) return true;
    return [...(items ?? [])].some(([key, { severity }]) => said?.get(key)?.severity !== severity);
  };
  return [...new Set([...wanted.keys(), ...told.keys()])].filter(isOther).toSorted(compareCodePoints);
}

const isMatched = (assetId: string): string =>
  `select from match_line_asset placed where placed.organisation_id = $1 and placed.asset_id = ${assetId}`;

interface ToldRow {
  readonly assetId: Id;
  readonly at: Instant;
  readonly tellers: readonly Teller[];
  readonly documentId: string | null;
  readonly cveId: string | null;
  readonly title: string | null;
  readonly rank: number | null;
}

/**
 * What advisories said last of each asset, also of one that became part of another since. Of an asset that left the register nothing
 * is known any more: what was found stays as it was.
 */
async function toldFindings({ client, organisationId }: Scope, assetIds: readonly Id[] | null): Promise<ReadonlyMap<Id, Told>> {
  const { rows } = await client.query<ToldRow>(
    `with looked as (
       select asset_id, max(observed_at) as at from advisory_look
       where organisation_id = $1 and ($2::uuid[] is null or asset_id = any($2)) group by 1
     ), by_what as (
       select look.asset_id, jsonb_agg(distinct teller.said) as tellers from advisory_look look
       cross join lateral jsonb_array_elements(look.told_by) as teller (said)
       where look.organisation_id = $1 and ($2::uuid[] is null or look.asset_id = any($2)) group by 1
     )
     select looked.asset_id as "assetId", looked.at, coalesce(by_what.tellers, '[]') as tellers, null as "documentId", null as "cveId",
       null as title, null::smallint as rank
     from looked left join by_what on by_what.asset_id = looked.asset_id where exists (${isMatched('looked.asset_id')})
     union all
     select finding.asset_id, seen.observed_at, '[]'::jsonb, checked.native_id, flaw.key, checked.title, seen.severity
     from looked join finding on finding.organisation_id = $1 and finding.asset_id = looked.asset_id
     join observation seen on seen.organisation_id = $1 and seen.finding_id = finding.id and seen.scanner = '${advisoryScanner}'
       and seen.observed_at = looked.at
     join scanner_check checked on checked.organisation_id = $1 and checked.id = seen.check_id
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id where exists (${isMatched('finding.asset_id')})`,
    [organisationId, assetIds],
  );
  const told = new Map<Id, Told>();
  for (const [assetId, own] of groupedBy(rows, (row) => row.assetId)) {
    const look = own.find(({ documentId }) => documentId === null);
    if (look === undefined) continue;
    const items = own.flatMap((row) => {
      const item = toldItem(row);
      return item === null ? [] : [[itemKey(item), item] as const];
    });
    told.set(assetId, { at: look.at, items: new Map(items), tellers: look.tellers });
  }
  return told;
}

function toldItem({ documentId, cveId, title, rank }: ToldRow): Item | null {
  if (documentId === null || cveId === null || rank === null) return null;
  const names = cveId.startsWith('CVE-') ? { cveIds: [cveId], aliases: [] } : { cveIds: [], aliases: advisoryNamesIn([cveId]) };
  return {
    kind: 'vulnerability',
    observedAt: null,
    check: { scanner: advisoryScanner, nativeId: documentId, title: title ?? documentId, family: null, solution: null },
    severity: severityOf(rank),
    ...names,
    ...neutralTitle([...names.cveIds, ...names.aliases]),
    ...{ cvss: null, epss: null, kev: null, protocol: null, port: null },
  };
}

async function speak(
  scope: Scope,
  assetIds: readonly Id[],
  { wanted, told }: { readonly wanted: ReadonlyMap<Id, Wanted>; readonly told: ReadonlyMap<Id, Told> },
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<void> {
  const causes = await causesOf(
    scope,
    assetIds.map((assetId) => ({ assetId, told: told.get(assetId), wanted: wanted.get(assetId) })),
  );
  const items = new Map(assetIds.map((assetId) => [assetId, [...(wanted.get(assetId)?.items.values() ?? [])]]));
  const looks = assetIds.map((assetId) => ({
    asset_id: assetId,
    told_by: [...(wanted.get(assetId)?.tellers.values() ?? [])],
    causes: causes.get(assetId) ?? [],
  }));
  const writeLooks = (importId: Id) =>
    scope.client.query(
      `insert into advisory_look (organisation_id, asset_id, observed_at, import_id, told_by, causes)
       select $1, asset_id, $3, $4, told_by, causes from jsonb_to_recordset($2::jsonb) as given (asset_id uuid, told_by jsonb, causes jsonb)`,
      [scope.organisationId, JSON.stringify(looks), now, importId],
    );
  await tellItems(scope, { source: 'advisories', importer: 'advisory-match' }, items, { now, newId, writeLooks });
}
