/**
 * Direct standardisation: a proportion as it would be with a fixed mixture of strata (easy and difficult phishing mails), so that
 * a change of the mixture is no change of the figure: `Σ w·p` with `Var = Σ w²·p(1−p)/n` (metrics.md 4.6).
 *
 * The interval squares and adds the Wilson limits of the strata (R. G. Newcombe, Statistics in Medicine 1998;17:873–890;
 * G. Y. Zou and A. Donner, Statistics in Medicine 2008;27:1693–1702): `Σwp ± z√Var` would have no width where nobody clicked. Of one stratum
 * it is the Wilson interval.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';
import { wilsonInterval } from './wilson.ts';

export interface Stratum {
  /** Fixed beforehand; those of all strata add up to 1. */
  readonly weight: number;
  readonly numerator: number;
  readonly denominator: number;
}

export type Standardised =
  | { readonly kind: 'standardised'; readonly value: number; readonly variance: number; readonly interval: Interval }
  /** Places of the strata in which too little was counted; weights are never spread over the others. */
  | { readonly kind: 'too-few'; readonly strata: readonly number[] };

/** Fewer deliveries in a stratum make the result null (metrics.md 4.6). */
const fewestInStratum = 30;

export function standardise(strata: readonly Stratum[]): Standardised {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  invariant(strata.every(({ weight }) => weight >= 0) && Math.abs(total - 1) < 1e-9, `weights add up to 1, got ${total}`);
  const few = strata.flatMap(({ denominator }, place) => (denominator < fewestInStratum ? [place] : []));
  if (few.length > 0) return { kind: 'too-few', strata: few };
  let [value, variance, below, above] = [0, 0, 0, 0];
  for (const { weight, numerator, denominator } of strata) {
    const share = numerator / denominator;
    const own = wilsonInterval(numerator, denominator) as Interval;
    value += weight * share;
    variance += (weight ** 2 * share * (1 - share)) / denominator;
    below += (weight * (share - own.lower)) ** 2;
    above += (weight * (own.upper - share)) ** 2;
  }
  return { kind: 'standardised', value, variance, interval: { lower: value - Math.sqrt(below), upper: value + Math.sqrt(above) } };
}

/** How much two standardised proportions of different events differ, 95 %: their distances to their own limits, squared and added (Zou and Donner 2008). */
export function differenceInterval(
  one: Pick<Extract<Standardised, { kind: 'standardised' }>, 'value' | 'interval'>,
  other: Pick<Extract<Standardised, { kind: 'standardised' }>, 'value' | 'interval'>,
): Interval {
  const difference = one.value - other.value;
  return {
    lower: difference - Math.hypot(one.value - one.interval.lower, other.interval.upper - other.value),
    upper: difference + Math.hypot(one.interval.upper - one.value, other.value - other.interval.lower),
  };
}
