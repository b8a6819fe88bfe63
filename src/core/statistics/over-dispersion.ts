/**
 * Do the hospitals of a group differ by more than sampling explains? φ̂ from winsorised z-scores and the between-variance τ² of
 * D. J. Spiegelhalter, Statistics in Medicine 2005;24:1185–1202, τ² by the moments of R. DerSimonian and N. Laird, Controlled
 * Clinical Trials 1986;7:177–188 (metrics.md 6.2).
 */
import { invariant } from '../kernel/invariant.ts';

/** Of one hospital. */
export interface Contribution {
  readonly events: number;
  readonly units: number;
}

export type OverDispersion =
  | {
      readonly kind: 'estimated';
      /** Mean z² of all, and with the extreme ones drawn in. */
      readonly raw: number;
      readonly winsorised: number;
      /** φ̂ below this is what chance gives. */
      readonly threshold: number;
      /** By what the variance is multiplied: φ̂ above the threshold, else 1. */
      readonly factor: number;
      /** τ²: the variance between hospitals, 0 or more. */
      readonly betweenVariance: number;
    }
  | { readonly kind: 'too-few'; readonly contributors: number };

/** Fewer hospitals than this: plain limits, and it is said (default of metrics.md 6.2). */
const fewestContributors = 12;
/** Share drawn in at either end. */
const winsorisedShare = 0.1;

/**
 * On which scale hospitals are compared: that of the shares, or arcsine, on which the variance does not depend on the share. The
 * campaign freezes which.
 */
export type DispersionScale = 'share' | 'arcsine';

/** @param centre of the group: pooled or agreed, above 0 and below 1 */
export function overDispersion(contributions: readonly Contribution[], centre: number, scale: DispersionScale = 'share'): OverDispersion {
  invariant(
    centre > 0 && centre < 1 && contributions.every(({ events, units }) => units > 0 && events >= 0 && events <= units),
    'over-dispersion is of shares of at least one unit',
  );
  const contributors = contributions.length;
  if (contributors < fewestContributors) return { kind: 'too-few', contributors };
  const precision = contributions.map(({ units }) => units / (centre * (1 - centre)));
  const z = contributions.map((contribution) => zOf(contribution, centre, scale));
  const winsorised = meanSquare(drawnIn(z));
  const threshold = 1 + 2 * Math.sqrt(2 / contributors);
  const total = sum(precision);
  const spread = total - sum(precision.map((weight) => weight ** 2)) / total;
  return {
    kind: 'estimated',
    raw: meanSquare(z),
    winsorised,
    threshold,
    factor: winsorised > threshold ? winsorised : 1,
    betweenVariance: Math.max(0, (contributors * winsorised - (contributors - 1)) / spread),
  };
}

function zOf({ events, units }: Contribution, centre: number, scale: DispersionScale): number {
  if (scale === 'arcsine') return 2 * Math.sqrt(units) * (Math.asin(Math.sqrt(events / units)) - Math.asin(Math.sqrt(centre)));
  return (events / units - centre) / Math.sqrt((centre * (1 - centre)) / units);
}

/** The extreme ones at either end take the value of the next one. */
function drawnIn(z: readonly number[]): readonly number[] {
  const ascending = z.toSorted((a, b) => a - b);
  const many = Math.floor(winsorisedShare * z.length);
  const [least, most] = [ascending[many] ?? Number.NaN, ascending[z.length - 1 - many] ?? Number.NaN];
  return ascending.map((value) => Math.min(most, Math.max(least, value)));
}

/** What a group gives without showing any hospital: sums alone. */
export interface GroupSums {
  readonly contributors: number;
  /** Σr, Σn and Σr²/n. */
  readonly events: number;
  readonly units: number;
  readonly squaredEventsPerUnit: number;
}

/** Raw φ̂ from the sums of a group, without any hospital's value. */
export function rawDispersion({ contributors, events, units, squaredEventsPerUnit }: GroupSums, centre: number): number {
  const squares = squaredEventsPerUnit - 2 * centre * events + centre ** 2 * units;
  return squares / (centre * (1 - centre)) / contributors;
}

function meanSquare(values: readonly number[]): number {
  return sum(values.map((value) => value ** 2)) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
