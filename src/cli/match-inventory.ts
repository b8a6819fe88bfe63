/**
 * Matches all lines of an inventory and gives what came of each, in bounded memory: lines that read the same are matched next to
 * each other, so that a model is matched once, and only what is shown is kept.
 */
import { compareCodePoints } from '#core/kernel/text.ts';
import { applyDecisions, type DecidedCandidate, type DecisionBook } from '#core/matching/decided-candidates.ts';
import { identifierFields, type InventoryLine } from '#core/matching/device-names.ts';
import type { Matcher } from '#core/matching/match-model.ts';
import { matchLines, type MatchCandidate } from '#core/matching/match.ts';
import type { DecisionUses } from './match-decisions.ts';

const groupsAtOnce = 1_000;

export interface MatchMeans {
  readonly matcher: Matcher;
  readonly book: DecisionBook;
  readonly uses: DecisionUses;
  readonly signal: AbortSignal;
}

/** @param take called once for each line that has candidates, in no order that means anything. @returns false where it was stopped. */
export async function matchInventory(
  lines: readonly InventoryLine[],
  { matcher, book, uses, signal }: MatchMeans,
  take: (line: InventoryLine, candidates: readonly DecidedCandidate[]) => void,
): Promise<boolean> {
  const groups = sameLines(lines);
  for (let from = 0; from < groups.length; from += groupsAtOnce) {
    const some = groups.slice(from, from + groupsAtOnce);
    const found = new Map<string, MatchCandidate[]>();
    for (const candidate of matchLines(
      some.flatMap(([first]) => first ?? []),
      matcher,
    )) {
      const known = found.get(candidate.id);
      if (known === undefined) found.set(candidate.id, [candidate]);
      else known.push(candidate);
    }
    for (const group of some) {
      const [first] = group;
      const before = found.get(first?.id ?? '') ?? [];
      const candidates = first === undefined ? [] : applyDecisions(first, before, book);
      if (candidates.length === 0) continue;
      uses.see(before, candidates);
      for (const line of group) take(line, line === first ? candidates : candidates.map((candidate) => ({ ...candidate, id: line.id })));
    }
    // Lets an interruption through.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return false;
  }
  return true;
}

/** Lines that say the same under another id are matched once; those of one model stand next to each other. */
function sameLines(lines: readonly InventoryLine[]): readonly (readonly InventoryLine[])[] {
  const groups = new Map<string, InventoryLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([
      line.vendor,
      line.product,
      line.description,
      line.version,
      ...identifierFields.map((field) => line[field]),
    ]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [line]);
    else known.push(line);
  }
  return [...groups].toSorted(([left], [right]) => compareCodePoints(left, right)).map(([, group]) => group);
}
