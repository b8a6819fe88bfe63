/** What is the same for metrics that are read from rounds of a questionnaire. */
import type { Localised } from '../kernel/text.ts';

export const roundCost: Localised = {
  en: 'estimated: choosing the questionnaire, making and sending links, a reminder, publishing; five minutes of each respondent are not in it',
  nl: 'geschat: de vragenlijst kiezen, links maken en versturen, een herinnering, publiceren; de vijf minuten per deelnemer tellen niet mee',
};

export const sameRoundsCounted = {
  rule: {
    en: 'rounds of one version of a questionnaire that ended on one day together',
    nl: 'rondes van één versie van een vragenlijst die op één dag eindigden samen',
  },
  reason: {
    en: 'Groups that are asked apart at one time are one look at the house.',
    nl: 'Groepen die tegelijk apart gevraagd worden, zijn één blik op het huis.',
  },
} as const satisfies { readonly rule: Localised; readonly reason: Localised };

export const ownWords: Localised = {
  en: 'People say it of themselves; what they do is measured by AWR-05 and AWR-10. To score both would count intentions as deeds.',
  nl: 'Mensen zeggen het over zichzelf; wat zij doen meten AWR-05 en AWR-10. Beide meetellen zou voornemens als daden tellen.',
};

export const whoAnswers: Localised = {
  en: 'Who answers is who wants to: those who did not may think otherwise, and no interval tells it; the response stands beside it',
  nl: 'Wie antwoordt, wil dat: wie dat niet deed kan anders denken, en geen interval vertelt dat; de respons staat ernaast',
};

export const pickedPeople = {
  how: {
    en: 'inviting departments that are known to do well',
    nl: 'afdelingen uitnodigen waarvan bekend is dat het er goed gaat',
  },
  signal: {
    en: 'the number invited falls against the number of people employed',
    nl: 'het aantal genodigden daalt ten opzichte van het aantal medewerkers',
  },
  counterMetric: 'AWR-05',
} as const;

export const lowResponse: Localised = {
  en: 'Only rounds in which 30 % or more of those invited answered, and only with the same questionnaire of the same major version.',
  nl: 'Alleen rondes waarin 30 % of meer van de genodigden antwoordde, en alleen met dezelfde vragenlijst van dezelfde hoofdversie.',
};
