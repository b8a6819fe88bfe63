/** AWR-03: who clicked himself, of those who got the mail. Not comparable: how hard the mail was decides most of it (AWR-10). */
import { defineMetric } from '../define-metric.ts';
import { ofPhishingTests } from '../people-metrics.ts';
import {
  deliveredPopulation,
  hardnessDecides,
  machinesGap,
  mailsGetEasier,
  publishedGap,
  sameEventsLeftOut,
  seeOthers,
  wholeHouseGap,
} from '../people-words.ts';

export const clickRate = defineMetric({
  id: 'AWR-03',
  version: '1.0.0',
  title: {
    en: 'Click rate',
    nl: 'Klikpercentage',
  },
  question: {
    en: 'What share of the people who got a phishing test clicked themselves?',
    nl: 'Welk deel van de mensen die een phishingtest kregen klikte zelf?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it rises at equal difficulty: look at what made that mail work, and make the step after a click safe. Never act on a person.',
    nl: 'Als het stijgt bij gelijke moeilijkheid: kijk waardoor die mail werkte, en maak de stap na een klik veilig. Nooit maatregelen tegen een persoon.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'people with at least one click that is a person’s by the rules / people to whom the mail was delivered',
    nl: 'mensen met ten minste één klik die volgens de regels van een mens is / mensen bij wie de mail is bezorgd',
  },
  population: deliveredPopulation,
  ...ofPhishingTests,
  benchmarkable: { is: false, reason: hardnessDecides },
  target: null,
  goalposts: { leftOut: sameEventsLeftOut },
  referenceValues: [
    {
      value: 0.142,
      population: {
        en: '2,971,945 mails of 95 tests at six US health care institutions',
        nl: '2.971.945 mails van 95 tests bij zes zorginstellingen in de VS',
      },
      source:
        'W. J. Gordon and others, Assessment of employee susceptibility to phishing attacks at US health care institutions, JAMA Network Open 2019;2(3):e190393',
      note: { en: 'overall; machines were not told apart', nl: 'over alles samen; machines zijn niet onderscheiden' },
    },
    {
      value: 0.167,
      population: { en: 'the same 95 tests', nl: 'dezelfde 95 tests' },
      source:
        'W. J. Gordon and others, Assessment of employee susceptibility to phishing attacks at US health care institutions, JAMA Network Open 2019;2(3):e190393',
      note: {
        en: 'median of tests; half of them lay between 0.083 and 0.242',
        nl: 'mediaan van de tests; de helft lag tussen 0,083 en 0,242',
      },
    },
    {
      value: 0.05,
      population: { en: 'none: a target', nl: 'geen: een streefwaarde' },
      source: 'CISO Assistant, library of metrics',
      note: {
        en: 'a starting value of that library and no norm; a raw click rate is no good target',
        nl: 'een beginwaarde van die bibliotheek en geen norm; een kaal klikpercentage is geen goed doel',
      },
    },
  ],
  gamingRisks: [
    mailsGetEasier,
    {
      how: {
        en: 'leaving out people who click often',
        nl: 'mensen weglaten die vaak klikken',
      },
      signal: {
        en: 'deliveries fall against the number of people employed',
        nl: 'het aantal bezorgingen daalt ten opzichte van het aantal medewerkers',
      },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [machinesGap, publishedGap, wholeHouseGap],
  notVital: seeOthers,
  lifecycle: 'specified',
  measures: [
    {
      name: 'clicked',
      title: {
        en: 'Clicked themselves',
        nl: 'Zelf geklikt',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who clicked themselves',
          nl: 'mensen die zelf klikten',
        },
        denominator: {
          en: 'people to whom the mail was delivered',
          nl: 'mensen bij wie de mail is bezorgd',
        },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'events' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'with-unsure',
      title: {
        en: 'With clicks that may be a machine’s',
        nl: 'Met klikken die van een machine kunnen zijn',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who clicked themselves, or of whose clicks no rule can tell',
          nl: 'mensen die zelf klikten, of van wier klikken geen regel het weet',
        },
        denominator: {
          en: 'people to whom the mail was delivered',
          nl: 'mensen bij wie de mail is bezorgd',
        },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'events' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'as-the-tool-counts',
      title: {
        en: 'As the tool counts',
        nl: 'Zoals het hulpmiddel telt',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'context',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people with any click in the export, machines with them',
          nl: 'mensen met een klik in de export, machines meegeteld',
        },
        denominator: {
          en: 'people to whom the mail was delivered',
          nl: 'mensen bij wie de mail is bezorgd',
        },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'events' },
      whenEmpty: 'not-applicable',
    },
  ],
});
