/**
 * Resolution: is what a source speaks of an asset we know? Rules from strong to weak; a disagreement on a stronger
 * identifier forbids a join by a weaker one; every answer carries the facts that explain it (issue 2, stage C).
 * Not here: what counts as an identifier (`identifiers.ts`); a UDI-DI names a model and takes no part.
 */
import type { Instant } from '../kernel/time.ts';
import type { Language } from '../kernel/text.ts';
import type { Identifier } from './identifiers.ts';

export interface Question {
  readonly source: string;
  readonly observedAt: Instant;
  readonly identifiers: readonly Identifier[];
}

export interface KnownIdentifier extends Identifier {
  readonly source: string;
  readonly lastObservedAt: Instant;
}

export interface Candidate {
  readonly assetId: string;
  readonly identifiers: readonly KnownIdentifier[];
}

/** Ids are stored with each join and never reused. `host-without-domain`: one side does not name its domain. */
export type JoinRule = 'tag' | 'serial' | 'mac' | 'host' | 'host-without-domain' | 'ip';

/** A join that a rule would have made and a stronger identifier forbade. */
export interface BlockedJoin {
  readonly assetId: string;
  readonly rule: JoinRule;
  readonly identifier: Identifier;
  readonly by: { readonly asked: Identifier; readonly known: Identifier };
}

/** Plain JSON; stored beside the join. */
export interface Explanation {
  readonly outcome: 'joined' | 'no-usable-identifier' | 'nothing-matched' | 'ambiguous' | 'blocked';
  readonly rule: JoinRule | null;
  readonly identifier: Identifier | null;
  readonly alsoAgree: readonly Identifier[];
  /** The assets that could not be told apart; more than one only when ambiguous. */
  readonly assetIds: readonly string[];
  readonly blocked: readonly BlockedJoin[];
}

export type Resolution =
  | {
      readonly kind: 'joined';
      readonly assetId: string;
      readonly rule: JoinRule;
      readonly identifier: Identifier;
      readonly alsoAgree: readonly Identifier[];
      readonly explanation: Explanation;
    }
  | { readonly kind: 'new'; readonly blocked: readonly BlockedJoin[]; readonly explanation: Explanation };

/** An identifier on more assets than this names nothing: it is disabled and listed. */
export const sharedIdentifierMax = 3;

export function isShared(assetCount: number): boolean {
  return assetCount > sharedIdentifierMax;
}

/** One text per identifier, for sets and maps. */
export function identifierKey(identifier: Identifier): string {
  return `${identifier.kind}\u001f${identifier.scope}\u001f${identifier.value}`;
}

export function resolveAsset(question: Question, candidates: readonly Candidate[], disabled: ReadonlySet<string>): Resolution {
  throw new Error(`not yet: ${question.source} ${String(candidates.length)} ${String(disabled.size)}`);
}

export function explainJoin(explanation: Explanation, language: Language): string {
  return `${language} ${explanation.outcome}`;
}
