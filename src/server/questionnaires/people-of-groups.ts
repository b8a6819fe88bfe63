/** How many people stand in each group of a round: what the number of its links is held against. Numbers of people are no secret (0028). */
import type { Day } from '#core/kernel/time.ts';
import { findGroupPlan } from '#store/awareness/campaigns.ts';
import { countPopulation } from '#store/awareness/population.ts';
import type { Round } from '#store/questionnaires/rounds.ts';
import type { Scope } from '#store/scope.ts';

/** On that day, by id of the group. Not in it: whoever the population file does not place, whose number nobody knows. */
export async function peopleOfGroups(scope: Scope, { groupYear }: Round, on: Day): Promise<ReadonlyMap<string, number>> {
  const plan = await findGroupPlan(scope, groupYear);
  if (plan === null) return new Map();
  const ofUnit = new Map<string, number>();
  for (const { unitId, people } of await countPopulation(scope, on))
    if (unitId !== null) ofUnit.set(unitId, (ofUnit.get(unitId) ?? 0) + people);
  return new Map(
    plan.groups.map(({ id, departmentIds }) => [id, departmentIds.reduce((sum, unitId) => sum + (ofUnit.get(unitId) ?? 0), 0)]),
  );
}

/** A few are lost or come too late. Whoever makes many more than there are people could answer with the others and know whose the last is. */
export function linksMost(people: number): number {
  return Math.max(Math.floor((people * 11) / 10), people + 5);
}
