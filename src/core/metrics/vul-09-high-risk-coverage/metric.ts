/**
 * VUL-09: of the high-risk findings there were to close in the last 30 days, the share that was closed. Not: what else was
 * closed meanwhile (VUL-10), or whether closing was in time (VUL-05).
 *
 * The value looks back over 30 days on any day. Its chart takes the last value of each month, so that neighbours share no days
 * (two at the end of February).
 */
import { and, filtersOf, or } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { allIsBest } from '../goalposts.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason } from '../populations.ts';

const findings = filtersOf(finding);
const isSevere = findings.ge('severity', 'high');

function closedLately(...also: readonly Filter[]): Filter {
  return and(findings.eq('state', 'closed'), findings.age('le', 'closedAt', 'P30D'), isNoFalsePositive, ...also);
}

/** Open still, or closed no more than 30 days ago: each once. */
function openLately(...also: readonly Filter[]): Filter {
  return and(or(findings.eq('state', 'open'), findings.age('le', 'closedAt', 'P30D')), isNoFalsePositive, ...also);
}

export const highRiskCoverage = defineMetric({
  id: 'VUL-09',
  version: '1.0.0',
  title: { en: 'High-risk findings closed', nl: 'Hoog risico gesloten' },
  question: {
    en: 'Of the high-risk findings there were to close in the last 30 days, what share was closed?',
    nl: 'Welk deel van de bevindingen met hoog risico die er in de afgelopen 30 dagen te sluiten waren, is gesloten?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board'],
  decision: {
    en: 'When it falls: put what is dangerous first, and let the rest wait openly.',
    nl: 'Als het daalt: doe eerst wat gevaarlijk is, en laat de rest openlijk wachten.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'critical and high findings closed in the last 30 days / those and the critical and high findings that are open',
    nl: 'kritieke en hoge bevindingen die in de afgelopen 30 dagen gesloten zijn / die en de kritieke en hoge bevindingen die openstaan',
  },
  population: {
    en: 'critical and high findings that were open on any of the last 30 days',
    nl: 'kritieke en hoge bevindingen die op een van de afgelopen 30 dagen openstonden',
  },
  inclusions: [
    {
      rule: { en: 'accepted risks', nl: 'aanvaarde risico’s' },
      reason: { en: 'Accepting does not close: the flaw is still there.', nl: 'Aanvaarden sluit niet: de zwakte is er nog.' },
    },
  ],
  exclusions: [falsePositivesExcluded(and(or(findings.eq('state', 'open'), findings.age('le', 'closedAt', 'P30D')), isSevere))],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['scans-regular'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Comparable where scans are no more than 30 days apart and severity is by the same scanner.',
      nl: 'Vergelijkbaar waar scans hoogstens 30 dagen uit elkaar liggen en de ernst van dezelfde scanner komt.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'calling findings false positives', nl: 'bevindingen onterecht gemeld noemen' },
      signal: { en: 'the number left out grows', nl: 'het aantal dat is weggelaten, groeit' },
      counterMetric: 'VUL-18',
    },
    {
      how: { en: 'closing old, easy ones at the end of the month', nl: 'aan het eind van de maand oude, makkelijke sluiten' },
      signal: { en: 'VUL-05 does not rise with it', nl: 'VUL-05 stijgt niet mee' },
      counterMetric: 'VUL-05',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'High risk is the scanner’s word critical or high; what is known to be exploited is told apart, by VUL-07.',
      nl: 'Hoog risico is het woord kritiek of hoog van de scanner; wat bekend wordt uitgebuit, staat apart, in VUL-07.',
    },
    {
      en: 'A decision made later counts from the day it was made: earlier days keep the finding.',
      nl: 'Een besluit telt vanaf de dag waarop het is genomen: eerdere dagen houden de bevinding.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    findingShare({
      name: 'closed',
      title: { en: 'High-risk findings closed in 30 days', nl: 'Bevindingen met hoog risico, in 30 dagen gesloten' },
      direction: 'up',
      headline: true,
      part: closedLately(isSevere),
      of: openLately(isSevere),
      chart: { form: 'window' },
    }),
  ],
});
