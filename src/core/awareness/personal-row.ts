/** What importers of files about people hand over, by its kind; each goes to the merge of that kind (store/awareness/personal-rows.ts). */
import type { PhishingRow } from './phishing-row.ts';
import type { PopulationRow } from './population-row.ts';

export interface PersonalRows {
  readonly population: PopulationRow;
  readonly phishing: PhishingRow;
}

export type PersonalKind = keyof PersonalRows;
export type PersonalRow = PersonalRows[PersonalKind];
