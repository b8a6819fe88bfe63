/**
 * VUL-17: how the hospital answers those who report a vulnerability to it (coordinated vulnerability disclosure). The reports come
 * by mail or a form that nobody reads in here; a person enters the counts. Not: advisories of others (VUL-14).
 */
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, quarterlyReason, selfDeclared } from '../entered-words.ts';

export const disclosurePerformance = defineMetric({
  id: 'VUL-17',
  version: '1.0.0',
  title: { en: 'Disclosure performance', nl: 'Omgang met meldingen van kwetsbaarheden' },
  question: {
    en: 'What share of the vulnerability reports from outside was acknowledged within five working days?',
    nl: 'Welk deel van de meldingen van kwetsbaarheden van buiten werd binnen vijf werkdagen bevestigd?',
  },
  audience: ['ciso', 'vulnerability-manager'],
  decision: {
    en: 'When it falls: name a deputy for the mailbox, because whoever gets no answer publishes.',
    nl: 'Als het daalt: wijs een vervanger aan voor de postbus, want wie geen antwoord krijgt, publiceert.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'adapt',
  formula: {
    en: 'reports acknowledged within five working days / reports received in the quarter',
    nl: 'meldingen die binnen vijf werkdagen bevestigd zijn / meldingen die in het kwartaal binnenkwamen',
  },
  population: {
    en: 'reports of a vulnerability that people outside the hospital made to it in the quarter',
    nl: 'meldingen van een kwetsbaarheid die mensen van buiten in het kwartaal aan het ziekenhuis deden',
  },
  inclusions: [
    {
      rule: { en: 'reports that proved to be wrong', nl: 'meldingen die onjuist bleken' },
      reason: { en: 'Whoever made them is owed an answer too.', nl: 'Ook wie die deed, hoort antwoord te krijgen.' },
    },
  ],
  exclusions: [],
  cadenceDays: 92,
  graceDays: 31,
  chartPeriod: 'quarter',
  chartPeriodReason: quarterlyReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'acknowledging by machine and reading later', nl: 'automatisch bevestigen en later lezen' },
      signal: { en: 'the median time to a fix grows while this stays high', nl: 'de mediane hersteltijd groeit terwijl dit hoog blijft' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    enteredGap,
    {
      en: 'The median time to a fix is entered as somebody worked it out: it should count what is still open as waiting',
      nl: 'De mediane hersteltijd wordt ingevoerd zoals iemand haar berekende: wat nog openstaat, hoort daarin als wachtend te tellen',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'acknowledged',
      title: { en: 'Acknowledged within five working days', nl: 'Binnen vijf werkdagen bevestigd' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      entered: {
        numerator: { en: 'reports acknowledged within five working days', nl: 'meldingen die binnen vijf werkdagen bevestigd zijn' },
        denominator: { en: 'reports received', nl: 'ontvangen meldingen' },
        evidence: { en: 'the list of reports with their dates', nl: 'de lijst van meldingen met hun datums' },
      },
      scopes: ['organisation'],
      chart: { form: 'window' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'fix-median',
      title: { en: 'Median time to a fix', nl: 'Mediane tijd tot herstel' },
      kind: 'duration',
      unit: 'days',
      direction: 'down',
      headline: false,
      entered: {
        numerator: {
          en: 'days after which half of the reports was repaired, those still open counted as waiting',
          nl: 'dagen waarna de helft van de meldingen hersteld was; wat nog openstaat, telt als wachtend',
        },
        denominator: null,
        evidence: { en: 'the list of reports with their dates', nl: 'de lijst van meldingen met hun datums' },
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
