/** What the pages of matching ask for. All keys begin alike: an answer may change every one of them. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '#sdk/client-types.ts';
import { client, queryClient } from '../../app/api.ts';

const askAgainMs = 1_500;

export const questionsQuery = (query: NonNullable<Input<'matching.questions'>['query']>) =>
  queryOptions({ queryKey: ['matching', 'list', query], queryFn: ({ signal }) => client.matching.questions({ query, signal }) });

export const questionQuery = (id: string) =>
  queryOptions({ queryKey: ['matching', 'one', id], queryFn: ({ signal }) => client.matching.question({ params: { id }, signal }) });

/** Asked again while the matching is at work. */
export const matchingStateQuery = queryOptions({
  queryKey: ['matching', 'state'],
  queryFn: ({ signal }) => client.matching.state({ signal }),
  refetchInterval: ({ state }) => (state.data?.running === true ? askAgainMs : false),
});

export type AskedAnswers = Omit<NonNullable<Input<'matching.decisions'>['query']>, 'offset' | 'limit'> & {
  readonly offset: number;
  readonly limit: number;
};

/** What stood there stays while another page or word is asked for. */
export const answersQuery = (query: AskedAnswers) =>
  queryOptions({
    queryKey: ['matching', 'answers', query],
    queryFn: ({ signal }) => client.matching.decisions({ query, signal }),
    placeholderData: keepPreviousData,
  });

export const matchQualityQuery = queryOptions({
  queryKey: ['matching', 'quality'],
  queryFn: ({ signal }) => client.matching.quality({ signal }),
});

export const advisoryMatchesQuery = (id: string) =>
  queryOptions({ queryKey: ['matching', 'advisory', id], queryFn: ({ signal }) => client.matching.ofAdvisory({ params: { id }, signal }) });

export const assetMatchesQuery = (id: string) =>
  queryOptions({ queryKey: ['matching', 'asset', id], queryFn: ({ signal }) => client.matching.ofAsset({ params: { id }, signal }) });

/** After an answer: lists, trees and figures may differ. */
export function forgetMatching(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['matching'] });
}
