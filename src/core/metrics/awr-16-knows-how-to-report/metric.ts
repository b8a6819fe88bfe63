/** AWR-16: who knows how to report, by questions with a right answer: right on all that he was asked. */
import { defineMetric } from '../define-metric.ts';
import { fewestShown, figureReason, publishedGap, wholeHouseGap } from '../people-words.ts';
import { lowResponse, pickedPeople, roundCost, sameRoundsCounted, whoAnswers } from '../questionnaire-words.ts';

export const knowsHowToReportRate = defineMetric({
  id: 'AWR-16',
  version: '1.0.0',
  title: {
    en: 'Knows how to report',
    nl: 'Weet hoe te melden',
  },
  question: {
    en: 'What share of people knows when and how to report something that is not right?',
    nl: 'Welk deel van de mensen weet wanneer en hoe iets te melden dat niet klopt?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it is low: put the one way to report on every screen and badge, before any training.',
    nl: 'Als het laag is: zet de ene manier om te melden op elk scherm en elk pasje, vóór enige training.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'respondents with every question about reporting right / respondents who answered every one that they were asked',
    nl: 'deelnemers met elke vraag over melden goed / deelnemers die elke daarvan die hun gesteld is beantwoordden',
  },
  population: {
    en: 'respondents who answered all questions about reporting that they were asked; whoever left one open is not known',
    nl: 'deelnemers die alle vragen over melden die hun gesteld zijn beantwoordden; wie er een openliet is onbekend',
  },
  inclusions: [sameRoundsCounted],
  exclusions: [],
  cadenceDays: 365,
  graceDays: 61,
  chartPeriod: 'figure',
  chartPeriodReason: figureReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: roundCost },
  automationLevel: 1,
  minCellSize: fewestShown,
  benchmarkable: { is: true, reason: lowResponse },
  target: null,
  goalposts: {
    leftOut: {
      en: 'What people answer on paper is not yet a report; that is AWR-05, which is scored.',
      nl: 'Wat mensen op papier antwoorden is nog geen melding; dat is AWR-05, dat wel meetelt.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    pickedPeople,
    {
      how: { en: 'making the right answer plain among the others', nl: 'het goede antwoord tussen de andere laten opvallen' },
      signal: { en: 'nearly everybody is right and few report', nl: 'bijna iedereen heeft het goed en weinigen melden' },
      counterMetric: 'AWR-05',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'Whoever has several of these questions must have all of them right: with more questions fewer people know it',
      nl: 'Wie meer van deze vragen krijgt, moet ze alle goed hebben: met meer vragen weten minder mensen het',
    },
    whoAnswers,
    publishedGap,
    wholeHouseGap,
  ],
  notVital: {
    en: 'AWR-05 tells who does report; this one tells why it may be low, and stands with the questionnaire.',
    nl: 'AWR-05 vertelt wie er meldt; dit vertelt waarom dat laag kan zijn, en staat bij de vragenlijst.',
  },
  lifecycle: 'specified',
  measures: [
    {
      name: 'knows',
      title: { en: 'Knows how to report', nl: 'Weet hoe te melden' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'questionnaire',
        numerator: { en: 'respondents with every question about reporting right', nl: 'deelnemers met elke vraag over melden goed' },
        denominator: { en: 'respondents who answered all of them', nl: 'deelnemers die ze alle beantwoordden' },
        reasons: ['total-hidden', 'nothing-counted', 'rounds-several', 'response-low'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
