/**
 * Resolution: is what a source speaks of an asset we know? Rules from strong to weak; a disagreement on a stronger
 * identifier forbids a join by a weaker one; every answer carries the facts that explain it (issue 2, stage C).
 * Not here: what counts as an identifier (`identifiers.ts`), the sentence for the reader (`explain-join.ts`); a UDI-DI names a model and takes no part.
 */
import { compareCodePoints } from '../kernel/text.ts';
import { identifierKey, identifierKinds, type Identifier } from './identifiers.ts';
import {
  compareIdentifiers,
  isSame,
  matchBy,
  rules,
  strongerConflict,
  type KnownIdentifier,
  type MatchRule,
  type Question,
  type Rule,
} from './match-identifiers.ts';
import { recognisedAsOne, statedApart, type IdentityDecision, type StatedBy } from './stated-identity.ts';

export interface Candidate {
  readonly assetId: string;
  readonly identifiers: readonly KnownIdentifier[];
}

/** `stated`: a person said that two are one; it goes before the rules between sources. */
export type JoinRule = 'stated' | MatchRule;

/** A join that a rule would have made and a stronger identifier or a person forbade; one per asset, by the strongest such rule. */
export interface BlockedJoin {
  readonly assetId: string;
  readonly rule: MatchRule;
  readonly identifier: Identifier;
  readonly by: { readonly asked: Identifier; readonly known: Identifier } | StatedBy;
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
  /** Of a join by a person's word. */
  readonly stated?: StatedBy;
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

interface Match {
  readonly candidate: Candidate;
  readonly identifier: Identifier;
}

interface Known extends Candidate {
  /** A person said that it is another. */
  readonly apart: StatedBy | null;
}

/**
 * Joins, or says why not. The answer depends neither on the order of the candidates nor on that of the identifiers.
 * - The strongest rule that finds exactly one asset free of stronger disagreement decides.
 * - Several such assets: none is chosen, and weaker rules are not asked. One exception keeps a repeated file from making
 *   a new asset each time: the one asset about which this very source already said every one of these identifiers.
 * - What a person stated goes first: who was said to be another is never joined, who was said to be the same is, unless
 *   several are.
 * @param disabled keys (`identifierKey`) that neither join nor forbid. @param decisions those that any of it may be about
 */
export function resolveAsset(
  question: Question,
  candidates: readonly Candidate[],
  disabled: ReadonlySet<string>,
  decisions: readonly IdentityDecision[] = [],
): Resolution {
  const isEnabled = (identifier: Identifier): boolean => !disabled.has(identifierKey(identifier));
  const asked = question.identifiers.filter(isEnabled).toSorted(compareIdentifiers);
  if (asked.length === 0) return unjoined('no-usable-identifier', null, []);
  const carried = asked.map((one) => ({ ...one, source: question.source }));
  const known = candidates
    .map((candidate): Known => {
      const identifiers = candidate.identifiers.filter(isEnabled).toSorted(compareIdentifiers);
      const apart = decisions.length === 0 ? null : (statedApart(carried, identifiers, decisions)?.stated ?? null);
      return { assetId: candidate.assetId, identifiers, apart };
    })
    .toSorted((left, right) => compareCodePoints(left.assetId, right.assetId));
  const byRules = resolveByRules(question, asked, known);
  if (decisions.length === 0) return byRules;
  const stated = statedMatch(carried, known, decisions);
  if (stated === null || (byRules.kind === 'joined' && isBetterKnown(byRules, stated))) return byRules;
  const others = byRules.kind === 'new' ? byRules.blocked.filter((one) => one.assetId !== stated.candidate.assetId) : [];
  return joined({ id: 'stated', stated: stated.by }, stated, asked, others);
}

/**
 * Where the rules come to the same, what they went by tells the reader more. And a person's word hangs on identifiers: it does
 * not make a device with its own asset number another because it got the host name of which the person spoke.
 */
function isBetterKnown(byRules: Resolution & { readonly kind: 'joined' }, stated: Match): boolean {
  const strengthOf = ({ kind }: Identifier): number => identifierKinds.indexOf(kind);
  return byRules.assetId === stated.candidate.assetId || strengthOf(byRules.identifier) < strengthOf(stated.identifier);
}

function statedMatch(
  carried: readonly (Identifier & { readonly source: string })[],
  known: readonly Known[],
  decisions: readonly IdentityDecision[],
): (Match & { readonly by: StatedBy }) | null {
  for (const decision of decisions) {
    const identifier = decision.kind === 'same' ? recognisedAsOne(carried, decision) : null;
    if (identifier === null) continue;
    const meant = known.filter((one) => one.apart === null && recognisedAsOne(one.identifiers, decision) !== null);
    const [candidate] = meant;
    if (candidate !== undefined && meant.length === 1) return { candidate, identifier, by: decision.stated };
  }
  return null;
}

function resolveByRules(question: Question, asked: readonly Identifier[], known: readonly Known[]): Resolution {
  const blocked: BlockedJoin[] = [];
  for (const rule of rules) {
    const free: Match[] = [];
    for (const candidate of known) {
      const identifier = matchBy(rule, question, asked, candidate.identifiers);
      if (identifier === null) continue;
      const by = candidate.apart ?? strongerConflict(rule.kind, asked, candidate.identifiers);
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

/** The only match to which this source itself gave all these identifiers before; addresses do not count, they move. */
function saidBefore(source: string, asked: readonly Identifier[], matches: readonly Match[]): Match | null {
  const lasting = asked.filter((identifier) => identifier.kind !== 'ip');
  if (lasting.length === 0) return null;
  const own = matches.filter(({ candidate }) =>
    lasting.every((one) => candidate.identifiers.some((known) => known.source === source && known.kind === one.kind && isSame(one, known))),
  );
  return own.length === 1 ? (own[0] ?? null) : null;
}

function joined(
  by: { readonly id: JoinRule; readonly stated?: StatedBy },
  { candidate, identifier }: Match,
  asked: readonly Identifier[],
  blocked: readonly BlockedJoin[],
): Resolution {
  const alsoAgree = asked.filter(
    (one) => one !== identifier && candidate.identifiers.some((known) => known.kind === one.kind && isSame(one, known)),
  );
  const facts = { rule: by.id, identifier, alsoAgree };
  const stated = by.stated === undefined ? {} : { stated: by.stated };
  const explanation: Explanation = { outcome: 'joined', ...facts, assetIds: [candidate.assetId], blocked, ...stated };
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
