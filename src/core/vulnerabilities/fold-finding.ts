/**
 * The fold of a finding: from observations of the flaw and looks at the asset, in any order, to the stretches in
 * which it was open or closed (design.md 1 "What history is"; domain/metrics.md 4.4). Pure.
 */
import type { CredentialDepth } from '../imports/imported-record.ts';
import { invariant } from '../kernel/invariant.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import type { FindingState, Severity } from './finding.ts';
import { severities } from './finding.ts';

export interface FindingObservation {
  readonly observedAt: Instant;
  readonly scanner: string;
  readonly severity: Severity;
  readonly importId: string;
}

/** A scan's look at the finding's asset, whether or not it saw the flaw. */
export interface FindingCoverage {
  readonly observedAt: Instant;
  readonly scanner: string;
  readonly depth: CredentialDepth;
  /** Null = unknown. */
  readonly checkSet: string | null;
  readonly complete: boolean;
  readonly importId: string;
}

/** Valid in `[validFrom, validTo)`; null = until further notice. A closed stretch runs from `closedAt` to the next opening. */
export interface FindingStretch {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly lastSeenBeforeCloseAt: Instant | null;
  readonly prevalent: boolean;
  readonly occurrence: number;
}

export interface FoldFindingInput {
  readonly observations: readonly FindingObservation[];
  readonly coverage: readonly FindingCoverage[];
  /**
   * The asset's first covering scan by the scanner of the finding's earliest observation; null = no scan is known
   * to have looked before that observation (the start is then as unknown as at a first scan).
   */
  readonly firstScanAt: Instant | null;
}

/** What is known of one instant: who saw the flaw, and who looked with success and did not. */
export interface FindingLook {
  readonly at: Instant;
  /** At most one per scanner. */
  readonly seen: readonly (Conditions & Pick<FindingObservation, 'scanner' | 'severity'>)[];
  readonly absent: readonly (Conditions & Pick<FindingCoverage, 'scanner' | 'importId'>)[];
}

type Conditions = Pick<FindingCoverage, 'depth' | 'checkSet'>;
type Seen = FindingLook['seen'][number];
type Absence = FindingLook['absent'][number];

/** A scanner that saw the flaw in the present occurrence. */
interface Witness {
  readonly scanner: string;
  readonly severity: Severity;
  readonly lastSeenAt: Instant;
  readonly depth: CredentialDepth;
  readonly checkSet: string | null;
  /** A first absence that does not decide by itself. */
  readonly doubt: { readonly at: Instant; readonly importId: string } | null;
  readonly goneAt: Instant | null;
}

/** All that a later look needs: plain JSON. Stretches are in order; only the last can still change. */
export interface FindingFold {
  readonly at: Instant | null;
  readonly firstScanAt: Instant | null;
  readonly witnesses: readonly Witness[];
  readonly stretches: readonly FindingStretch[];
}

/**
 * Rules, of which the first two decide what an absence is worth:
 * - It counts where the look was at least as deep as the one under which that scanner last saw the flaw. `unknown` counts as
 *   `unauthenticated`: a file that is silent about credentials proves no more than that, and asks no more.
 * - With the same known check set one absence decides; with an unknown or another check set two in a row do, from different
 *   imports and at different instants. `closedAt` is the first of them.
 * - A look that did not finish closes nothing; one in whose import (or at whose instant) the same scanner saw the flaw is no absence.
 * - With several scanners the finding is open while one that saw it has not since found it gone; `closedAt` is the latest of
 *   their first absences, `lastSeenBeforeCloseAt` the latest sighting of any.
 * - Severity is the highest of each such scanner's newest word, so that two scanners of different taste do not make it swing;
 *   it changes only at an observation.
 * - `prevalent`: opened no later than the first covering scan (metrics.md 4.4); a reopening has a known start and is not.
 * @returns stretches in order, without gaps; empty when nothing was ever observed. Any order of input gives the same.
 */
export function foldFinding(input: FoldFindingInput): FindingStretch[] {
  const looks = findingLooks(input.observations, input.coverage);
  return [...looks.reduce(stepFinding, emptyFindingState(input.firstScanAt)).stretches];
}

