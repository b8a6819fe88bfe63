/**
 * What is expected of the open findings of a scope, as a measurement: from the EPSS scores of the edition that is held. A finding
 * without a score counts as unknown and never as 0: how many have one is told beside the value, and where too few do there is none.
 */
import { probabilityOfAny } from '../vulnerabilities/exploitation.ts';
import type { Expectation } from './define-metric.ts';
import type { GateResult } from './gates.ts';
import { refusedBy, standingOf } from './measure.ts';
import type { Measurement } from './measurement.ts';

/** The open findings with a CVE on one asset. */
export interface ScoredAsset {
  readonly findings: number;
  /** Of those that have one; in any order. */
  readonly scores: readonly number[];
  /** In the register or seen lately, and in use: only these are counted as assets. */
  readonly isKnown: boolean;
}

/** Below this share of findings with a score nothing is said. */
export const scoredShareNeeded = 0.8;

/** What is told of a scope: sums, so that scopes are made by adding assets. */
export interface ScoredSums {
  readonly findings: number;
  readonly scored: number;
  readonly expectedFindings: number;
  readonly assets: number;
  readonly scoredAssets: number;
  readonly expectedAssets: number;
}

export const noSums: ScoredSums = { findings: 0, scored: 0, expectedFindings: 0, assets: 0, scoredAssets: 0, expectedAssets: 0 };

export function sumsOf({ findings, scores, isKnown }: ScoredAsset): ScoredSums {
  const counts = { findings, scored: scores.length, expectedFindings: scores.reduce((sum, score) => sum + score, 0) };
  if (!isKnown || findings === 0) return { ...noSums, ...counts };
  return { ...counts, assets: 1, scoredAssets: scores.length > 0 ? 1 : 0, expectedAssets: probabilityOfAny(scores) };
}

export function added(left: ScoredSums, right: ScoredSums): ScoredSums {
  return {
    findings: left.findings + right.findings,
    scored: left.scored + right.scored,
    expectedFindings: left.expectedFindings + right.expectedFindings,
    assets: left.assets + right.assets,
    scoredAssets: left.scoredAssets + right.scoredAssets,
    expectedAssets: left.expectedAssets + right.expectedAssets,
  };
}

/** Nothing open with a CVE: nothing is expected, which was measured. */
export function expectedUnder(results: readonly GateResult[], { of }: Expectation, sums: ScoredSums): Measurement {
  const refused = refusedBy(results);
  if (refused !== null) return refused;
  if (sums.scored < sums.findings * scoredShareNeeded) return { state: 'not-measured', reason: 'gated', reasons: ['epss-coverage-low'] };
  const measured = {
    state: 'measured',
    standing: standingOf(results),
    interval: null,
    reasons: results.map(({ reason }) => reason),
  } as const;
  return of === 'findings'
    ? { ...measured, value: sums.expectedFindings, numerator: sums.scored, denominator: sums.findings }
    : { ...measured, value: sums.expectedAssets, numerator: sums.scoredAssets, denominator: sums.assets };
}
