/** Where the rows of files about people go, by their kind. Each merge may run twice on the same rows and then changes nothing. */
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import type { PopulationRow } from '#core/awareness/population-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { mergePhishing } from './phishing.ts';
import { mergePopulation } from './population.ts';

export interface PersonalFile {
  readonly importId: Id;
  readonly observedOn: Day;
}

/** @returns whether each row changed anything, in their order. */
export type RowMerge<Row> = (
  scope: Scope,
  file: PersonalFile,
  rows: readonly Row[],
  ports: { readonly newId: NewId; readonly now: Instant },
) => Promise<readonly boolean[]>;

export const rowMerges: { readonly population: RowMerge<PopulationRow>; readonly phishing: RowMerge<PhishingRow> } = {
  population: mergePopulation,
  phishing: mergePhishing,
};
