/**
 * VUL-08: how many of the open findings are expected to be exploited somewhere within 30 days, and on how many assets at least one is:
 * the sum of the EPSS scores, and 1 − Π(1 − EPSS) per asset (domain/metrics.md 4.10). Measured on the day itself with the edition that
 * is held; no day is ever worked out afterwards. It never stands in for what is known to be exploited (VUL-07).
 */
import { asset } from '../../assets/asset.ts';
import type { Localised } from '../../kernel/text.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import type { CountedMeasure, Expectation, Rows } from '../define-metric.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { falsePositivesExcluded, fileUploadCost, isOpen, knownAssets, monthlyChartReason, wholeCoverageGap } from '../populations.ts';

const assets = filtersOf(asset);
const findings = filtersOf(finding);
const withCve = and(isOpen, findings.known('cveId'));
const scored = and(isOpen, findings.known('cveId'), findings.known('epssListed'));

export const epssExposure = defineMetric({
  id: 'VUL-08',
  version: '1.0.0',
  title: { en: 'Expected exploitation', nl: 'Verwachte uitbuiting' },
  question: {
    en: 'How many of the open findings are expected to be exploited somewhere within 30 days?',
    nl: 'Van hoeveel open bevindingen is te verwachten dat zij binnen 30 dagen ergens worden uitgebuit?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'When it rises under one model: see which findings bring it, and put those before others of the same severity.',
    nl: 'Als het onder één model stijgt: kijk welke bevindingen het brengen, en doe die vóór andere van dezelfde ernst.',
  },
  domain: 'VUL',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'sum of the EPSS scores of open findings with a CVE; on assets: sum over assets of 1 − Π(1 − EPSS) of their open findings',
    nl: 'som van de EPSS-scores van open bevindingen met een CVE; op middelen: som over middelen van 1 − Π(1 − EPSS) van hun open bevindingen',
  },
  population: {
    en: 'open findings of flaws with a CVE, false positives not counted; how many of them have a score is told beside the value',
    nl: 'open bevindingen van kwetsbaarheden met een CVE, onterechte meldingen niet meegeteld; hoeveel ervan een score hebben staat naast de waarde',
  },
  inclusions: [
    {
      rule: { en: 'findings whose risk was accepted', nl: 'bevindingen waarvan het risico is aanvaard' },
      reason: {
        en: 'Whoever exploits a flaw does not ask whether it was accepted.',
        nl: 'Wie een kwetsbaarheid uitbuit, vraagt niet of zij is aanvaard.',
      },
    },
  ],
  exclusions: [
    {
      of: 'finding',
      exclusion: {
        rule: { en: 'findings without a CVE', nl: 'bevindingen zonder CVE' },
        reason: { en: 'EPSS scores nothing else.', nl: 'EPSS geeft alleen CVE’s een score.' },
        filter: and(isOpen, findings.unknown('cveId')),
      },
    },
    falsePositivesExcluded(and(findings.eq('state', 'open'), findings.known('cveId'))),
  ],
  cadenceDays: 7,
  graceDays: 31,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['epss-held', 'epss-current', 'epss-coverage', 'scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 2,
  benchmarkable: {
    is: false,
    reason: {
      en: 'A sum grows with the hospital and with how much is scanned, and changes with every model.',
      nl: 'Een som groeit met het ziekenhuis en met hoeveel er gescand wordt, en verandert met elk model.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'A sum has no best or worst but 0, and moves with the model as well.',
      nl: 'Een som heeft geen beste of slechtste waarde buiten 0, en beweegt ook met het model mee.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'scanning less, or without credentials', nl: 'minder scannen, of zonder in te loggen' },
      signal: { en: 'VUL-01 or its authenticated measure falls', nl: 'VUL-01 of de ingelogde meting daalt' },
      counterMetric: 'VUL-01',
    },
    {
      how: {
        en: 'mending what scores high instead of what is exploited',
        nl: 'verhelpen wat hoog scoort in plaats van wat wordt uitgebuit',
      },
      signal: { en: 'VUL-07 does not fall with it', nl: 'VUL-07 daalt niet mee' },
      counterMetric: 'VUL-07',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    {
      en: 'Scores are taken as independent, which they are not: flaws of one product are exploited together. Read it as an order, not as a forecast.',
      nl: 'De scores worden als onafhankelijk genomen, en dat zijn ze niet: kwetsbaarheden van één product worden samen uitgebuit. Lees het als een volgorde, niet als een voorspelling.',
    },
    {
      en: 'A score may move by a great deal within days, and a new model moves all of them: the series begins anew with each model, and nothing is compared across it.',
      nl: 'Een score kan binnen dagen sterk veranderen, en een nieuw model verandert ze allemaal: de reeks begint met elk model opnieuw, en daaroverheen wordt niets vergeleken.',
    },
    {
      en: 'EPSS says whether a flaw is exploited anywhere, not here: where the asset stands in the network is not in it.',
      nl: 'EPSS zegt of een kwetsbaarheid ergens wordt uitgebuit, niet of dat hier gebeurt: waar het middel in het netwerk staat, telt er niet in mee.',
    },
    {
      en: 'The rows beneath are those of today: scores are not kept from day to day, and lists of a past day cannot be asked about them.',
      nl: 'De rijen eronder zijn die van vandaag: scores worden niet van dag tot dag bewaard, en een lijst van een eerdere dag kent ze niet.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    expected({
      name: 'expected-findings',
      title: { en: 'Findings expected to be exploited in 30 days', nl: 'Bevindingen met te verwachten uitbuiting in 30 dagen' },
      of: 'findings',
      headline: true,
      rows: [
        { kind: 'finding', filter: scored },
        { kind: 'finding', filter: withCve },
      ],
    }),
    expected({
      name: 'expected-assets',
      title: { en: 'Assets on which at least one is', nl: 'Middelen waarop dat er ten minste één is' },
      of: 'assets',
      headline: false,
      rows: [
        { kind: 'asset', filter: and(knownAssets, assets.exists('findings', scored)) },
        { kind: 'asset', filter: and(knownAssets, assets.exists('findings', withCve)) },
      ],
    }),
  ],
});

interface Expected extends Expectation {
  readonly name: string;
  readonly title: Localised;
  readonly headline: boolean;
  readonly rows: readonly [scored: Rows, all: Rows];
}

function expected({ name, title, of, headline, rows: [numerator, denominator] }: Expected): CountedMeasure {
  return {
    name,
    title,
    kind: 'expected',
    expected: { of },
    unit: 'expected',
    direction: 'down',
    headline,
    numerator,
    denominator,
    scopes: scopeKinds,
    // Units are not counted one by one, and scores move in one stroke with the edition: nothing can be judged by chance.
    chart: { form: 'level' },
    whenEmpty: 'not-applicable',
  };
}
