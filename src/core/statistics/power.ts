/**
 * What can be seen with so many people, asked before anything is measured: power, people needed, and the least effect that would be seen.
 *
 * Two proportions: J. L. Fleiss, "Statistical Methods for Rates and Proportions", 1981, 3.2, without continuity correction (as
 * `power.prop.test` of R). Pairs: R. J. Connor, Biometrics 1987;43:207–211. Design effect of departments of different size:
 * L. Kish, "Survey Sampling", 1965, with S. M. Eldridge, D. Ashby and S. Kerry, International Journal of Epidemiology 2006;35:1292–1300.
 * Differences in differences: the power of the very rule they are judged by (`judgingQuantile`), averaged over what the scatter of the
 * departments will turn out to be.
 */
import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { invariant } from '../kernel/invariant.ts';
import { student95 } from './difference.ts';
import { normal95 } from './wilson.ts';

/** Four of five true effects are seen; a convention, not a law. */
export const usualPower = 0.8;

/**
 * How many times as many people are needed because those of one department are alike.
 *
 * @param sizes people of each department
 * @param correlation intra-cluster correlation, 0 (alike as strangers) to 1 (all the same)
 */
export function designEffect(sizes: readonly number[], correlation: number): number {
  invariant(correlation >= 0 && correlation <= 1, `a correlation within departments is 0 to 1, got ${correlation}`);
  const people = sizes.reduce((sum, size) => sum + size, 0);
  if (people === 0) return 1;
  const usual = sizes.reduce((sum, size) => sum + size ** 2, 0) / people;
  return Math.max(1, 1 + (usual - 1) * correlation);
}

/** @param people of each of the two, above 0; divided by the design effect where they are departments */
export function twoProportionPower(shares: readonly [number, number], people: readonly [number, number]): number {
  const [one, other] = shares;
  const [many, more] = people;
  const both = (one * many + other * more) / (many + more);
  const none = normal95 * Math.sqrt(both * (1 - both) * (1 / many + 1 / more));
  const error = Math.sqrt((one * (1 - one)) / many + (other * (1 - other)) / more);
  const beyond = Math.abs(one - other) - none;
  return error === 0 ? (beyond > 0 ? 1 : 0) : normalCdf(beyond / error, 0, 1);
}

/** People in each of two equal arms; not rounded. Null: the shares are the same. */
export function twoProportionPeople([one, other]: readonly [number, number], power: number = usualPower, design = 1): number | null {
  if (one === other) return null;
  const both = (one + other) / 2;
  const sum = normal95 * Math.sqrt(2 * both * (1 - both)) + quantileOf(power) * Math.sqrt(one * (1 - one) + other * (1 - other));
  return (design * sum ** 2) / (one - other) ** 2;
}

/** Shares of all pairs that change one way, and the other. */
export interface Discordance {
  readonly gained: number;
  readonly lost: number;
}

/** The same people twice: pairs needed for McNemar's test; not rounded. Null: as many gain as lose. */
export function pairsNeeded({ gained, lost }: Discordance, power: number = usualPower): number | null {
  const [both, net] = [gained + lost, gained - lost];
  if (net === 0) return null;
  return (normal95 * Math.sqrt(both) + quantileOf(power) * Math.sqrt(both - net ** 2)) ** 2 / net ** 2;
}

export function pairedPower({ gained, lost }: Discordance, pairs: number): number {
  const [both, net] = [gained + lost, gained - lost];
  const error = Math.sqrt(both - net ** 2);
  const beyond = Math.abs(net) * Math.sqrt(pairs) - normal95 * Math.sqrt(both);
  return error === 0 ? (beyond > 0 ? 1 : 0) : normalCdf(beyond / error, 0, 1);
}

/** One arm as it is foreseen. */
export interface ForeseenArm {
  /** Share before; after it is the same, and the effect on top for those reached. */
  readonly share: number;
  /** People counted before and after; a person in two tests counts twice. */
  readonly before: number;
  readonly after: number;
  readonly designEffect: number;
}

export interface ForeseenComparison {
  readonly reached: ForeseenArm;
  readonly others: ForeseenArm;
  /** Departments less two; 0 where nothing will say how much they scatter. */
  readonly degrees: number;
}

/** In how many parts of equal chance the scatter of the departments is looked at. */
const scatterParts = 200;
const scatters = new Map<number, readonly number[]>();

/** χ²/df at the middle of each part; kept, for a form asks for the same departments at every key. */
function scattersOf(degrees: number): readonly number[] {
  const known = scatters.get(degrees);
  if (known !== undefined) return known;
  const made = Array.from({ length: scatterParts }, (_, part) => chiSquareQuantile((part + 0.5) / scatterParts, degrees) / degrees);
  scatters.set(degrees, made);
  return made;
}

/** Chance that the interval of a difference in differences leaves out 0 on the side of a true `effect`. */
export function comparisonPower({ reached, others, degrees }: ForeseenComparison, effect: number): number {
  const is = reached.share + effect;
  invariant(is >= 0 && is <= 1, `a share and its effect stay within 0 … 1, got ${reached.share} and ${effect}`);
  const varianceOf = (share: number) => share * (1 - share);
  const own = varianceOf(reached.share) / reached.before + varianceOf(is) / reached.after;
  const theirs = varianceOf(others.share) * (1 / others.before + 1 / others.after);
  const counted = own + theirs;
  if (counted === 0) return effect === 0 ? 0 : 1;
  const spread = own * reached.designEffect + theirs * others.designEffect;
  const [size, factor] = [Math.abs(effect) / Math.sqrt(spread), spread / counted];
  if (degrees < 1) return normalCdf(size - normal95, 0, 1);
  const student = student95(degrees);
  let sum = 0;
  for (const scatter of scattersOf(degrees)) {
    sum += normalCdf(size - Math.max(normal95, student * Math.sqrt(factor * scatter)) / Math.sqrt(factor), 0, 1);
  }
  return sum / scatterParts;
}

/**
 * The least effect that would be seen with this power.
 *
 * @param direction 1 upwards, −1 downwards
 * @returns its size, 0 … 1; null where even all (or nobody) doing it would not be seen
 */
export function detectableEffect(foreseen: ForeseenComparison, direction: 1 | -1, power: number = usualPower): number | null {
  const most = direction === 1 ? 1 - foreseen.reached.share : foreseen.reached.share;
  const isSeen = (size: number) => comparisonPower(foreseen, direction * size) >= power;
  return most > 0 && isSeen(most) ? leastTrue(most, isSeen) : null;
}

/**
 * How many times as many people (and departments of the same sizes) both arms would need for this effect to be seen. 1 or less: there are
 * enough. Null: a thousand times would not do.
 */
export function timesAsManyNeeded(foreseen: ForeseenComparison, effect: number, power: number = usualPower): number | null {
  const larger = (arm: ForeseenArm, times: number) => ({ ...arm, before: arm.before * times, after: arm.after * times });
  const isSeen = (times: number) =>
    comparisonPower({ ...foreseen, reached: larger(foreseen.reached, times), others: larger(foreseen.others, times) }, effect) >= power;
  return isSeen(1_000) ? leastTrue(1_000, isSeen) : null;
}

/** By halving: the least number above 0 for which it holds, that it does for `most` being known. */
function leastTrue(most: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, most];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function quantileOf(power: number): number {
  invariant(power > 0 && power < 1, `a power lies between 0 and 1, got ${power}`);
  return normalQuantile(power, 0, 1);
}
