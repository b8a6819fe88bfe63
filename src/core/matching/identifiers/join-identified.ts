/**
 * What a line's identifiers say, joined with what its names say: one match for a line and an advisory. The better probability
 * stands and every reason is kept. A product that both lead to is one hit; where an identifier is as sure as any name, only the
 * products that it names are meant. Lines without identifiers pass through untouched.
 */
import type { Advisory } from '../../advisories/advisory.ts';
import type { ProductEntry } from '../advisory-index.ts';
import type { InventoryLine } from '../device-names.ts';
import type { GroupHit, ModelMatch } from '../match-model.ts';
import { identifierProbability } from '../probability.ts';
import type { MatchReason } from '../reasons.ts';
import { identify, readingOfProduct, type IdentifierHit, type IdentifierIndex } from './identifier-index.ts';

interface Identified {
  readonly entry: ProductEntry;
  probability: number;
  readonly reasons: MatchReason[];
}

export function joinIdentified(line: InventoryLine, named: readonly ModelMatch[], index: IdentifierIndex): readonly ModelMatch[] {
  const identified = identify(line, index);
  if (identified.length === 0) return named;
  const byAdvisory = new Map<Advisory, Map<string, Identified>>();
  for (const hit of identified) add(byAdvisory, hit);
  const joined = named.map((match) => {
    const own = byAdvisory.get(match.advisory);
    if (own === undefined) return match;
    byAdvisory.delete(match.advisory);
    return matchOf(match.advisory, [...match.hits.flatMap((hit) => withoutIdentified(hit, own)), ...hitsOf(own, match.hits)]);
  });
  return [...joined, ...[...byAdvisory].map(([advisory, own]) => matchOf(advisory, hitsOf(own, [])))];
}

function add(byAdvisory: Map<Advisory, Map<string, Identified>>, { entry, probability, reason }: IdentifierHit): void {
  const own = byAdvisory.get(entry.advisory) ?? new Map<string, Identified>();
  byAdvisory.set(entry.advisory, own);
  const known = own.get(entry.product.productId);
  if (known === undefined) own.set(entry.product.productId, { entry, probability, reasons: [reason] });
  else {
    known.probability = Math.max(known.probability, probability);
    if (!known.reasons.some(({ rule, detail }) => rule === reason.rule && detail === reason.detail)) known.reasons.push(reason);
  }
}

function matchOf(advisory: Advisory, hits: readonly GroupHit[]): ModelMatch {
  const isIdentified = ({ identifiers }: GroupHit): number => (identifiers === undefined ? 0 : 1);
  const sorted = hits.toSorted((left, right) => right.probability - left.probability || isIdentified(right) - isIdentified(left));
  return { advisory, hits: sorted, probability: sorted[0]?.probability ?? 0 };
}

function withoutIdentified(hit: GroupHit, own: ReadonlyMap<string, Identified>): GroupHit[] {
  const entries = hit.group.entries.filter(({ product }) => !own.has(product.productId));
  if (entries.length === hit.group.entries.length) return [hit];
  return entries.length === 0 ? [] : [{ ...hit, group: { ...hit.group, entries } }];
}

function hitsOf(own: ReadonlyMap<string, Identified>, named: readonly GroupHit[]): GroupHit[] {
  const best = Math.max(0, ...named.map((hit) => hit.probability));
  return [...own.values()].map(({ entry, probability, reasons }): GroupHit => {
    const beside = named.find(({ group }) => group.entries.some(({ product }) => product.productId === entry.product.productId));
    const group = {
      get reading() {
        return readingOfProduct(entry);
      },
      entries: [entry],
      modelPatterns: [],
    };
    const identifiers = beside === undefined && reasons.every(({ rule }) => rule === 'cpe') ? [...reasons, cpeOnly(entry)] : reasons;
    return {
      group,
      comparison: beside?.comparison ?? null,
      // The number itself says which product it is, however well the names of its neighbours fit.
      probability: Math.max(probability, probability >= identifierProbability ? best : (beside?.probability ?? 0)),
      modelNumber: beside?.modelNumber ?? null,
      identifiers,
    };
  });
}

/** Such a result is never the whole: for most flaws nobody fills in CPE names any more (domain/medical-advisories.md 1.4). */
function cpeOnly({ advisory }: ProductEntry): MatchReason {
  return { rule: 'cpe-only', detail: advisory.publisher ?? advisory.kind };
}
