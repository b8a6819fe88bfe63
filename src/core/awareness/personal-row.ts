/** What importers of files about people hand over, by its kind; each goes to the merge of that kind (store/awareness/personal-rows.ts). */
import type { MailReportRow, MaliciousDeliveryRow } from './mail-report-row.ts';
import type { AmbassadorRow } from './ambassador-row.ts';
import type { PhishingRow } from './phishing-row.ts';
import type { PopulationRow } from './population-row.ts';
import type { TrainingRow } from './training-row.ts';
import type { QuestionnaireRow } from './questionnaire-row.ts';

export interface PersonalRows {
  readonly population: PopulationRow;
  readonly phishing: PhishingRow;
  readonly questionnaire: QuestionnaireRow;
  readonly 'mail-report': MailReportRow;
  readonly 'malicious-delivery': MaliciousDeliveryRow;
  readonly training: TrainingRow;
  readonly ambassador: AmbassadorRow;
}

export type PersonalKind = keyof PersonalRows;
export type PersonalRow = PersonalRows[PersonalKind];
