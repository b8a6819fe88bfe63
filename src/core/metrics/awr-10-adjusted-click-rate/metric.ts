/**
 * AWR-10: the click rate as it would be with a fixed mixture of mails that are hard and easy to see through (NIST Phish Scale), over the
 * tests of twelve months: a year holds the usual four to twelve tests, of each difficulty and in every season; a quarter would hardly
 * ever have 30 deliveries of each, and a longer time would keep people’s old behaviour in it. A headline, and the only one of phishing
 * tests that may be compared.
 */
import { defineMetric } from '../define-metric.ts';
import { noneIsBest } from '../goalposts.ts';
import { ofPhishingTests } from '../people-metrics.ts';
import { machinesGap, publishedGap, wholeHouseGap } from '../people-words.ts';

export const difficultyAdjustedClickRate = defineMetric({
  id: 'AWR-10',
  version: '1.0.0',
  title: {
    en: 'Click rate at equal difficulty',
    nl: 'Klikpercentage bij gelijke moeilijkheid',
  },
  question: {
    en: 'What share would click if mails were always of the same difficulty?',
    nl: 'Welk deel zou klikken als mails altijd even moeilijk waren?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'When it does not fall over two years: change what protects people after a click before you change the training again.',
    nl: 'Als het in twee jaar niet daalt: verander eerst wat mensen na een klik beschermt, en dan pas weer de training.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'sum over difficulties of weight × click rate; weights 0.25 very difficult, 0.50 moderate, 0.25 least; no value where one of them has fewer than 30 deliveries in the twelve months',
    nl: 'som over moeilijkheden van gewicht × klikpercentage; gewichten 0,25 zeer moeilijk, 0,50 gemiddeld, 0,25 makkelijkst; geen waarde als een ervan in de twaalf maanden minder dan 30 bezorgingen heeft',
  },
  population: {
    en: 'deliveries of tests with a settled difficulty whose first mail lies in the twelve months up to the day',
    nl: 'bezorgingen van tests met een vastgestelde moeilijkheid waarvan de eerste mail in de twaalf maanden tot de dag ligt',
  },
  ...ofPhishingTests,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Weights and difficulties are the same for everyone; the only figure of phishing tests that may be compared.',
      nl: 'Gewichten en moeilijkheden zijn voor iedereen gelijk; het enige cijfer van phishingtests dat vergeleken mag worden.',
    },
  },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: {
        en: 'scoring a mail as harder than it is',
        nl: 'een mail moeilijker scoren dan zij is',
      },
      signal: {
        en: 'one person scores, or scores come after the result is known',
        nl: 'één persoon scoort, of scores komen nadat de uitslag bekend is',
      },
      counterMetric: 'AWR-03',
    },
    {
      how: {
        en: 'leaving mails without a score that were clicked often',
        nl: 'mails zonder score laten waarop veel geklikt is',
      },
      signal: {
        en: 'the number of tests that are left out grows',
        nl: 'het aantal weggelaten tests groeit',
      },
      counterMetric: 'AWR-03',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'Points share the tests of up to a year, so the chart is drawn and not judged; the change against the year before has its own interval',
      nl: 'Punten delen de tests van maximaal een jaar, dus de grafiek is getekend en niet beoordeeld; de verandering ten opzichte van het jaar ervoor heeft een eigen interval',
    },
    {
      en: 'The thresholds of the scale are those of NIST TN 2276 as we know them; the weights are our default',
      nl: 'De drempels van de schaal zijn die van NIST TN 2276 zoals wij ze kennen; de gewichten zijn onze keuze',
    },
    machinesGap,
    publishedGap,
    wholeHouseGap,
  ],

  lifecycle: 'specified',
  measures: [
    {
      name: 'adjusted',
      title: {
        en: 'At equal difficulty, twelve months',
        nl: 'Bij gelijke moeilijkheid, twaalf maanden',
      },
      kind: 'rate',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['deliveries-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'change',
      title: {
        en: 'Against the twelve months before',
        nl: 'Ten opzichte van de twaalf maanden ervoor',
      },
      kind: 'difference',
      unit: 'percentage-points',
      direction: 'down',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['deliveries-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'left-out',
      title: {
        en: 'Tests without a settled difficulty, left out',
        nl: 'Tests zonder vastgestelde moeilijkheid, weggelaten',
      },
      kind: 'count',
      unit: 'count',
      direction: 'context',
      headline: false,
      published: {
        subject: 'phishing',
        numerator: {
          en: 'tests of the twelve months without a settled difficulty',
          nl: 'tests van de twaalf maanden zonder vastgestelde moeilijkheid',
        },
        denominator: null,
        reasons: [],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
