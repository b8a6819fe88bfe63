/** A campaign's outcomes laid in the cells of the fixed cube. */
import type { CountTable } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { campaignMeasures, holdsOf, type CampaignMeasure } from './campaign-figures.ts';
import { placedTable, type Placement } from './placed-table.ts';
import type { RecipientOutcome } from './recipient-outcomes.ts';

/** @param placementOf where somebody belonged on the day of the first mail */
export function campaignTable(
  outcomes: readonly RecipientOutcome[],
  placementOf: (recipient: RecipientOutcome['recipient']) => Placement | undefined,
  plan: GroupPlan,
): CountTable {
  return placedTable(
    {
      people: outcomes,
      placementOf: ({ recipient }) => placementOf(recipient),
      measures: campaignMeasures.map((id) => ({ id, guards: 'counted' })),
      holds: (outcome, measure) => holdsOf(outcome, measure as CampaignMeasure),
    },
    plan,
  );
}
