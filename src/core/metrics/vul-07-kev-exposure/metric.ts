/**
 * VUL-07: on what share of the assets a flaw stands open that is known to be exploited, and how many of these findings are open past
 * the date that the catalogue itself gives. By the KEV catalogue that the node holds, over its own dates; a scanner's word has no
 * date, and counts in the list only. Not: how likely exploitation is of what is not listed (VUL-08).
 */
import { and, filtersOf } from '../../query/filter-builder.ts';
import { asset } from '../../assets/asset.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import {
  comparableReason,
  falsePositivesExcluded,
  fileUploadCost,
  isOpen,
  knownAssets,
  monthlyChartReason,
  outOfUseExcluded,
  wholeCoverageGap,
} from '../populations.ts';

const assets = filtersOf(asset);
const findings = filtersOf(finding);
const isListed = findings.eq('inKev', true);
const isOpenAndListed = and(isOpen, isListed);
/** On its last day there is still time. */
const isPastItsDate = findings.age('gt', 'kevDueOn', 'P1D');

export const kevExposure = defineMetric({
  id: 'VUL-07',
  version: '1.0.0',
  title: { en: 'Known exploited flaws', nl: 'Bekend uitgebuite kwetsbaarheden' },
  question: {
    en: 'On what share of the assets does a flaw stand open that is known to be exploited?',
    nl: 'Op welk deel van de middelen staat een kwetsbaarheid open waarvan bekend is dat zij wordt uitgebuit?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board', 'medical-technology-manager'],
  decision: {
    en: 'When it rises: mend these first, or shield the assets on the same day. Past the date of the catalogue: say who accepts it.',
    nl: 'Als het stijgt: verhelp deze eerst, of scherm de middelen dezelfde dag af. Voorbij de datum van de lijst: zeg wie het aanvaardt.',
  },
  domain: 'VUL',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'assets with at least one open finding of a flaw in the KEV catalogue / assets in the register or seen lately; overdue = such findings past the date of their own entry / such findings',
    nl: 'middelen met ten minste één open bevinding van een kwetsbaarheid in de KEV-lijst / middelen in het register of onlangs gezien; te laat = zulke bevindingen voorbij de datum van hun eigen vermelding / zulke bevindingen',
  },
  population: {
    en: 'assets in the register or seen lately and in use; findings of flaws with a CVE that was listed on the day',
    nl: 'middelen in het register of onlangs gezien en in gebruik; bevindingen van kwetsbaarheden met een CVE die op de dag vermeld was',
  },
  inclusions: [
    {
      rule: { en: 'findings whose risk was accepted', nl: 'bevindingen waarvan het risico is aanvaard' },
      reason: {
        en: 'Whoever exploits a flaw does not ask whether it was accepted.',
        nl: 'Wie een kwetsbaarheid uitbuit, vraagt niet of zij is aanvaard.',
      },
    },
    {
      rule: { en: 'days before the catalogue was first held here', nl: 'dagen voordat de lijst hier voor het eerst was' },
      reason: {
        en: 'Each entry carries the day on which it was added, so what was listed on a past day follows exactly; only what was withdrawn before is not known.',
        nl: 'Elke vermelding heeft de dag waarop zij erbij kwam, dus wat op een dag vermeld was, volgt precies; alleen wat eerder is ingetrokken is niet bekend.',
      },
    },
  ],
  exclusions: [outOfUseExcluded, falsePositivesExcluded(and(findings.eq('state', 'open'), isListed))],
  cadenceDays: 7,
  graceDays: 31,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['kev-held', 'kev-current', 'scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 2,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: {
    leftOut: {
      en: 'Where the worst lies is not known: of all assets a few in a hundred are usual, so the whole of the share would give nearly everybody nearly full marks.',
      nl: 'Waar het slechtste ligt is niet bekend: een paar op de honderd middelen is gewoon, dus het hele aandeel zou bijna iedereen bijna de volle score geven.',
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
      how: { en: 'calling findings false positives', nl: 'bevindingen onterecht gemeld noemen' },
      signal: { en: 'the number left out grows', nl: 'het aantal dat is weggelaten, groeit' },
      counterMetric: 'VUL-18',
    },
    {
      how: { en: 'not fetching the catalogue any more', nl: 'de lijst niet meer ophalen' },
      signal: {
        en: 'the value is marked as stale after the days that are set, and enters no index',
        nl: 'de waarde krijgt na de ingestelde dagen het merk verouderd, en telt in geen index mee',
      },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    {
      en: 'The catalogue lists what is exploited somewhere and matters to American authorities; a flaw that is not in it may be exploited as well.',
      nl: 'De lijst noemt wat ergens wordt uitgebuit en voor Amerikaanse overheden telt; een kwetsbaarheid die er niet in staat, kan ook worden uitgebuit.',
    },
    {
      en: 'Past days rest on the dates of the copy that is held now: what was withdrawn before the first copy is missing, and a date that was changed is told as it is now.',
      nl: 'Eerdere dagen rusten op de data van de lijst die er nu is: wat vóór de eerste lijst is ingetrokken ontbreekt, en een gewijzigde datum staat er zoals hij nu is.',
    },
    {
      en: 'Findings of a scanner’s own check without a CVE cannot be in the catalogue, and what a scanner itself calls known exploited does not count here.',
      nl: 'Bevindingen van een eigen controle van een scanner zonder CVE kunnen niet in de lijst staan, en wat een scanner zelf bekend uitgebuit noemt, telt hier niet.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'exposed-assets',
      title: { en: 'Assets with a known exploited flaw', nl: 'Middelen met een bekend uitgebuite kwetsbaarheid' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      numerator: { kind: 'asset', filter: and(knownAssets, assets.exists('findings', isOpenAndListed)) },
      denominator: { kind: 'asset', filter: knownAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
    findingShare({
      name: 'overdue',
      title: { en: 'Of their findings, open past the catalogue’s date', nl: 'Van hun bevindingen, open voorbij de datum van de lijst' },
      direction: 'down',
      part: and(isOpenAndListed, isPastItsDate),
      of: isOpenAndListed,
      chart: { form: 'stock-proportion' },
    }),
  ],
});
