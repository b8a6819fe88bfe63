/**
 * How far the answers to the items of a scale hang together: Cronbach's α (L. J. Cronbach, Psychometrika 1951;16:297–334) and McDonald's ω
 * of one factor (R. P. McDonald, "Test Theory", 1999), whose loadings are those of greatest likelihood, found by the EM algorithm of
 * D. B. Rubin and D. T. Thayer, Psychometrika 1982;47:69–76. With one factor its steps are sums over the items: no matrix is inverted, so
 * no package for linear algebra is needed.
 */
import { invariant } from '../kernel/invariant.ts';

export const reliabilityReasons = ['too-few-items', 'too-few-respondents', 'no-variance', 'no-single-factor'] as const;
export type ReliabilityReason = (typeof reliabilityReasons)[number];

export type Reliability = { readonly value: number; readonly reason: null } | { readonly value: null; readonly reason: ReliabilityReason };

/**
 * Of fewer respondents neither is said: at 30 the interval of L. S. Feldt (Psychometrika 1965;30:357–370) around α = 0.70 of seven items
 * still runs from 0.50 to 0.84.
 */
export const fewestForReliability = 30;
/** One factor has as many loadings and errors as three items have variances and covariances; of fewer it is no model. */
const fewestItemsForOmega = 3;
const roundsMax = 5_000;
const tolerance = 1e-10;
/** An item with less of its variance left as error is explained wholly by the factor: no such item exists, so the model is wrong. */
const leastErrorShare = 0.001;

const known = (value: number): Reliability => ({ value, reason: null });
const unknown = (reason: ReliabilityReason): Reliability => ({ value: null, reason });

/** @param rows complete answers, one row per respondent, the same items in each, reversed ones turned round */
export function reliabilityOf(rows: readonly (readonly number[])[]): { readonly alpha: Reliability; readonly omega: Reliability } {
  const items = rows[0]?.length ?? 0;
  invariant(
    rows.every((row) => row.length === items),
    'every respondent answered the same items',
  );
  if (rows.length < fewestForReliability) return { alpha: unknown('too-few-respondents'), omega: unknown('too-few-respondents') };
  const covariances = covariancesOf(rows, items);
  return { alpha: cronbachAlpha(covariances), omega: mcdonaldOmega(covariances) };
}

/** Row by row of a square: items × items. */
type Covariances = readonly Float64Array[];

function covariancesOf(rows: readonly (readonly number[])[], items: number): Covariances {
  const means = Array.from({ length: items }, (_, item) => rows.reduce((sum, row) => sum + (row[item] ?? 0), 0) / rows.length);
  const sums = Array.from({ length: items }, () => new Float64Array(items));
  for (const row of rows) {
    for (const [one, own] of sums.entries()) {
      const distance = (row[one] ?? 0) - (means[one] ?? 0);
      for (let other = 0; other < items; other += 1)
        own[other] = (own[other] ?? 0) + (distance * ((row[other] ?? 0) - (means[other] ?? 0))) / (rows.length - 1);
    }
  }
  return sums;
}

const sumOf = (values: ArrayLike<number>) => {
  let sum = 0;
  for (let place = 0; place < values.length; place += 1) sum += values[place] ?? 0;
  return sum;
};
const diagonalOf = (covariances: Covariances) => covariances.map((row, place) => row[place] ?? 0);

function cronbachAlpha(covariances: Covariances): Reliability {
  const items = covariances.length;
  if (items < 2) return unknown('too-few-items');
  const whole = covariances.reduce((sum, row) => sum + sumOf(row), 0);
  // Rounding leaves a little where the sums of all respondents are the same.
  if (whole < 1e-12) return unknown('no-variance');
  return known((items / (items - 1)) * (1 - sumOf(diagonalOf(covariances)) / whole));
}

function mcdonaldOmega(covariances: Covariances): Reliability {
  if (covariances.length < fewestItemsForOmega) return unknown('too-few-items');
  const variances = diagonalOf(covariances);
  if (variances.some((variance) => variance < 1e-12)) return unknown('no-variance');
  const factor = oneFactor(covariances, variances);
  if (factor === null) return unknown('no-single-factor');
  const common = sumOf(factor.loadings) ** 2;
  return known(common / (common + sumOf(factor.errors)));
}

interface OneFactor {
  readonly loadings: Float64Array;
  readonly errors: Float64Array;
}

/** @returns null where it does not settle, or leaves an item without error */
function oneFactor(covariances: Covariances, variances: readonly number[]): OneFactor | null {
  const whole = covariances.reduce((sum, row) => sum + sumOf(row), 0);
  if (whole < 1e-12) return null;
  // Where the centroid method begins (L. L. Thurstone, 1931).
  const loadings = Float64Array.from(covariances, (row) => sumOf(row) / Math.sqrt(whole));
  const errors = Float64Array.from(variances, (variance, item) => Math.max(variance - (loadings[item] ?? 0) ** 2, variance / 2));
  let factor: OneFactor = { loadings, errors };
  for (let round = 0; round < roundsMax; round += 1) {
    const next = improve(covariances, variances, factor);
    const moved = next.loadings.map((loading, item) => Math.abs(loading - (factor.loadings[item] ?? 0)) / Math.sqrt(variances[item] ?? 1));
    factor = next;
    if (Math.max(...moved) >= tolerance) continue;
    return factor.errors.every((error, item) => error > leastErrorShare * (variances[item] ?? 0)) ? factor : null;
  }
  return null;
}

/**
 * One step of EM: what the factor of each respondent is expected to be, and the loadings and errors that follow from it. Loops and no
 * `map`: of thousands of steps most of the time would go into making arrays.
 */
function improve(covariances: Covariances, variances: readonly number[], { loadings, errors }: OneFactor): OneFactor {
  const items = variances.length;
  const scores = new Float64Array(items);
  let precision = 1;
  for (let item = 0; item < items; item += 1) {
    const [loading, weight] = [loadings[item] as number, (loadings[item] as number) / (errors[item] as number)];
    scores[item] = weight;
    precision += weight * loading;
  }
  const withFactor = new Float64Array(items);
  let spread = 1 / precision;
  for (let item = 0; item < items; item += 1) {
    const row = covariances[item] as Float64Array;
    let sum = 0;
    for (let other = 0; other < items; other += 1) sum += (row[other] as number) * (scores[other] as number);
    withFactor[item] = sum / precision;
    spread += ((sum / precision) * (scores[item] as number)) / precision;
  }
  const next = withFactor.map((covariance) => covariance / spread);
  const left = next.map((loading, item) => Math.max((variances[item] as number) - loading * (withFactor[item] as number), 1e-12));
  return { loadings: next, errors: left };
}
