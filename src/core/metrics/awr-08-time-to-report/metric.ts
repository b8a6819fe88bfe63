/** AWR-08: how soon reports come. The headline is the share of all who got the mail: a median of reporters improves when slow people stop reporting. */
import { defineMetric } from '../define-metric.ts';
import { ofPhishingTests } from '../people-metrics.ts';
import { deliveredPopulation, hardnessDecides, publishedGap, sameEventsLeftOut, seeOthers, wholeHouseGap } from '../people-words.ts';

export const timeToReport = defineMetric({
  id: 'AWR-08',
  version: '1.0.0',
  title: {
    en: 'Time to report',
    nl: 'Tijd tot melden',
  },
  question: {
    en: 'What share of the people who got a phishing test had reported it within half an hour?',
    nl: 'Welk deel van de mensen die een phishingtest kregen had die binnen een half uur gemeld?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: put the button where people read mail, on the telephone too.',
    nl: 'Als het daalt: zet de knop waar mensen mail lezen, ook op de telefoon.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'share that had reported 30 minutes after delivery (Kaplan–Meier); beside it the minutes within which half and nine in ten of the reports came',
    nl: 'aandeel dat 30 minuten na bezorging had gemeld (Kaplan–Meier); daarnaast de minuten waarbinnen de helft en negen op de tien meldingen kwamen',
  },
  population: deliveredPopulation,
  ...ofPhishingTests,
  benchmarkable: { is: false, reason: hardnessDecides },
  target: null,
  goalposts: { leftOut: sameEventsLeftOut },
  referenceValues: [
    {
      value: 0.1,
      population: { en: '14,733 people of a company, fifteen months', nl: '14.733 mensen van een bedrijf, vijftien maanden' },
      source: 'D. Lain, K. Kostiainen and S. Čapkun, Phishing in organizations, IEEE S&P 2022',
      note: {
        en: 'not confirmed; share of the reports that came within 5 minutes, and not of everybody',
        nl: 'niet bevestigd; deel van de meldingen dat binnen 5 minuten kwam, en niet van iedereen',
      },
    },
    {
      value: 0.2,
      population: { en: '14,733 people of a company, fifteen months', nl: '14.733 mensen van een bedrijf, vijftien maanden' },
      source: 'D. Lain, K. Kostiainen and S. Čapkun, Phishing in organizations, IEEE S&P 2022',
      note: {
        en: 'not confirmed; share of the reports that came within 15 minutes, and not of everybody',
        nl: 'niet bevestigd; deel van de meldingen dat binnen 15 minuten kwam, en niet van iedereen',
      },
    },
  ],
  gamingRisks: [
    {
      how: {
        en: 'reporting by a rule of the mail program',
        nl: 'melden met een regel in het mailprogramma',
      },
      signal: {
        en: 'many reports come within seconds of delivery',
        nl: 'veel meldingen komen binnen seconden na bezorging',
      },
      counterMetric: 'AWR-05',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    { en: 'Reports without a known time are left out of all times', nl: 'Meldingen zonder bekende tijd vallen buiten alle tijden' },
    {
      en: 'Of several tests on one day the slowest times count, and the share is weighed by deliveries, without an interval',
      nl: 'Van meerdere tests op één dag tellen de traagste tijden, en het aandeel is gewogen naar bezorgingen, zonder interval',
    },
    publishedGap,
    wholeHouseGap,
  ],
  notVital: seeOthers,
  lifecycle: 'specified',
  measures: [
    {
      name: 'within-30',
      title: {
        en: 'Reported within half an hour',
        nl: 'Gemeld binnen een half uur',
      },
      kind: 'rate',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['total-hidden', 'nobody-reported', 'times-unknown', 'times-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'median',
      title: {
        en: 'Half of the reports',
        nl: 'De helft van de meldingen',
      },
      kind: 'duration',
      unit: 'minutes',
      direction: 'down',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['total-hidden', 'nobody-reported', 'times-unknown', 'times-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'ninetieth',
      title: {
        en: 'Nine in ten reports',
        nl: 'Negen op de tien meldingen',
      },
      kind: 'duration',
      unit: 'minutes',
      direction: 'down',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['total-hidden', 'nobody-reported', 'times-unknown', 'times-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'not-applicable',
    },
  ],
});
