/**
 * VUL-03: of the findings that were open 30 days ago, the share that was closed since. Not: what was found since, or whether
 * closing was in time (VUL-05).
 *
 * The value looks back on any day. Its chart takes the last value of each month, so that neighbours share no days (two at
 * the end of February): a chart of every day would manufacture runs (metrics.md 5.1).
 */
import { and, filtersOf, not } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { allIsBest } from '../goalposts.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason } from '../populations.ts';

const findings = filtersOf(finding);
const wasOpen = findings.age('gt', 'openedAt', 'P30D');
const isSevere = findings.ge('severity', 'high');

function closedSince(...also: readonly Filter[]): Filter {
  return and(findings.eq('state', 'closed'), wasOpen, findings.age('le', 'closedAt', 'P30D'), isNoFalsePositive, ...also);
}

/** Open still, or closed no more than 30 days ago. */
function openThen(...also: readonly Filter[]): Filter {
  return and(wasOpen, not(findings.age('gt', 'closedAt', 'P30D')), isNoFalsePositive, ...also);
}

export const remediation = defineMetric({
  id: 'VUL-03',
  version: '1.0.0',
  title: { en: 'Closed within a month', nl: 'In een maand gesloten' },
  question: {
    en: 'What share of the findings that were open 30 days ago has been closed since?',
    nl: 'Welk deel van de bevindingen die 30 dagen geleden openstonden, is sindsdien gesloten?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'When it falls: see what holds the work up, people, maintenance windows or makers, before asking for more of the same.',
    nl: 'Als het daalt: kijk wat het werk ophoudt, mensen, onderhoudsvensters of fabrikanten, voor om meer van hetzelfde te vragen.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'findings opened more than 30 days ago and closed in the last 30 days / those and the findings opened more than 30 days ago that are still open',
    nl: 'bevindingen die meer dan 30 dagen geleden zijn geopend en in de afgelopen 30 dagen gesloten / die en de bevindingen die toen openstonden en nog openstaan',
  },
  population: { en: 'findings that were open 30 days ago', nl: 'bevindingen die 30 dagen geleden openstonden' },
  inclusions: [
    {
      rule: { en: 'accepted risks', nl: 'aanvaarde risico’s' },
      reason: { en: 'Accepting does not close: the flaw is still there.', nl: 'Aanvaarden sluit niet: de zwakte is er nog.' },
    },
  ],
  exclusions: [falsePositivesExcluded(and(wasOpen, not(findings.age('gt', 'closedAt', 'P30D'))))],
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
      en: 'Comparable where scans are no more than 30 days apart; the gate keeps the others out.',
      nl: 'Vergelijkbaar waar scans hoogstens 30 dagen uit elkaar liggen; de poort houdt de andere buiten.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'closing the easy findings only', nl: 'alleen de makkelijke bevindingen sluiten' },
      signal: {
        en: 'critical and high lag behind the whole, and VUL-12 rises',
        nl: 'kritiek en hoog blijven achter bij het geheel, en VUL-12 stijgt',
      },
      counterMetric: 'VUL-12',
    },
    {
      how: { en: 'calling findings false positives', nl: 'bevindingen onterecht gemeld noemen' },
      signal: { en: 'the number left out grows', nl: 'het aantal dat is weggelaten, groeit' },
      counterMetric: 'VUL-18',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A finding that was closed and came back within the 30 days counts from its return, so it is in neither count; VUL-18 counts it.',
      nl: 'Een bevinding die binnen de 30 dagen is gesloten en terugkwam, telt vanaf haar terugkeer en zit dus in geen van beide tellingen; VUL-18 telt haar.',
    },
    {
      en: 'The gate goes by the scan days of the whole organisation: an asset that is scanned less often passes it.',
      nl: 'De poort gaat uit van de scandagen van de hele organisatie: een middel dat minder vaak gescand wordt, komt erdoor.',
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
      title: { en: 'Open 30 days ago and closed since', nl: '30 dagen geleden open en sindsdien gesloten' },
      direction: 'up',
      headline: true,
      part: closedSince(),
      of: openThen(),
      chart: { form: 'window' },
    }),
    findingShare({
      name: 'closed-severe',
      title: { en: 'The same, critical and high', nl: 'Hetzelfde, kritiek en hoog' },
      direction: 'up',
      part: closedSince(isSevere),
      of: openThen(isSevere),
      chart: { form: 'window' },
    }),
  ],
});
