/**
 * Findings from matches: where a person, or a number that both sides write, made sure that a product is the device, and its version is
 * affected, the asset has the flaws that concern the product. They go the way of a scanner's findings, as an import of their own, so
 * that what a scanner and an advisory both name is one finding. An asset is spoken of only when what advisories say of it changed;
 * then all of it is said, and what is left out is closed. See `advisory_look`.
 */
import { createHash } from 'node:crypto';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { addMilliseconds, type Instant } from '#core/kernel/time.ts';
import { flawsOf, scoreOf } from '#core/matching/settle-matches.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { createImport, endReading, getImport, lockImports, setObservedAt, startImport } from '../imports.ts';
import { openCatalogue } from '../ingest/catalogue.ts';
import { severityOf } from '../ingest/finding-state.ts';
import { finishImport, foldTouched, mergeChunk, openSession } from '../ingest/ingest.ts';
import { advisoryScanner } from '../ingest/load-finding-evidence.ts';
import { touch } from '../ingest/touch-assets.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { readAdvisories } from './held-advisories.ts';
import { lockMatching } from './write-matches.ts';

/** Assets spoken of in one transaction. */
export const assetsAtOnce = 500;

type Item = Omit<ImportedVulnerability, 'itemNumber' | 'assetKey'>;

/** By document and CVE. */
type Wanted = ReadonlyMap<string, Item>;

/** What was said last of an asset: by document and CVE its severity. */
interface Told {
  readonly at: Instant;
  readonly severities: ReadonlyMap<string, Severity>;
}

/** Whether anything else is to be said than before. Reads only. */
export async function hasMoreToSay(scope: Scope): Promise<boolean> {
  return differing(await wantedFindings(scope), await toldFindings(scope)).length > 0;
}

/** One transaction's work. @returns how many assets were spoken of; fewer than before the next time, none at the end */
export async function speakOfMatches(scope: Scope, { now, newId }: { readonly now: Instant; readonly newId: NewId }): Promise<number> {
  await lockImports(scope);
  await lockMatching(scope);
  const wanted = await wantedFindings(scope);
  const told = await toldFindings(scope);
  const assetIds = differing(wanted, told).slice(0, assetsAtOnce);
  if (assetIds.length === 0) return 0;
  // An asset is spoken of once at one instant, and never before it was last.
  const last = assetIds.reduce<string>((latest, assetId) => [latest, told.get(assetId)?.at ?? ''].toSorted().at(-1) ?? '', '');
  const at = last >= now ? addMilliseconds(last as Instant, 1) : now;
  await speak(scope, assetIds, wanted, { now: at, newId });
  return assetIds.length;
}

function differing(wanted: ReadonlyMap<Id, Wanted>, told: ReadonlyMap<Id, Told>): Id[] {
  const isOther = (assetId: Id): boolean => {
    const [items, said] = [wanted.get(assetId), told.get(assetId)?.severities];
    if ((items?.size ?? 0) !== (said?.size ?? 0)) return true;
    return [...(items ?? [])].some(([key, { severity }]) => said?.get(key) !== severity);
  };
  return [...new Set([...wanted.keys(), ...told.keys()])].filter(isOther).toSorted(compareCodePoints);
}

interface AffectedRow {
  readonly advisoryId: Id;
  readonly documentId: string;
  readonly productIds: readonly string[];
  readonly assetIds: readonly Id[];
}

async function wantedFindings(scope: Scope): Promise<ReadonlyMap<Id, Wanted>> {
  const { rows } = await scope.client.query<AffectedRow>(
    `select candidate.advisory_id as "advisoryId", known.document_id as "documentId", candidate.product_ids as "productIds",
       array_agg(placed.asset_id order by placed.asset_id) as "assetIds"
     from match_question question
     join match_candidate candidate on candidate.organisation_id = $1 and candidate.question_id = question.id and candidate.asked
       and (question.identified_by = 'person' or candidate.identified)
     join advisory known on known.id = candidate.advisory_id
     join match_verdict verdict on verdict.organisation_id = $1 and verdict.question_id = question.id
       and verdict.advisory_id = candidate.advisory_id and verdict.status = 'affected'
     join match_line_asset placed on placed.organisation_id = $1 and placed.line_id = verdict.line_id
     where question.organisation_id = $1 and question.identified_by is not null group by 1, 2, 3 order by 2, 1`,
    [scope.organisationId],
  );
  const advisories = await readAdvisories(scope, [...new Set(rows.map(({ advisoryId }) => advisoryId))]);
  const wanted = new Map<Id, Map<string, Item>>();
  for (const { advisoryId, documentId, productIds, assetIds } of rows) {
    const advisory = advisories.get(advisoryId);
    const items = advisory === undefined ? [] : itemsOf(advisory, documentId, productIds);
    for (const assetId of items.length === 0 ? [] : assetIds) {
      const known = wanted.get(assetId) ?? new Map<string, Item>();
      for (const item of items) known.set(`${documentId} ${item.cveIds[0] ?? ''}`, item);
      wanted.set(assetId, known);
    }
  }
  return wanted;
}

