/** The questionnaires that come with the release, in the order in which they are offered. */
import type { QuestionnairePack } from '../pack.ts';
import { safeWorkInCare } from './safe-work-in-care.ts';

export const shippedPacks: readonly QuestionnairePack[] = [safeWorkInCare];
