/**
 * Resolution: is what a source speaks of an asset we know? Rules from strong to weak; a disagreement on a stronger
 * identifier forbids a join by a weaker one; every answer carries the facts that explain it (issue 2, stage C).
 * Not here: what counts as an identifier (`identifiers.ts`), the sentence for the reader (`explain-join.ts`); a UDI-DI names a model and takes no part.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import { millisecondsOf } from '../kernel/time.ts';
import type { Identifier, IdentifierKind } from './identifiers.ts';
import { identifierKinds } from './identifiers.ts';

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

/** A join that a rule would have made and a stronger identifier forbade; one per asset, by the strongest such rule. */
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

const hourMs = 3_600_000;

interface Rule {
  readonly id: JoinRule;
  readonly kind: IdentifierKind;
  readonly holds: (asked: Identifier, known: KnownIdentifier, question: Question) => boolean;
}

const isSame = (asked: Identifier, known: Identifier): boolean => asked.scope === known.scope && asked.value === known.value;

/** From strong to weak. */
const rules: readonly Rule[] = [
  { id: 'tag', kind: 'tag', holds: isSame },
  { id: 'serial', kind: 'serial', holds: isSame },
  { id: 'mac', kind: 'mac', holds: isSame },
  { id: 'host', kind: 'host', holds: isSame },
  {
    id: 'host-without-domain',
    kind: 'host',
    holds: (asked, known) => asked.value === known.value && asked.scope !== known.scope && (asked.scope === '' || known.scope === ''),
  },
  {
    id: 'ip',
    kind: 'ip',
    // The scope of an address is its source, so this never joins across sources.
    holds: (asked, known, question) =>
      isSame(asked, known) && Math.abs(millisecondsOf(question.observedAt) - millisecondsOf(known.lastObservedAt)) <= 24 * hourMs,
  },
];

interface Match {
  readonly candidate: Candidate;
  readonly identifier: Identifier;
}

/**
 * Joins, or says why not. The answer depends neither on the order of the candidates nor on that of the identifiers.
 * - The strongest rule that finds exactly one asset free of stronger disagreement decides.
 * - Several such assets: none is chosen, and weaker rules are not asked. One exception keeps a repeated file from making
 *   a new asset each time: the one asset about which this very source already said every one of these identifiers.
 * @param disabled keys (`identifierKey`) that neither join nor forbid.
 */
export function resolveAsset(question: Question, candidates: readonly Candidate[], disabled: ReadonlySet<string>): Resolution {
  const isEnabled = (identifier: Identifier): boolean => !disabled.has(identifierKey(identifier));
  const asked = question.identifiers.filter(isEnabled).toSorted(compareIdentifiers);
  if (asked.length === 0) return unjoined('no-usable-identifier', null, []);
  const known = candidates
    .map((candidate) => ({ assetId: candidate.assetId, identifiers: candidate.identifiers.filter(isEnabled).toSorted(compareIdentifiers) }))
    .toSorted((left, right) => compareCodePoints(left.assetId, right.assetId));
  const blocked: BlockedJoin[] = [];
  for (const rule of rules) {
    const free: Match[] = [];
    for (const candidate of known) {
      const identifier = matchBy(rule, question, asked, candidate);
      if (identifier === null) continue;
      const by = strongerConflict(rule.kind, asked, candidate.identifiers);
      if (by === null) free.push({ candidate, identifier });
      else if (!blocked.some((block) => block.assetId === candidate.assetId))
        blocked.push({ assetId: candidate.assetId, rule: rule.id, identifier, by });
    }
    const [first] = free;
    if (first === undefined) continue;
    const chosen = free.length === 1 ? first : saidBefore(question.source, asked, free);
    return chosen === null ? unjoined('ambiguous', { rule, free }, blocked) : joined(rule, chosen, asked, blocked);
  }
  return unjoined(blocked.length > 0 ? 'blocked' : 'nothing-matched', null, blocked);
}

