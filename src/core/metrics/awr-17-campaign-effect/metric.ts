/** AWR-17: what a behaviour campaign changed, by difference in differences over published cells (decision 0033). */
import { defineMetric } from '../define-metric.ts';
import { fewestShown, figureReason, publishedGap } from '../people-words.ts';

export const campaignEffect = defineMetric({
  id: 'AWR-17',
  version: '1.0.0',
  title: { en: 'Effect of the last behaviour campaign', nl: 'Effect van de laatste gedragscampagne' },
  question: {
    en: 'How much did the behaviour campaign change, beside where it did not come?',
    nl: 'Hoeveel veranderde de gedragscampagne, vergeleken met waar zij niet kwam?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'Better beyond doubt: bring it to the other groups. No difference that can be shown: change it or stop, and do not repeat it because it was made.',
    nl: 'Zeker beter: breng haar naar de andere groepen. Geen aantoonbaar verschil: verander haar of stop, en herhaal haar niet omdat zij er al is.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'adapt',
  formula: {
    en: '(share after − share before) of the groups that got it − the same of the groups that did not, in percentage points, turned so that more is better',
    nl: '(aandeel erna − aandeel ervoor) van de groepen die haar kregen − hetzelfde van de groepen die haar niet kregen, in procentpunten, zo gedraaid dat meer beter is',
  },
  population: {
    en: 'the named groups that the plan of the campaign names, in the phishing tests published of its days',
    nl: 'de groepen die het plan van de campagne noemt, in de phishingtests die over haar dagen gepubliceerd zijn',
  },
  inclusions: [],
  exclusions: [],
  cadenceDays: 365,
  graceDays: 92,
  chartPeriod: 'figure',
  chartPeriodReason: figureReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: {
    hoursPerQuarter: 4,
    class: 'M',
    basis: {
      en: 'estimated: writing the plan before, and reading the result after; the tests are there already',
      nl: 'geschat: het plan vooraf schrijven en de uitkomst achteraf lezen; de tests zijn er al',
    },
  },
  automationLevel: 1,
  minCellSize: fewestShown,
  benchmarkable: {
    is: false,
    reason: {
      en: 'Each campaign aims at another behaviour of another group.',
      nl: 'Elke campagne mikt op ander gedrag van een andere groep.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'It says what one campaign did and not how the hospital stands; that is in AWR-05 and AWR-10.',
      nl: 'Het zegt wat één campagne deed en niet hoe het ziekenhuis ervoor staat; dat staat in AWR-05 en AWR-10.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: {
        en: 'beginning a campaign right after an unusually bad test: the next one is better by itself',
        nl: 'een campagne beginnen vlak na een uitzonderlijk slechte test: de volgende is vanzelf beter',
      },
      signal: { en: 'groups without the campaign improve as well', nl: 'groepen zonder de campagne verbeteren ook' },
      counterMetric: 'AWR-05',
    },
  ],
  obligations: ['nis2-21-2-f', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'That both arms would have moved alike without the campaign is assumed; the days before can speak against it and never prove it',
      nl: 'Dat beide kanten zonder de campagne gelijk waren opgegaan is een aanname; de dagen ervoor kunnen haar tegenspreken en nooit bewijzen',
    },
    {
      en: 'Two campaigns that end on one day give no figure; each stands on its own page',
      nl: 'Twee campagnes die op één dag eindigen geven geen cijfer; elk staat op een eigen pagina',
    },
    publishedGap,
  ],
  notVital: {
    en: 'It is of one campaign, and stands on its page with its plan and its assumptions.',
    nl: 'Het gaat over één campagne, en staat op haar pagina bij haar plan en aannames.',
  },
  lifecycle: 'specified',
  measures: [
    {
      name: 'effect',
      title: { en: 'Effect of the campaign', nl: 'Effect van de campagne' },
      kind: 'difference',
      unit: 'percentage-points',
      direction: 'up',
      headline: true,
      published: {
        subject: 'behaviour',
        numerator: null,
        denominator: null,
        reasons: ['effect-unknown', 'cell-hidden', 'campaigns-several'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
