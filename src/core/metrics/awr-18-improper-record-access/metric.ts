/**
 * AWR-18: how many looked-at accesses to patient records were not allowed. Reviews of logs after NEN 7513 are work of people; a person
 * enters the counts. What was looked at decides the figure, so the evidence must say how it was chosen. Not: whose accesses they were.
 */
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, quarterlyReason, selfDeclared } from '../entered-words.ts';

export const improperRecordAccess = defineMetric({
  id: 'AWR-18',
  version: '1.0.0',
  title: { en: 'Improper record access', nl: 'Onterechte inzage in dossiers' },
  question: {
    en: 'What share of the accesses to patient records that were reviewed was not allowed?',
    nl: 'Welk deel van de beoordeelde inzages in patiëntendossiers was niet toegestaan?',
  },
  audience: ['data-protection-officer', 'awareness-officer', 'works-council', 'board'],
  decision: {
    en: 'When it rises in a random sample: look which rights are too wide and which work needs them, before anybody is spoken to.',
    nl: 'Als het in een aselecte steekproef stijgt: kijk welke rechten te ruim zijn en welk werk ze nodig heeft, voordat iemand wordt aangesproken.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'reviewed accesses judged unauthorised / accesses reviewed in the quarter',
    nl: 'beoordeelde inzages die onterecht waren / inzages die in het kwartaal beoordeeld zijn',
  },
  population: {
    en: 'accesses in the logs of patient records (NEN 7513) that were reviewed in the quarter, chosen as the evidence says',
    nl: 'inzages in de logging van patiëntendossiers (NEN 7513) die in het kwartaal beoordeeld zijn, gekozen zoals het bewijs zegt',
  },
  inclusions: [
    {
      rule: { en: 'accesses in an emergency', nl: 'inzages in een noodsituatie' },
      reason: {
        en: 'Breaking the glass is allowed and is reviewed all the same.',
        nl: 'De noodknop mag, en wordt evengoed beoordeeld.',
      },
    },
  ],
  exclusions: [],
  cadenceDays: 92,
  graceDays: 31,
  chartPeriod: 'quarter',
  chartPeriodReason: quarterlyReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 12, class: 'M', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'reviewing what is sure to be fine', nl: 'beoordelen wat zeker in orde is' },
      signal: {
        en: 'the sample in the evidence changes while the share falls',
        nl: 'de steekproef in het bewijs verandert terwijl het aandeel daalt',
      },
      counterMetric: null,
    },
    {
      how: { en: 'reviewing only what somebody complained of', nl: 'alleen beoordelen waarover iemand klaagde' },
      signal: { en: 'few reviews and a high share', nl: 'weinig beoordelingen en een hoog aandeel' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-g'],
  knownGaps: [
    enteredGap,
    {
      en: 'A share of a chosen sample says nothing of all accesses: only a random sample of a stated frame can be read as a level',
      nl: 'Een aandeel van een gekozen steekproef zegt niets over alle inzages: alleen een aselecte steekproef uit een genoemd kader is als niveau te lezen',
    },
    {
      en: 'Quarters with another sampling frame are not comparable; say so beside the chart',
      nl: 'Kwartalen met een ander steekproefkader zijn niet vergelijkbaar; zeg dat naast de grafiek',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'unauthorised',
      title: { en: 'Judged unauthorised', nl: 'Onterecht bevonden' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      entered: {
        numerator: { en: 'reviewed accesses judged unauthorised', nl: 'beoordeelde inzages die onterecht waren' },
        denominator: { en: 'accesses reviewed', nl: 'beoordeelde inzages' },
        evidence: {
          en: 'the sampling frame: which logs, which period, how the accesses were chosen and how many there were; and where the reviews are kept',
          nl: 'het steekproefkader: welke logging, welke periode, hoe de inzages gekozen zijn en hoeveel er waren; en waar de beoordelingen liggen',
        },
      },
      scopes: ['organisation'],
      chart: { form: 'window' },
      whenEmpty: 'not-applicable',
    },
  ],
});
