/** AWR-01b: who began and was trained by the thirtieth day. Never a headline, as AWR-01. */
import { defineMetric } from '../define-metric.ts';
import { ofTrainings } from '../people-metrics.ts';
import { notHeadline, publishedGap, wholeHouseGap } from '../people-words.ts';

export const startersTrained = defineMetric({
  id: 'AWR-01b',
  version: '1.0.0',
  title: { en: 'New starters trained within thirty days', nl: 'Nieuwe medewerkers getraind binnen dertig dagen' },
  question: {
    en: 'What share of those who began had done what is asked of everybody by their thirtieth day?',
    nl: 'Welk deel van wie begon had op de dertigste dag gedaan wat van iedereen gevraagd is?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: make the course part of the first days, before access is given.',
    nl: 'Als het daalt: maak de cursus deel van de eerste dagen, voordat toegang gegeven wordt.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'starters trained on their thirtieth day / starters who reached it',
    nl: 'starters die op hun dertigste dag getraind waren / starters die die dag haalden',
  },
  population: {
    en: 'people whose first day the population file states, and who were still here thirty days later',
    nl: 'mensen van wie het populatiebestand de eerste dag noemt, en die er dertig dagen later nog waren',
  },
  ...ofTrainings,
  knownGaps: [
    {
      en: 'Fewer than ten starters wait for the next month; who merely appears in a file without a first day is not counted',
      nl: 'Minder dan tien starters wachten op de volgende maand; wie alleen in een bestand verschijnt, zonder eerste dag, telt niet mee',
    },
    publishedGap,
    wholeHouseGap,
  ],
  notVital: notHeadline,
  lifecycle: 'specified',
  measures: [
    {
      name: 'trained',
      title: { en: 'Trained by the thirtieth day', nl: 'Getraind op de dertigste dag' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'training',
        numerator: { en: 'starters trained by then', nl: 'starters die toen getraind waren' },
        denominator: { en: 'starters who reached their thirtieth day', nl: 'starters die hun dertigste dag haalden' },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
