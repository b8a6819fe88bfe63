/**
 * Folds the findings of assets that an import touched, from their observations and the looks at them
 * (`core/vulnerabilities/fold-finding.ts`), and writes the stretches that came out differently, with their deadlines.
 * Runs after the import was read: only then is known whether its silence means anything.
 * A finding goes on from its kept state where everything new lies after its last fold; otherwise it is folded from the
 * start. Both give the same (tested): the whole fold is nothing but the steps.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { layDecisions, wholeStretches } from '#core/vulnerabilities/decisions.ts';
import {
  emptyFindingState,
  findingLooks,
  stepFinding,
  type FindingCoverage,
  type FindingFold,
  type FindingLook,
} from '#core/vulnerabilities/fold-finding.ts';
import { writeUntil } from '../finding-work/write-until.ts';
import { placeFindings } from '../flaw-names/place-findings.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';
import { loadDeadlines, type Deadlines, type OccurrenceDeadline } from './deadlines.ts';
import { noDeadline, packFold, parseStretch, unpackFold, type DeadlineStretch } from './finding-state.ts';
import { loadDecisionsOfAssets, type DecisionsByFinding } from './load-decisions.ts';
import {
  loadContinuedFindings,
  loadFirstLooks,
  loadLooks,
  loadPlacedFindings,
  loadStretches,
  loadWholeFindings,
  type PlacedObservation,
  type StoredFinding,
} from './load-finding-evidence.ts';
import { stageRows, type Cell } from './staged-rows.ts';
import { noStretchChanges, recordStretches, writeStretches, type StretchChanges } from './write-stretches.ts';

export interface TouchedAsset {
  readonly assetId: Id;
  /** Something was learned of a time before the last fold: nothing stored can be gone on from. */
  readonly isWhole: boolean;
}

export interface FoldedFindings {
  /** The first instant from which any stored stretch differs; null when none does. */
  readonly changedFromAt: Instant | null;
}

/** @param touched at least one; no other transaction may be folding any of them. */
export async function foldFindings(scope: Scope, touched: readonly TouchedAsset[], newId: NewId): Promise<FoldedFindings> {
  const assetIds = touched.map((one) => one.assetId);
  const [key] = assetIds;
  if (key === undefined) return { changedFromAt: null };
  const wholeIds = touched.filter((one) => one.isWhole).map((one) => one.assetId);
  const continuedIds = touched.filter((one) => !one.isWhole).map((one) => one.assetId);
  const instants = new Map<string, Instant>();
  const placed = await placeFindings(scope, assetIds, newId);
  const isAlone = (finding: StoredFinding): boolean => !placed.has(finding.findingId);
  const alone = (await loadWholeFindings(scope, assetIds, wholeIds, instants)).filter(isAlone);
  const whole = [...alone, ...(await loadPlacedFindings(scope, placed, instants))];
  const decisions = await loadDecisionsOfAssets(scope, assetIds);
  await writeUntil(scope, [...placed], decisions);
  const going = (await loadContinuedFindings(scope, continuedIds, instants)).filter(isAlone);
  const continued = await withAllPieces(scope, going, decisions);
  const looks = await loadLooks(scope, neededLooks(whole, continued));
  const firstLooks = await loadFirstLooks(scope, [...new Set(whole.map((finding) => finding.assetId))]);
  const deadlines = await loadDeadlines(scope, assetIds);
  return foldLoaded(scope, key, { whole, continued, looks, firstLooks, deadlines, decisions, instants });
}

/** Folds anew what is told elsewhere than before of these assets, and no other findings; as `foldFindings`. */
export async function foldPlaced(scope: Scope, assetIds: readonly Id[], newId: NewId): Promise<FoldedFindings> {
  const placed = await placeFindings(scope, assetIds, newId);
  const instants = new Map<string, Instant>();
  const whole = await loadPlacedFindings(scope, placed, instants);
  if (whole.length === 0) return { changedFromAt: null };
  const concerned = [...new Set(whole.map((finding) => finding.assetId))];
  const decisions = await loadDecisionsOfAssets(scope, concerned);
  await writeUntil(scope, [...placed], decisions);
  const looks = await loadLooks(scope, neededLooks(whole, []));
  const firstLooks = await loadFirstLooks(scope, concerned);
  const deadlines = await loadDeadlines(scope, concerned);
  return foldLoaded(scope, newId(), { whole, continued: [], looks, firstLooks, deadlines, decisions, instants });
}

