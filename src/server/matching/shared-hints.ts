/** Lays what lists of other hospitals say over the matches of a device, before they are kept: a hint, with its own reason. */
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import { broughtAt, hintedProbability, reasonOfHint, type AliasHint } from '#core/matching/shared-aliases.ts';
import { factsOf, type ProductMatch } from '#core/matching/settle-matches.ts';

type Matches = ReadonlyMap<Id, readonly ProductMatch[]>;

export interface NamedProduct {
  readonly advisoryId: Id;
  readonly productIds: readonly string[];
}

/** @param namedAs where advisories name a product, by its key */
export function withHints(
  matches: Matches,
  hints: readonly AliasHint[],
  { namedAs, advisoryOf }: { namedAs: (productKey: string) => readonly NamedProduct[]; advisoryOf: (id: Id) => Advisory | undefined },
): Matches {
  if (hints.length === 0) return matches;
  const byProduct = new Map(hints.map((hint) => [hint.productKey, hint]));
  const hinted = new Map(
    [...matches].map(([id, products]) => [id, products.map((one) => hintedMatch(one, byProduct.get(one.productKey)))] as const),
  );
  for (const hint of hints) {
    if (hint.answer !== 'same') continue;
    for (const { advisoryId, productIds } of namedAs(hint.productKey)) {
      const known = hinted.get(advisoryId) ?? [];
      const advisory = advisoryOf(advisoryId);
      if (advisory === undefined || known.some(({ productKey }) => productKey === hint.productKey)) continue;
      const reasons = [reasonOfHint(hint)];
      const brought = { productKey: hint.productKey, probability: broughtAt, productIds, isIdentified: false, reasons };
      hinted.set(advisoryId, [...known, { ...brought, ...factsOf(advisory, productIds) }]);
    }
  }
  return new Map([...hinted].map(([id, products]) => [id, products.toSorted((one, other) => other.probability - one.probability)]));
}

function hintedMatch(match: ProductMatch, hint: AliasHint | undefined): ProductMatch {
  if (hint === undefined) return match;
  const probability = hintedProbability(match.probability, match.isIdentified, hint);
  return { ...match, probability, reasons: [reasonOfHint(hint), ...match.reasons] };
}
