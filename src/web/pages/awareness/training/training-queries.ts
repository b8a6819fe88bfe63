/** What the page of trainings asks for. */
import { queryOptions } from '@tanstack/react-query';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { client, queryClient } from '../../../app/api.ts';

export const trainingQuery = queryOptions({ queryKey: ['training'], queryFn: ({ signal }) => client.training.get({ signal }) });

/** The answer of a change is trainings as they are now. */
export function keepTraining(training: TrainingJson): void {
  queryClient.setQueryData(trainingQuery.queryKey, training);
}
