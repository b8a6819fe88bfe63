/**
 * Folds the findings of assets that an import touched, from their observations and the looks at them
 * (`core/vulnerabilities/fold-finding.ts`), and writes the stretches that came out differently, with their deadlines.
 * Runs after the import was read: only then is known whether its silence means anything.
 * A finding goes on from its kept state where everything new lies after its last fold; otherwise it is folded from the
 * start. Both give the same (tested): the whole fold is nothing but the steps.
 */
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import {
  emptyFindingState,
  findingLooks,
  stepFinding,
  type FindingCoverage,
  type FindingFold,
  type FindingStretch,
} from '#core/vulnerabilities/fold-finding.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';
import { loadDeadlines, type Deadlines, type OccurrenceDeadline, type StretchDeadline } from './deadlines.ts';
import { packFold, parseStretch, severityRank, stretchText, unpackFold } from './finding-state.ts';
import {
  loadContinuedFindings,
  loadFirstLooks,
  loadLooks,
  loadWholeFindings,
  type PlacedObservation,
  type StoredFinding,
} from './load-finding-evidence.ts';
import { memberSeparator, stageRows, type Cell } from './staged-rows.ts';

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
export async function foldFindings(scope: Scope, touched: readonly TouchedAsset[]): Promise<FoldedFindings> {
  const assetIds = touched.map((one) => one.assetId);
  const [key] = assetIds;
  if (key === undefined) return { changedFromAt: null };
  const wholeIds = touched.filter((one) => one.isWhole).map((one) => one.assetId);
  const continuedIds = touched.filter((one) => !one.isWhole).map((one) => one.assetId);
  const instants = new Map<string, Instant>();
  const whole = await loadWholeFindings(scope, assetIds, wholeIds, instants);
  const continued = await loadContinuedFindings(scope, continuedIds, instants);
  const looks = await loadLooks(scope, neededLooks(whole, continued));
  const firstLooks = await loadFirstLooks(scope, [...new Set(whole.map((finding) => finding.assetId))]);
  const deadlines = await loadDeadlines(scope, assetIds);
  return foldLoaded(scope, key, { whole, continued, looks, firstLooks, deadlines, instants });
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
  /** Texts of PostgreSQL that were parsed before. */
  readonly instants: Map<string, Instant>;
}

/** @param key of staging tables: nobody else may be writing under it */
export async function foldLoaded(scope: Scope, key: Id, evidence: FindingEvidence): Promise<FoldedFindings> {
  const { whole, continued, looks, firstLooks, deadlines, instants } = evidence;
  const changes: Changes = { stretches: [], gone: [], states: [], changedFrom: null };
  const context = { instants, timeZone: scope.timeZone, deadlines, changes };
  for (const finding of whole) foldWhole(finding, looks.get(finding.assetId) ?? [], firstLooks, context);
  for (const finding of continued) foldOn(finding, looks.get(finding.assetId) ?? [], context);
  await writeStretches(scope, key, changes);
  await writeStates(scope, key, changes);
  return { changedFromAt: changes.changedFrom === null ? null : parseTimestamptz(changes.changedFrom) };
}

/** By asset: before this no look matters; null = all do, because one of its findings is folded from the start. */
function neededLooks(whole: readonly StoredFinding[], continued: readonly StoredFinding[]): Map<Id, Instant | null> {
  const needed = new Map<Id, Instant | null>();
  for (const { assetId, foldedAt } of continued) {
    const known = needed.get(assetId);
    if (foldedAt !== null && (known === undefined || (known !== null && foldedAt < known))) needed.set(assetId, foldedAt);
  }
  for (const { assetId } of whole) needed.set(assetId, null);
  return needed;
}

interface Changes {
  readonly stretches: Cell[][];
  readonly gone: { findingId: Id; from: string }[];
  readonly states: Cell[][];
  /** As PostgreSQL writes it in UTC: such texts order as instants do. */
  changedFrom: string | null;
}

interface FoldContext {
  readonly instants: Map<string, Instant>;
  readonly timeZone: string;
  readonly deadlines: Deadlines;
  readonly changes: Changes;
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
  if (first === null) return;
  const firstScanAt = firstLooks.get(`${finding.assetId} ${first.scanner}`) ?? null;
  // Looks before the first observation change nothing, and most findings of an old asset are young.
  const importIds = new Set(finding.observations.map((one) => one.importId));
  const since = looks.filter((look) => look.observedAt >= first.observedAt || importIds.has(look.importId));
  const fold = findingLooks(finding.observations, since).reduce(stepFinding, emptyFindingState(firstScanAt));
  record(finding, fold, null, context);
}

function foldOn(finding: StoredFinding, looks: readonly FindingCoverage[], context: FoldContext): void {
  const { foldedAt, foldState, stretches } = finding;
  const [lastText] = stretches;
  if (foldedAt === null || foldState === null || lastText === undefined) return;
  const last = parseStretch(lastText, context.instants);
  const since = looks.filter((look) => look.observedAt > foldedAt);
  const steps = findingLooks(finding.observations, since);
  const fold = steps.reduce(stepFinding, unpackFold(foldState, foldedAt, last.stretch, context.instants));
  const { occurrence } = last.stretch;
  record(finding, fold, { occurrence, dueOn: last.deadline.dueOn, policyId: last.deadline.policyId }, context);
}

