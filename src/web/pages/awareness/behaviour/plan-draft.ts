/** The plan as it stands in the form: texts of fields, and what follows from them at once (its power). No React. */
import type { BehaviourBasis, BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import type { GroupCell, PublishedTest, SameGroups } from '#core/awareness/behaviour/behaviour-cells.ts';
import type { BehaviourCause, BehaviourMeasure } from '#core/awareness/behaviour/behaviour-ids.ts';
import { liesIn, usualDepartmentCorrelation } from '#core/awareness/behaviour/behaviour-plan.ts';
import { foreseePower, type ForeseenPower } from '#core/awareness/behaviour/behaviour-power.ts';
import type { Unknown } from '#core/awareness/behaviour/behaviour-cells.ts';
import { addDays, type Day } from '#core/kernel/time.ts';

export type Part = 'reached' | 'others' | 'out';
export type PeriodName = 'before' | 'during' | 'after';

export interface PlanDraft {
  readonly name: string;
  readonly problem: string;
  readonly targetBehaviour: string;
  readonly measure: BehaviourMeasure;
  readonly causes: readonly BehaviourCause[];
  readonly causeText: string;
  readonly intervention: string;
  readonly groupYear: number;
  readonly parts: Readonly<Record<string, Part>>;
  readonly days: Readonly<Record<PeriodName, { readonly fromOn: string; readonly toOn: string }>>;
  readonly testsAfter: string;
  /** In percentage points. */
  readonly expected: string;
  readonly correlation: string;
}

/** A new plan: the last half year is the baseline, a month of campaign, a quarter to judge it. */
export function newDraft(basis: BehaviourBasis, today: string): PlanDraft {
  const from = today as Day;
  const [year] = basis.years;
  const days = (fromOn: Day, toOn: Day) => ({ fromOn, toOn });
  const draft: PlanDraft = {
    name: '',
    problem: '',
    targetBehaviour: '',
    measure: 'report-rate',
    causes: [],
    causeText: '',
    intervention: '',
    groupYear: year?.year ?? Number(today.slice(0, 4)),
    parts: {},
    days: {
      before: days(addDays(from, -182), from),
      during: days(addDays(from, 7), addDays(from, 35)),
      after: days(addDays(from, 36), addDays(from, 126)),
    },
    testsAfter: '2',
    expected: '5',
    correlation: String(usualDepartmentCorrelation),
  };
  const parts = Object.fromEntries((year?.groups ?? []).map(({ id }): [string, Part] => [id, 'others']));
  return { ...draft, parts };
}

export function draftOf(plan: BehaviourPlanJson): PlanDraft {
  const { reachedGroupIds, otherGroupIds, before, during, after, testsAfter, expectedEffect, departmentCorrelation, ...texts } = plan;
  const parts: Record<string, Part> = {};
  for (const id of reachedGroupIds) parts[id] = 'reached';
  for (const id of otherGroupIds) parts[id] = 'others';
  return {
    ...texts,
    parts,
    days: { before, during, after },
    testsAfter: String(testsAfter),
    expected: String(Math.round(expectedEffect * 10_000) / 100),
    correlation: String(departmentCorrelation),
  };
}

/** A group with nothing to be read in the days before takes no part. */
export function planOf(draft: PlanDraft, basis: BehaviourBasis): BehaviourPlanJson {
  const { parts, days, testsAfter, expected, correlation, ...texts } = draft;
  const of = (part: Part) => groupsBefore(draft, basis).flatMap(({ id, state }) => (state === 'shown' && parts[id] === part ? [id] : []));
  return {
    ...texts,
    causes: [...texts.causes],
    reachedGroupIds: of('reached'),
    otherGroupIds: of('others'),
    ...days,
    testsAfter: Number(testsAfter),
    expectedEffect: Math.round(numberOf(expected) * 100) / 10_000,
    departmentCorrelation: numberOf(correlation),
  };
}

/** With a comma or a point. */
function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

export interface GroupBefore {
  readonly id: string;
  readonly name: string;
  readonly state: 'shown' | 'hidden' | 'nobody';
  readonly people: number;
  readonly share: number | null;
}

/** Of each named group, what was published of it in the days before. */
export function groupsBefore({ groupYear, days, measure }: PlanDraft, basis: BehaviourBasis): readonly GroupBefore[] {
  const groups = basis.years.find(({ year }) => year === groupYear)?.groups ?? [];
  const tests = basis.tests.filter(({ on }) => liesIn(on as Day, days.before as { fromOn: Day; toOn: Day }));
  return groups.map(({ id, name }) => {
    const own = tests.flatMap((test) => test.groups.filter((group) => group.id === id));
    const people = own.reduce((sum, group) => sum + (group.people ?? 0), 0);
    const counted = own.reduce((sum, group) => sum + (group.counted?.[measure] ?? 0), 0);
    const state = own.some(({ hidden }) => hidden !== null) ? 'hidden' : people === 0 ? 'nobody' : 'shown';
    return { id, name, state, people, share: state === 'shown' ? counted / people : null };
  });
}

/** Null: a number of the plan cannot be read. */
export function draftPower(draft: PlanDraft, basis: BehaviourBasis): ForeseenPower | Unknown | null {
  const plan = planOf(draft, basis);
  const { testsAfter, expectedEffect, departmentCorrelation } = plan;
  const isReadable =
    Number.isInteger(testsAfter) &&
    testsAfter >= 1 &&
    testsAfter <= 24 &&
    expectedEffect > 0 &&
    expectedEffect <= 1 &&
    departmentCorrelation >= 0 &&
    departmentCorrelation <= 0.5;
  if (!isReadable || plan.reachedGroupIds.length === 0 || plan.otherGroupIds.length === 0) return null;
  const before = plan.before as { fromOn: Day; toOn: Day };
  return foreseePower({ ...plan, before }, testsOf(basis, draft.measure), sameGroups(plan, basis));
}

function testsOf(basis: BehaviourBasis, measure: BehaviourMeasure): readonly PublishedTest[] {
  return basis.tests.map(({ key, name, on, groupYear, groups }) => ({
    key,
    name,
    on: on as Day,
    groupYear,
    groups: new Map(
      groups.map(({ id, hidden, people, counted }): [string, GroupCell] => [
        id,
        hidden === null
          ? { kind: 'shown', counted: { numerator: counted?.[measure] ?? 0, denominator: people ?? 0 } }
          : { kind: 'hidden', reason: hidden },
      ]),
    ),
  }));
}

function sameGroups({ groupYear, reachedGroupIds, otherGroupIds }: BehaviourPlanJson, { years }: BehaviourBasis): SameGroups {
  const departmentsIn = (of: number, id: string) =>
    years
      .find(({ year }) => year === of)
      ?.groups.find((group) => group.id === id)
      ?.departmentIds.join(' ');
  return (year) =>
    year === groupYear || [...reachedGroupIds, ...otherGroupIds].every((id) => departmentsIn(year, id) === departmentsIn(groupYear, id));
}
