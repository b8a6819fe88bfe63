/**
 * Cross-validation by advisory: the weights with which an advisory is matched have seen none of its pairs. The packs of vendors
 * and words are one for all folds (written by hand; see the page this makes), the rarity of words is counted from what is matched.
 */
import { indexAdvisories } from '#core/matching/advisory-index.ts';
import { candidateGroups } from '#core/matching/candidate-groups.ts';
import { readDevice } from '#core/matching/device-names.ts';
import { compare, type Comparison } from '#core/matching/features.ts';
import { prepareMatcher, type Matcher } from '#core/matching/match-model.ts';
import { matchLines, type MatchCandidate } from '#core/matching/match.ts';
import type { MatchingWeights } from '#core/matching/probability.ts';
import { fitWeights, type LabelledPair } from './fit.ts';
import type { LabelledLine, LabelledSet } from './labelled-set.ts';

export const foldCount = 10;
/** Of 0.3, 1, 3 and 10 the strongest whose folds are about as likely as the best (log-likelihood -31.0 against -30.0, -35.4, -39.9). */
export const ridge = 1;

/** A candidate of a fold beside the truth; `candidate` null: a true pair that was not found. */
export interface Judged {
  readonly line: LabelledLine;
  readonly document: string;
  readonly candidate: MatchCandidate | null;
  readonly truth: 'affected' | 'fixed' | 'undetermined' | null;
}

/** Every comparison of a line with a product that could be meant, per advisory. */
export function labelledPairs({ lines, advisories }: LabelledSet, { index, rarity }: Matcher): LabelledPair[] {
  const documents = new Map(advisories.map((advisory) => [advisory, advisory.documentId]));
  return lines.flatMap((line) => {
    const device = readDevice(line);
    const byDocument = new Map<string, Comparison['features'][]>();
    for (const at of candidateGroups(device, index)) {
      const group = index.groups[at];
      const advisory = group?.entries[0]?.advisory;
      const comparison = group === undefined ? null : compare(device, group.reading, rarity);
      const document = advisory === undefined ? undefined : documents.get(advisory);
      if (comparison === null || comparison.veto !== null || document === undefined) continue;
      byDocument.set(document, [...(byDocument.get(document) ?? []), comparison.features]);
    }
    return [...byDocument].map(([document, instances]) => ({
      lineId: line.id,
      document,
      instances,
      isSame: line.truth.some((each) => each.document === document),
    }));
  });
}

export function foldOf(position: number): number {
  return position % foldCount;
}

/** Matches each fold's advisories with weights fitted on the others. */
export function crossValidate(
  set: LabelledSet,
  fit: (pairs: readonly LabelledPair[]) => MatchingWeights = (pairs) => fitWeights(pairs, ridge, 'fold'),
): Judged[] {
  const matcher = prepareMatcher(set.advisories, set.lines);
  const pairs = labelledPairs(set, matcher);
  const advisories = set.advisories.toSorted((left, right) => (left.documentId < right.documentId ? -1 : 1));
  return Array.from({ length: foldCount }, (_, fold) => {
    const own = advisories.filter((__, at) => foldOf(at) === fold);
    const documents = new Set(own.map((advisory) => advisory.documentId));
    const weights = fit(pairs.filter((pair) => !documents.has(pair.document)));
    const candidates = matchLines(set.lines, { ...matcher, index: indexAdvisories(own), weights });
    return judged(set.lines, candidates, documents);
  }).flat();
}

function judged(lines: readonly LabelledLine[], candidates: readonly MatchCandidate[], documents: ReadonlySet<string>): Judged[] {
  return lines.flatMap((line) => {
    const found = candidates.filter((candidate) => candidate.id === line.id);
    const truths = new Map(line.truth.filter((each) => documents.has(each.document)).map((each) => [each.document, each.status]));
    const missed = [...truths.keys()].filter((document) => !found.some((candidate) => candidate.document === document));
    return [
      ...found.map((candidate) => ({ line, document: candidate.document, candidate, truth: truths.get(candidate.document) ?? null })),
      ...missed.map((document) => ({ line, document, candidate: null, truth: truths.get(document) ?? null })),
    ];
  });
}