function record(finding: StoredFinding, fold: FindingFold, before: OccurrenceDeadline | null, context: FoldContext): void {
  const place = newestPlace(finding);
  const isMoved = !isSamePlace(finding, place);
  const deadlines = context.deadlines.of({ ...finding, ...place }, fold.stretches, before);
  recordStretches(finding, fold.stretches, deadlines, context);
  // Of a finding that has just been opened nothing is kept: folding it from the start is as quick.
  if (!isMoved && finding.foldState === null && fold.stretches.length < 2) return;
  const state = packFold(fold);
  // Nor after a look that told nothing new: taken again later, it tells nothing new then.
  if (!isMoved && finding.foldState === state) return;
  const { checkId, protocol, port, firstSeenAt, lastSeenAt } = place;
  context.changes.states.push([finding.findingId, checkId, protocol, port, firstSeenAt, lastSeenAt, fold.at, state]);
}

function recordStretches(
  finding: StoredFinding,
  stretches: readonly FindingStretch[],
  deadlines: readonly StretchDeadline[],
  { changes, timeZone }: FoldContext,
): void {
  const before = new Map(finding.stretches.map((text) => [text.slice(0, text.indexOf(memberSeparator)), text]));
  for (const [index, stretch] of stretches.entries()) {
    const deadline = deadlines[index];
    if (deadline === undefined || stretch.validFrom === stretch.validTo) continue;
    const text = stretchText(stretch, deadline);
    const from = text.slice(0, text.indexOf(memberSeparator));
    const old = before.get(from);
    before.delete(from);
    if (old === text) continue;
    changed(changes, differsFrom(text, old));
    changes.stretches.push([...stretchCells(finding, stretch, deadline, timeZone), old === undefined]);
  }
  for (const from of before.keys()) {
    changed(changes, from);
    changes.gone.push({ findingId: finding.findingId, from });
  }
}

function changed(changes: Changes, from: string): void {
  if (changes.changedFrom === null || from < changes.changedFrom) changes.changedFrom = from;
}

/** Where only the end of a stretch moved, nothing differs before the nearer of the two ends. */
function differsFrom(text: string, old: string | undefined): string {
  const [from = '', end = '', ...rest] = text.split(memberSeparator);
  const [, oldEnd = '', ...oldRest] = (old ?? '').split(memberSeparator);
  return old === undefined || rest.join() !== oldRest.join() ? from : end < oldEnd ? end : oldEnd;
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

const stretchColumns = {
  finding_id: 'uuid',
  asset_id: 'uuid',
  valid_from: 'timestamptz',
  valid_to: 'timestamptz',
  valid_from_on: 'date',
  valid_to_on: 'date',
  state: 'text',
  severity: 'smallint',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
  last_seen_before_close_at: 'timestamptz',
  prevalent: 'boolean',
  occurrence: 'int',
  due_on: 'date',
  closed_in_time: 'boolean',
  sla_policy_id: 'uuid',
} as const;

function stretchCells({ findingId, assetId }: StoredFinding, stretch: FindingStretch, deadline: StretchDeadline, timeZone: string): Cell[] {
  return [
    findingId,
    assetId,
    stretch.validFrom,
    stretch.validTo ?? 'infinity',
    dayOf(stretch.validFrom, timeZone),
    stretch.validTo === null ? 'infinity' : dayOf(stretch.validTo, timeZone),
    stretch.state,
    severityRank(stretch.severity),
    stretch.openedAt,
    stretch.closedAt,
    stretch.lastSeenBeforeCloseAt,
    stretch.prevalent,
    stretch.occurrence,
    deadline.dueOn,
    deadline.closedInTime,
    deadline.policyId,
  ];
}

async function writeStretches(scope: Scope, key: Id, changes: Changes): Promise<void> {
  if (changes.gone.length > 0) {
    await scope.client.query(
      `delete from finding_version using unnest($2::uuid[], $3::timestamptz[]) as gone (finding_id, valid_from)
       where organisation_id = $1 and finding_version.finding_id = gone.finding_id and finding_version.valid_from = gone.valid_from`,
      [scope.organisationId, changes.gone.map((one) => one.findingId), changes.gone.map((one) => one.from)],
    );
  }
  if (changes.stretches.length === 0) return;
  const columns = { ...stretchColumns, is_new: 'boolean' };
  const staged = await stageRows(scope, { name: 'finding-version', key, columns }, changes.stretches);
  const names = Object.keys(stretchColumns);
  // Apart, because looking for a conflict row by row costs a third more.
  await scope.client.query(
    `insert into finding_version (organisation_id, ${names.join(', ')}) select $1, ${names.join(', ')} from ${staged.name} staged where is_new`,
    [scope.organisationId, ...staged.parameters],
  );
  if (changes.stretches.every((cells) => cells.at(-1) === true)) return staged.drop();
  const updates = names.slice(3).map((name) => `${name} = staged.${name}`);
  await scope.client.query(
    `update finding_version set ${updates.join(', ')} from ${staged.name} staged
     where not staged.is_new and finding_version.organisation_id = $1 and finding_version.finding_id = staged.finding_id
       and finding_version.valid_from = staged.valid_from`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

async function writeStates(scope: Scope, key: Id, changes: Changes): Promise<void> {
  if (changes.states.length === 0) return;
  const columns = {
    id: 'uuid',
    check_id: 'uuid',
    protocol: 'text',
    port: 'int',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
    folded_at: 'timestamptz',
    fold_state: 'text',
  };
  const staged = await stageRows(scope, { name: 'finding-state', key, columns }, changes.states);
  const names = Object.keys(columns).slice(1);
  await scope.client.query(
    `update finding set ${names.map((name) => `${name} = staged.${name}`).join(', ')}
     from ${staged.name} staged where finding.organisation_id = $1 and finding.id = staged.id`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}
