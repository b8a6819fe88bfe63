/**
 * AST-08: in how many of the network segments anything looks. The unit is the segment, each name once, not its assets: one
 * device seen in it is enough, for that shows that a scan or a sensor reaches it. Not: how many of the devices in a segment are
 * found (AST-02), nor whether it is scanned for flaws (VUL-01).
 */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { comparableReason, fileUploadCost, isInUse, isKnown, isSeen, monthlyChartReason, outOfUseExcluded } from '../populations.ts';

const assets = filtersOf(asset);

export const discoveryCoverage = defineMetric({
  id: 'AST-08',
  version: '1.0.0',
  title: { en: 'Discovery coverage', nl: 'Dekking van de ontdekking' },
  question: {
    en: 'In what share of the network segments does anything look for devices?',
    nl: 'In welk deel van de netwerksegmenten kijkt er iets naar apparaten?',
  },
  audience: ['ciso', 'medical-technology-manager', 'vulnerability-manager'],
  decision: {
    en: 'Bring a segment in which nothing looks under discovery: by listening along where devices bear no scan, else by a scan.',
    nl: 'Breng een segment waar niets kijkt onder ontdekking: door mee te luisteren waar apparaten geen scan verdragen, anders met een scan.',
  },
  domain: 'AST',
  layer: 'tool',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'different segments of assets seen lately / different segments of known assets',
    nl: 'verschillende segmenten van onlangs geziene middelen / verschillende segmenten van bekende middelen',
  },
  population: {
    en: 'network segments, each name once, of assets in the register or seen lately, in use',
    nl: 'netwerksegmenten, elke naam eenmaal, van middelen in het register of onlangs gezien, in gebruik',
  },
  inclusions: [
    {
      rule: { en: 'segments in which a single device was seen', nl: 'segmenten waarin één apparaat is gezien' },
      reason: {
        en: 'It shows that the segment is reached; how much of it is found is AST-02.',
        nl: 'Het laat zien dat het segment bereikt wordt; hoeveel ervan gevonden wordt, is AST-02.',
      },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets of which nobody states the segment', nl: 'middelen waarvan niemand het segment noemt' },
        reason: {
          en: 'They are in some segment, and nobody knows whether it is one of those counted.',
          nl: 'Ze zitten in een segment, en niemand weet of dat een van de getelde is.',
        },
        filter: and(isKnown, isInUse, assets.unknown('segment')),
      },
    },
  ],
  cadenceDays: 92,
  graceDays: 14,
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
      how: { en: 'writing one segment for all', nl: 'overal hetzelfde segment invullen' },
      signal: { en: 'the number of segments falls', nl: 'het aantal segmenten daalt' },
      counterMetric: 'AST-07',
    },
    {
      how: { en: 'scanning one address in each segment', nl: 'in elk segment één adres scannen' },
      signal: { en: 'this share is high and AST-02 is too', nl: 'dit aandeel is hoog en AST-02 ook' },
      counterMetric: 'AST-02',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A segment that no source names for any asset is not known here: the network’s own list of segments is not read.',
      nl: 'Een segment dat geen bron bij een middel noemt, is hier niet bekend: de lijst van segmenten van het netwerk zelf wordt niet gelezen.',
    },
    {
      en: 'Names are taken as they are written: a segment that two registers spell differently counts twice.',
      nl: 'Namen gelden zoals ze geschreven staan: een segment dat twee registers anders spellen, telt twee keer.',
    },
    {
      en: 'The rows beneath the figure are the assets in the segments: the second list without the segments of the first is where nothing looks.',
      nl: 'De rijen onder het getal zijn de middelen in de segmenten: de tweede lijst zonder de segmenten uit de eerste is waar niets kijkt.',
    },
    {
      en: 'A segment that holds devices of several departments counts in each of them, so the parts add up to more than the whole.',
      nl: 'Een segment met apparaten van meer afdelingen telt bij elk ervan, dus de delen zijn samen meer dan het geheel.',
    },
    {
      en: 'The course is shown and not judged: segments are few and leave together when one scan does not run.',
      nl: 'Het verloop wordt getoond en niet beoordeeld: segmenten zijn er weinig en vallen samen weg als één scan niet draait.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      ...assetShare({
        name: 'segments-seen',
        title: { en: 'Segments in which something looks', nl: 'Segmenten waarin iets kijkt' },
        direction: 'up',
        headline: true,
        movesInGroups: true,
        part: isSeen,
        of: and(isKnown, isInUse, assets.known('segment')),
      }),
      countedBy: 'segment',
    },
  ],
});
