/** Who reported in a month, laid in the cells of the fixed cube: people of the population, not reports, for groups are groups of people. */
import type { CountTable } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import type { CountedReport } from './count-reports.ts';
import { placedTable, type Placement } from './placed-table.ts';

/** `reported`: any mail that was none of a test; `reported-threat`: one that was what it seemed. */
const reportMeasures = ['reported', 'reported-threat'] as const;
export type ReportMeasure = (typeof reportMeasures)[number];

/**
 * @param people everybody the population knows in the month, and where
 * @param reports of the month; those of people whom no population names are in no cell
 */
export function reportTable(people: ReadonlyMap<string, Placement>, reports: readonly CountedReport[], plan: GroupPlan): CountTable {
  const counted = {
    reported: new Set(reports.filter(({ verdict }) => verdict !== 'simulation').map(({ person }) => person)),
    'reported-threat': new Set(reports.filter(({ verdict }) => verdict === 'true-positive').map(({ person }) => person)),
  } satisfies Record<ReportMeasure, ReadonlySet<string>>;
  return placedTable(
    {
      people: [...people],
      placementOf: ([, placement]) => placement,
      measures: reportMeasures.map((id) => ({ id, guards: 'counted' })),
      holds: ([person], measure) => counted[measure as ReportMeasure].has(person),
    },
    plan,
  );
}
