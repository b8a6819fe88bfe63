/**
 * What a behaviour campaign could show, asked while its plan is written: from what was published of the days before, and as many tests
 * afterwards as are foreseen. Methods: core/statistics/power.ts.
 */
import { comparisonPower, designEffect, detectableEffect, timesAsManyNeeded, type ForeseenComparison } from '../../statistics/power.ts';
import type { BeforeAfter } from '../../statistics/difference.ts';
import { countPeriods, fourCounts, type ArmCounts, type PublishedTest, type SameGroups, type Unknown } from './behaviour-cells.ts';
import { behaviourMeasures, type BehaviourPlan } from './behaviour-plan.ts';

export interface ForeseenPower {
  readonly kind: 'foreseen';
  readonly reached: ForeseenGroup;
  readonly others: ForeseenGroup;
  readonly testsBefore: number;
  /** 0 … 1; null: the effect leads beyond nobody or everybody. */
  readonly power: number | null;
  /** The least effect that would be seen four times out of five; null: none would. */
  readonly detectable: number | null;
  /** How many times as many people the expected effect needs; null: no number would do. */
  readonly timesNeeded: number | null;
  readonly degrees: number;
}

export interface ForeseenGroup {
  readonly share: number;
  /** People counted before, in all tests together. */
  readonly counted: number;
  readonly groups: number;
  readonly designEffect: number;
}

export type PowerPlan = Pick<
  BehaviourPlan,
  'measure' | 'before' | 'reachedGroupIds' | 'otherGroupIds' | 'testsAfter' | 'expectedEffect' | 'departmentCorrelation'
>;

export function foreseePower(plan: PowerPlan, tests: readonly PublishedTest[], isSameGroups: SameGroups): ForeseenPower | Unknown {
  const counted = countPeriods({ ...plan, after: null }, tests, isSameGroups);
  if (counted.kind === 'unknown') return counted;
  const four = fourCounts(counted);
  const testsBefore = counted.tests.length;
  const times = plan.testsAfter / testsBefore;
  const groupOf = (arm: BeforeAfter, { groups }: ArmCounts): ForeseenGroup => ({
    share: arm.before.numerator / arm.before.denominator,
    counted: arm.before.denominator,
    groups: groups.length,
    designEffect: designEffect(
      groups.map(({ before }) => before.denominator * Math.max(1, times)),
      plan.departmentCorrelation,
    ),
  });
  const [reached, others] = [groupOf(four.reached, counted.reached), groupOf(four.others, counted.others)];
  const foreseen: ForeseenComparison = {
    reached: { ...reached, before: reached.counted, after: reached.counted * times },
    others: { ...others, before: others.counted, after: others.counted * times },
    degrees: reached.groups + others.groups - 2,
  };
  const { direction } = behaviourMeasures[plan.measure];
  const effect = direction * plan.expectedEffect;
  const isPossible = reached.share + effect >= 0 && reached.share + effect <= 1;
  return {
    kind: 'foreseen',
    reached,
    others,
    testsBefore,
    power: isPossible ? comparisonPower(foreseen, effect) : null,
    detectable: detectableEffect(foreseen, direction),
    timesNeeded: isPossible ? timesAsManyNeeded(foreseen, effect) : null,
    degrees: foreseen.degrees,
  };
}
