/**
 * What people stated of identity: that two are one, or that they are not. Kept by meaning, in the identifiers that sources
 * give and never in ids of assets, so that it holds for the same files read again, for next month's, and where they come in
 * another order. It goes before the rules between sources (`resolve-asset.ts`).
 */
import type { Day, Instant } from '../kernel/time.ts';
import type { Identifier } from './identifiers.ts';
import { identifierKey } from './identifiers.ts';
import { matchBy, rules, strongerConflict, type KnownIdentifier } from './match-identifiers.ts';

/** An identifier that a person's word hangs on. */
export interface Anchor extends Identifier {
  /** Who gives it; empty: whoever does. What sets two apart lies in who says it, what makes them one does not. */
  readonly source: string;
}

export interface StatedBy {
  readonly decisionId: string;
  readonly statedOn: Day;
  readonly reason: string;
}

export interface IdentityDecision {
  readonly kind: 'same' | 'different';
  /** The two things as sources named them when it was stated. */
  readonly left: readonly Anchor[];
  readonly right: readonly Anchor[];
  readonly stated: StatedBy;
}

/** A thing as it is recognised: what it carries, and who gives each identifier. */
export type Carried = readonly (Identifier & { readonly source: string })[];

/** An address is whose it was that day: a word hangs on it only where nothing that lasts is known. */
export function lastingAnchors(identifiers: readonly Anchor[]): readonly Anchor[] {
  const distinct = [...new Map(identifiers.map((one) => [`${identifierKey(one)}\u001f${one.source}`, one])).values()];
  const lasting = distinct.filter((one) => one.kind !== 'ip');
  return lasting.length > 0 ? lasting : distinct;
}

/** What both sides are known by, from the same mouth, does not set them apart. */
export function withoutCommon(
  left: readonly Anchor[],
  right: readonly Anchor[],
): { readonly left: readonly Anchor[]; readonly right: readonly Anchor[] } {
  const keyOf = (one: Anchor): string => `${identifierKey(one)}\u001f${one.source}`;
  const [inLeft, inRight] = [left, right].map((side) => new Set(side.map(keyOf)));
  return { left: left.filter((one) => inRight?.has(keyOf(one)) !== true), right: right.filter((one) => inLeft?.has(keyOf(one)) !== true) };
}

const anyInstant = '2000-01-01T00:00:00.000Z' as Instant;

/**
 * The identifier by which a thing is what the anchors describe; null where it is not, or where a stronger one disagrees:
 * a host name that was given to new hardware is no longer what was meant.
 */
export function recognisedBy(carried: Carried, anchors: readonly Anchor[]): Identifier | null {
  for (const rule of rules) {
    for (const anchor of anchors) {
      if (anchor.kind !== rule.kind) continue;
      const meant = anchor.source === '' ? carried : carried.filter((one) => one.source === anchor.source);
      const known: KnownIdentifier = { ...anchor, lastObservedAt: anyInstant };
      const identifier = matchBy(rule, { source: anchor.source, observedAt: anyInstant, identifiers: [] }, meant, [known]);
      if (identifier !== null) return strongerConflict(rule.kind, carried, anchors) === null ? identifier : null;
    }
  }
  return null;
}

/** Of a decision that two are one: everything either is known by. A thing that carries any of it is that one. */
export function recognisedAsOne(carried: Carried, { left, right }: IdentityDecision): Identifier | null {
  return recognisedBy(carried, [...left, ...right]);
}

/** The word by which these two are not the same; null where nobody said so, or one of them is both. */
export function statedApart(one: Carried, other: Carried, decisions: readonly IdentityDecision[]): IdentityDecision | null {
  for (const decision of decisions) {
    if (decision.kind !== 'different') continue;
    const [oneSide, otherSide] = [sideOf(one, decision), sideOf(other, decision)];
    if (oneSide !== null && otherSide !== null && oneSide !== otherSide) return decision;
  }
  return null;
}

function sideOf(carried: Carried, { left, right }: IdentityDecision): 'left' | 'right' | null {
  const isLeft = recognisedBy(carried, left) !== null;
  const isRight = recognisedBy(carried, right) !== null;
  return isLeft === isRight ? null : isLeft ? 'left' : 'right';
}
