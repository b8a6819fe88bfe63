/**
 * P(same product): a logistic curve over the features, its weights fitted on labelled pairs (`npm run train:matching` writes
 * `weights.ts`). It alone sets the band; what the version says is another answer. Source: domain/medical-advisories.md 4.5.
 */
import { featureNames, type FeatureName } from './features.ts';
import { matchingWeights } from './weights.ts';

/** The curve: log-odds = bias + Σ weight × feature. */
export interface MatchingWeights {
  /** Names the training; a result says by which weights it was made. */
  readonly version: string;
  readonly bias: number;
  readonly features: Readonly<Record<FeatureName, number>>;
}

export const bands = ['likely', 'check', 'weak'] as const;
export type Band = (typeof bands)[number];

/** Lower edges of the bands, set by cross-validation (docs/matching-quality.md); below weak nothing is kept. */
export const bandEdges: Readonly<Record<Band, number>> = { likely: 0.9, check: 0.5, weak: 0.1 };

/** Where the advisory gives the very model number or GTIN of the device (starting value of 4.5). */
export const identifierProbability = 0.99;

/** @returns a probability between 0 and 1 */
export function probabilityOf(features: Readonly<Record<FeatureName, number>>, weights: MatchingWeights = matchingWeights): number {
  let sum = weights.bias;
  for (const name of featureNames) sum += weights.features[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}

export function bandOf(probability: number): Band | null {
  return bands.find((band) => probability >= bandEdges[band]) ?? null;
}