/** What the fold needs to know of some findings. */
export interface FindingEvidence {
  readonly whole: readonly StoredFinding[];
  readonly continued: readonly StoredFinding[];
  /** By asset. */
  readonly looks: ReadonlyMap<Id, readonly FindingCoverage[]>;
  /** As `loadFirstLooks`. */
  readonly firstLooks: ReadonlyMap<string, Instant>;
  readonly deadlines: Deadlines;
  readonly decisions: DecisionsByFinding;
  /** Texts of PostgreSQL that were parsed before. */
  readonly instants: Map<string, Instant>;
}

/** @param key of staging tables: nobody else may be writing under it */
export async function foldLoaded(scope: Scope, key: Id, evidence: FindingEvidence): Promise<FoldedFindings> {
  const { whole, continued, looks, firstLooks, deadlines, decisions, instants } = evidence;
  const changes = noStretchChanges();
  const context: FoldContext = { instants, timeZone: scope.timeZone, deadlines, decisions, changes, states: [] };
  for (const finding of whole) foldWhole(finding, looks.get(finding.assetId) ?? [], firstLooks, context);
  for (const finding of continued) foldOn(finding, looks.get(finding.assetId) ?? [], context);
  await writeStretches(scope, key, changes);
  await writeStates(scope, key, context.states);
  return { changedFromAt: changes.changedFrom === null ? null : parseTimestamptz(changes.changedFrom) };
}

/** Of a finding with decisions every piece is needed, of the others the last. */
async function withAllPieces(scope: Scope, continued: readonly StoredFinding[], decisions: DecisionsByFinding): Promise<StoredFinding[]> {
  const decided = continued.filter((finding) => decisions.has(finding.findingId)).map((finding) => finding.findingId);
  if (decided.length === 0) return [...continued];
  const pieces = await loadStretches(scope, decided);
  return continued.map((finding) => ({ ...finding, stretches: pieces.get(finding.findingId) ?? finding.stretches }));
}

/** By asset: before this no look matters; null = all do, because one of its findings is folded from the start. */
function neededLooks(whole: readonly StoredFinding[], continued: readonly StoredFinding[]): Map<Id, Instant | null> {
  const needed = new Map<Id, Instant | null>();
  for (const { assetId, foldedAt } of continued) {
    const known = needed.get(assetId);
    if (foldedAt !== null && (known === undefined || (known !== null && foldedAt < known))) needed.set(assetId, foldedAt);
  }
  for (const { assetId, observations } of whole) if (observations.length > 0) needed.set(assetId, null);
  return needed;
}

interface FoldContext {
  readonly instants: Map<string, Instant>;
  readonly timeZone: string;
  readonly deadlines: Deadlines;
  readonly decisions: DecisionsByFinding;
  readonly changes: StretchChanges;
  readonly states: Cell[][];
}

function foldWhole(
  finding: StoredFinding,
  looks: readonly FindingCoverage[],
  firstLooks: ReadonlyMap<string, Instant>,
  context: FoldContext,
): void {
  const first = finding.observations.reduce<PlacedObservation | null>((best, one) => {
    const isFirst = best === null || one.observedAt < best.observedAt || (one.observedAt === best.observedAt && one.scanner < best.scanner);
    return isFirst ? one : best;
  }, null);
  // What was observed of it is told elsewhere, or went to another asset.
  if (first === null) return recordStretches(finding, [], context);
  const firstScanAt = firstLooks.get(`${finding.assetId} ${first.scanner}`) ?? null;
  // Looks before the first observation change nothing, and most findings of an old asset are young.
  const importIds = new Set(finding.observations.map((one) => one.importId));
  const since = looks.filter((look) => look.observedAt >= first.observedAt || importIds.has(look.importId));
  const told = foldLooks(findingLooks(finding.observations, since), emptyFindingState(firstScanAt), 0);
  record(finding, told, null, context);
}

function foldOn(finding: StoredFinding, looks: readonly FindingCoverage[], context: FoldContext): void {
  const { foldedAt, foldState } = finding;
  // Decisions may have cut it: evidence goes on from the whole, which alone may end before a decision was made.
  const last = wholeStretches(finding.stretches.map((text) => parseStretch(text, context.instants))).at(-1);
  if (foldedAt === null || foldState === null || last === undefined) return;
  const since = looks.filter((look) => look.observedAt > foldedAt);
  const steps = findingLooks(finding.observations, since);
  const told = foldLooks(steps, unpackFold(foldState, foldedAt, last.whole, context.instants), finding.scannerCount);
  const { occurrence, deadline } = last.whole;
  const pieces = { ...finding, stretches: finding.stretches.slice(-last.pieces.length) };
  record(pieces, told, { occurrence, dueOn: deadline.dueOn, policyId: deadline.policyId }, context);
}

