/**
 * VUL-18: of the findings that closed or came back, the share that came back. Not: the same flaw on another asset.
 *
 * The value looks back over 90 days; its chart sums what closed and what came back on each single day over whole months.
 */
import { and, filtersOf, or } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { noneIsBest } from '../goalposts.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason, wholeCoverageGap } from '../populations.ts';

const findings = filtersOf(finding);

function cameBack(within: `P${string}`): Filter {
  return and(findings.ge('occurrence', 2), findings.age('le', 'openedAt', within), isNoFalsePositive);
}

function closedOrCameBack(within: `P${string}`): Filter {
  return or(and(findings.eq('state', 'closed'), findings.age('le', 'closedAt', within), isNoFalsePositive), cameBack(within));
}

export const recurrence = defineMetric({
  id: 'VUL-18',
  version: '1.0.0',
  title: { en: 'Recurrence', nl: 'Terugkeer' },
  question: {
    en: 'Of the findings that closed or came back in the last 90 days, what share came back?',
    nl: 'Welk deel van de bevindingen die in de afgelopen 90 dagen sloten of terugkwamen, kwam terug?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'Look for what brings them back: an image, a restored backup, a setting that a rollout reverts. Repair it there.',
    nl: 'Zoek wat ze terugbrengt: een installatiekopie, een teruggezette back-up, een instelling die een uitrol terugdraait. Herstel het daar.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'recover',
  formula: {
    en: 'findings that were opened again in the last 90 days / findings that were closed or opened again in the last 90 days, each counted once',
    nl: 'bevindingen die in de afgelopen 90 dagen heropend zijn / bevindingen die in de afgelopen 90 dagen gesloten of heropend zijn, elk één keer geteld',
  },
  population: {
    en: 'findings that were closed or opened again in the last 90 days',
    nl: 'bevindingen die in de afgelopen 90 dagen gesloten of heropend zijn',
  },
  inclusions: [
    {
      rule: { en: 'findings that came back and were closed once more', nl: 'bevindingen die terugkwamen en weer gesloten zijn' },
      reason: { en: 'They came back all the same.', nl: 'Ze zijn hoe dan ook teruggekomen.' },
    },
  ],
  exclusions: [
    falsePositivesExcluded(
      or(findings.age('le', 'closedAt', 'P90D'), and(findings.ge('occurrence', 2), findings.age('le', 'openedAt', 'P90D'))),
    ),
  ],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Both counts are defined the same way for everyone; scan coverage below 80 % keeps a value out.',
      nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald; een scandekking onder 80 % houdt een waarde buiten.',
    },
  },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'deleting assets and registering them anew', nl: 'middelen verwijderen en opnieuw registreren' },
      signal: { en: 'their findings are all new, and AST-03 moves', nl: 'hun bevindingen zijn alle nieuw, en AST-03 beweegt' },
      counterMetric: 'AST-03',
    },
    {
      how: { en: 'scanning less deeply, so that nothing seems to come back', nl: 'minder diep scannen, zodat niets lijkt terug te komen' },
      signal: { en: 'the authenticated measure of VUL-01 falls', nl: 'de ingelogde meting van VUL-01 daalt' },
      counterMetric: 'VUL-01',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A scanner that misses a flaw once and then finds it again makes a return that never was one.',
      nl: 'Een scanner die een zwakte één keer mist en dan weer vindt, maakt een terugkeer die er geen was.',
    },
    {
      en: 'Of a finding that came back twice within the window only the last return is seen.',
      nl: 'Van een bevinding die binnen het venster twee keer terugkwam, telt alleen de laatste terugkeer.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    findingShare({
      name: 'came-back',
      title: { en: 'Came back in the last 90 days', nl: 'In de afgelopen 90 dagen teruggekomen' },
      direction: 'down',
      headline: true,
      part: cameBack('P90D'),
      of: closedOrCameBack('P90D'),
      chart: { form: 'events', daysOf: 'came-back-by-day' },
    }),
    findingShare({
      name: 'came-back-by-day',
      title: { en: 'Came back on the day', nl: 'Op de dag teruggekomen' },
      direction: 'down',
      part: cameBack('P1D'),
      of: closedOrCameBack('P1D'),
      chart: { form: 'events', daysOf: 'came-back-by-day' },
    }),
  ],
});
