/**
 * People laid in the cells of the fixed cube: named groups of the year × role groups. Whoever the population file does not place is
 * counted in a group of its own: nobody drops out of a figure because a file is old.
 */
import type { CountedMeasure, CountTable, TableSide } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { elsewhere } from '../disclosure/named-groups.ts';

/** Where somebody belongs on a day. */
export interface Placement {
  readonly unitId: string | null;
  readonly roleGroup: string | null;
}

export interface Placed<Person> {
  readonly people: readonly Person[];
  readonly placementOf: (person: Person) => Placement | undefined;
  readonly measures: readonly CountedMeasure[];
  readonly holds: (person: Person, measure: string) => boolean;
}

export function placedTable<Person>({ people, placementOf, measures, holds }: Placed<Person>, plan: GroupPlan): CountTable {
  const rows = sidesOf(plan.groups.map(({ id, names }) => ({ id, names })));
  const columns = sidesOf(plan.roleGroups.map(({ id, roles }) => ({ id, names: roles })));
  const rowOf = placesOf(plan.groups.map(({ departmentIds }) => departmentIds));
  const columnOf = placesOf(plan.roleGroups.map(({ roles }) => roles));
  const size = rows.length * columns.length;
  const counted = new Int32Array(size);
  const counts = new Map(measures.map(({ id }) => [id, new Int32Array(size)]));
  for (const person of people) {
    const placement = placementOf(person);
    const row = rowOf.get(placement?.unitId ?? '') ?? rows.length - 1;
    const column = columnOf.get(placement?.roleGroup ?? '') ?? columns.length - 1;
    const cell = row * columns.length + column;
    counted[cell] = (counted[cell] ?? 0) + 1;
    for (const [id, own] of counts) if (holds(person, id)) own[cell] = (own[cell] ?? 0) + 1;
  }
  return { rows, columns, measures, people: counted, counts };
}

/** One cell: a figure of the whole house alone. */
export function wholeTable<Person>({ people, measures, holds }: Pick<Placed<Person>, 'people' | 'measures' | 'holds'>): CountTable {
  const side: TableSide = { id: elsewhere, name: '' };
  return {
    rows: [side],
    columns: [side],
    measures,
    people: Int32Array.of(people.length),
    counts: new Map(measures.map(({ id }) => [id, Int32Array.of(people.filter((person) => holds(person, id)).length)])),
  };
}

/** The groups, and behind them the one of those nobody placed. */
function sidesOf(groups: readonly { readonly id: string; readonly names: readonly string[] }[]): TableSide[] {
  return [...groups.map(({ id, names }) => ({ id, name: names.join(', '), names })), { id: elsewhere, name: '' }];
}

function placesOf(members: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(members.flatMap((own, place) => own.map((id) => [id, place] as const)));
}
