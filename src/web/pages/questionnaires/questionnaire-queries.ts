/** What the pages of questionnaires ask for. */
import { queryOptions } from '@tanstack/react-query';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { client, queryClient } from '../../app/api.ts';

export const roundsQuery = queryOptions({
  queryKey: ['questionnaire-rounds'],
  queryFn: ({ signal }) => client.questionnaires.rounds({ signal }),
});

export const packsQuery = queryOptions({
  queryKey: ['questionnaire-packs'],
  queryFn: ({ signal }) => client.questionnaires.packs({ signal }),
});

export function roundQuery(id: string) {
  return queryOptions({
    queryKey: ['questionnaire-round', id],
    queryFn: ({ signal }) => client.questionnaires.round({ params: { id }, signal }),
    // How many answered grows while it is open.
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? 30_000 : false),
  });
}

/** The answer of a change is the round as it is now. */
export function keepRound(round: RoundDetail): void {
  queryClient.setQueryData(roundQuery(round.id).queryKey, round);
  void queryClient.invalidateQueries({ queryKey: roundsQuery.queryKey });
}
