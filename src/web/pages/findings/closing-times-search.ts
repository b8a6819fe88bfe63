/** What the address says about the curves of closing. */
import { closingGroups } from '#core/vulnerabilities/time-to-close.ts';
import type { Search } from '../../app/page.ts';
import type { ClosingTimesAsked } from '../../app/queries.ts';

/** As the choice of a period names them; the first is the default. */
export const closingPeriods = ['365', '730', 'all'] as const;

export function closingTimesAsked(search: Search): ClosingTimesAsked {
  const { days = closingPeriods[0] } = search;
  const count = /^\d{1,5}$/.test(days) && Number(days) > 0 ? Number(days) : Number(closingPeriods[0]);
  return {
    filter: search['filter'],
    by: closingGroups.find((one) => one === search['by']),
    days: days === 'all' ? null : count,
  };
}
