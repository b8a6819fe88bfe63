/**
 * What a behaviour campaign did (AWR-17), from published cells alone: before, after, the difference, and how much more it is than where
 * the campaign did not come. With the interval, what is assumed, and what would have been seen. Methods: core/statistics/difference.ts.
 */
import { compareCodePoints } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { daysBetween } from '../../kernel/time.ts';
import {
  differenceInDifferences,
  dispersionOfChanges,
  gapSlope,
  judgingQuantile,
  proportionDifference,
  type BeforeAfter,
  type Counted,
  type Difference,
} from '../../statistics/difference.ts';
import { designEffect, usualPower } from '../../statistics/power.ts';
import { wilsonInterval, type Interval } from '../../statistics/wilson.ts';
import { invariant } from '../../kernel/invariant.ts';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { countPeriods, fourCounts, type PublishedTest, type SameGroups, type TestCounts, type Unknown } from './behaviour-cells.ts';
import type { EffectCaution } from './behaviour-ids.ts';
import { behaviourMeasures, type BehaviourPlan } from './behaviour-plan.ts';

export interface ArmEffect {
  readonly before: SharedCount;
  readonly after: SharedCount;
  readonly change: Difference;
  readonly groups: number;
}

export interface SharedCount extends Counted {
  readonly value: number;
  readonly interval: Interval;
}

export interface KnownEffect {
  readonly kind: 'known';
  readonly reached: ArmEffect;
  readonly others: ArmEffect;
  /** In shares of 1, as the measure counts: fewer clicks is below 0. */
  readonly comparison: Difference;
  /** In the direction that is better. */
  readonly verdict: 'better' | 'worse' | 'not-told-apart';
  /** How many times the variance of counting departments scatter by; null: too few departments to see it. */
  readonly scatter: number | null;
  /** Departments less arms. */
  readonly degrees: number;
  /** An effect of this size would have been seen four times out of five. */
  readonly detectable: number;
  /** Per 30 days before, how the gap between the arms moved; null: fewer than two days with a test. */
  readonly trend: Difference | null;
  readonly tests: readonly TestCounts[];
  readonly cautions: readonly EffectCaution[];
  readonly leftOutGroupIds: readonly string[];
}

export type BehaviourEffect = KnownEffect | Unknown;

/** Fewer than this many degrees and Student's t is above 2.31: the interval is wide for want of departments. */
const fewDegrees = 8;

export interface EffectAsked {
  readonly plan: Pick<BehaviourPlan, 'measure' | 'before' | 'after' | 'reachedGroupIds' | 'otherGroupIds' | 'departmentCorrelation'>;
  readonly tests: readonly PublishedTest[];
  readonly isSameGroups: SameGroups;
  /** By key of the test; null: nobody settled how hard it is. */
  readonly difficultyOf: (key: string) => string | null;
}

export function behaviourEffect({ plan, tests, isSameGroups, difficultyOf }: EffectAsked): BehaviourEffect {
  const counted = countPeriods(plan, tests, isSameGroups);
  if (counted.kind === 'unknown') return counted;
  const four = fourCounts(counted);
  const dispersion = dispersionOfChanges([counted.reached.groups, counted.others.groups]);
  const sizes = [...counted.reached.groups, ...counted.others.groups].map(({ after }) => after.denominator);
  const quantile = judgingQuantile(dispersion, designEffect(sizes, plan.departmentCorrelation));
  const comparison = differenceInDifferences(four, quantile);
  invariant(comparison !== null, 'every arm counts somebody before and after');
  const armOf = (arm: BeforeAfter, groups: number): ArmEffect => {
    const change = proportionDifference(arm.after, arm.before, quantile);
    invariant(change !== null, 'an arm counts somebody before and after');
    return { before: sharedCount(arm.before), after: sharedCount(arm.after), change, groups };
  };
  const first = counted.tests[0]?.on;
  invariant(first !== undefined, 'there is a test before');
  const trend = trendOf(counted.tests, first, quantile);
  return {
    kind: 'known',
    reached: armOf(four.reached, counted.reached.groups.length),
    others: armOf(four.others, counted.others.groups.length),
    comparison,
    verdict: verdictOf(comparison.interval, behaviourMeasures[plan.measure].direction),
    scatter: dispersion?.factor ?? null,
    degrees: dispersion?.degrees ?? 0,
    detectable: detectableOf(comparison, quantile),
    trend,
    tests: counted.tests,
    cautions: [
      ...(dispersion === null ? (['scatter-assumed'] as const) : dispersion.degrees < fewDegrees ? (['few-departments'] as const) : []),
      ...(trend === null ? (['trend-unseen'] as const) : leavesOutZero(trend.interval) ? (['trend-moved'] as const) : []),
      ...difficultyCautions(counted.tests, difficultyOf),
      ...(counted.oneSidedTests.length > 0 ? (['one-sided-tests'] as const) : []),
      ...(counted.leftOutGroupIds.length > 0 ? (['groups-left-out'] as const) : []),
    ],
    leftOutGroupIds: counted.leftOutGroupIds,
  };
}

function sharedCount(counted: Counted): SharedCount {
  const interval = wilsonInterval(counted.numerator, counted.denominator);
  invariant(interval !== null, 'somebody was counted');
  return { ...counted, value: counted.numerator / counted.denominator, interval };
}

function trendOf(tests: readonly TestCounts[], first: Day, quantile: number): Difference | null {
  const before = tests.filter(({ period }) => period === 'before');
  return gapSlope(
    before.map(({ on, reached, others }) => ({ at: daysBetween(first, on) / 30, reached, others })),
    quantile,
  );
}

function leavesOutZero({ lower, upper }: Interval): boolean {
  return lower > 0 || upper < 0;
}

/** @param direction 1 where more of it is better */
export function verdictOf({ lower, upper }: Interval, direction: 1 | -1): KnownEffect['verdict'] {
  if (!leavesOutZero({ lower, upper })) return 'not-told-apart';
  return lower > 0 === direction > 0 ? 'better' : 'worse';
}

/** What would have been seen, from the width of the interval: half of it is `quantile` standard errors. */
export function detectableOf({ interval }: Difference, quantile: number): number {
  const error = (interval.upper - interval.lower) / 2 / quantile;
  return Math.min(1, error * (quantile + normalQuantile(usualPower, 0, 1)));
}

function difficultyCautions(tests: readonly TestCounts[], difficultyOf: EffectAsked['difficultyOf']): readonly EffectCaution[] {
  const known = tests.map(({ key, period }) => ({ period, difficulty: difficultyOf(key) }));
  if (known.some(({ difficulty }) => difficulty === null)) return ['difficulty-unknown'];
  const of = (which: 'before' | 'after') =>
    [...new Set(known.flatMap(({ period, difficulty }) => (period === which && difficulty !== null ? [difficulty] : [])))]
      .toSorted(compareCodePoints)
      .join(' ');
  return of('before') === of('after') ? [] : ['difficulty-differs'];
}
