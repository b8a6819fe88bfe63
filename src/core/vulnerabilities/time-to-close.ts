/**
 * How long findings stay open, those that are still open among them: one curve per group (metrics.md 4.4). Not closed-only
 * means, which fall when the backlog is left to rot; nor the estimate itself (`core/statistics/survival.ts`).
 */
import type { Filter } from '../query/filter.ts';
import { fieldsOf } from '../query/filter-fields.ts';
import { openAfter, standsAt, survivalCurve, type HalfLife, type Spell, type SurvivalStep } from '../statistics/survival.ts';
import type { Interval } from '../statistics/wilson.ts';

/** One curve for each value of a field of the findings as they are now. */
export const closingGroups = ['severity', 'class'] as const;
export type ClosingGroup = (typeof closingGroups)[number];

/** What is said of one finding because of how it ended: choosing by it would choose the answer. */
const outcomeFields = ['state', 'closedAt', 'closedInTime', 'lastSeenBeforeCloseAt', 'occurrence', 'lastSeenAt'] as const;

/** @returns the first field of the filter that tells how a finding ended; null where there is none */
export function outcomeFieldOf(filter: Filter): string | null {
  const read = fieldsOf(filter);
  return outcomeFields.find((name) => read.has(name)) ?? null;
}

/** Ages at which shares are told, in days. */
export const toldAges = [30, 90] as const;
export type ToldAge = (typeof toldAges)[number];

export interface ClosedBy {
  readonly age: ToldAge;
  /** Still under observation and open just before this age. */
  readonly atRisk: number;
  /** Share closed by this age, 1 − S(age); null beyond what anything was followed for. */
  readonly closed: number | null;
  readonly interval: Interval | null;
}

export interface ClosingTimes {
  /** The value of the group; null for all together. */
  readonly group: string | null;
  readonly steps: readonly SurvivalStep[];
  readonly halfLife: HalfLife;
  readonly longestAge: number;
  readonly counted: number;
  readonly closed: number;
  readonly enteredLate: number;
  readonly prevalent: number;
  readonly unobserved: number;
  readonly brokenAtAge: number | null;
  readonly closedBy: readonly ClosedBy[];
}

const none = {
  steps: [],
  halfLife: { age: null, lower: null, upper: null },
  longestAge: 0,
  counted: 0,
  closed: 0,
  enteredLate: 0,
  unobserved: 0,
  brokenAtAge: null,
} as const;

/**
 * @param spells of the group, in any order
 * @param bridgedDays as of `survivalCurve`
 */
export function closingTimes(group: string | null, spells: readonly Spell[], bridgedDays = 0): ClosingTimes {
  const curve = survivalCurve(spells, bridgedDays);
  const prevalent = spells.reduce((sum, { enteredAge, count }) => sum + (enteredAge === null ? count : 0), 0);
  if (curve === null)
    return { group, ...none, prevalent, closedBy: toldAges.map((age) => ({ age, atRisk: 0, closed: null, interval: null })) };
  return {
    group,
    ...curve,
    closedBy: toldAges.map((age): ClosedBy => {
      const share = openAfter(curve, age);
      return {
        age,
        atRisk: atRiskAt(spells, age),
        closed: share === null ? null : 1 - share.open,
        interval: share?.interval == null ? null : { lower: 1 - share.interval.upper, upper: 1 - share.interval.lower },
      };
    }),
  };
}

/** Who enters at an age is at risk after it; at 0 all of them are there from the start. */
function atRiskAt(spells: readonly Spell[], age: number): number {
  let atRisk = 0;
  for (const { enteredAge, leftAge, count } of spells) {
    if (enteredAge !== null && (enteredAge < age || enteredAge === 0) && leftAge >= age) atRisk += count;
  }
  return atRisk;
}

/** Of a curve at an age. */
export interface StillOpen {
  readonly age: number;
  /** Still under observation and open just before this age. */
  readonly atRisk: number;
  /** Share still open after it, S(age); null beyond what was followed without a break. */
  readonly open: number | null;
  readonly interval: Interval | null;
}

/** @param spells those of the curve */
export function stillOpen(times: ClosingTimes, spells: readonly Spell[], age: number): StillOpen {
  const share = standsAt(times, age) ? openAfter(times, age) : null;
  return { age, atRisk: atRiskAt(spells, age), open: share?.open ?? null, interval: share?.interval ?? null };
}
