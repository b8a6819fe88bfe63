/**
 * Scores of scales through the one door: means of groups and of the whole. Unlike counts, a mean can be turned back into a sum, and two
 * sums into the mean of whoever is left. What holds, for each scale and for each question under it:
 * 1. a figure is about ten respondents or more, and so is everything that follows from the whole less the groups shown;
 * 2. a hidden group of fewer than ten is hidden with at least as many others, so that its mean can not be told from theirs;
 * 3. that fewer than thirty people all score alike is not shown and does not follow: it would be the score of each of them;
 * 4. a scale of one question is given of the whole only, from thirty respondents.
 * A group is shown with all its scales or with none: scales share their questions, so that one could be worked out of the others.
 * What is not protected, and said: that thirty people or more score alike; and how the few who left a question open answered the others,
 * as far as two scales with different respondents tell it, without any word of who they are.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Moments } from '../statistics/mean-interval.ts';
import { addMoments, deviationOf, meanInterval, noMoments } from '../statistics/mean-interval.ts';
import type { Interval } from '../statistics/wilson.ts';
import { fewestPeople } from './count-table.ts';
import type { Disclosed } from './publish.ts';
import { disclose } from './publish.ts';
import type { HiddenReason } from './suppression.ts';

/** From so many a figure may say that all are alike, and one question is given of the whole. */
export const fewestAlike = 30;

export type ScoreHiddenReason = HiddenReason | 'all-alike';

export interface ScaleTable {
  readonly scales: readonly { readonly id: string; readonly isOneQuestion: boolean }[];
  readonly groups: readonly {
    readonly id: string;
    /** Per scale, in their order, over the scores of its respondents. */
    readonly moments: readonly Moments[];
    /** Per question that counts in a scale: how many answered it. */
    readonly answered: readonly number[];
  }[];
}

/** Means and deviations in the unit of the answers. */
export type ScaleFigure =
  | {
      readonly kind: 'shown';
      readonly scaleId: string;
      readonly respondents: number;
      readonly mean: number;
      readonly deviation: number;
      readonly interval: Interval;
    }
  | { readonly kind: 'hidden'; readonly scaleId: string; readonly reason: ScoreHiddenReason };

export type ScoredGroup =
  | { readonly kind: 'shown'; readonly groupId: string; readonly figures: readonly ScaleFigure[] }
  | { readonly kind: 'hidden'; readonly groupId: string; readonly reason: ScoreHiddenReason };

export interface ScaleScores {
  /** In the order of the scales. */
  readonly whole: readonly ScaleFigure[];
  readonly groups: readonly ScoredGroup[];
}

export function discloseScales(table: ScaleTable): Disclosed<ScaleScores> {
  for (const { moments } of table.groups) invariant(moments.length === table.scales.length, 'every group has the moments of every scale');
  const whole = table.scales.map((_, scale) => sumOf(table.groups.map(({ moments }) => moments[scale] ?? noMoments)));
  const answered = sumsOf(table.groups.map((group) => group.answered));
  // One scale alike hides all: it would follow from the others.
  const isAnyAlike = whole.some((moments, scale) => table.scales[scale]?.isOneQuestion === false && isAlike(moments));
  const hidesAll = isAnyAlike ? 'all-alike' : answered.some(isFew) ? 'too-few-people' : null;
  const reasons = whole.map((moments, scale): ScoreHiddenReason | null => {
    const fewest = table.scales[scale]?.isOneQuestion === false ? fewestPeople : fewestAlike;
    return hidesAll ?? (moments.count < fewest ? 'too-few-people' : null);
  });
  const ofGroups = [...table.scales.keys()].filter((scale) => reasons[scale] === null && table.scales[scale]?.isOneQuestion === false);
  const hidden = ofGroups.length === 0 ? null : hiddenGroups(table, ofGroups);
  return disclose({
    whole: table.scales.map(({ id }, scale) => figureOf(id, whole[scale] ?? noMoments, reasons[scale] ?? null)),
    groups: table.groups.map(({ id, moments }, place): ScoredGroup => {
      const reason = hidden === null ? (hidesAll ?? 'too-few-people') : (hidden.get(place) ?? null);
      if (reason !== null) return { kind: 'hidden', groupId: id, reason };
      const figures = ofGroups.map((scale) => figureOf(table.scales[scale]?.id ?? '', moments[scale] ?? noMoments, null));
      return { kind: 'shown', groupId: id, figures };
    }),
  });
}

/** Place of the group to why it is hidden. Small and uniform ones, and then the smallest others until nothing of those follows. */
function hiddenGroups({ groups }: ScaleTable, scales: readonly number[]): ReadonlyMap<number, ScoreHiddenReason> {
  const parts = groups.map(({ moments, answered }) => ({ answered, moments: scales.map((scale) => moments[scale] ?? noMoments) }));
  const hidden = new Map<number, ScoreHiddenReason>();
  for (const [place, part] of parts.entries()) {
    const reason = part.moments.some(isAlike) ? 'all-alike' : fewestOf(part) < fewestPeople ? 'too-few-people' : null;
    if (reason !== null) hidden.set(place, fewestOf(part) < fewestPeople ? 'too-few-people' : reason);
  }
  const others = [...parts.keys()]
    .filter((place) => !hidden.has(place))
    .toSorted((one, other) => fewestOf(parts[one]) - fewestOf(parts[other]));
  const next = others[Symbol.iterator]();
  while (!isSafe([...hidden.keys()].flatMap((place) => parts[place] ?? []))) {
    const { value, done } = next.next();
    // All of them: what follows of those hidden is the whole, which is given anyway.
    if (done === true) break;
    hidden.set(value, 'gives-others-away');
  }
  return hidden;
}

interface Part {
  readonly moments: readonly Moments[];
  readonly answered: readonly number[];
}

const countsOf = ({ moments, answered }: Part) => [...moments.map(({ count }) => count), ...answered];
const fewestOf = (part: Part | undefined) => (part === undefined ? 0 : Math.min(...countsOf(part)));
const isFew = (count: number) => count < fewestPeople;
const isAlike = ({ count, squares }: Moments) => count > 0 && count < fewestAlike && squares < 1e-9;

/** Whether the sum of these groups, which anybody can work out, says nothing of a small or uniform one among them. */
function isSafe(parts: readonly Part[]): boolean {
  const sums = sumsOf(parts.map(countsOf));
  const areEnough = sums.every((sum) => sum === 0 || !isFew(sum));
  const areCovered = parts.every((part) =>
    countsOf(part).every((count, column) => {
      const moments = part.moments[column];
      const isProtected = isFew(count) || (moments !== undefined && isAlike(moments));
      return !isProtected || (sums[column] ?? 0) - count >= count;
    }),
  );
  const together = (parts[0]?.moments ?? []).map((_, scale) => sumOf(parts.map(({ moments }) => moments[scale] ?? noMoments)));
  return areEnough && areCovered && !together.some(isAlike);
}

function figureOf(scaleId: string, moments: Moments, reason: ScoreHiddenReason | null): ScaleFigure {
  if (reason !== null) return { kind: 'hidden', scaleId, reason };
  const [interval, deviation] = [meanInterval(moments), deviationOf(moments)];
  invariant(interval !== null && deviation !== null, 'what is shown is about ten people or more');
  return { kind: 'shown', scaleId, respondents: moments.count, mean: moments.mean, deviation, interval };
}

const sumOf = (parts: readonly Moments[]) => parts.reduce(addMoments, noMoments);

function sumsOf(rows: readonly (readonly number[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
}
