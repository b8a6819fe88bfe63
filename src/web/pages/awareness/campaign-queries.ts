/** What the pages of awareness ask for. */
import { queryOptions } from '@tanstack/react-query';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { client, queryClient } from '../../app/api.ts';

export const campaignsQuery = queryOptions({ queryKey: ['campaigns'], queryFn: ({ signal }) => client.campaigns.list({ signal }) });

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => client.campaigns.get({ params: { id }, signal }),
    // Counting takes a moment: the page asks until it is done.
    refetchInterval: ({ state }) => (state.data?.state === 'counting' ? 2_000 : false),
  });
}

/** The answer of a change is the campaign as it is now. */
export function keepCampaign(detail: CampaignDetail): void {
  queryClient.setQueryData(campaignQuery(detail.id).queryKey, detail);
  void queryClient.invalidateQueries({ queryKey: campaignsQuery.queryKey });
}
