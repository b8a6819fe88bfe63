/** Where a next step leads: the rows it means, or the page where it is done. */
import type { Overview } from '#contract/endpoints/metrics.ts';
import { rowsSearch } from '../../app/list-search.ts';
import type { PageTarget } from '../../app/page-link.tsx';

export function stepTarget(step: Overview['next'][number]): PageTarget | null {
  if (step.kind === 'import') return { to: '/imports', ...(step.filter === null ? {} : { search: { filter: step.filter } }) };
  if (step.kind === null || step.filter === null) return null;
  return rowsSearch(step.kind, step.filter);
}
