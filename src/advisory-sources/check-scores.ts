/**
 * Scores of an advisory held against their vectors: one that is missing is computed and marked so; one that differs from its vector stands
 * as the publisher wrote it, with what the vector gives beside it. Which score is right is not decided here.
 */
import type { Advisory, AdvisoryScore } from '#core/advisories/advisory.ts';
import { scoreOfVector, type BrokenVector, type VectorScore } from '#core/vulnerabilities/cvss.ts';
import type { AdvisoryRemark } from './advisory-reading.ts';

/** Vectors repeat from document to document. */
const known = new Map<string, VectorScore | BrokenVector>();
const knownMax = 20_000;

export interface CheckedScores {
  readonly advisory: Advisory;
  readonly remarks: readonly AdvisoryRemark[];
}

export function checkScores(advisory: Advisory): CheckedScores {
  const remarks: AdvisoryRemark[] = [];
  const flaws = advisory.flaws.map((flaw, at) => {
    const scores = flaw.scores.map((score) => checked(score, flaw.cveId ?? `#${at + 1}`, remarks));
    return scores.every((score, place) => score === flaw.scores[place]) ? flaw : { ...flaw, scores };
  });
  const isSame = flaws.every((flaw, at) => flaw === advisory.flaws[at]);
  return isSame ? { advisory, remarks } : { advisory: { ...advisory, flaws }, remarks };
}

function checked(score: AdvisoryScore, flaw: string, remarks: AdvisoryRemark[]): AdvisoryScore {
  const said = scoreOf(score.vector);
  if (said.kind === 'broken') {
    const message =
      said.at === ''
        ? `The CVSS vector of ${flaw} cannot be read: ${said.message}.`
        : `The CVSS vector of ${flaw} cannot be read at "${said.at.slice(0, 40)}": ${said.message}.`;
    remarks.push({ code: 'vector-unreadable', path: '', message });
    return score;
  }
  if (score.baseScore === null) return { ...score, version: said.version, baseScore: said.base, computed: true };
  if (score.baseScore === said.base) return score;
  const message = `The CVSS score of ${flaw} is ${score.baseScore} and its vector gives ${said.base}; the score was kept as it is written.`;
  remarks.push({ code: 'score-differs', path: '', message });
  return { ...score, vectorScore: said.base };
}

function scoreOf(vector: string): VectorScore | BrokenVector {
  const found = known.get(vector) ?? scoreOfVector(vector);
  if (known.size >= knownMax) known.clear();
  known.set(vector, found);
  return found;
}
