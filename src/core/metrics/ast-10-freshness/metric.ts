/**
 * AST-10: how fresh the inventory is: when the register was last taken in whole, and what share of the assets was seen in the
 * last 30 days. Not: what was seen and is not registered (AST-03). Thirty days for every class: "seen lately" of the other
 * metrics gives a medical device 90.
 */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf, not } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import {
  comparableReason,
  fileUploadCost,
  isInUse,
  isKnown,
  monthlyChartReason,
  outOfUseExcluded,
  registeredAssets,
} from '../populations.ts';

const assets = filtersOf(asset);
const isOnNoNetwork = assets.eq('networked', false);

export const freshness = defineMetric({
  id: 'AST-10',
  version: '1.0.0',
  title: { en: 'Freshness of the inventory', nl: 'Versheid van de inventaris' },
  question: {
    en: 'What share of the assets was seen in the last 30 days, and how long ago was the register reconciled?',
    nl: 'Welk deel van de middelen is de laatste 30 dagen gezien, en hoe lang geleden is het register bijgewerkt?',
  },
  audience: ['medical-technology-manager', 'ciso', 'data-engineer'],
  decision: {
    en: 'Have the register handed in every week by a task, and ask of what is long unseen: is it there, and does anything look where it stands?',
    nl: 'Laat het register elke week door een taak aanleveren, en vraag van wat lang niet gezien is: is het er nog, en kijkt er iets waar het staat?',
  },
  domain: 'AST',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'known assets that any scan or discovery saw in the last 30 days / known assets; and the days since the newest complete register file',
    nl: 'bekende middelen die een scan of ontdekking de laatste 30 dagen zag / bekende middelen; en de dagen sinds het nieuwste volledige registerbestand',
  },
  population: {
    en: 'assets in the register or seen lately, in use, that nobody says are on no network',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarvan niemand zegt dat ze aan geen netwerk zitten',
  },
  inclusions: [
    {
      rule: {
        en: 'assets of which nobody says whether they are on a network',
        nl: 'middelen waarvan niemand zegt of ze aan een netwerk zitten',
      },
      reason: {
        en: 'Most are; leaving them out would make a thin register look fresh.',
        nl: 'De meeste wel; weglaten zou een mager register vers doen lijken.',
      },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets that are on no network', nl: 'middelen die aan geen netwerk zitten' },
        reason: { en: 'No scan can see them.', nl: 'Geen scan kan ze zien.' },
        filter: and(isKnown, isInUse, isOnNoNetwork),
      },
    },
  ],
  cadenceDays: 7,
  graceDays: 28,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register', 'discovery'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'handing in the same register again', nl: 'hetzelfde register opnieuw aanleveren' },
      signal: {
        en: 'the register is days old and AST-02 and AST-03 do not move',
        nl: 'het register is dagen oud en AST-02 en AST-03 bewegen niet',
      },
      counterMetric: 'AST-03',
    },
    {
      how: { en: 'dropping what is not seen from the register', nl: 'wat niet gezien wordt uit het register halen' },
      signal: {
        en: 'the number of known assets falls while this share rises',
        nl: 'het aantal bekende middelen daalt terwijl dit aandeel stijgt',
      },
      counterMetric: 'AST-16',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A scan once a month lets every asset that only it sees drop out on the 31st day: with such scans the share is a saw of the calendar.',
      nl: 'Een scan eens per maand laat elk middel dat alleen zij ziet op de 31e dag wegvallen: met zulke scans is het aandeel een zaagtand van de kalender.',
    },
    {
      en: 'For that reason, and because one scan sees many assets at once, the courses are shown and not judged.',
      nl: 'Daarom, en omdat één scan veel middelen tegelijk ziet, worden de verlopen getoond en niet beoordeeld.',
    },
    {
      en: 'The days since the register are of the newest complete file of any register; another that is out of date does not show here but under the sources of the overview.',
      nl: 'De dagen sinds het register gaan over het nieuwste volledige bestand van welk register ook; een ander dat verouderd is, staat niet hier maar bij de bronnen van het overzicht.',
    },
    {
      en: 'After an upgrade from a version without this metric the share counts what the next import has looked at again.',
      nl: 'Na een upgrade van een versie zonder deze metriek telt het aandeel wat de volgende import opnieuw heeft bekeken.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'seen-within-30-days',
      title: { en: 'Seen in the last 30 days', nl: 'De laatste 30 dagen gezien' },
      direction: 'up',
      headline: true,
      movesInGroups: true,
      part: assets.eq('seenWithin30Days', true),
      of: and(isKnown, isInUse, assets.known('seenWithin30Days'), not(isOnNoNetwork)),
    }),
    {
      name: 'days-since-reconciled',
      title: { en: 'Since the register was reconciled', nl: 'Sinds het register is bijgewerkt' },
      kind: 'source-age',
      ageOfSource: 'register',
      unit: 'days',
      direction: 'down',
      headline: false,
      numerator: { kind: 'asset', filter: registeredAssets },
      denominator: null,
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'no-data',
    },
  ],
});
