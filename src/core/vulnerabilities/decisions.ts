/**
 * What people decide about a finding, laid over its history (domain/metrics.md 4.4: an accepted risk is still open, a
 * false positive is not counted). A decision says nothing of what scanners see: `fold-finding.ts` knows only evidence,
 * and its stretches are cut here where a decision begins or ends. Pure; the same decisions give the same whatever the
 * order in which they, and the looks at the asset, became known.
 */
import type { Day, Instant } from '../kernel/time.ts';
import type { FindingStretch } from './fold-finding.ts';

/** In force; where none is, a finding is neither. */
export const decisionKinds = [
  { value: 'accepted', label: { en: 'risk accepted', nl: 'risico aanvaard' } },
  { value: 'false-positive', label: { en: 'false positive', nl: 'onterecht gemeld' } },
] as const;
export type DecisionKind = (typeof decisionKinds)[number]['value'];

/** What can be decided: one of the kinds, or that none holds any longer. */
export const decisionActs = [...decisionKinds, { value: 'reopened', label: { en: 'taken up again', nl: 'weer opgepakt' } }] as const;
export type DecisionAct = (typeof decisionActs)[number]['value'];

/** An acceptance is looked at again within a year. */
export const acceptedDaysMax = 366;

export interface FindingDecision {
  /** Orders decisions of one instant as they were made. */
  readonly batchId: string;
  readonly decidedAt: Instant;
  readonly act: DecisionAct;
  readonly untilOn: Day | null;
  /** The end of `untilOn`, once it has come: a version never begins in the future. */
  readonly endedAt: Instant | null;
}

export type Decided<S extends FindingStretch> = S & { readonly decision: DecisionKind | null };

interface Segment {
  readonly from: Instant;
  readonly decision: DecisionKind | null;
}

/**
 * The last decision at or before an instant holds there, also across closing and reopening, until its day is over.
 * @param stretches of one finding, in order, as evidence gives them @param decisions those not withdrawn, in any order
 * @returns the stretches cut where another decision begins to hold; one decision goes on through equal neighbours
 */
export function layDecisions<S extends FindingStretch>(stretches: readonly S[], decisions: readonly FindingDecision[]): Decided<S>[] {
  if (decisions.length === 0) return stretches.map((stretch) => ({ ...stretch, decision: null }));
  const segments = segmentsOf(decisions);
  return stretches.flatMap((stretch) => {
    const { validFrom, validTo } = stretch;
    const inside = segments.filter(({ from }) => from > validFrom && (validTo === null || from < validTo));
    const first = segments.findLast(({ from }) => from <= validFrom)?.decision ?? null;
    return [{ from: validFrom, decision: first }, ...inside].map(({ from, decision }, index) => ({
      ...stretch,
      validFrom: from,
      validTo: inside[index]?.from ?? validTo,
      decision,
    }));
  });
}

/** Neighbours differ: a second acceptance, until a later day, cuts nothing. */
function segmentsOf(decisions: readonly FindingDecision[]): Segment[] {
  const inOrder = decisions.toSorted((left, right) => (isBefore(left, right) ? -1 : 1));
  const segments: Segment[] = [];
  for (const [index, { decidedAt, act, endedAt }] of inOrder.entries()) {
    const next = inOrder[index + 1]?.decidedAt;
    push(segments, { from: decidedAt, decision: act === 'reopened' ? null : act });
    if (endedAt !== null && (next === undefined || endedAt < next)) push(segments, { from: endedAt, decision: null });
  }
  return segments;
}

function isBefore(left: FindingDecision, right: FindingDecision): boolean {
  return left.decidedAt < right.decidedAt || (left.decidedAt === right.decidedAt && left.batchId < right.batchId);
}

function push(segments: Segment[], segment: Segment): void {
  // Of several at one instant the last holds.
  if (segments.at(-1)?.from === segment.from) segments.pop();
  if ((segments.at(-1)?.decision ?? null) !== segment.decision) segments.push(segment);
}

/** The last day of what holds now; null where nothing holds, or without an end. */
export function decidedUntil(decisions: readonly FindingDecision[]): Day | null {
  const last = decisions.reduce<FindingDecision | null>((best, one) => (best === null || isBefore(best, one) ? one : best), null);
  return last === null || last.endedAt !== null ? null : last.untilOn;
}

/** A stretch as evidence gave it, and the pieces that decisions cut it into. */
export interface WholeStretch<S extends FindingStretch> {
  readonly whole: S;
  readonly pieces: readonly S[];
}

/**
 * Undoes `layDecisions`: neighbours that evidence cannot tell apart were one stretch, because a fold begins a new one only
 * where state or severity changes. @param pieces of one finding, in order and without gaps
 */
export function wholeStretches<S extends FindingStretch>(pieces: readonly S[]): WholeStretch<S>[] {
  const wholes: { whole: S; pieces: S[] }[] = [];
  for (const piece of pieces) {
    const last = wholes.at(-1);
    if (last !== undefined && isSameEvidence(last.whole, piece)) {
      last.whole = { ...last.whole, validTo: piece.validTo };
      last.pieces.push(piece);
    } else wholes.push({ whole: piece, pieces: [piece] });
  }
  return wholes;
}

function isSameEvidence(left: FindingStretch, right: FindingStretch): boolean {
  return left.state === right.state && left.severity === right.severity && left.occurrence === right.occurrence;
}