export function emptyFindingState(firstScanAt: Instant | null): FindingFold {
  return { at: null, firstScanAt, witnesses: [], stretches: [] };
}

/**
 * Groups what was observed by instant, in order. The parts of one import must be given together: an observation takes depth
 * and check set from the coverage of its import (or instant) by its scanner, and takes away that coverage's absence.
 */
export function findingLooks(observations: readonly FindingObservation[], coverage: readonly FindingCoverage[]): FindingLook[] {
  const looks = new Map<Instant, { seen: Map<string, Seen>; absent: Absence[] }>();
  const lookAt = (at: Instant): { seen: Map<string, Seen>; absent: Absence[] } => {
    const known = looks.get(at);
    if (known !== undefined) return known;
    const made = { seen: new Map<string, Seen>(), absent: [] };
    looks.set(at, made);
    return made;
  };
  for (const observation of observations) {
    const { scanner, severity } = observation;
    const { seen } = lookAt(observation.observedAt);
    const conditions = conditionsOf(coverage.filter((look) => isSameLook(look, observation)));
    const now: Seen = { scanner, severity, depth: conditions.depth, checkSet: conditions.checkSet };
    const other = seen.get(scanner);
    seen.set(scanner, other === undefined ? now : strictest(other, now));
  }
  for (const look of coverage) {
    if (!look.complete || observations.some((observation) => isSameLook(look, observation))) continue;
    const { scanner, depth, checkSet, importId } = look;
    lookAt(look.observedAt).absent.push({ scanner, depth, checkSet, importId });
  }
  return [...looks]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([at, { seen, absent }]) => ({
      at,
      seen: [...seen.values()].toSorted((left, right) => compareCodePoints(left.scanner, right.scanner)),
      absent: absent.toSorted(compareAbsences),
    }));
}

function isSameLook(look: FindingCoverage, observation: FindingObservation): boolean {
  return look.scanner === observation.scanner && (look.importId === observation.importId || look.observedAt === observation.observedAt);
}

/** Where one import looked in several ways, we cannot tell which saw the flaw: the deepest counts, and the check set is unknown. */
function conditionsOf(looks: readonly FindingCoverage[]): Conditions {
  const [first] = looks;
  if (first === undefined) return { depth: 'unknown', checkSet: null };
  return looks.reduce<Conditions>(strictestConditions, { depth: first.depth, checkSet: first.checkSet });
}

function strictestConditions(left: Conditions, right: Conditions): Conditions {
  return {
    depth: depths.find((depth) => depth === left.depth || depth === right.depth) ?? left.depth,
    checkSet: left.checkSet === right.checkSet ? left.checkSet : null,
  };
}

/** One scanner, one instant, several rows (ports, checks, files): the highest severity, the strictest conditions. */
function strictest(left: Seen, right: Seen): Seen {
  return { scanner: left.scanner, severity: higher(left.severity, right.severity), ...strictestConditions(left, right) };
}

/** From deep to shallow; the last two promise the same. */
const depths = ['authenticated', 'unauthenticated', 'unknown'] as const satisfies readonly CredentialDepth[];

/**
 * Continues a fold with what was observed next. Bug where the look is not later than the fold: then it must be folded whole again.
 * `foldFinding` is nothing but this over all looks.
 */
export function stepFinding(fold: FindingFold, look: FindingLook): FindingFold {
  invariant(fold.at === null || fold.at < look.at, 'a look continues a fold in order of time');
  const seen = look.seen.length === 0 ? fold : stepSeen(fold, look);
  const { witnesses, stretches } = look.absent.length === 0 ? seen : stepAbsent(seen, look);
  // Written out, not spread: this runs for every look at every finding, and a spread costs ten times as much.
  return { at: look.at, firstScanAt: fold.firstScanAt, witnesses, stretches };
}

