/**
 * VUL-16: whether mail and web of the hospital follow the open standards that protect those who use them. Public test sites
 * measure this from outside; a person enters their counts. Not: whether there is something behind it (AST-14).
 */
import type { Localised } from '../../kernel/text.ts';
import type { EnteredMeasure } from '../define-metric.ts';
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, lastOfMonthReason, selfDeclared } from '../entered-words.ts';

const checksMade: Localised = { en: 'checks made', nl: 'gedane controles' };
const testReport: Localised = { en: 'the report or the link of the test', nl: 'het rapport of de link van de test' };

function compliant(name: string, title: Localised, numerator: Localised, headline = false): EnteredMeasure {
  return {
    name,
    title,
    kind: 'proportion',
    unit: 'proportion',
    direction: 'up',
    headline,
    entered: { numerator, denominator: checksMade, evidence: testReport },
    scopes: ['organisation'],
    chart: { form: 'level' },
    whenEmpty: 'not-applicable',
  };
}

export const externalHygiene = defineMetric({
  id: 'VUL-16',
  version: '1.0.0',
  title: { en: 'External hygiene', nl: 'Hygiëne naar buiten' },
  question: {
    en: 'What share of the checks of mail, web and encryption from outside is compliant?',
    nl: 'Welk deel van de controles van buitenaf van mail, web en versleuteling voldoet?',
  },
  audience: ['ciso', 'vulnerability-manager', 'board'],
  decision: {
    en: 'Repair what fails in the order of who is harmed: mail that others can forge first.',
    nl: 'Herstel wat niet voldoet in de volgorde van wie er last van heeft: eerst mail die anderen kunnen vervalsen.',
  },
  domain: 'VUL',
  layer: 'technical',
  type: 'implementation',
  crefGoal: 'withstand',
  formula: {
    en: 'compliant checks of SPF, DKIM, DMARC, TLS, CSP and security.txt / checks made',
    nl: 'controles van SPF, DKIM, DMARC, TLS, CSP en security.txt die voldoen / gedane controles',
  },
  population: {
    en: 'every check on every domain of the hospital that sends mail or serves pages',
    nl: 'elke controle op elk domein van het ziekenhuis dat mail verstuurt of pagina’s toont',
  },
  inclusions: [
    {
      rule: { en: 'domains that are parked', nl: 'domeinen die geparkeerd zijn' },
      reason: { en: 'Mail can be forged in their name as well.', nl: 'Ook in hun naam kan mail worden vervalst.' },
    },
  ],
  exclusions: [],
  cadenceDays: 31,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: lastOfMonthReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'L', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'checking only the main domain', nl: 'alleen het hoofddomein controleren' },
      signal: { en: 'the number of checks falls', nl: 'het aantal controles daalt' },
      counterMetric: 'AST-14',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-g', 'nis2-21-2-h'],
  knownGaps: [
    enteredGap,
    {
      en: 'Test sites change their checks; such a change belongs beside the chart as another method',
      nl: 'Testsites veranderen hun controles; zo’n verandering hoort naast de grafiek als andere methode',
    },
  ],
  lifecycle: 'specified',
  measures: [
    compliant(
      'compliant',
      { en: 'Compliant checks', nl: 'Controles die voldoen' },
      { en: 'checks that are compliant', nl: 'controles die voldoen' },
      true,
    ),
    compliant(
      'mail-compliant',
      { en: 'Of mail: SPF, DKIM, DMARC', nl: 'Van mail: SPF, DKIM en DMARC' },
      { en: 'checks of SPF, DKIM and DMARC that are compliant', nl: 'controles van SPF, DKIM en DMARC die voldoen' },
    ),
    compliant(
      'web-compliant',
      { en: 'Of the web: TLS, CSP, security.txt', nl: 'Van het web: TLS, CSP en security.txt' },
      { en: 'checks of TLS, CSP and security.txt that are compliant', nl: 'controles van TLS, CSP en security.txt die voldoen' },
    ),
  ],
});
