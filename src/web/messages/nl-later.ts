/** Dutch texts of pages that are seldom the first to be opened; see `en-later.ts`. */
import type { LaterMessages } from './en-later.ts';
import { nlAwareness } from './nl-awareness.ts';
import { nlBehaviour } from './nl-behaviour.ts';
import { nlMailReports } from './nl-mail-reports.ts';
import { nlQuestionnaires } from './nl-questionnaires.ts';
import { nlTraining } from './nl-training.ts';
import { nlWorksCouncil } from './nl-works-council.ts';

export const nlLater = {
  ...nlAwareness,
  ...nlMailReports,
  ...nlTraining,
  ...nlBehaviour,
  ...nlQuestionnaires,
  ...nlWorksCouncil,
} satisfies LaterMessages;
