/** AWR-05: who reported the mail, of those who got it; whoever clicked and then reported counts. A headline: a report can stop an attack. */
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { ofPhishingTests } from '../people-metrics.ts';
import { deliveredPopulation, hardnessDecides, mailsGetEasier, publishedGap, wholeHouseGap } from '../people-words.ts';

export const reportRate = defineMetric({
  id: 'AWR-05',
  version: '1.0.0',
  title: {
    en: 'Report rate',
    nl: 'Meldpercentage',
  },
  question: {
    en: 'What share of the people who got a phishing test reported it?',
    nl: 'Welk deel van de mensen die een phishingtest kregen meldde die?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'When it falls: make reporting one click, answer each report, and say aloud that reporting after a click is welcome.',
    nl: 'Als het daalt: maak melden één klik, beantwoord elke melding, en zeg hardop dat melden na een klik welkom is.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'people who reported the mail / people to whom it was delivered',
    nl: 'mensen die de mail meldden / mensen bij wie zij is bezorgd',
  },
  population: deliveredPopulation,
  ...ofPhishingTests,
  benchmarkable: { is: false, reason: hardnessDecides },
  target: null,
  goalposts: allIsBest,
  referenceValues: [
    {
      value: 0.2,
      population: { en: 'users of security awareness tools', nl: 'gebruikers van hulpmiddelen voor bewustwording' },
      source: 'Verizon, Data Breach Investigations Report 2024',
      note: { en: 'about; reported without clicking', nl: 'ongeveer; gemeld zonder te klikken' },
    },
    {
      value: 0.11,
      population: { en: 'users who clicked', nl: 'gebruikers die klikten' },
      source: 'Verizon, Data Breach Investigations Report 2024',
      note: { en: 'of those who clicked; also reported', nl: 'van wie klikte; meldde ook' },
    },
  ],
  gamingRisks: [
    mailsGetEasier,
    {
      how: {
        en: 'announcing the test, or rewarding every report',
        nl: 'de test aankondigen, of elke melding belonen',
      },
      signal: {
        en: 'reports of real mails do not rise with it',
        nl: 'meldingen van echte mails stijgen niet mee',
      },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'A report by telephone or to a colleague is not in the export of the tool',
      nl: 'Een telefonische melding of een melding aan een collega staat niet in de export van het hulpmiddel',
    },
    publishedGap,
    wholeHouseGap,
  ],

  lifecycle: 'specified',
  measures: [
    {
      name: 'reported',
      title: {
        en: 'Reported',
        nl: 'Gemeld',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who reported the mail',
          nl: 'mensen die de mail meldden',
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
      name: 'after-a-click',
      title: {
        en: 'Reported after clicking',
        nl: 'Gemeld na een klik',
      },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who clicked themselves and reported the mail',
          nl: 'mensen die zelf klikten en de mail meldden',
        },
        denominator: {
          en: 'people who clicked themselves',
          nl: 'mensen die zelf klikten',
        },
        reasons: ['total-hidden', 'nobody-clicked'],
      },
      scopes: ['organisation'],
      chart: { form: 'events' },
      whenEmpty: 'not-applicable',
    },
  ],
});
