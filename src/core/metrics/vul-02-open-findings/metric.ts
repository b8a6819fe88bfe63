/**
 * VUL-02: how many findings are open, by severity, and how many per asset. Severity is the scanner's own word.
 * Not: how long they stay open (VUL-04, VUL-12) or whether anybody can exploit them (VUL-07, VUL-08).
 */
import { and, filtersOf } from '../../query/filter-builder.ts';
import type { Localised } from '../../kernel/text.ts';
import { finding, type Severity } from '../../vulnerabilities/finding.ts';
import { defineMetric, scopeKinds, type CountedMeasure } from '../define-metric.ts';
import {
  falsePositivesExcluded,
  fileUploadCost,
  isAccepted,
  isOpen,
  knownAssets,
  monthlyChartReason,
  wholeCoverageGap,
} from '../populations.ts';

const findings = filtersOf(finding);

function openOf(severity: Severity, title: Localised): CountedMeasure {
  return {
    name: `open-${severity}`,
    title,
    kind: 'count',
    unit: 'count',
    direction: 'down',
    headline: false,
    numerator: { kind: 'finding', filter: and(isOpen, findings.eq('severity', severity)) },
    denominator: null,
    scopes: scopeKinds,
    chart: { form: 'stock-count' },
    whenEmpty: 'no-data',
  };
}

export const openFindings = defineMetric({
  id: 'VUL-02',
  version: '1.1.0',
  title: { en: 'Open findings', nl: 'Open bevindingen' },
  question: {
    en: 'How many vulnerabilities are open, and how many per asset?',
    nl: 'Hoeveel kwetsbaarheden staan open, en hoeveel per middel?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'When more comes in than goes out: add hands, or agree which findings will wait and say so.',
    nl: 'Als er meer binnenkomt dan er weggaat: zet meer mensen in, of spreek af welke bevindingen wachten en zeg dat.',
  },
  domain: 'VUL',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'number of open findings, in all and by severity, those whose risk was accepted among them; density = open findings / assets in the register or seen lately',
    nl: 'aantal open bevindingen, in totaal en per ernst, ook die waarvan het risico is aanvaard; dichtheid = open bevindingen / middelen in het register of onlangs gezien',
  },
  population: {
    en: 'findings (one flaw on one asset), informational results and false positives not counted',
    nl: 'bevindingen (één zwakte op één middel), informatieve uitkomsten en onterechte meldingen niet meegeteld',
  },
  inclusions: [
    {
      rule: { en: 'findings on assets that were not scanned lately', nl: 'bevindingen op middelen die onlangs niet gescand zijn' },
      reason: {
        en: 'Not looking does not repair: a finding stays open until a scan that could see it does not.',
        nl: 'Niet kijken repareert niet: een bevinding blijft open tot een scan die haar kon zien, haar niet meer ziet.',
      },
    },
    {
      rule: { en: 'findings whose risk was accepted', nl: 'bevindingen waarvan het risico is aanvaard' },
      reason: {
        en: 'An accepted risk is still there: accepting it repairs nothing. A measure of its own tells how many they are.',
        nl: 'Een aanvaard risico is er nog: aanvaarden verhelpt niets. Een eigen meting zegt hoeveel het er zijn.',
      },
    },
  ],
  exclusions: [falsePositivesExcluded(findings.eq('state', 'open'))],
  cadenceDays: 7,
  graceDays: 31,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: false,
    reason: {
      en: 'Counts depend on the scanner and its settings; the density only where the same tool is used.',
      nl: 'Aantallen hangen af van de scanner en de instellingen; de dichtheid alleen bij hetzelfde gereedschap.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'An open number has no best or worst: it grows with the hospital and with how much is scanned.',
      nl: 'Een open aantal heeft geen beste of slechtste waarde: het groeit met het ziekenhuis en met hoeveel er gescand wordt.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'closing the easy findings only', nl: 'alleen de makkelijke bevindingen sluiten' },
      signal: { en: 'the total falls while critical and high stay', nl: 'het totaal daalt terwijl kritiek en hoog blijven' },
      counterMetric: 'VUL-05',
    },
    {
      how: { en: 'calling findings false positives', nl: 'bevindingen onterecht gemeld noemen' },
      signal: { en: 'the rows left out grow, decided in large batches', nl: 'de weggelaten rijen nemen toe, met veel tegelijk besloten' },
      counterMetric: null,
    },
    {
      how: { en: 'scanning less, or without credentials', nl: 'minder scannen, of zonder in te loggen' },
      signal: { en: 'VUL-01 or its authenticated measure falls', nl: 'VUL-01 of de ingelogde meting daalt' },
      counterMetric: 'VUL-01',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    {
      en: 'Findings on retired assets stay open until a scan or a decision closes them; the density does not count those assets.',
      nl: 'Bevindingen op afgevoerde middelen blijven open tot een scan of besluit ze sluit; de dichtheid telt die middelen niet.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'open',
      title: { en: 'Open findings', nl: 'Open bevindingen' },
      kind: 'count',
      unit: 'count',
      direction: 'down',
      headline: true,
      numerator: { kind: 'finding', filter: isOpen },
      denominator: null,
      scopes: scopeKinds,
      chart: { form: 'stock-count' },
      whenEmpty: 'no-data',
    },
    openOf('critical', { en: 'Open, critical', nl: 'Open, kritiek' }),
    openOf('high', { en: 'Open, high', nl: 'Open, hoog' }),
    openOf('medium', { en: 'Open, medium', nl: 'Open, middel' }),
    openOf('low', { en: 'Open, low', nl: 'Open, laag' }),
    {
      name: 'open-accepted',
      title: { en: 'Open, risk accepted', nl: 'Open, risico aanvaard' },
      kind: 'count',
      unit: 'count',
      direction: 'down',
      headline: false,
      numerator: { kind: 'finding', filter: and(findings.eq('state', 'open'), isAccepted) },
      denominator: null,
      scopes: scopeKinds,
      chart: { form: 'stock-count' },
      whenEmpty: 'no-data',
    },
    {
      name: 'density',
      title: { en: 'Open findings per asset', nl: 'Open bevindingen per middel' },
      kind: 'ratio',
      unit: 'findings-per-asset',
      direction: 'down',
      headline: false,
      numerator: { kind: 'finding', filter: isOpen },
      denominator: { kind: 'asset', filter: knownAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-count' },
      whenEmpty: 'not-applicable',
    },
  ],
});
