/** Who reported in a month, laid in the cells of the fixed cube: people of the population, not reports, for groups are groups of people. */
import type { CountTable, TableSide } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { elsewhere } from '../disclosure/named-groups.ts';
import type { Placement } from './placed-table.ts';
import type { CountedReport } from './count-reports.ts';

/** `reported`: any mail that was none of a test; `reported-threat`: one that was what it seemed. */
export const reportMeasures = ['reported', 'reported-threat'] as const;
export type ReportMeasure = (typeof reportMeasures)[number];

/**
 * @param people everybody the population knows in the month, and where
 * @param reports of the month; those of people whom no population names are in no cell
 */
export function reportTable(people: ReadonlyMap<string, Placement>, reports: readonly CountedReport[], plan: GroupPlan): CountTable {
  const rows = sidesOf(plan.groups.map(({ id, names }) => ({ id, names })));
  const columns = sidesOf(plan.roleGroups.map(({ id, roles }) => ({ id, names: roles })));
  const rowOf = new Map(plan.groups.flatMap(({ departmentIds }, place) => departmentIds.map((id) => [id, place] as const)));
  const columnOf = new Map(plan.roleGroups.flatMap(({ roles }, place) => roles.map((role) => [role, place] as const)));
  const cellOf = ({ unitId, roleGroup }: Placement) =>
    (rowOf.get(unitId ?? '') ?? rows.length - 1) * columns.length + (columnOf.get(roleGroup ?? '') ?? columns.length - 1);
  const counted = {
    reported: new Set(reports.filter(({ verdict }) => verdict !== 'simulation').map(({ person }) => person)),
    'reported-threat': new Set(reports.filter(({ verdict }) => verdict === 'true-positive').map(({ person }) => person)),
  } satisfies Record<ReportMeasure, ReadonlySet<string>>;
  const size = rows.length * columns.length;
  const all = new Int32Array(size);
  const counts = new Map<string, Int32Array>(reportMeasures.map((measure) => [measure, new Int32Array(size)]));
  for (const [person, placement] of people) {
    const cell = cellOf(placement);
    all[cell] = (all[cell] ?? 0) + 1;
    for (const measure of reportMeasures) {
      const own = counts.get(measure);
      if (own !== undefined && counted[measure].has(person)) own[cell] = (own[cell] ?? 0) + 1;
    }
  }
  return { rows, columns, measures: reportMeasures.map((id) => ({ id, guards: 'counted' })), people: all, counts };
}

/** The groups, and behind them the one of those nobody placed. */
function sidesOf(groups: readonly { readonly id: string; readonly names: readonly string[] }[]): TableSide[] {
  return [...groups.map(({ id, names }) => ({ id, name: names.join(', ') })), { id: elsewhere, name: '' }];
}
