/** After a change: the answer is the page's new state, and everything that shows assets or models asks again. */
import type { ModelDetail } from '#contract/endpoints/models.ts';
import { queryClient } from '../../app/api.ts';
import { modelQuery } from '../../app/queries.ts';

export function keepModel(detail: ModelDetail): void {
  queryClient.setQueryData(modelQuery(detail.record.id).queryKey, detail);
  void queryClient.invalidateQueries({ queryKey: ['list'] });
  void queryClient.invalidateQueries({ queryKey: ['asset'] });
}
