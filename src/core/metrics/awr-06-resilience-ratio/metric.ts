/** AWR-06: reporters per clicker. Undefined where nobody clicked (metrics.md 4.3): then the two counts, which are measures here, say it. */
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

export const resilienceRatio = defineMetric({
  id: 'AWR-06',
  version: '1.0.0',
  title: {
    en: 'Resilience ratio',
    nl: 'Weerbaarheidsverhouding',
  },
  question: {
    en: 'How many people reported a phishing test for each one who clicked?',
    nl: 'Hoeveel mensen meldden een phishingtest voor ieder die klikte?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'Below one: more clicked than reported. Work on reporting first: one report can stop the mail for everybody.',
    nl: 'Onder de één: er klikten er meer dan er meldden. Werk eerst aan melden: één melding kan de mail voor iedereen stoppen.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'people who reported / people who clicked themselves; no value where nobody clicked',
    nl: 'mensen die meldden / mensen die zelf klikten; geen waarde als niemand klikte',
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
        en: 'counting every report, also those of a rule in the mail program',
        nl: 'elke melding tellen, ook die van een regel in het mailprogramma',
      },
      signal: {
        en: 'reports come within seconds of delivery',
        nl: 'meldingen komen binnen seconden na bezorging',
      },
      counterMetric: 'AWR-08',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'A ratio of two small numbers moves much: its interval takes into account that the same people can do both',
      nl: 'Een verhouding van twee kleine aantallen beweegt sterk: het interval houdt er rekening mee dat dezelfde mensen beide kunnen doen',
    },
    machinesGap,
    publishedGap,
    wholeHouseGap,
  ],
  notVital: seeOthers,
  lifecycle: 'specified',
  measures: [
    {
      name: 'resilience',
      title: {
        en: 'Reporters per clicker',
        nl: 'Melders per klikker',
      },
      kind: 'ratio',
      unit: 'ratio',
      direction: 'up',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who reported the mail',
          nl: 'mensen die de mail meldden',
        },
        denominator: {
          en: 'people who clicked themselves',
          nl: 'mensen die zelf klikten',
        },
        reasons: ['total-hidden', 'nobody-clicked'],
      },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'reporters',
      title: {
        en: 'Reported',
        nl: 'Gemeld',
      },
      kind: 'count',
      unit: 'count',
      direction: 'up',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who reported the mail',
          nl: 'mensen die de mail meldden',
        },
        denominator: null,
        reasons: ['total-hidden'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'clickers',
      title: {
        en: 'Clicked themselves',
        nl: 'Zelf geklikt',
      },
      kind: 'count',
      unit: 'count',
      direction: 'down',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'people who clicked themselves',
          nl: 'mensen die zelf klikten',
        },
        denominator: null,
        reasons: ['total-hidden'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
