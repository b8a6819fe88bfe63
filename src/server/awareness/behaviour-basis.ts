/** What behaviour campaigns are planned and judged with: published tests by day, and the named groups of the years they were counted in. */
import { testOf, type PublishedTest, type SameGroups } from '#core/awareness/behaviour/behaviour-cells.ts';
import type { BehaviourMeasure } from '#core/awareness/behaviour/behaviour-ids.ts';
import { liesIn, type BehaviourPlan } from '#core/awareness/behaviour/behaviour-plan.ts';
import type { Difficulty } from '#core/awareness/phish-scale.ts';
import { settleDifficulty } from '#core/awareness/phish-scale.ts';
import type { GroupPlan } from '#core/disclosure/named-groups.ts';
import type { Publication } from '#core/disclosure/publish.ts';
import type { Day } from '#core/kernel/time.ts';
import { dayOf } from '#core/kernel/time.ts';
import { findGroupPlan, listCampaigns } from '#store/awareness/campaigns.ts';
import { listPublications } from '#store/awareness/publications.ts';
import type { Scope } from '#store/scope.ts';

export interface DatedTest {
  readonly key: string;
  readonly name: string;
  readonly on: Day;
  readonly difficulty: Difficulty | null;
  /** Null: nobody published it yet. */
  readonly publication: Publication | null;
}

export interface Basis {
  /** The earliest first. */
  readonly tests: readonly DatedTest[];
  readonly years: ReadonlyMap<number, GroupPlan>;
}

export async function readBasis(scope: Scope): Promise<Basis> {
  const campaigns = await listCampaigns(scope);
  const published = await listPublications(scope, { subject: 'phishing', cells: 'all' });
  const tests = campaigns.flatMap(({ id, name, firstAt, scores }): readonly DatedTest[] => {
    if (firstAt === null) return [];
    const settled = settleDifficulty(scores);
    const difficulty = 'difficulty' in settled ? settled.difficulty : null;
    return [{ key: id, name, on: dayOf(firstAt, scope.timeZone), difficulty, publication: published.get(id)?.publication ?? null }];
  });
  const years = new Map<number, GroupPlan>();
  for (const year of new Set([...published.values()].map(({ publication }) => publication.groupYear))) {
    const plan = await findGroupPlan(scope, year);
    if (plan !== null) years.set(year, plan);
  }
  return { tests: tests.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)), years };
}

export function publishedTests({ tests }: Basis, measure: BehaviourMeasure): readonly PublishedTest[] {
  return tests.flatMap(({ name, on, publication }) => (publication === null ? [] : [testOf(publication, measure, { name, on })]));
}

/** In a year in which a group of the plan has other departments, its figures are about other people. */
export function sameGroupsAs({ years }: Basis, plan: Pick<BehaviourPlan, 'groupYear' | 'reachedGroupIds' | 'otherGroupIds'>): SameGroups {
  const departmentsIn = (year: number, id: string) =>
    years
      .get(year)
      ?.groups.find((group) => group.id === id)
      ?.departmentIds.join(' ');
  return (year) =>
    year === plan.groupYear ||
    [...plan.reachedGroupIds, ...plan.otherGroupIds].every((id) => departmentsIn(year, id) === departmentsIn(plan.groupYear, id));
}

/** Tests of the days of a plan that nobody published yet: which of them to publish would be a choice of results. */
export function waitingTests({ tests }: Basis, { before, after }: Pick<BehaviourPlan, 'before' | 'after'>): readonly DatedTest[] {
  return tests.filter(({ on, publication }) => publication === null && (liesIn(on, before) || liesIn(on, after)));
}
