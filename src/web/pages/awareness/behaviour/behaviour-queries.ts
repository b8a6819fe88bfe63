/** What the pages of behaviour campaigns ask for. */
import { queryOptions } from '@tanstack/react-query';
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { client, queryClient } from '../../../app/api.ts';

export const behaviourListQuery = queryOptions({ queryKey: ['behaviour'], queryFn: ({ signal }) => client.behaviour.list({ signal }) });

export const behaviourBasisQuery = queryOptions({
  queryKey: ['behaviour-basis'],
  queryFn: ({ signal }) => client.behaviour.basis({ signal }),
});

export function behaviourQuery(id: string) {
  return queryOptions({
    queryKey: ['behaviour-one', id],
    queryFn: ({ signal }) => client.behaviour.get({ params: { id }, signal }),
  });
}

/** The answer of a change is the campaign as it is now. */
export function keepBehaviour(detail: BehaviourDetail): void {
  queryClient.setQueryData(behaviourQuery(detail.id).queryKey, detail);
  void queryClient.invalidateQueries({ queryKey: behaviourListQuery.queryKey });
}