interface ToldFold {
  readonly fold: FindingFold;
  readonly scannerCount: number;
}

/** @param countBefore of scanners, for where nothing new is seen */
function foldLooks(looks: readonly FindingLook[], start: FindingFold, countBefore: number): ToldFold {
  let fold = start;
  let scannerCount = start.witnesses.length || countBefore;
  for (const look of looks) {
    fold = stepFinding(fold, look);
    if (fold.witnesses.length > 0) scannerCount = fold.witnesses.length;
  }
  return { fold, scannerCount };
}

function record(finding: StoredFinding, { fold, scannerCount }: ToldFold, before: OccurrenceDeadline | null, context: FoldContext): void {
  const place = newestPlace(finding);
  const isMoved = !isSamePlace(finding, place) || finding.scannerCount !== scannerCount;
  const deadlines = context.deadlines.of({ ...finding, ...place }, fold.stretches, before);
  const decisions = context.decisions.get(finding.findingId);
  const stretches = fold.stretches.map((stretch, index) => ({ ...stretch, deadline: deadlines[index] ?? noDeadline, decision: null }));
  const laid = decisions === undefined ? stretches : layDecisions<DeadlineStretch>(stretches, decisions);
  // The check that names it from now on.
  recordStretches({ ...finding, checkId: place.checkId }, laid, context);
  // Of a finding that has just been opened nothing is kept: folding it from the start is as quick.
  if (!isMoved && finding.foldState === null && fold.stretches.length < 2) return;
  const state = packFold(fold);
  // Nor after a look that told nothing new: taken again later, it tells nothing new then.
  if (!isMoved && finding.foldState === state) return;
  const { checkId, protocol, port, firstSeenAt, lastSeenAt } = place;
  context.states.push([finding.findingId, checkId, protocol, port, firstSeenAt, lastSeenAt, fold.at, state, scannerCount]);
}

interface Place {
  readonly checkId: Id;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
}

/** The newest observation names check and port; of several at one instant the first in order, so that order of arrival never matters. */
function newestPlace(finding: StoredFinding): Place {
  const isContinued = finding.foldedAt !== null && finding.observations.every((one) => one.observedAt > (finding.foldedAt ?? ''));
  let { firstSeenAt } = finding;
  let newest: PlacedObservation | null = null;
  for (const one of finding.observations) {
    if (one.observedAt < firstSeenAt) firstSeenAt = one.observedAt;
    const isNewer = newest === null || one.observedAt > newest.observedAt;
    if (isNewer || (newest !== null && one.observedAt === newest.observedAt && placeText(one) < placeText(newest))) newest = one;
  }
  if (newest === null || (isContinued && newest.observedAt < finding.lastSeenAt)) return { ...finding, firstSeenAt };
  return {
    checkId: newest.checkId,
    protocol: newest.protocol === '' ? null : newest.protocol,
    port: newest.port === -1 ? null : newest.port,
    firstSeenAt,
    lastSeenAt: newest.observedAt,
  };
}

export function placeText({ scanner, checkId, protocol, port }: PlacedObservation): string {
  return `${scanner} ${protocol} ${String(port).padStart(6, '0')} ${checkId}`;
}

function isSamePlace(left: Place, right: Place): boolean {
  const fields = ['checkId', 'protocol', 'port', 'firstSeenAt', 'lastSeenAt'] as const;
  return fields.every((field) => left[field] === right[field]);
}

async function writeStates(scope: Scope, key: Id, states: readonly Cell[][]): Promise<void> {
  if (states.length === 0) return;
  const columns = {
    id: 'uuid',
    check_id: 'uuid',
    protocol: 'text',
    port: 'int',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
    folded_at: 'timestamptz',
    fold_state: 'text',
    scanner_count: 'smallint',
  };
  const staged = await stageRows(scope, { name: 'finding-state', key, columns }, states);
  const names = Object.keys(columns).slice(1);
  await scope.client.query(
    `update finding set ${names.map((name) => `${name} = staged.${name}`).join(', ')},
       check_moved = case when finding.check_id <> staged.check_id then true else finding.check_moved end
     from ${staged.name} staged where finding.organisation_id = $1 and finding.id = staged.id`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}
