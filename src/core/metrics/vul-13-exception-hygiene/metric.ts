/**
 * VUL-13: whether exceptions are kept as they should be. The records know the risks that were accepted here, but neither the
 * exceptions of other registers nor the measure that stands in for the repair; a person enters the counts of a review. Not: how
 * many findings are accepted (findings, decision).
 */
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, quarterlyReason, selfDeclared } from '../entered-words.ts';

export const exceptionHygiene = defineMetric({
  id: 'VUL-13',
  version: '1.0.0',
  title: { en: 'Exception hygiene', nl: 'Zorg voor uitzonderingen' },
  question: {
    en: 'What share of the exceptions has an end that has not passed and a measure that stands in for the repair?',
    nl: 'Welk deel van de uitzonderingen heeft een einddatum die niet voorbij is en een maatregel in plaats van het herstel?',
  },
  audience: ['ciso', 'vulnerability-manager', 'board'],
  decision: {
    en: 'End or renew each exception that has expired, and give none without a measure that stands in for the repair.',
    nl: 'Beëindig of verleng elke verlopen uitzondering, en geef er geen zonder maatregel die het herstel vervangt.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'withstand',
  formula: {
    en: 'exceptions with a valid end and a mitigation / exceptions',
    nl: 'uitzonderingen met een geldige einddatum en een maatregel / uitzonderingen',
  },
  population: {
    en: 'exceptions to a repair term that hold at the end of the period, in every register that keeps them',
    nl: 'uitzonderingen op een hersteltermijn die aan het eind van de periode gelden, in elk register dat ze bijhoudt',
  },
  inclusions: [],
  exclusions: [],
  cadenceDays: 92,
  graceDays: 31,
  chartPeriod: 'quarter',
  chartPeriodReason: quarterlyReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'M', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'renewing every exception unread', nl: 'elke uitzondering ongelezen verlengen' },
      signal: { en: 'ends move together, and VUL-12 rises', nl: 'einddata schuiven samen op, en VUL-12 stijgt' },
      counterMetric: 'VUL-12',
    },
    {
      how: { en: 'leaving things open without an exception', nl: 'zaken laten liggen zonder uitzondering' },
      signal: { en: 'the number of exceptions falls and VUL-05 with it', nl: 'het aantal uitzonderingen daalt en VUL-05 ook' },
      counterMetric: 'VUL-05',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [enteredGap],
  lifecycle: 'specified',
  measures: [
    {
      name: 'exceptions-in-order',
      title: { en: 'Exceptions in order', nl: 'Uitzonderingen op orde' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      entered: {
        numerator: { en: 'exceptions with a valid end and a mitigation', nl: 'uitzonderingen met een geldige einddatum en een maatregel' },
        denominator: { en: 'exceptions that hold', nl: 'uitzonderingen die gelden' },
        evidence: {
          en: 'the register of exceptions, or the minutes of its review',
          nl: 'het register van uitzonderingen, of het verslag van de beoordeling',
        },
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