function matchBy(rule: Rule, question: Question, asked: readonly Identifier[], candidate: Candidate): Identifier | null {
  const matches = (one: Identifier): boolean =>
    one.kind === rule.kind && candidate.identifiers.some((known) => known.kind === rule.kind && rule.holds(one, known, question));
  return asked.find(matches) ?? null;
}

/** The first disagreement on a kind stronger than the rule's; null when nothing stronger forbids. */
function strongerConflict(kind: IdentifierKind, asked: readonly Identifier[], known: readonly Identifier[]): BlockedJoin['by'] | null {
  for (const stronger of identifierKinds) {
    if (stronger === kind) return null;
    const conflict = conflictOn(stronger, asked, known);
    if (conflict !== null) return { asked: plain(conflict.left), known: plain(conflict.right) };
  }
  return null;
}

/** Without what else the object carries: an explanation is stored. */
function plain({ kind, scope, value }: Identifier): Identifier {
  return { kind, scope, value };
}

/**
 * Two sets disagree on a kind when both have comparable values and not one in common: a device keeps several addresses,
 * names it had and numbers it was given. Numbers compare within one vendor or register; host names always, and one
 * without a domain agrees with the same name in any domain. Symmetric.
 */
export function conflictOn(
  kind: IdentifierKind,
  left: readonly Identifier[],
  right: readonly Identifier[],
): { readonly left: Identifier; readonly right: Identifier } | null {
  let conflict: { left: Identifier; right: Identifier } | null = null;
  for (const one of left) {
    if (one.kind !== kind) continue;
    for (const other of right) {
      if (other.kind !== kind) continue;
      const isComparable = kind === 'host' || one.scope === other.scope;
      if (!isComparable) continue;
      const hasLooseDomain = kind === 'host' && (one.scope === '' || other.scope === '');
      if (one.value === other.value && (one.scope === other.scope || hasLooseDomain)) return null;
      conflict ??= { left: one, right: other };
    }
  }
  return conflict;
}

/** The only match to which this source itself gave all these identifiers before; addresses do not count, they move. */
function saidBefore(source: string, asked: readonly Identifier[], matches: readonly Match[]): Match | null {
  const lasting = asked.filter((identifier) => identifier.kind !== 'ip');
  if (lasting.length === 0) return null;
  const own = matches.filter(({ candidate }) =>
    lasting.every((one) => candidate.identifiers.some((known) => known.source === source && known.kind === one.kind && isSame(one, known))),
  );
  return own.length === 1 ? (own[0] ?? null) : null;
}

function joined(rule: Rule, { candidate, identifier }: Match, asked: readonly Identifier[], blocked: readonly BlockedJoin[]): Resolution {
  const alsoAgree = asked.filter(
    (one) => one !== identifier && candidate.identifiers.some((known) => known.kind === one.kind && isSame(one, known)),
  );
  const facts = { rule: rule.id, identifier, alsoAgree };
  const explanation: Explanation = { outcome: 'joined', ...facts, assetIds: [candidate.assetId], blocked };
  return { kind: 'joined', assetId: candidate.assetId, ...facts, explanation };
}

function unjoined(
  outcome: 'no-usable-identifier' | 'nothing-matched' | 'ambiguous' | 'blocked',
  ambiguity: { readonly rule: Rule; readonly free: readonly Match[] } | null,
  blocked: readonly BlockedJoin[],
): Resolution {
  const explanation: Explanation = {
    outcome,
    rule: ambiguity?.rule.id ?? null,
    identifier: ambiguity?.free[0]?.identifier ?? null,
    alsoAgree: [],
    assetIds: ambiguity?.free.map((match) => match.candidate.assetId) ?? [],
    blocked,
  };
  return { kind: 'new', blocked, explanation };
}

function compareIdentifiers(left: Identifier, right: Identifier): number {
  const byKind = identifierKinds.indexOf(left.kind) - identifierKinds.indexOf(right.kind);
  return byKind || compareCodePoints(left.scope, right.scope) || compareCodePoints(left.value, right.value);
}
