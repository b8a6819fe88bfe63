/**
 * English texts of pages that are seldom the first to be opened: they come with such a page (`texts: 'later'` in its definition), so that a
 * first load does not wait for them. Only files of those pages may use them (`later.test.ts`).
 */
import { enAwareness } from './en-awareness.ts';
import { enBehaviour } from './en-behaviour.ts';
import { enMailReports } from './en-mail-reports.ts';
import { enQuestionnaires } from './en-questionnaires.ts';
import { enTraining } from './en-training.ts';
import { enWorksCouncil } from './en-works-council.ts';

export const enLater = {
  ...enAwareness,
  ...enMailReports,
  ...enTraining,
  ...enBehaviour,
  ...enQuestionnaires,
  ...enWorksCouncil,
};

export type LaterMessages = typeof enLater;
