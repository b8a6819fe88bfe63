/**
 * A whole run in parts, for whoever has several threads: lines of one model go into one part, so that no model is matched twice,
 * and the parts put together say what one run over all lines says. Here are no threads; each matches its part with a matcher
 * prepared from all advisories and all lines, since what a word weighs hangs on all of them.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { InventoryLine } from './device-names.ts';
import type { MatchCandidate } from './match.ts';

/** What a candidate tells, without what it was made of: can be sent from one thread to another. */
export interface CandidateFacts extends Omit<MatchCandidate, 'origin'> {
  readonly publisher: string | null;
  readonly revision: string | null;
}

/**
 * @param count of parts, 1 or more.
 * @returns as many parts; the models are dealt out in the order of their names, so that families are spread, whatever the order of lines.
 */
export function slicesOf(lines: readonly InventoryLine[], count: number): InventoryLine[][] {
  const models = new Map<string, InventoryLine[]>();
  for (const line of lines) {
    const key = `${line.vendor ?? ''}\u001f${line.product ?? ''}`;
    const known = models.get(key);
    if (known === undefined) models.set(key, [line]);
    else known.push(line);
  }
  const slices = Array.from({ length: count }, (): InventoryLine[] => []);
  [...models]
    .toSorted(([left], [right]) => compareCodePoints(left, right))
    .forEach(([, ofModel], at) => {
      for (const line of ofModel) slices[at % count]?.push(line);
    });
  return slices;
}

/** Written out: a spread of so many objects costs more than what is told. */
export function factsOfCandidate(candidate: MatchCandidate): CandidateFacts {
  const { id, document, productIds, status, statusBasis, probability, band, reasons, origin } = candidate;
  const { publisher, revision } = origin.advisory;
  return { id, document, productIds, status, statusBasis, probability, band, reasons, publisher, revision };
}

/** Puts the candidates of all parts together, in the order of one run; each part is in that order already. */
export function mergeSlices(slices: readonly (readonly CandidateFacts[])[]): CandidateFacts[] {
  const [first = [], ...others] = slices;
  return others.reduce<CandidateFacts[]>(mergeTwo, [...first]);
}

/** What is the same in the order stands as its part stands. */
function mergeTwo(left: readonly CandidateFacts[], right: readonly CandidateFacts[]): CandidateFacts[] {
  const merged: CandidateFacts[] = [];
  let place = 0;
  for (const one of left) {
    for (let next = right[place]; next !== undefined && compareFacts(next, one) < 0; next = right[++place]) merged.push(next);
    merged.push(one);
  }
  return merged.concat(right.slice(place));
}

/** As `compareCandidates`. */
function compareFacts(left: CandidateFacts, right: CandidateFacts): number {
  return (
    compareCodePoints(left.id, right.id) ||
    right.probability - left.probability ||
    compareCodePoints(left.document, right.document) ||
    compareCodePoints(left.publisher ?? '', right.publisher ?? '') ||
    compareCodePoints(left.revision ?? '', right.revision ?? '')
  );
}
