/**
 * Matches all lines of an inventory and gives what came of each, in bounded memory: lines that read the same are matched next to
 * each other, so that a model is matched once, and only what is shown is kept.
 */
import { compareCodePoints } from '#core/kernel/text.ts';
import { applyDecisions, type DecidedCandidate, type DecisionBook } from '#core/matching/decisions.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { Matcher } from '#core/matching/match-model.ts';
import { matchLines, type MatchCandidate } from '#core/matching/match.ts';

const linesAtOnce = 1_000;

/** @param take called once for each line that has candidates, in no order that means anything. @returns false where it was stopped. */
export async function matchInventory(
  lines: readonly InventoryLine[],
  { matcher, book, signal }: { readonly matcher: Matcher; readonly book: DecisionBook; readonly signal: AbortSignal },
  take: (line: InventoryLine, candidates: readonly DecidedCandidate[]) => void,
): Promise<boolean> {
  const alike = lines.toSorted((left, right) => compareCodePoints(nameOf(left), nameOf(right)) || compareCodePoints(left.id, right.id));
  for (let from = 0; from < alike.length; from += linesAtOnce) {
    const some = alike.slice(from, from + linesAtOnce);
    const found = new Map<string, MatchCandidate[]>();
    for (const candidate of matchLines(some, matcher)) {
      const known = found.get(candidate.id);
      if (known === undefined) found.set(candidate.id, [candidate]);
      else known.push(candidate);
    }
    for (const line of some) {
      const candidates = applyDecisions(line, found.get(line.id) ?? [], book);
      if (candidates.length > 0) take(line, candidates);
    }
    // Lets an interruption through.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return false;
  }
  return true;
}

function nameOf({ vendor, product, description }: InventoryLine): string {
  return [vendor ?? '', product ?? '', description ?? ''].join('\u001f');
}
