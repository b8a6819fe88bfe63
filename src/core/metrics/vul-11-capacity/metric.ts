/**
 * VUL-11: of all findings there were to close in the last 30 days, the share that was closed, and how many came in and went
 * out. Not: how dangerous they were (VUL-09, VUL-10).
 *
 * The value looks back over 30 days on any day. Its chart takes the last value of each month, so that neighbours share no days
 * (two at the end of February).
 */
import { and, filtersOf, or } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric, scopeKinds, type CountedMeasure } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { allIsBest } from '../goalposts.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason } from '../populations.ts';

const findings = filtersOf(finding);

function closedLately(...also: readonly Filter[]): Filter {
  return and(findings.eq('state', 'closed'), findings.age('le', 'closedAt', 'P30D'), isNoFalsePositive, ...also);
}

/** Open still, or closed no more than 30 days ago: each once. */
function openLately(...also: readonly Filter[]): Filter {
  return and(or(findings.eq('state', 'open'), findings.age('le', 'closedAt', 'P30D')), isNoFalsePositive, ...also);
}

function counted(measure: Pick<CountedMeasure, 'name' | 'title'>, filter: Filter): CountedMeasure {
  return {
    ...measure,
    kind: 'count',
    unit: 'count',
    direction: 'context',
    headline: false,
    numerator: { kind: 'finding', filter },
    denominator: null,
    scopes: scopeKinds,
    // Scans and updates close findings in groups, so limits for single ones would find a signal in every group.
    chart: { form: 'level' },
    whenEmpty: 'no-data',
  };
}

export const capacity = defineMetric({
  id: 'VUL-11',
  version: '1.0.0',
  title: { en: 'Capacity to close', nl: 'Vermogen om te sluiten' },
  question: {
    en: 'Of all findings there were to close in the last 30 days, what share was closed, and does more come in than goes out?',
    nl: 'Welk deel van alle bevindingen die er in de afgelopen 30 dagen te sluiten waren, is gesloten, en komt er meer binnen dan er uitgaat?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board'],
  decision: {
    en: 'When more comes in than goes out month after month: add hands or automate updates, or agree openly what will wait.',
    nl: 'Als er maand na maand meer binnenkomt dan uitgaat: zet meer mensen in of automatiseer updates, of spreek openlijk af wat wacht.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'efficiency',
  crefGoal: 'withstand',
  formula: {
    en: 'findings closed in the last 30 days / those and the findings that are open; beside it the number opened and the number closed in those days',
    nl: 'bevindingen die in de afgelopen 30 dagen gesloten zijn / die en de bevindingen die openstaan; daarnaast het aantal geopend en het aantal gesloten in die dagen',
  },
  population: {
    en: 'findings that were open on any of the last 30 days',
    nl: 'bevindingen die op een van de afgelopen 30 dagen openstonden',
  },
  inclusions: [
    {
      rule: { en: 'accepted risks', nl: 'aanvaarde risico’s' },
      reason: { en: 'Accepting does not close: the flaw is still there.', nl: 'Aanvaarden sluit niet: de zwakte is er nog.' },
    },
  ],
  exclusions: [falsePositivesExcluded(or(findings.eq('state', 'open'), findings.age('le', 'closedAt', 'P30D')))],
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
      en: 'What a scanner counts as one finding differs between tools.',
      nl: 'Wat een scanner als één bevinding telt, verschilt per gereedschap.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'closing the easy findings only', nl: 'alleen de makkelijke bevindingen sluiten' },
      signal: { en: 'VUL-09 and VUL-10 fall while this rises', nl: 'VUL-09 en VUL-10 dalen terwijl dit stijgt' },
      counterMetric: 'VUL-10',
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
      en: 'A first scan, or a new one that sees more, opens many at once: that is knowledge gained, not work fallen behind.',
      nl: 'Een eerste scan, of een nieuwe die meer ziet, opent er veel tegelijk: dat is gewonnen kennis, geen achterstand.',
    },
    {
      en: 'A finding that was closed and came back within the 30 days is open: it counts as opened, not as closed.',
      nl: 'Een bevinding die binnen de 30 dagen is gesloten en terugkwam, staat open: zij telt als geopend, niet als gesloten.',
    },
    {
      en: 'A decision made later counts from the day it was made: earlier days keep the finding.',
      nl: 'Een besluit telt vanaf de dag waarop het is genomen: eerdere dagen houden de bevinding.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    findingShare({
      name: 'closed-share',
      title: { en: 'Closed in 30 days', nl: 'In 30 dagen gesloten' },
      direction: 'up',
      headline: true,
      part: closedLately(),
      of: openLately(),
      chart: { form: 'window' },
    }),
    counted({ name: 'opened', title: { en: 'Opened in 30 days', nl: 'In 30 dagen geopend' } }, openedLately()),
    counted({ name: 'closed', title: { en: 'Closed in 30 days, number', nl: 'In 30 dagen gesloten, aantal' } }, closedLately()),
  ],
});

/** Whether they are closed meanwhile or not. */
function openedLately(): Filter {
  return and(findings.age('le', 'openedAt', 'P30D'), isNoFalsePositive);
}
