/**
 * VUL-05: of the findings whose deadline passed in the window, the share that was closed in time. Open and overdue is a
 * miss; so is closed too late. Not: findings whose deadline is today or still to come, or that have none.
 *
 * Two windows on purpose. The daily value looks back over the last 30 days, so that it says something on any day of the
 * month. The chart must not be made of rolling windows (neighbours would share 29 days and manufacture runs, metrics.md
 * 5.1): it sums the measure `in-time-by-day`, the deadlines that had just passed on each single day, over whole calendar
 * months. A deadline counts on the day after it, so one of the last of a month counts in the next.
 *
 * The bounds: days of an age are calendar days, so "more than one day, at most 31 days" is exactly D − 30 up to and
 * including D − 1, both at the end of day D and at any moment during it. At the end of D a deadline of D is one day old,
 * so "at least one day" would take it for passed.
 */
import { and, filtersOf } from '../../query/filter-builder.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { targetIsBest } from '../goalposts.ts';
import {
  falsePositivesExcluded,
  fileUploadCost,
  hasPassedDeadline,
  isNoFalsePositive,
  monthlyChartReason,
  wholeCoverageGap,
} from '../populations.ts';

const findings = filtersOf(finding);
const passedLately = and(hasPassedDeadline, findings.age('le', 'dueOn', 'P31D'));
const dueLately = and(passedLately, isNoFalsePositive);
const dueTheDayBefore = and(hasPassedDeadline, findings.age('le', 'dueOn', 'P2D'), isNoFalsePositive);
const isInTime = findings.eq('closedInTime', true);

export const slaCompliance = defineMetric({
  id: 'VUL-05',
  version: '1.1.0',
  title: { en: 'Repaired in time', nl: 'Op tijd verholpen' },
  question: {
    en: 'What share of the findings whose deadline passed in the last 30 days was repaired in time?',
    nl: 'Welk deel van de bevindingen waarvan de termijn in de afgelopen 30 dagen verstreek, is op tijd verholpen?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board'],
  decision: {
    en: 'When it worsens: see which checks cause most of the misses, and take away the obstacle (maintenance window, supplier, spare device) rather than lengthening the deadline.',
    nl: 'Bij verslechtering: kijk welke controles de meeste missers geven en neem de hindernis weg (onderhoudsvenster, leverancier, wisselapparaat) in plaats van de termijn te verlengen.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'findings due in the 30 days before today and closed on or before the day they were due / findings due in the 30 days before today',
    nl: 'bevindingen met een termijn in de 30 dagen vóór vandaag en op tijd gesloten / bevindingen met een termijn in de 30 dagen vóór vandaag',
  },
  population: {
    en: 'findings whose deadline fell in the 30 days before today; what is due today still has until midnight; without those decided to be false positives',
    nl: 'bevindingen met een termijn in de 30 dagen vóór vandaag; wat vandaag verloopt, heeft nog tot middernacht; zonder wat onterecht gemeld is',
  },
  inclusions: [
    {
      rule: { en: 'findings that are still open after their deadline', nl: 'bevindingen die na hun termijn nog openstaan' },
      reason: { en: 'Leaving them out would reward leaving them open.', nl: 'Weglaten zou belonen dat ze open blijven.' },
    },
    {
      rule: { en: 'findings whose risk was accepted', nl: 'bevindingen waarvan het risico is aanvaard' },
      reason: {
        en: 'A deadline that passed is a miss, accepted or not: otherwise one decision could erase the misses of a month. How much is accepted stands in VUL-02.',
        nl: 'Een verstreken termijn is een misser, aanvaard of niet: anders kon één besluit de missers van een maand uitwissen. Hoeveel er is aanvaard, staat in VUL-02.',
      },
    },
  ],
  exclusions: [
    {
      of: 'finding',
      exclusion: {
        rule: { en: 'open findings without a deadline', nl: 'open bevindingen zonder termijn' },
        reason: { en: 'No policy gave them one; they are counted in VUL-02.', nl: 'Geen beleid gaf ze er een; ze tellen mee in VUL-02.' },
        filter: and(findings.eq('state', 'open'), findings.unknown('dueOn')),
      },
    },
    falsePositivesExcluded(passedLately),
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
      en: 'Comparable where the round fixes the same deadlines; scan coverage below 80 % keeps a value out.',
      nl: 'Vergelijkbaar als de ronde dezelfde termijnen vastlegt; een scandekking onder 80 % houdt een waarde buiten.',
    },
  },
  target: {
    value: 0.95,
    source: { en: 'starting value of the catalogue; set your own ambition', nl: 'startwaarde van de catalogus; stel uw eigen ambitie' },
  },
  goalposts: targetIsBest(0.95),
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'lengthening deadlines, or lowering severities', nl: 'termijnen verlengen, of de ernst verlagen' },
      signal: {
        en: 'the policy changes shortly before a wave falls due; fewer findings fall due',
        nl: 'het beleid wijzigt vlak voor een golf vervalt; er vervallen minder bevindingen',
      },
      counterMetric: 'VUL-02',
    },
    {
      how: { en: 'not scanning until after the repair', nl: 'pas scannen na het herstel' },
      signal: { en: 'VUL-01 falls', nl: 'VUL-01 daalt' },
      counterMetric: 'VUL-01',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A repair is known only when a scan no longer finds the flaw: with monthly scans a repair in time can look late.',
      nl: 'Een herstel is pas bekend als een scan de zwakte niet meer vindt: bij maandelijkse scans kan een tijdig herstel te laat lijken.',
    },
    {
      en: 'A finding that was closed late and came back within 30 days takes the deadline of its new occurrence: the earlier miss is then no longer counted.',
      nl: 'Een bevinding die te laat is gesloten en binnen 30 dagen terugkwam, krijgt de termijn van haar nieuwe voorkomen: de eerdere misser telt dan niet meer mee.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'in-time',
      title: { en: 'Due in the last 30 days and repaired in time', nl: 'Termijn in de afgelopen 30 dagen verstreken en op tijd verholpen' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      numerator: { kind: 'finding', filter: and(dueLately, isInTime) },
      denominator: { kind: 'finding', filter: dueLately },
      scopes: scopeKinds,
      chart: { form: 'events', daysOf: 'in-time-by-day' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'in-time-by-day',
      title: { en: 'Due the day before and repaired in time', nl: 'Termijn op de dag ervoor en op tijd verholpen' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: false,
      numerator: { kind: 'finding', filter: and(dueTheDayBefore, isInTime) },
      denominator: { kind: 'finding', filter: dueTheDayBefore },
      scopes: scopeKinds,
      chart: { form: 'events', daysOf: 'in-time-by-day' },
      whenEmpty: 'not-applicable',
    },
  ],
});
