/**
 * AST-14: what the outside sees of the hospital. No file that is read looks from outside, so a person enters what an outside-in
 * check found; by hand once a month, where a connected check would speak weekly. Not: whether what is seen is vulnerable (the
 * findings) or follows the standards of mail and web (VUL-16).
 */
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, lastOfMonthReason, selfDeclared } from '../entered-words.ts';

export const externalExposure = defineMetric({
  id: 'AST-14',
  version: '1.0.0',
  title: { en: 'External exposure', nl: 'Blootstelling naar buiten' },
  question: {
    en: 'How many services that can be reached from the internet are not in the inventory?',
    nl: 'Hoeveel diensten die vanaf internet bereikbaar zijn, staan niet in het register?',
  },
  audience: ['ciso', 'vulnerability-manager', 'board'],
  decision: {
    en: 'For each service that nobody registered: find its owner this week, or take it off the internet.',
    nl: 'Voor elke dienst die niemand registreerde: zoek deze week de eigenaar, of haal haar van internet.',
  },
  domain: 'AST',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'internet-facing services found from outside that are not in the inventory; beside it, compliant outside-in checks / checks made',
    nl: 'van buiten gevonden diensten op internet die niet in het register staan; daarnaast controles van buitenaf die voldoen / gedane controles',
  },
  population: {
    en: 'services that an outside-in check found on the domains and addresses of the hospital',
    nl: 'diensten die een controle van buitenaf vond op de domeinen en adressen van het ziekenhuis',
  },
  inclusions: [],
  exclusions: [],
  cadenceDays: 31,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: lastOfMonthReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 3, class: 'M', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'checking fewer domains and addresses', nl: 'minder domeinen en adressen controleren' },
      signal: { en: 'the number of checks falls without a reason on record', nl: 'het aantal controles daalt zonder vastgelegde reden' },
      counterMetric: 'VUL-16',
    },
    {
      how: {
        en: 'registering whatever is found without asking for an owner',
        nl: 'alles wat gevonden wordt registreren zonder een eigenaar te zoeken',
      },
      signal: { en: 'AST-11 falls when this falls', nl: 'AST-11 daalt als dit daalt' },
      counterMetric: 'AST-11',
    },
  ],
  obligations: ['nis2-21-2-a', 'nis2-21-2-i'],
  knownGaps: [
    enteredGap,
    {
      en: 'Services at suppliers, on names nobody knows to check, are not found',
      nl: 'Diensten bij leveranciers, op namen waarvan niemand weet dat ze gecontroleerd moeten worden, worden niet gevonden',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'unknown-services',
      title: { en: 'Services nobody registered', nl: 'Diensten die niemand registreerde' },
      kind: 'count',
      unit: 'count',
      direction: 'down',
      headline: true,
      entered: {
        numerator: { en: 'services found that are not in the inventory', nl: 'gevonden diensten die niet in het register staan' },
        denominator: null,
        evidence: {
          en: 'the report of the outside-in check, with the list of services',
          nl: 'het rapport van de controle van buitenaf, met de lijst van diensten',
        },
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'compliant-checks',
      title: { en: 'Compliant outside-in checks', nl: 'Controles van buitenaf die voldoen' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: false,
      entered: {
        numerator: { en: 'checks that are compliant', nl: 'controles die voldoen' },
        denominator: { en: 'checks made', nl: 'gedane controles' },
        evidence: { en: 'the report of the outside-in check', nl: 'het rapport van de controle van buitenaf' },
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
