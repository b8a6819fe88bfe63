/**
 * Fits the weights of `core/matching/probability.ts`: logistic regression drawn towards starting values (ridge), by Newton's
 * method, so that the same pairs give the same weights. A pair is a line and an advisory; of the advisory's products the best
 * under the weights so far speaks for it, and the two steps are repeated (multiple-instance learning, Andrews et al., NIPS 2002).
 */
import { featureNames, type FeatureName } from '#core/matching/features.ts';
import type { MatchingWeights } from '#core/matching/probability.ts';

export interface LabelledPair {
  readonly lineId: string;
  readonly document: string;
  /** One per product of the advisory that could be meant. */
  readonly instances: readonly Readonly<Record<FeatureName, number>>[];
  readonly isSame: boolean;
}

/** What is believed before any label is seen; from 4.5 of the domain file and plain sense. */
export const startingWeights: MatchingWeights = {
  version: 'start',
  bias: -7,
  features: {
    'vendor-same': 2.5,
    'vendor-group': 2,
    'vendor-alike': 2,
    'vendor-mentioned': 1.5,
    'vendor-sister': 0.5,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3,
    'advisory-covered': 2.5,
    'device-covered': 2,
    'both-covered': 4,
    mass: 1.5,
    'number-agrees': 1,
    'number-conflicts': -3,
    'number-missing': -1,
    'number-extra': -0.7,
    'model-listed': 1.5,
    'code-conflicts': -1,
    'function-conflicts': -0.7,
    'class-named': 1,
    'uncertain-letters': -0.5,
    'from-title': -0.5,
  },
};

const rounds = 4;
const steps = 12;

/** @param ridge how strongly the weights are drawn to the starting values; chosen by cross-validation. */
export function fitWeights(pairs: readonly LabelledPair[], ridge: number, version: string): MatchingWeights {
  const start = vectorOf(startingWeights);
  let weights = start;
  for (let round = 0; round < rounds; round++) {
    const rows = pairs.map((pair) => ({ x: bestInstance(pair, weights), y: pair.isSame ? 1 : 0 }));
    for (let step = 0; step < steps; step++) weights = newtonStep(rows, weights, start, ridge);
  }
  return weightsOf(weights, version);
}

export function vectorOf({ bias, features }: MatchingWeights): number[] {
  return [bias, ...featureNames.map((name) => features[name])];
}

function weightsOf(vector: readonly number[], version: string): MatchingWeights {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const features = Object.fromEntries(featureNames.map((name, at) => [name, round(vector[at + 1] ?? 0)])) as Record<FeatureName, number>;
  return { version, bias: round(vector[0] ?? 0), features };
}

function bestInstance({ instances }: LabelledPair, weights: readonly number[]): number[] {
  let best: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (const features of instances) {
    const x = [1, ...featureNames.map((name) => features[name])];
    const score = dot(weights, x);
    if (score > highest) {
      highest = score;
      best = x;
    }
  }
  return best;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

function newtonStep(
  rows: readonly { x: readonly number[]; y: number }[],
  weights: readonly number[],
  start: readonly number[],
  ridge: number,
): number[] {
  const size = weights.length;
  const gradient = weights.map((weight, at) => ridge * (weight - (start[at] ?? 0)));
  const curvature = Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => (row === column ? ridge : 0)));
  for (const { x, y } of rows) {
    const p = 1 / (1 + Math.exp(-dot(weights, x)));
    const weight = p * (1 - p);
    for (let row = 0; row < size; row++) {
      const value = x[row] ?? 0;
      if (value === 0) continue;
      gradient[row] = (gradient[row] ?? 0) + (p - y) * value;
      const line = curvature[row] ?? [];
      for (let column = 0; column < size; column++) line[column] = (line[column] ?? 0) + weight * value * (x[column] ?? 0);
    }
  }
  const move = solve(curvature, gradient);
  return weights.map((weight, at) => weight - (move[at] ?? 0));
}

/** Gaussian elimination with pivoting; the ridge keeps the matrix positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const head = rows[column] ?? [];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = (rows[row]?.[column] ?? 0) / (head[column] ?? 1);
      if (factor === 0) continue;
      for (let at = column; at <= size; at++) (rows[row] ?? [])[at] = (rows[row]?.[at] ?? 0) - factor * (head[at] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}
