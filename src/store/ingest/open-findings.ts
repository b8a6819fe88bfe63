/**
 * The short way of findings that are opened with their asset: nothing was known of it before this chunk, so the chunk is
 * all the evidence there is, and they are folded on the way in instead of being read back when the file has ended
 * (measured: reading back took 12 of the 51 seconds of a first scan of 100,000 items). What a later chunk
 * says of the same asset is folded when the file has ended, like that of any other.
 */
import type { ImportedCoverage } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { FindingCoverage } from '#core/vulnerabilities/fold-finding.ts';
import { placedFlawsAmong } from '../flaw-names/place-book.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { loadDeadlines } from './deadlines.ts';
import { foldLoaded } from './fold-findings.ts';
import type { StoredFinding } from './load-finding-evidence.ts';

export interface OpenedFindings {
  /** Their findings are folded. */
  readonly assetIds: ReadonlySet<Id>;
  readonly changedFromAt: Instant | null;
}

/** @param findings of assets made by this chunk, one per instant at which they were seen */
export async function openFindings(
  scope: Scope,
  session: ImportSession,
  findings: readonly StoredFinding[],
  coverages: readonly ImportedCoverage[],
): Promise<OpenedFindings> {
  if (findings.length === 0) return { assetIds: new Set(), changedFromAt: null };
  const assetIds = new Set(findings.map((finding) => finding.assetId));
  for (const assetId of seenAtSeveralInstants(findings)) assetIds.delete(assetId);
  const placed = await placedFlawsAmong(scope, [...new Set(findings.map((finding) => finding.flawId))]);
  for (const { assetId, flawId } of findings) if (placed.has(flawId)) assetIds.delete(assetId);
  const whole = findings.filter((finding) => assetIds.has(finding.assetId));
  if (whole.length === 0) return { assetIds: new Set(), changedFromAt: null };
  const deadlines = await loadDeadlines(scope, [...assetIds]);
  // A policy may ask what a later chunk still tells.
  if (!deadlines.restOnSeverityOnly) return { assetIds: new Set(), changedFromAt: null };
  const looks = looksOf(session, coverages, assetIds);
  // Nobody can have decided anything about what nobody knew.
  const decisions = new Map();
  const evidence = { whole, continued: [], looks, firstLooks: firstLooksOf(looks), deadlines, decisions, instants: new Map() };
  const { changedFromAt } = await foldLoaded(scope, session.importId, evidence);
  return { assetIds, changedFromAt };
}

function seenAtSeveralInstants(findings: readonly StoredFinding[]): Set<Id> {
  const seen = new Set<Id>();
  const several = new Set<Id>();
  for (const { findingId, assetId } of findings) {
    if (seen.has(findingId)) several.add(assetId);
    seen.add(findingId);
  }
  return several;
}

/** None is complete: whether silence means anything is known when the file has ended, and closes nothing that its own import saw. */
function looksOf(session: ImportSession, coverages: readonly ImportedCoverage[], assetIds: ReadonlySet<Id>): Map<Id, FindingCoverage[]> {
  const looks = new Map<Id, FindingCoverage[]>();
  for (const { assetKey, observedAt, scanner, depth, checkSet } of coverages) {
    const assetId = session.assets.get(assetKey)?.assetId;
    if (assetId === undefined || !assetIds.has(assetId)) continue;
    const look = { observedAt: observedAt ?? session.observedAt, scanner, depth, checkSet, complete: false, importId: session.importId };
    const known = looks.get(assetId);
    if (known === undefined) looks.set(assetId, [look]);
    else known.push(look);
  }
  return looks;
}

/** As `loadFirstLooks`. */
function firstLooksOf(looks: ReadonlyMap<Id, readonly FindingCoverage[]>): Map<string, Instant> {
  const first = new Map<string, Instant>();
  for (const [assetId, ofAsset] of looks) {
    for (const { scanner, observedAt } of ofAsset) {
      const key = `${assetId} ${scanner}`;
      const known = first.get(key);
      if (known === undefined || observedAt < known) first.set(key, observedAt);
    }
  }
  return first;
}
