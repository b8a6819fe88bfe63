/** AWR-11: what people know, think and say they do, by a questionnaire in the manner of the HAIS-Q, as an index of 0 to 100. */
import { defineMetric, type PublishedMeasure } from '../define-metric.ts';
import { fewestShown, figureReason, publishedGap, wholeHouseGap } from '../people-words.ts';
import { lowResponse, ownWords, pickedPeople, roundCost, sameRoundsCounted, whoAnswers } from '../questionnaire-words.ts';

const index = (name: string, title: PublishedMeasure['title'], headline: boolean): PublishedMeasure => ({
  name,
  title,
  kind: 'index',
  unit: 'index',
  direction: 'up',
  headline,
  published: {
    subject: 'questionnaire',
    numerator: null,
    denominator: null,
    reasons: ['total-hidden', 'all-alike', 'rounds-several', 'response-low'],
  },
  scopes: ['organisation'],
  chart: { form: 'level' },
  whenEmpty: 'not-applicable',
});

export const questionnaireIndex = defineMetric({
  id: 'AWR-11',
  version: '1.0.0',
  title: {
    en: 'Knowledge, attitude and behaviour',
    nl: 'Kennis, houding en gedrag',
  },
  question: {
    en: 'What do people know, think and say they do about safe work with information?',
    nl: 'Wat weten, vinden en doen mensen naar eigen zeggen als het gaat om veilig werken met gegevens?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When knowledge is high and behaviour is low: make the safe way the easy way before you explain again. Look at the lowest area first.',
    nl: 'Als de kennis hoog is en het gedrag laag: maak de veilige weg de makkelijke voordat u weer gaat uitleggen. Kijk eerst naar het laagste onderwerp.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'per respondent the mean of the answers 1 to 5, reversed ones turned round; of all respondents the mean; index = (mean − 1) / 4 × 100',
    nl: 'per deelnemer het gemiddelde van de antwoorden 1 tot en met 5, omgekeerde omgedraaid; over alle deelnemers het gemiddelde; index = (gemiddelde − 1) / 4 × 100',
  },
  population: {
    en: 'respondents who answered at least half of the questions of the scale they were asked',
    nl: 'deelnemers die ten minste de helft van de vragen van de schaal die hun gesteld zijn hebben beantwoord',
  },
  inclusions: [sameRoundsCounted],
  exclusions: [],
  cadenceDays: 365,
  graceDays: 61,
  chartPeriod: 'figure',
  chartPeriodReason: figureReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 3, class: 'L', basis: roundCost },
  automationLevel: 1,
  minCellSize: fewestShown,
  benchmarkable: { is: true, reason: lowResponse },
  target: null,
  goalposts: { leftOut: ownWords },
  referenceValues: [],
  gamingRisks: [
    pickedPeople,
    {
      how: { en: 'handing out the wished-for answers', nl: 'de gewenste antwoorden uitdelen' },
      signal: {
        en: 'the index rises and reports of phishing tests do not',
        nl: 'de index stijgt en de meldingen van phishingtests niet',
      },
      counterMetric: 'AWR-05',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'What people say they do is not what they do',
      nl: 'Wat mensen zeggen te doen is niet wat zij doen',
    },
    {
      en: 'The questionnaire that comes with the release is not validated: it is good for a trend of one’s own',
      nl: 'De meegeleverde vragenlijst is niet gevalideerd: zij is goed voor een eigen trend',
    },
    whoAnswers,
    publishedGap,
    wholeHouseGap,
  ],
  notVital: ownWords,
  lifecycle: 'specified',
  measures: [
    index('whole', { en: 'All questions', nl: 'Alle vragen' }, true),
    index('knowledge', { en: 'Knowledge', nl: 'Kennis' }, false),
    index('attitude', { en: 'Attitude', nl: 'Houding' }, false),
    index('behaviour', { en: 'Behaviour', nl: 'Gedrag' }, false),
    {
      name: 'response',
      title: { en: 'Response', nl: 'Respons' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'context',
      headline: false,
      published: {
        subject: 'questionnaire',
        numerator: { en: 'people who answered', nl: 'mensen die antwoordden' },
        denominator: { en: 'people who were invited', nl: 'mensen die zijn uitgenodigd' },
        reasons: ['total-hidden', 'nothing-counted', 'rounds-several', 'response-low'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
