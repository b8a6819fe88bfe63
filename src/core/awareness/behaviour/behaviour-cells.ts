/**
 * Published cells as a behaviour campaign reads them: of one test, how many of each named group did it. Counts come from publications
 * alone; what is hidden there is hidden here, with the same reason.
 */
import { cellAt, type Publication } from '../../disclosure/publish.ts';
import type { HiddenReason } from '../../disclosure/suppression.ts';
import type { Day } from '../../kernel/time.ts';
import { pooled, type BeforeAfter, type Counted, type FourCounts } from '../../statistics/difference.ts';
import type { BehaviourMeasure, UnknownReason } from './behaviour-ids.ts';
import { behaviourMeasures, liesIn, type BehaviourPlan } from './behaviour-plan.ts';

export type GroupCell = { readonly kind: 'shown'; readonly counted: Counted } | { readonly kind: 'hidden'; readonly reason: HiddenReason };

export interface PublishedTest {
  readonly key: string;
  readonly name: string;
  /** Day of its first mail. */
  readonly on: Day;
  readonly groupYear: number;
  /** By named group. */
  readonly groups: ReadonlyMap<string, GroupCell>;
}

export function testOf(publication: Publication, measure: BehaviourMeasure, { name, on }: { name: string; on: Day }): PublishedTest {
  const { counted } = behaviourMeasures[measure];
  const groups = new Map<string, GroupCell>();
  for (const { id } of publication.groups) {
    const cell = cellAt(publication, { groupId: id, roleGroupId: null });
    if (cell?.kind === 'hidden') groups.set(id, cell);
    else if (cell !== undefined)
      groups.set(id, { kind: 'shown', counted: { numerator: cell.counts[counted] ?? 0, denominator: cell.people } });
  }
  return { key: publication.period.key, name, on, groupYear: publication.groupYear, groups };
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  /** Groups that are hidden in a test, where that is the reason. */
  readonly hiddenGroupIds: readonly string[];
}

/** Named groups of a year in which the groups of the plan have the same departments; others can not be compared. */
export type SameGroups = (year: number) => boolean;

export interface ArmCounts {
  readonly groups: readonly (BeforeAfter & { readonly id: string })[];
}

export interface TestCounts {
  readonly key: string;
  readonly name: string;
  readonly on: Day;
  readonly period: 'before' | 'after';
  readonly reached: Counted;
  readonly others: Counted;
}

export interface PeriodCounts {
  readonly kind: 'counted';
  readonly reached: ArmCounts;
  readonly others: ArmCounts;
  readonly tests: readonly TestCounts[];
  /** Names of tests that did not go to both arms: they say nothing of the difference. */
  readonly oneSidedTests: readonly string[];
  /** Groups with nobody counted before or after; in neither. */
  readonly leftOutGroupIds: readonly string[];
}

type Arms = Pick<BehaviourPlan, 'reachedGroupIds' | 'otherGroupIds'>;

/**
 * What was counted in the days before and after, by arm and group.
 *
 * @param periods `before` alone when a plan is written: `after` stays empty then, and no group is left out for it
 */
export function countPeriods(
  plan: Arms & Pick<BehaviourPlan, 'before'> & { readonly after: BehaviourPlan['after'] | null },
  tests: readonly PublishedTest[],
  isSameGroups: SameGroups,
): PeriodCounts | Unknown {
  const { before, after } = plan;
  const inPeriod = tests
    .flatMap((test) => {
      const period = liesIn(test.on, before) ? 'before' : after !== null && liesIn(test.on, after) ? 'after' : null;
      return period === null ? [] : [{ ...test, period } as const];
    })
    .toSorted((one, other) => (one.on === other.on ? (one.key < other.key ? -1 : 1) : one.on < other.on ? -1 : 1));
  if (inPeriod.some(({ groupYear }) => !isSameGroups(groupYear))) return unknown('other-groups');
  const hidden = hiddenGroups(plan, inPeriod);
  const counts = inPeriod.map(({ key, name, on, period, groups }): TestCounts => {
    const of = (ids: readonly string[]) => pooled(ids.map((id) => shown(groups.get(id))));
    return { key, name, on, period, reached: of(plan.reachedGroupIds), others: of(plan.otherGroupIds) };
  });
  const isTwoSided = (key: string) => counts.some((one) => one.key === key && one.reached.denominator > 0 && one.others.denominator > 0);
  if (hidden.length > 0) return { kind: 'unknown', reason: 'hidden-cell', hiddenGroupIds: hidden };
  const used = inPeriod.filter(({ key }) => isTwoSided(key));
  for (const period of ['before', 'after'] as const)
    if ((period === 'before' || after !== null) && !used.some((test) => test.period === period)) return unknown(`no-test-${period}`);
  const armOf = (ids: readonly string[]) =>
    ids.map((id) => {
      const of = (period: 'before' | 'after') =>
        pooled(used.flatMap((test) => (test.period === period ? [shown(test.groups.get(id))] : [])));
      return { id, before: of('before'), after: of('after') };
    });
  const isCounted = (group: BeforeAfter) => group.before.denominator > 0 && (after === null || group.after.denominator > 0);
  const [reached, others] = [armOf(plan.reachedGroupIds), armOf(plan.otherGroupIds)];
  if (!reached.some(isCounted) || !others.some(isCounted)) return unknown('nobody-counted');
  return {
    kind: 'counted',
    reached: { groups: reached.filter(isCounted) },
    others: { groups: others.filter(isCounted) },
    tests: counts.filter(({ key }) => isTwoSided(key)),
    oneSidedTests: counts.flatMap(({ key, name }) => (isTwoSided(key) ? [] : [name])),
    leftOutGroupIds: [...reached, ...others].flatMap((group) => (isCounted(group) ? [] : [group.id])),
  };
}

function unknown(reason: UnknownReason): Unknown {
  return { kind: 'unknown', reason, hiddenGroupIds: [] };
}

function hiddenGroups({ reachedGroupIds, otherGroupIds }: Arms, tests: readonly PublishedTest[]): readonly string[] {
  return [...reachedGroupIds, ...otherGroupIds].filter((id) => tests.some(({ groups }) => groups.get(id)?.kind === 'hidden'));
}

/** A test that does not know the group counts nobody of it. */
function shown(cell: GroupCell | undefined): Counted {
  return cell?.kind === 'shown' ? cell.counted : { numerator: 0, denominator: 0 };
}

export function fourCounts({ reached, others }: PeriodCounts): FourCounts {
  const of = ({ groups }: ArmCounts): BeforeAfter => ({
    before: pooled(groups.map(({ before }) => before)),
    after: pooled(groups.map(({ after }) => after)),
  });
  return { reached: of(reached), others: of(others) };
}