/** Flaws without a CVE have no name that a finding could be known by. */
function itemsOf(advisory: Advisory, documentId: string, productIds: readonly string[]): Item[] {
  const wanted = new Set(productIds);
  return flawsOf(advisory, productIds).flatMap((flaw) => {
    if (flaw.cveId === null) return [];
    const best = flaw.scores.find((score) => score.baseScore !== null && score.baseScore === scoreOf(flaw, wanted));
    const fix = flaw.remediations.find(({ category, productIds: of }) => category === 'vendor_fix' && of.some((id) => wanted.has(id)));
    return [
      {
        kind: 'vulnerability',
        observedAt: null,
        check: { scanner: advisoryScanner, nativeId: documentId, title: advisory.title, family: null, solution: fix?.details ?? null },
        severity: severityOfScore(best?.baseScore ?? null),
        cveIds: [flaw.cveId],
        cvss: best === undefined || best.baseScore === null ? null : { score: best.baseScore, vector: best.vector, version: best.version },
        epss: null,
        kev: null,
        protocol: null,
        port: null,
      },
    ];
  });
}

/** Bands of CVSS 3.1 (5) and 4.0 (6); without a score it is looked at like one in the middle. */
function severityOfScore(score: number | null): Severity {
  if (score === null) return 'medium';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

const isMatched = (assetId: string): string =>
  `select from match_line_asset placed where placed.organisation_id = $1 and placed.asset_id = ${assetId}`;

/**
 * What advisories said last of each asset, also of one that became part of another since. Of an asset that left the register nothing
 * is known any more: what was found stays as it was.
 */
async function toldFindings({ client, organisationId }: Scope): Promise<ReadonlyMap<Id, Told>> {
  const { rows } = await client.query<{ assetId: Id; at: Instant; key: string | null; rank: number | null }>(
    `with looked as (
       select asset_id, max(observed_at) as at from advisory_look where organisation_id = $1 group by 1
     ), asset_told as (
       select asset_id from looked union select led.into_asset_id from looked join asset_redirect led on led.organisation_id = $1
         and led.asset_id = looked.asset_id
     )
     select looked.asset_id as "assetId", looked.at, null as key, null::smallint as rank from looked
     where exists (${isMatched('looked.asset_id')})
     union all
     select finding.asset_id, seen.observed_at, checked.native_id || ' ' || flaw.key, seen.severity
     from asset_told join finding on finding.organisation_id = $1 and finding.asset_id = asset_told.asset_id
     join observation seen on seen.organisation_id = $1 and seen.finding_id = finding.id and seen.scanner = '${advisoryScanner}'
     join scanner_check checked on checked.organisation_id = $1 and checked.id = seen.check_id
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id where exists (${isMatched('finding.asset_id')})`,
    [organisationId],
  );
  const told = new Map<Id, Told>();
  for (const [assetId, own] of groupedBy(rows, (row) => row.assetId)) {
    const newest = own
      .map(({ at }) => at)
      .toSorted(compareCodePoints)
      .at(-1);
    if (newest === undefined) continue;
    const last = own.flatMap(({ at, key, rank }) =>
      at === newest && key !== null && rank !== null ? [[key, severityOf(rank)] as const] : [],
    );
    told.set(assetId, { at: newest, severities: new Map(last) });
  }
  return told;
}

/** Only fills what nobody else said of a check or a flaw. */
const describedAt = '1970-01-01T00:00:00.000Z' as Instant;

async function speak(
  scope: Scope,
  assetIds: readonly Id[],
  wanted: ReadonlyMap<Id, Wanted>,
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<void> {
  const id = newId();
  const records = assetIds.flatMap((assetId) => [...(wanted.get(assetId)?.values() ?? [])].map((item) => ({ ...item, assetKey: assetId })));
  const items = records.map((item, index): ImportedVulnerability => ({ ...item, itemNumber: index + 1 }));
  const digest = createHash('sha256').update(id).digest('hex');
  const source = 'advisories';
  await createImport(scope, {
    ...{ id, digest, file: source, sizeBytes: 0, source, formatAsked: null, mapping: null, observedAtAsked: now, partialFile: false },
    ...{ receivedAt: now, receivedBy: null },
  });
  await startImport(scope, id, { importer: 'advisory-match', importerVersion: 1, source, startedAt: now });
  await setObservedAt(scope, id, { observedAt: now, basis: 'asked', partialFile: false });
  const session = await openSession(scope, await getImport(scope, id), { newId, issuesMax: 0 });
  for (const assetId of assetIds) session.assets.set(assetId, { assetId, isFirstOfSource: false });
  const chunk = { records: items, issues: [], itemsDone: items.length, eventsCount: items.length, bytesDone: 0, isLast: true };
  await mergeChunk(scope, { ...session, catalogue: openCatalogue(describedAt, newId) }, chunk);
  await scope.client.query(
    `insert into advisory_look (organisation_id, asset_id, observed_at, import_id) select $1, asset_id, $3, $4 from unnest($2::uuid[]) as given (asset_id)`,
    [scope.organisationId, assetIds, now, id],
  );
  const lookedAt = new Map(assetIds.map((assetId) => [assetId, now]));
  await touch(scope, id, { lookedAt, observed: [], observedInThePast: [], historyChangedFrom: new Map() });
  await endReading(scope, id, { outcome: 'complete', problem: null, readAt: now });
  const row = await getImport(scope, id);
  while (await foldTouched(scope, row, { newId }));
  await finishImport(scope, id, now);
}
