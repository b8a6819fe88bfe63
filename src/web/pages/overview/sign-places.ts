/**
 * Which signs get a card and which a line: whatever moved has a card, and the first of the rest fill the row of cards, so that a calm day is not an empty page. Not: their order, which is the server's.
 */
import type { OverviewSign } from '#contract/endpoints/metrics.ts';

export interface SignGroup {
  readonly domain: string;
  readonly cards: readonly OverviewSign[];
  readonly lines: readonly OverviewSign[];
}

/** Cards stand two beside each other on most screens. */
const cardsBeside = 2;

/** @param signs worst news first; so are those of each group, and the groups are in the order of their names */
export function placeSigns(signs: readonly OverviewSign[]): readonly SignGroup[] {
  const domains = [...new Set(signs.map(({ domain }) => domain))].toSorted();
  return domains.map((domain) => {
    const own = signs.filter((sign) => sign.domain === domain);
    const moved = own.filter(({ verdict }) => ['worsening', 'improving', 'shift-no-direction'].includes(verdict.kind));
    const rest = own.filter((sign) => !moved.includes(sign));
    const filling = rest
      .filter(({ newest }) => newest !== null && newest.value !== null)
      .slice(0, moved.length === 0 ? cardsBeside : moved.length % cardsBeside);
    return { domain, cards: [...moved, ...filling], lines: rest.filter((sign) => !filling.includes(sign)) };
  });
}
