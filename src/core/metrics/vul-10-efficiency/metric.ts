/**
 * VUL-10: of the findings closed in the last 30 days, the share that was high risk: whether hands went where the danger is.
 * Not: how much of the danger was closed (VUL-09), or how much in all (VUL-11).
 *
 * The value looks back over 30 days on any day. Its chart takes the last value of each month, so that neighbours share no days
 * (two at the end of February).
 */
import { and, filtersOf } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason } from '../populations.ts';

const findings = filtersOf(finding);

function closedLately(...also: readonly Filter[]): Filter {
  return and(findings.eq('state', 'closed'), findings.age('le', 'closedAt', 'P30D'), isNoFalsePositive, ...also);
}

export const efficiency = defineMetric({
  id: 'VUL-10',
  version: '1.0.0',
  title: { en: 'Efficiency of closing', nl: 'Doelmatigheid van het sluiten' },
  question: {
    en: 'Of the findings closed in the last 30 days, what share was high risk?',
    nl: 'Welk deel van de bevindingen die in de afgelopen 30 dagen gesloten zijn, had een hoog risico?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'When it is low while high-risk findings are open: change the order of the work, not the amount.',
    nl: 'Als het laag is terwijl er hoog risico openstaat: verander de volgorde van het werk, niet de hoeveelheid.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'efficiency',
  crefGoal: 'withstand',
  formula: {
    en: 'critical and high findings closed in the last 30 days / all findings closed in the last 30 days',
    nl: 'kritieke en hoge bevindingen die in de afgelopen 30 dagen gesloten zijn / alle bevindingen die in de afgelopen 30 dagen gesloten zijn',
  },
  population: { en: 'findings closed in the last 30 days', nl: 'bevindingen die in de afgelopen 30 dagen gesloten zijn' },
  inclusions: [],
  exclusions: [falsePositivesExcluded(and(findings.eq('state', 'closed'), findings.age('le', 'closedAt', 'P30D')))],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['scans-regular'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: false,
    reason: {
      en: 'It depends on the mix of severities, which is the scanner’s.',
      nl: 'Het hangt af van de verdeling over ernst, en die is van de scanner.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'It has no best: whoever closes all that is high risk and then the rest does more good, and this share falls.',
      nl: 'Het heeft geen beste waarde: wie al het hoge risico sluit en daarna de rest, doet meer goeds, en dit aandeel daalt.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'closing little else', nl: 'weinig anders sluiten' },
      signal: { en: 'VUL-11 falls as it rises', nl: 'VUL-11 daalt terwijl dit stijgt' },
      counterMetric: 'VUL-11',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'High risk is the scanner’s word critical or high; what is known to be exploited is told apart, by VUL-07.',
      nl: 'Hoog risico is het woord kritiek of hoog van de scanner; wat bekend wordt uitgebuit, staat apart, in VUL-07.',
    },
    {
      en: 'One update often closes flaws of every severity at once: a low value is not always wasted work.',
      nl: 'Eén update sluit vaak zwakten van elke ernst tegelijk: een lage waarde is niet altijd verspild werk.',
    },
    {
      en: 'A decision made later counts from the day it was made: earlier days keep the finding.',
      nl: 'Een besluit telt vanaf de dag waarop het is genomen: eerdere dagen houden de bevinding.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    findingShare({
      name: 'high-risk',
      title: { en: 'High risk among what was closed', nl: 'Hoog risico onder wat gesloten is' },
      direction: 'up',
      headline: true,
      part: closedLately(findings.ge('severity', 'high')),
      of: closedLately(),
      chart: { form: 'window' },
    }),
  ],
});
