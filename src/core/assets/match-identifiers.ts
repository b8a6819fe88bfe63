/**
 * How identifiers match: the rules from strong to weak, and when two sets disagree. Here because both what the rules say
 * (`resolve-asset.ts`) and what people said (`stated-identity.ts`) recognise things the same way.
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

/** Ids are stored with each join and never reused. `host-without-domain`: one side does not name its domain. */
export type MatchRule = 'tag' | 'serial' | 'mac' | 'host' | 'host-without-domain' | 'ip';

const hourMs = 3_600_000;

export interface Rule {
  readonly id: MatchRule;
  readonly kind: IdentifierKind;
  readonly holds: (asked: Identifier, known: KnownIdentifier, question: Pick<Question, 'observedAt'>) => boolean;
}

export const isSame = (asked: Identifier, known: Identifier): boolean => asked.scope === known.scope && asked.value === known.value;

/** From strong to weak. */
export const rules: readonly Rule[] = [
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

export function matchBy(
  rule: Rule,
  question: Question,
  asked: readonly Identifier[],
  stored: readonly KnownIdentifier[],
): Identifier | null {
  const matches = (one: Identifier): boolean =>
    one.kind === rule.kind && stored.some((known) => known.kind === rule.kind && rule.holds(one, known, question));
  return asked.find(matches) ?? null;
}

/** The first disagreement on a kind stronger than the rule's; null when nothing stronger forbids. */
export function strongerConflict(
  kind: IdentifierKind,
  asked: readonly Identifier[],
  known: readonly Identifier[],
): { readonly asked: Identifier; readonly known: Identifier } | null {
  for (const stronger of identifierKinds) {
    if (stronger === kind) return null;
    const conflict = conflictOn(stronger, asked, known);
    if (conflict !== null) return { asked: plain(conflict.left), known: plain(conflict.right) };
  }
  return null;
}

/** Without what else the object carries: an explanation is stored. */
export function plain({ kind, scope, value }: Identifier): Identifier {
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

export function compareIdentifiers(left: Identifier, right: Identifier): number {
  const byKind = identifierKinds.indexOf(left.kind) - identifierKinds.indexOf(right.kind);
  return byKind || compareCodePoints(left.scope, right.scope) || compareCodePoints(left.value, right.value);
}