function stepSeen(fold: FindingFold, { at, seen }: FindingLook): FindingFold {
  const last = fold.stretches.at(-1);
  const isOpen = last?.state === 'open';
  const before = isOpen ? fold.witnesses : [];
  const now = seen.map(({ scanner, severity, depth, checkSet }): Witness => ({
    scanner,
    severity,
    lastSeenAt: at,
    depth,
    checkSet,
    doubt: null,
    goneAt: null,
  }));
  const witnesses = [...before.filter((witness) => !seen.some((one) => one.scanner === witness.scanner)), ...now].toSorted((left, right) =>
    compareCodePoints(left.scanner, right.scanner),
  );
  const severity = witnesses.filter((witness) => witness.goneAt === null).reduce((high, one) => higher(high, one.severity), lowest);
  if (last !== undefined && isOpen && last.severity === severity) return { ...fold, witnesses };
  const occurrence = isOpen ? last.occurrence : (last?.occurrence ?? 0) + 1;
  const stretch: FindingStretch = {
    validFrom: at,
    validTo: null,
    state: 'open',
    severity,
    openedAt: isOpen ? last.openedAt : at,
    closedAt: null,
    lastSeenBeforeCloseAt: null,
    prevalent: isOpen ? last.prevalent : occurrence === 1 && (fold.firstScanAt === null || at <= fold.firstScanAt),
    occurrence,
  };
  return { ...fold, witnesses, stretches: endingWith(fold.stretches, stretch) };
}

function stepAbsent(fold: FindingFold, look: FindingLook): FindingFold {
  const last = fold.stretches.at(-1);
  if (last?.state !== 'open') return fold;
  const witnesses = fold.witnesses.map((witness) => doubted(witness, look));
  const goneAts = witnesses.flatMap((witness) => witness.goneAt ?? []);
  if (goneAts.length < witnesses.length) return { ...fold, witnesses };
  const closedAt = newest(goneAts);
  const lastSeenBeforeCloseAt = newest(witnesses.map((witness) => witness.lastSeenAt));
  const closed: FindingStretch = { ...last, validFrom: closedAt, state: 'closed', closedAt, lastSeenBeforeCloseAt };
  return { ...fold, witnesses: [], stretches: endingWith(fold.stretches, closed) };
}

/** The witness after looks that did not see the flaw. */
function doubted(witness: Witness, { at, absent }: FindingLook): Witness {
  if (witness.goneAt !== null || witness.lastSeenAt === at) return witness;
  const counting = absent.filter((one) => one.scanner === witness.scanner && isDeepEnough(one.depth, witness.depth));
  const [first] = counting;
  if (first === undefined) return witness;
  const { doubt } = witness;
  const isDecided =
    counting.some((one) => one.checkSet !== null && one.checkSet === witness.checkSet) ||
    (doubt !== null && counting.some((one) => one.importId !== doubt.importId));
  if (isDecided) return { ...witness, doubt: null, goneAt: doubt?.at ?? at };
  return doubt === null ? { ...witness, doubt: { at, importId: first.importId } } : witness;
}

function isDeepEnough(look: CredentialDepth, seen: CredentialDepth): boolean {
  return look === 'authenticated' || seen !== 'authenticated';
}

/** The stretches with one more, the one before it ending where it begins. */
function endingWith(stretches: readonly FindingStretch[], next: FindingStretch): FindingStretch[] {
  const last = stretches.at(-1);
  return last === undefined ? [next] : [...stretches.slice(0, -1), { ...last, validTo: next.validFrom }, next];
}

function compareAbsences(left: Absence, right: Absence): number {
  return (
    compareCodePoints(left.scanner, right.scanner) ||
    compareCodePoints(left.importId, right.importId) ||
    compareCodePoints(left.depth, right.depth) ||
    compareCodePoints(left.checkSet ?? '', right.checkSet ?? '')
  );
}

const lowest: Severity = severities[0].value;
const severityRank = new Map<Severity, number>(severities.map((one, index) => [one.value, index]));

function higher(left: Severity, right: Severity): Severity {
  return (severityRank.get(left) ?? 0) >= (severityRank.get(right) ?? 0) ? left : right;
}

/** @param instants at least one. */
function newest(instants: readonly Instant[]): Instant {
  return instants.reduce((late, one) => (one > late ? one : late));
}
