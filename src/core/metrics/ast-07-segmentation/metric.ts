/** AST-07: share of medical and building technology that stands behind a boundary. Not: whether the boundary holds. */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import {
  comparableReason,
  fileUploadCost,
  isInUse,
  isKnown,
  isRestricted,
  monthlyChartReason,
  outOfUseExcluded,
  unknownApart,
} from '../populations.ts';

const assets = filtersOf(asset);
const devices = and(isKnown, isInUse, assets.in('class', ['medical', 'operational']));
const placedDevices = and(isKnown, isInUse, assets.in('class', ['medical', 'operational']), assets.known('exposure'));

export const segmentation = defineMetric({
  id: 'AST-07',
  version: '1.0.0',
  title: { en: 'Segmentation', nl: 'Segmentering' },
  question: {
    en: 'What share of the medical and building technology is isolated or in a segment of its own?',
    nl: 'Welk deel van de medische en gebouwtechniek is geïsoleerd of heeft een eigen segment?',
  },
  audience: ['ciso', 'medical-technology-manager'],
  decision: {
    en: 'Move the devices closest to the patient out of the shared network first; those that are reachable from the internet today, today.',
    nl: 'Haal de apparaten het dichtst bij de patiënt het eerst uit het gedeelde netwerk; wat vandaag vanaf internet bereikbaar is, vandaag.',
  },
  domain: 'AST',
  layer: 'technical',
  type: 'implementation',
  crefGoal: 'withstand',
  formula: {
    en: 'medical and operational assets that are isolated or in a segment of their own / those whose exposure is known',
    nl: 'medische en operationele middelen die geïsoleerd zijn of een eigen segment hebben / die waarvan de blootstelling bekend is',
  },
  population: {
    en: 'medical devices and building or operational technology, in the register or seen lately, in use, whose exposure is known',
    nl: 'medische apparaten en gebouw- of procestechniek, in het register of onlangs gezien, in gebruik, waarvan de blootstelling bekend is',
  },
  inclusions: [],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'devices whose exposure nobody states', nl: 'apparaten waarvan niemand de blootstelling noemt' },
        reason: unknownApart,
        filter: and(devices, assets.unknown('exposure')),
      },
    },
  ],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'stating exposure only where it is good', nl: 'blootstelling alleen noemen waar ze goed is' },
      signal: { en: 'the share whose exposure is unknown stays high', nl: 'het deel met onbekende blootstelling blijft hoog' },
      counterMetric: null,
    },
    {
      how: { en: 'giving devices another class', nl: 'apparaten een andere klasse geven' },
      signal: { en: 'the population falls while AST-01 stays', nl: 'de populatie daalt terwijl AST-01 gelijk blijft' },
      counterMetric: 'AST-01',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'Exposure is what a register or a rule says, not what a scan from another segment found.',
      nl: 'Blootstelling is wat een register of regel zegt, niet wat een scan vanuit een ander segment vond.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'restricted',
      title: { en: 'Isolated or in their own segment', nl: 'Geïsoleerd of eigen segment' },
      direction: 'up',
      headline: true,
      part: isRestricted,
      of: placedDevices,
    }),
    assetShare({
      name: 'internet',
      title: { en: 'Reachable from the internet', nl: 'Bereikbaar vanaf internet' },
      direction: 'down',
      part: assets.eq('exposure', 'internet'),
      of: placedDevices,
    }),
    assetShare({
      name: 'exposure-unknown',
      title: { en: 'Exposure unknown', nl: 'Blootstelling onbekend' },
      direction: 'down',
      part: assets.unknown('exposure'),
      of: devices,
    }),
  ],
});
