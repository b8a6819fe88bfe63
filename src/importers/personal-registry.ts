/**
 * Every importer of files about people, in the order in which they are asked whether a file is theirs; all of them before the
 * importers of `registry.ts`. A new format is one folder below `personal/` and one line here.
 */
import type { PersonalImporter } from './define-personal-importer.ts';
import { ambassadors } from './personal/ambassadors/importer.ts';
import { gophish } from './personal/gophish/importer.ts';
import { knowbe4 } from './personal/knowbe4/importer.ts';
import { mailReports } from './personal/mail-reports/importer.ts';
import { maliciousDeliveries } from './personal/malicious-deliveries/importer.ts';
import { msAttackSimulation } from './personal/ms-attack-simulation/importer.ts';
import { phishingEventsTable } from './personal/phishing-events/importer.ts';
import { population } from './personal/population/importer.ts';
import { proofpoint } from './personal/proofpoint/importer.ts';
import { training } from './personal/training/importer.ts';
import { xapi } from './personal/xapi/importer.ts';
import { questionnaireResults } from './personal/questionnaire-results/importer.ts';

export const personalImporters: readonly PersonalImporter[] = [
  gophish,
  msAttackSimulation,
  knowbe4,
  proofpoint,
  phishingEventsTable,
  mailReports,
  maliciousDeliveries,
  xapi,
  training,
  ambassadors,
  questionnaireResults,
  population,
];
