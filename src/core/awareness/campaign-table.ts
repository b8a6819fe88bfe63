/**
 * A campaign's outcomes laid in the cells of the fixed cube: named groups of the year × role groups. Whoever the population file does
 * not place is counted in a group of its own: nobody drops out of a figure because a file is old.
 */
import type { CountTable, TableSide } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { elsewhere } from '../disclosure/named-groups.ts';
import { campaignMeasures, holdsOf } from './campaign-figures.ts';
import type { RecipientOutcome } from './recipient-outcomes.ts';

/** Where somebody belonged on the day of the first mail. */
export interface Placement {
  readonly unitId: string | null;
  readonly roleGroup: string | null;
}

export function campaignTable(
  outcomes: readonly RecipientOutcome[],
  placementOf: (recipient: RecipientOutcome['recipient']) => Placement | undefined,
  plan: GroupPlan,
): CountTable {
  const rows = sidesOf(plan.groups.map(({ id, names }) => ({ id, names })));
  const columns = sidesOf(plan.roleGroups.map(({ id, roles }) => ({ id, names: roles })));
  const rowOf = placesOf(plan.groups.map(({ departmentIds }) => departmentIds));
  const columnOf = placesOf(plan.roleGroups.map(({ roles }) => roles));
  const size = rows.length * columns.length;
  const people = new Int32Array(size);
  const counts = new Map(campaignMeasures.map((measure) => [measure as string, new Int32Array(size)]));
  for (const outcome of outcomes) {
    const placement = placementOf(outcome.recipient);
    const row = rowOf.get(placement?.unitId ?? '') ?? rows.length - 1;
    const column = columnOf.get(placement?.roleGroup ?? '') ?? columns.length - 1;
    const cell = row * columns.length + column;
    people[cell] = (people[cell] ?? 0) + 1;
    for (const measure of campaignMeasures) {
      const own = counts.get(measure);
      if (own !== undefined && holdsOf(outcome, measure)) own[cell] = (own[cell] ?? 0) + 1;
    }
  }
  return { rows, columns, measures: campaignMeasures.map((id) => ({ id, guards: 'counted' })), people, counts };
}

/** The groups, and behind them the one of those nobody placed. */
function sidesOf(groups: readonly { readonly id: string; readonly names: readonly string[] }[]): TableSide[] {
  return [...groups.map(({ id, names }) => ({ id, name: names.join(', ') })), { id: elsewhere, name: '' }];
}

function placesOf(members: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(members.flatMap((own, place) => own.map((id) => [id, place] as const)));
}
