/** The named groups that people are counted in, fixed for a year by the first publication of it that finds a population. */
import type { GroupPlan } from '#core/disclosure/named-groups.ts';
import { mergeAlongTree, mergeRoles } from '#core/disclosure/named-groups.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { findGroupPlan, populationTree, saveGroupPlan } from '#store/awareness/campaigns.ts';
import { countPopulation } from '#store/awareness/population.ts';
import type { Scope } from '#store/scope.ts';

export async function planOf(scope: Scope, day: Day, now: Instant): Promise<GroupPlan> {
  const { plan, isFixed } = await foreseenPlan(scope, day);
  // Before the first population file there is nothing to fix: everybody stands in one group.
  if (!isFixed && plan.groups.some(({ people }) => people > 0)) await saveGroupPlan(scope, plan, now);
  return plan;
}

/** As `planOf` would fix it on this day; nothing is written. */
export async function foreseenPlan(scope: Scope, day: Day): Promise<{ readonly plan: GroupPlan; readonly isFixed: boolean }> {
  const year = Number(day.slice(0, 4));
  const fixed = await findGroupPlan(scope, year);
  if (fixed !== null) return { plan: fixed, isFixed: true };
  const roles = new Map<string, number>();
  for (const { roleGroup, people } of await countPopulation(scope, day))
    if (roleGroup !== null) roles.set(roleGroup, (roles.get(roleGroup) ?? 0) + people);
  const tree = await populationTree(scope, day);
  return { plan: { year, groups: mergeAlongTree(tree), roleGroups: mergeRoles(roles) }, isFixed: false };
}
