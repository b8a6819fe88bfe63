/** What can be said of the findings here: of a source of which nothing was taken, nothing, which is not 0. */
import type { SourcesJson } from './endpoints/sources.ts';

export interface Coverage {
  readonly scored: number | null;
  readonly exploited: number | null;
}

export function knownCoverage({ items, coverage }: Pick<SourcesJson, 'items' | 'coverage'>): Coverage {
  const isTaken = (id: SourcesJson['items'][number]['id']) => items.some((one) => one.id === id && one.asOf !== null);
  return { scored: isTaken('epss') ? coverage.scored : null, exploited: isTaken('kev') ? coverage.exploited : null };
}
