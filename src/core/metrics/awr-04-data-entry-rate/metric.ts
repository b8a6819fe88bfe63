/** AWR-04: who entered data on the page behind the link. Of tests whose mail leads to no form it is nought, and says nothing. */
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

export const dataEntryRate = defineMetric({
  id: 'AWR-04',
  version: '1.0.0',
  title: {
    en: 'Data-entry rate',
    nl: 'Invulpercentage',
  },
  question: {
    en: 'What share of the people who got a phishing test entered data on its page?',
    nl: 'Welk deel van de mensen die een phishingtest kregen vulde gegevens in op de pagina?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it rises: check first what a stolen password opens (second factor, sign-in that resists phishing), then how people could have seen it.',
    nl: 'Als het stijgt: controleer eerst wat een gestolen wachtwoord opent (tweede factor, inloggen dat tegen phishing bestand is), dan hoe mensen het hadden kunnen zien.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'people who sent a form themselves / people to whom the mail was delivered',
    nl: 'mensen die zelf een formulier verstuurden / mensen bij wie de mail is bezorgd',
  },
  population: deliveredPopulation,
  ...ofPhishingTests,
  benchmarkable: { is: false, reason: hardnessDecides },
  target: null,
  goalposts: { leftOut: sameEventsLeftOut },
  referenceValues: [],
  gamingRisks: [
    mailsGetEasier,
    {
      how: {
        en: 'using mails without a form',
        nl: 'mails zonder formulier gebruiken',
      },
      signal: {
        en: 'this is nought while AWR-03 is not',
        nl: 'dit is nul terwijl AWR-03 dat niet is',
      },
      counterMetric: 'AWR-03',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'A mail that leads to no form has nobody who entered data: nought then says nothing of anybody',
      nl: 'Bij een mail zonder formulier vult niemand iets in: nul zegt dan niets over wie dan ook',
    },
    machinesGap,
    publishedGap,
    wholeHouseGap,
  ],
  notVital: seeOthers,
  lifecycle: 'specified',
  measures: [
    {
      name: 'submitted',
      title: {
        en: 'Entered data themselves',
        nl: 'Zelf gegevens ingevuld',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who sent the form themselves',
          nl: 'mensen die zelf het formulier verstuurden',
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
